import { useMutation, useQuery } from "@connectrpc/connect-query";
import { Alert, Anchor, Button, Menu } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { DirectoryService, Organization_Type as Type } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useFresh } from "../../api/live.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName } from "../../parts/code_names.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import style from "./directory.module.css";
import { Facts } from "./facts.tsx";
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
  const client = useQueryClient();
  const name = `organizations/${useParams().organization}`;
  const answer = useQuery(DirectoryService.method.getOrganization, { name });
  useFresh("directory", DirectoryService.method.getOrganization, DirectoryService.method.listPeople);
  const remove = useMutation(DirectoryService.method.deleteOrganization);
  const restore = useMutation(DirectoryService.method.undeleteOrganization);
  const organization = answer.data;
  const parentOf = useOrganizationNames(useMemo(() => [organization?.parent ?? ""], [organization]));
  if (answer.error)
    return (
      <Page title={t("organizations.title")}>
        <Refused error={answer.error} onRetry={() => void answer.refetch()} />
      </Page>
    );
  if (!organization) return <PageSkeleton />;

  const title = textIn(organization.displayNames, language);
  const bringBack = async () => {
    await restore.mutateAsync({ name, requestId: crypto.randomUUID() });
    await client.invalidateQueries();
  };
  const onDelete = async () => {
    try {
      await remove.mutateAsync({ name, requestId: crypto.randomUUID() });
      await client.invalidateQueries();
      notifyDone(t("organization.deleted", { name: title }), bringBack);
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <Page
      title={title}
      lead={[t(`organization.types.${Type[organization.type]}`), countryName(organization.countryCode, language)]
        .filter((part) => part !== "")
        .join(" · ")}
      actions={
        !organization.deleteTime && (
          <>
            {rights.removes && (
              <Menu>
                <Menu.Target>
                  <Button variant="default" px={10} aria-label={t("organization.moreActions")}>
                    <IconDots size={18} aria-hidden />
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item color="red" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => void onDelete()}>
                    {t("organization.delete")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
            {rights.writesOrganizations && (
              <Button component={Link} to={`/directory/${organization.name}/edit`} leftSection={<IconPencil size={18} aria-hidden />}>
                {t("organization.edit")}
              </Button>
            )}
          </>
        )
      }
    >
      {organization.deleteTime && (
        <Alert color="gray" title={t("organization.isDeleted")}>
          {rights.removes && (
            <Button size="xs" variant="default" onClick={() => void bringBack().catch(notifyRefused)}>
              {t("organization.restore")}
            </Button>
          )}
        </Alert>
      )}
      <div className={style.columns}>
        <div className={style.column}>
          <OrganizationPeople organization={organization.name} mayAdd={rights.writesPeople} />
          <OrganizationDelegations organization={organization.name} />
        </div>
        <div className={style.column}>
          <OrganizationNames organization={organization} />
          <section className={style.section}>
            <h2>{t("organization.about")}</h2>
            <Facts
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
      </div>
    </Page>
  );
}
