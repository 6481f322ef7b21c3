import { useQuery } from "@connectrpc/connect-query";
import { Anchor, List } from "@mantine/core";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import style from "./directory.module.css";

// The organizations under one.
export function OrganizationChildren({ organization }: { organization: string }) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const answer = useQuery(DirectoryService.method.listOrganizations, {
    filter: `parent = "${organization}"`,
    pageSize: 100,
    languageCode: language,
  });
  const children = answer.data?.organizations ?? [];
  if (children.length === 0) return null;
  return (
    <section className={style.section}>
      <h2>{t("organization.children")}</h2>
      <List listStyleType="none" spacing={4}>
        {children.map((child) => (
          <List.Item key={child.name}>
            <Anchor component={Link} to={`/directory/${child.name}`}>
              {textIn(child.displayNames, language)}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
