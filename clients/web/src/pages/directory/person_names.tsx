import type { Person, PersonName } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName, languageName } from "../../parts/code_names.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import style from "./directory.module.css";

// A person's names in every language and script, with the side whose usage each is, and the Latin
// spelling: settled, or as a passport would have it.
export function PersonNames({ person }: { person: Person }) {
  const { t } = useTranslation("directory");
  const latin = person.latinName ?? person.suggestedLatinName;
  return (
    <table className={style.table}>
      <thead>
        <tr>
          <th scope="col">{t("person.language")}</th>
          <th scope="col">{t("person.familyName")}</th>
          <th scope="col">{t("person.givenName")}</th>
          <th scope="col">{t("person.patronymic")}</th>
        </tr>
      </thead>
      <tbody>
        {person.names.map((name, index) => (
          <NameRow key={index} name={name} />
        ))}
        {latin && (
          <tr lang="en">
            <td data-label={t("person.language")}>
              <span>
                {t("person.latin")}{" "}
                {person.latinName ? (
                  <StateBadge tone="good">{t("person.latinSettled")}</StateBadge>
                ) : (
                  <StateBadge tone="tentative">{t("person.latinProposed")}</StateBadge>
                )}
              </span>
            </td>
            <td data-label={t("person.familyName")}>{latin.familyName}</td>
            <td data-label={t("person.givenName")}>{latin.givenName}</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}

function NameRow({ name }: { name: PersonName }) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const side = name.side === "" ? "" : t("side", { country: countryName(name.side, language) });
  const labelled = (label: string, text: string) => (text === "" ? {} : { "data-label": label, children: text });
  return (
    <tr>
      <td data-label={t("person.language")}>
        <span>
          {languageName(name.language, language)}
          {side !== "" && <span className={style.small}> · {side}</span>}
        </span>
      </td>
      <td lang={name.language} {...labelled(t("person.familyName"), name.familyName)} />
      <td lang={name.language} {...labelled(t("person.givenName"), name.givenName)} />
      <td lang={name.language} {...labelled(t("person.patronymic"), name.patronymic)} />
    </tr>
  );
}
