import { useMutation, useQuery } from "@connectrpc/connect-query";
import { Alert, Anchor, Button, Menu } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useFresh } from "../../api/live.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName, languageName } from "../../parts/code_names.ts";
import { personLine } from "../../parts/names.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { NotWhenPresenting } from "../../parts/presenting.tsx";
import { Refused } from "../../parts/refused.tsx";
import style from "./directory.module.css";
import { DuplicateCandidates } from "./duplicate_candidates.tsx";
import { Facts } from "./facts.tsx";
import { Participations } from "./participations.tsx";
import { PersonNames } from "./person_names.tsx";
import { useDirectoryRights } from "./rights.ts";
import { useOrganizationNames } from "./use_organization_names.ts";

// A person: names in every script, how to reach them, where they took part, and who may be the same.
export function PersonPage() {
  const { t } = useTranslation(["directory", "common"]);
  const language = useLanguage();
  const rights = useDirectoryRights();
  const client = useQueryClient();
  const name = `people/${useParams().person}`;
  const answer = useQuery(DirectoryService.method.getPerson, { name });
  useFresh("directory", DirectoryService.method.getPerson);
  const remove = useMutation(DirectoryService.method.deletePerson);
  const restore = useMutation(DirectoryService.method.undeletePerson);
  const person = answer.data;
  const organizationOf = useOrganizationNames(useMemo(() => [person?.organization ?? ""], [person]));
  if (answer.error)
    return (
      <Page title={t("people.title")}>
        <Refused error={answer.error} onRetry={() => void answer.refetch()} />
      </Page>
    );
  if (!person) return <PageSkeleton />;

  const line = personLine(person.names, language, person.latinName) || t("common:nameUnknown");
  const bringBack = async () => {
    await restore.mutateAsync({ name, requestId: crypto.randomUUID() });
    await client.invalidateQueries();
  };
  const onDelete = async () => {
    try {
      await remove.mutateAsync({ name, requestId: crypto.randomUUID() });
      await client.invalidateQueries();
      notifyDone(t("person.deleted", { name: line }), bringBack);
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <Page
      title={line}
      lead={textIn(person.jobTitles, language)}
      actions={
        !person.deleteTime && (
          <>
            {rights.removes && (
              <Menu>
                <Menu.Target>
                  <Button variant="default" px={10} aria-label={t("person.more")}>
                    <IconDots size={18} aria-hidden />
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item color="red" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => void onDelete()}>
                    {t("person.delete")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
            {rights.writesPeople && (
              <Button component={Link} to={`/directory/${person.name}/edit`} leftSection={<IconPencil size={18} aria-hidden />}>
                {t("person.edit")}
              </Button>
            )}
          </>
        )
      }
    >
      {person.deleteTime && (
        <Alert color="gray" title={t("person.isDeleted")}>
          {rights.removes && (
            <Button size="xs" variant="default" onClick={() => void bringBack().catch(notifyRefused)}>
              {t("person.restore")}
            </Button>
          )}
        </Alert>
      )}
      <div className={style.columns}>
        <div className={style.column}>
          <section className={style.section}>
            <h2>{t("person.names")}</h2>
            <PersonNames person={person} />
          </section>
          <Participations person={person.name} />
        </div>
        <div className={style.column}>
          <section className={style.section}>
            <h2>{t("person.about")}</h2>
            <Facts
              facts={[
                [
                  t("person.organization"),
                  person.organization !== "" && (
                    <Anchor component={Link} to={`/directory/${person.organization}`}>
                      {organizationOf(person.organization)}
                    </Anchor>
                  ),
                ],
                [t("person.country"), countryName(person.countryCode, language)],
                [t("person.languages"), person.languages.map((tag) => languageName(tag, language)).join(", ")],
                [
                  t("person.email"),
                  person.workEmail !== "" && (
                    <NotWhenPresenting>
                      <Anchor href={`mailto:${person.workEmail}`}>{person.workEmail}</Anchor>
                    </NotWhenPresenting>
                  ),
                ],
                [
                  t("person.phone"),
                  person.workPhone !== "" && (
                    <NotWhenPresenting>
                      <Anchor href={`tel:${person.workPhone.replace(/[^+\d]/g, "")}`}>{person.workPhone}</Anchor>
                    </NotWhenPresenting>
                  ),
                ],
                [t("person.protected"), person.protectedKnown.map((field) => t(`person.protectedField.${field}`)).join(", ")],
                [t("person.merged"), person.aliases.length > 0 && t("person.mergedCount", { count: person.aliases.length })],
              ]}
            />
          </section>
          {rights.seesDuplicates && !person.deleteTime && (
            <DuplicateCandidates subject={{ case: "name", value: person.name }} of={person.name} />
          )}
        </div>
      </div>
    </Page>
  );
}
