import { useQuery } from "@connectrpc/connect-query";
import { Anchor } from "@mantine/core";
import { DirectoryService, Organization_Type as Type } from "@plenary/client/gen/plenary/v1/directory_pb";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName } from "../../parts/code_names.ts";
import style from "./directory.module.css";

interface SimilarOrganizationsProps {
  query: string;
  // The organization itself, which is not similar to itself.
  of?: string;
}

// Organizations that are called like the one in the form.
export function SimilarOrganizations({ query, of }: SimilarOrganizationsProps) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const found = useQuery(
    DirectoryService.method.searchOrganizations,
    { query, pageSize: 6, languageCode: language },
    { enabled: query.length > 1, placeholderData: keepPreviousData },
  );
  const similar = (query.length > 1 ? (found.data?.results ?? []) : []).flatMap(({ organization }) =>
    organization && organization.name !== of ? [organization] : [],
  );
  return (
    <section className={style.section} aria-live="polite">
      <h2>{t("organization.similar")}</h2>
      {similar.length === 0 && (
        <p className={style.quiet}>{query.length > 1 ? t("organization.noneSimilar") : t("organization.typeName")}</p>
      )}
      {similar.length > 0 && (
        <ul className={style.card}>
          {similar.map((organization) => (
            <li key={organization.name} className={style.row}>
              <div>
                <Anchor component={Link} to={`/directory/${organization.name}`}>
                  {textIn(organization.displayNames, language)}
                </Anchor>
                <div className={style.small}>
                  {[t(`organization.types.${Type[organization.type]}`), countryName(organization.countryCode, language)]
                    .filter((part) => part !== "")
                    .join(" · ")}
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
