import { useQuery } from "@connectrpc/connect-query";
import { Anchor } from "@mantine/core";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { useFresh } from "../../api/live.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName, languageName } from "../../parts/code_names.ts";
import { Facts } from "../../parts/facts.tsx";
import { personLine } from "../../parts/names.ts";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { NotWhenPresenting } from "../../parts/presenting.tsx";
import style from "./directory.module.css";
import { DuplicateCandidates } from "./duplicate_candidates.tsx";
import { EntryPage } from "./entry_page.tsx";
import { Participations } from "./participations.tsx";
import { PersonNames } from "./person_names.tsx";
import { useDirectoryRights } from "./rights.ts";
import { useOrganizationNames } from "./use_organization_names.ts";

// A person: names in every script, how to reach them, where they took part, and who may be the same.
export function PersonPage() {
  const { t } = useTranslation(["directory", "common"]);
  const language = useLanguage();
  const rights = useDirectoryRights();
  const name = `people/${useParams().person}`;
  const answer = useQuery(DirectoryService.method.getPerson, { name });
  useFresh("directory", DirectoryService.method.getPerson);
  const person = answer.data;
  const organizationOf = useOrganizationNames(useMemo(() => [person?.organization ?? ""], [person]));
  if (answer.error) return <PageRefused title={t("people.title")} error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!person) return <PageSkeleton />;

  return (
    <EntryPage
      entry="person"
      name={name}
      called={personLine(person.names, language, person.latinName) || t("common:nameUnknown")}
      lead={textIn(person.jobTitles, language)}
      isDeleted={person.deleteTime !== undefined}
      mayWrite={rights.writesPeople}
      remove={(request) => clientOf(DirectoryService).deletePerson(request)}
      restore={(request) => clientOf(DirectoryService).undeletePerson(request)}
    >
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
            terms="minmax(110px, max-content)"
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
    </EntryPage>
  );
}
