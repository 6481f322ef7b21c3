import { useQuery } from "@connectrpc/connect-query";
import { Tabs } from "@mantine/core";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useDirectoryRights } from "./rights.ts";

export type DirectoryTab = "people" | "organizations" | "duplicates";

// The lists of the directory.
export function DirectoryTabs({ at }: { at: DirectoryTab }) {
  const { t } = useTranslation("directory");
  const navigate = useNavigate();
  const { settlesDuplicates } = useDirectoryRights();
  const pairs = useQuery(DirectoryService.method.listLikelyDuplicates, { pageSize: 100 }, { enabled: settlesDuplicates });
  const count = pairs.data?.likelyDuplicates.length ?? 0;
  return (
    <Tabs value={at} onChange={(tab) => void navigate(`/directory/${tab}`)}>
      <Tabs.List aria-label={t("lists")}>
        <Tabs.Tab value="people">{t("people.title")}</Tabs.Tab>
        <Tabs.Tab value="organizations">{t("organizations.title")}</Tabs.Tab>
        {settlesDuplicates && (
          <Tabs.Tab value="duplicates" rightSection={count > 0 ? <span className="count">{count}</span> : null}>
            {t("duplicates.title")}
          </Tabs.Tab>
        )}
      </Tabs.List>
    </Tabs>
  );
}
