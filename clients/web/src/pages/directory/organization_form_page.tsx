import { useQuery } from "@connectrpc/connect-query";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { newOrganizationDraft, organizationDraftOf } from "./organization_draft.ts";
import { OrganizationForm } from "./organization_form.tsx";

// Adds an organization, or changes one that is there.
export function OrganizationFormPage() {
  const { t } = useTranslation("directory");
  const { organization: id } = useParams();
  const answer = useQuery(
    DirectoryService.method.getOrganization,
    { name: `organizations/${id}` },
    { enabled: id !== undefined, staleTime: 0 },
  );
  if (id === undefined) return <OrganizationForm initial={newOrganizationDraft()} />;
  if (answer.error) return <PageRefused title={t("organization.edit")} error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <PageSkeleton />;
  return <OrganizationForm key={answer.data.name} organization={answer.data} initial={organizationDraftOf(answer.data)} />;
}
