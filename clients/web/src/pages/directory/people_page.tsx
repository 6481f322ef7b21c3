import { useInfiniteQuery, useQuery } from "@connectrpc/connect-query";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFresh } from "../../api/live.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { Refused } from "../../parts/refused.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { useAddress } from "../../parts/use_address.ts";
import style from "./directory.module.css";
import { DirectoryTabs } from "./directory_tabs.tsx";
import { PeopleTable } from "./people_table.tsx";
import { useDirectoryRights } from "./rights.ts";
import { useQueryInAddress } from "./use_query_in_address.ts";

const PAGE_SIZE = 100;

// Everybody in the directory: in the reader's order, or whom a search in any script finds.
export function PeoplePage() {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const rights = useDirectoryRights();
  const { typed, query, setTyped } = useQueryInAddress();
  const [get, set] = useAddress();
  const organization = get("organization") || null;
  const listed = useInfiniteQuery(
    DirectoryService.method.listPeople,
    {
      pageSize: PAGE_SIZE,
      pageToken: "",
      languageCode: language,
      filter: organization === null ? "" : `organization = "${organization}"`,
    },
    { pageParamKey: "pageToken", getNextPageParam: (page) => page.nextPageToken || undefined, enabled: query === "" },
  );
  const found = useQuery(
    DirectoryService.method.searchPeople,
    { query, pageSize: PAGE_SIZE, languageCode: language },
    { enabled: query !== "", placeholderData: keepPreviousData },
  );
  useFresh("directory", DirectoryService.method.listPeople, DirectoryService.method.searchPeople);

  const people =
    query === ""
      ? listed.data?.pages.flatMap((page) => page.people)
      : found.data?.results.flatMap(({ person }) =>
          person && (organization === null || person.organization === organization) ? [person] : [],
        );
  const error = query === "" ? listed.error : found.error;
  return (
    <Page
      title={t("people.title")}
      actions={
        rights.writesPeople && (
          <Button component={Link} to="/directory/people/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {t("people.add")}
          </Button>
        )
      }
    >
      <DirectoryTabs at="people" />
      <div className={style.tools}>
        <SearchField label={t("people.search")} value={typed} onChange={setTyped} />
        <OrganizationPicker
          label={t("people.organization")}
          placeholder={t("people.anyOrganization")}
          value={organization}
          onChange={(name) => set({ organization: name })}
        />
      </div>
      {error && <Refused error={error} onRetry={() => void (query === "" ? listed.refetch() : found.refetch())} />}
      {!people && !error && <PageSkeleton />}
      {people?.length === 0 && <Empty text={query === "" ? t("people.none") : t("people.notFound", { query })} />}
      {people && people.length > 0 && <PeopleTable people={people} />}
      {query === "" && listed.hasNextPage && (
        <div className={style.more}>
          <Button variant="default" loading={listed.isFetchingNextPage} onClick={() => void listed.fetchNextPage()}>
            {t("people.more")}
          </Button>
        </div>
      )}
    </Page>
  );
}
