import { useInfiniteQuery, useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { DirectoryService, Organization_Type as Type, type Organization } from "@plenary/client/gen/plenary/v1/directory_pb";
import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFresh } from "../../api/live.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName } from "../../parts/code_names.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { useAddress } from "../../parts/use_address.ts";
import style from "./directory.module.css";
import { DirectoryTabs } from "./directory_tabs.tsx";
import { TYPES } from "./organization_draft.ts";
import { useDirectoryRights } from "./rights.ts";
import { useOrganizationNames } from "./use_organization_names.ts";
import { useQueryInAddress } from "./use_query_in_address.ts";

const PAGE_SIZE = 100;

// Every organization of the directory, in the reader's order, or those that a search finds.
export function OrganizationsPage() {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const rights = useDirectoryRights();
  const { typed, query, setTyped } = useQueryInAddress();
  const [get, set] = useAddress();
  const type = get("type") || null;
  const listed = useInfiniteQuery(
    DirectoryService.method.listOrganizations,
    { pageSize: PAGE_SIZE, pageToken: "", languageCode: language, filter: type === null ? "" : `type = ${type}` },
    { pageParamKey: "pageToken", getNextPageParam: (page) => page.nextPageToken || undefined, enabled: query === "" },
  );
  const found = useQuery(
    DirectoryService.method.searchOrganizations,
    { query, pageSize: PAGE_SIZE, languageCode: language },
    { enabled: query !== "", placeholderData: keepPreviousData },
  );
  useFresh("directory", DirectoryService.method.listOrganizations, DirectoryService.method.searchOrganizations);

  const organizations =
    query === ""
      ? listed.data?.pages.flatMap((page) => page.organizations)
      : found.data?.results.flatMap(({ organization }) =>
          organization && (type === null || Type[organization.type] === type) ? [organization] : [],
        );
  const error = query === "" ? listed.error : found.error;
  return (
    <Page
      title={t("organizations.title")}
      actions={
        rights.writesOrganizations && (
          <Button component={Link} to="/directory/organizations/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {t("organizations.add")}
          </Button>
        )
      }
    >
      <DirectoryTabs at="organizations" />
      <div className={style.tools}>
        <SearchField label={t("organizations.search")} value={typed} onChange={setTyped} />
        <Select
          label={t("organization.type")}
          placeholder={t("organizations.anyType")}
          clearable
          clearButtonProps={{ "aria-label": t("common:clearChoice") }}
          data={TYPES.map((each) => ({ value: Type[each], label: t(`organization.types.${Type[each]}`) }))}
          value={type}
          onChange={(next) => set({ type: next })}
        />
      </div>
      {error && <Refused error={error} onRetry={() => void (query === "" ? listed.refetch() : found.refetch())} />}
      {!organizations && !error && <PageSkeleton />}
      {organizations?.length === 0 && <Empty text={query === "" ? t("organizations.none") : t("organizations.notFound", { query })} />}
      {organizations && organizations.length > 0 && <OrganizationsTable organizations={organizations} />}
      {query === "" && listed.hasNextPage && (
        <div className={style.more}>
          <Button variant="default" loading={listed.isFetchingNextPage} onClick={() => void listed.fetchNextPage()}>
            {t("organizations.more")}
          </Button>
        </div>
      )}
    </Page>
  );
}

function OrganizationsTable({ organizations }: { organizations: readonly Organization[] }) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const parentOf = useOrganizationNames(useMemo(() => organizations.map(({ parent }) => parent), [organizations]));
  return (
    <table className={style.table}>
      <thead>
        <tr>
          <th scope="col">{t("organization.name")}</th>
          <th scope="col">{t("organization.type")}</th>
          <th scope="col">{t("organization.country")}</th>
          <th scope="col">{t("organization.parent")}</th>
        </tr>
      </thead>
      <tbody>
        {organizations.map((organization) => {
          const short = textIn(organization.shortNames, language);
          return (
            <tr key={organization.name}>
              <td>
                <span>
                  <Anchor component={Link} to={`/directory/${organization.name}`}>
                    {textIn(organization.displayNames, language)}
                  </Anchor>
                  {short !== "" && <span className={style.small}> {short}</span>}
                </span>
              </td>
              <td data-label={t("organization.type")}>{t(`organization.types.${Type[organization.type]}`)}</td>
              <td data-label={t("organization.country")}>{countryName(organization.countryCode, language)}</td>
              <td
                {...(organization.parent === "" ? {} : { "data-label": t("organization.parent"), children: parentOf(organization.parent) })}
              />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
