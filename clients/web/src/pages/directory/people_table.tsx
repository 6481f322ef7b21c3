import { Anchor } from "@mantine/core";
import type { Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName, languageName } from "../../parts/code_names.ts";
import { PersonName } from "../../parts/person_name.tsx";
import style from "./directory.module.css";
import { useOrganizationNames } from "./use_organization_names.ts";

interface PeopleTableProps {
  people: readonly Person[];
  // Where they all belong to one organization.
  withoutOrganization?: boolean;
}

// People, a line each; on a narrow screen a card each.
export function PeopleTable({ people, withoutOrganization = false }: PeopleTableProps) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const organizationOf = useOrganizationNames(useMemo(() => people.map(({ organization }) => organization), [people]));
  // A column in which nobody has anything says nothing.
  const withTitles = people.some(({ jobTitles }) => jobTitles.length > 0);
  return (
    <table className={style.table}>
      <thead>
        <tr>
          <th scope="col">{t("person.name")}</th>
          {withTitles && <th scope="col">{t("person.jobTitle")}</th>}
          {!withoutOrganization && <th scope="col">{t("person.organization")}</th>}
          <th scope="col">{t("person.country")}</th>
          <th scope="col">{t("person.languages")}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.name}>
            <td>
              <PersonName person={person} link />
            </td>
            {withTitles && <td {...labelled(t("person.jobTitle"), textIn(person.jobTitles, language))} />}
            {!withoutOrganization && (
              <td data-label={t("person.organization")}>
                {organizationOf(person.organization) !== "" && (
                  <Anchor component={Link} to={`/directory/${person.organization}`} c="inherit">
                    {organizationOf(person.organization)}
                  </Anchor>
                )}
              </td>
            )}
            <td {...labelled(t("person.country"), countryName(person.countryCode, language))} />
            <td {...labelled(t("person.languages"), person.languages.map((tag) => languageName(tag, language)).join(", "))} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// A cell's text, with what it is called where it stands alone; nothing where there is none.
function labelled(label: string, text: string) {
  return text === "" ? {} : { "data-label": label, children: text };
}
