import { useQuery } from "@connectrpc/connect-query";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { newPersonDraft, personDraftOf } from "./person_draft.ts";
import { PersonForm } from "./person_form.tsx";

// Adds a person, or changes one who is there.
export function PersonFormPage() {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const { person: id } = useParams();
  const [parameters] = useSearchParams();
  const answer = useQuery(DirectoryService.method.getPerson, { name: `people/${id}` }, { enabled: id !== undefined, staleTime: 0 });
  if (id === undefined) return <PersonForm initial={newPersonDraft(language, parameters.get("organization"))} />;
  if (answer.error) return <PageRefused title={t("person.edit")} error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <PageSkeleton />;
  return <PersonForm key={answer.data.name} person={answer.data} initial={personDraftOf(answer.data, language)} />;
}
