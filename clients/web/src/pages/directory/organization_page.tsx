import { useQuery } from "@connectrpc/connect-query";
import { Anchor } from "@mantine/core";
import { DirectoryService, Organization_Type as Type } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { useFresh } from "../../api/live.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName } from "../../parts/code_names.ts";
import { Facts } from "../../parts/facts.tsx";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import style from "./directory.module.css";
import { EntryPage } from "./entry_page.tsx";
import { OrganizationChildren } from "./organization_children.tsx";
import { OrganizationDelegations } from "./organization_delegations.tsx";
import { OrganizationNames } from "./organization_names.tsx";
import { OrganizationPeople } from "./organization_people.tsx";
import { useDirectoryRights } from "./rights.ts";
import { useOrganizationNames } from "./use_organization_names.ts";

// An organization: its names by language and side, its people, and the delegations it sent.
export function OrganizationPage() {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const rights = useDirectoryRights();
  const name = `organizations/${useParams().organization}`;
  const answer = useQuery(DirectoryService.method.getOrganization, { name });
  useFresh(
    "directory",
    DirectoryService.method.getOrganization,
    DirectoryService.method.listOrganizations,
    DirectoryService.method.listPeople,
  );
  const organization = answer.data;
  const parentOf = useOrganizationNames(useMemo(() => [organization?.parent ?? ""], [organization]));
  if (answer.error) return <PageRefused title={t("organizations.title")} error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!organization) return <PageSkeleton />;
  return (
    <EntryPage
      entry="organization"
      name={name}
      called={textIn(organization.displayNames, language)}
      lead={[t(`organization.types.${Type[organization.type]}`), countryName(organization.countryCode, language)]
        .filter((part) => part !== "")
        .join(" · ")}
      isDeleted={organization.deleteTime !== undefined}
      mayWrite={rights.writesOrganizations}
      remove={(request) => clientOf(DirectoryService).deleteOrganization(request)}
      restore={(request) => clientOf(DirectoryService).undeleteOrganization(request)}
    >
      <div className={style.column}>
        <OrganizationPeople organization={organization.name} mayAdd={rights.writesPeople} />
        <OrganizationDelegations organization={organization.name} />
      </div>
      <div className={style.column}>
        <OrganizationNames organization={organization} />
        <section className={style.section}>
          <h2>{t("organization.about")}</h2>
          <Facts
            terms="minmax(110px, max-content)"
            facts={[
              [
                t("organization.parent"),
                organization.parent !== "" && (
                  <Anchor component={Link} to={`/directory/${organization.parent}`}>
                    {parentOf(organization.parent)}
                  </Anchor>
                ),
              ],
              [t("organization.subdivision"), organization.subdivisionCode],
              [
                t("organization.website"),
                /^https?:/.test(organization.website) ? (
                  <Anchor href={organization.website} target="_blank" rel="noreferrer">
                    {organization.website}
                  </Anchor>
                ) : (
                  organization.website
                ),
              ],
            ]}
          />
        </section>
        <OrganizationChildren organization={organization.name} />
      </div>
    </EntryPage>
  );
}
