import type { LocalizedText } from "@plenary/client/gen/plenary/v1/common_pb";
import type { Organization } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName, languageName } from "../../parts/code_names.ts";
import { Facts } from "../../parts/facts.tsx";
import style from "./directory.module.css";

// An organization's names by language, each with the side whose usage it is where they differ.
export function OrganizationNames({ organization }: { organization: Organization }) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const facts = (texts: readonly LocalizedText[]): [string, string][] =>
    texts.map((text) => [
      text.side === ""
        ? languageName(text.language, language)
        : `${languageName(text.language, language)}, ${t("side", { country: countryName(text.side, language) })}`,
      text.text,
    ]);
  const groups: [string, readonly LocalizedText[]][] = [
    [t("organization.names"), organization.displayNames],
    [t("organization.shortNames"), organization.shortNames],
    [t("organization.otherNames"), organization.alternativeNames],
  ];
  return groups
    .filter(([, texts]) => texts.length > 0)
    .map(([title, texts]) => (
      <section key={title} className={style.section}>
        <h2>{title}</h2>
        <Facts terms="minmax(110px, max-content)" facts={facts(texts)} />
      </section>
    ));
}
