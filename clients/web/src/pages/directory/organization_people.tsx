import { useInfiniteQuery } from "@connectrpc/connect-query";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import style from "./directory.module.css";
import { PeopleTable } from "./people_table.tsx";

interface OrganizationPeopleProps {
  organization: string;
  mayAdd: boolean;
}

// Who works there.
export function OrganizationPeople({ organization, mayAdd }: OrganizationPeopleProps) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const answer = useInfiniteQuery(
    DirectoryService.method.listPeople,
    { filter: `organization = "${organization}"`, pageSize: 50, pageToken: "", languageCode: language },
    { pageParamKey: "pageToken", getNextPageParam: (page) => page.nextPageToken || undefined },
  );
  const people = answer.data?.pages.flatMap((page) => page.people);
  return (
    <section className={style.section}>
      <h2>
        {t("people.title")}
        {mayAdd && (
          <Button
            component={Link}
            to={`/directory/people/new?organization=${encodeURIComponent(organization)}`}
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {t("people.add")}
          </Button>
        )}
      </h2>
      {answer.error && <Refused error={answer.error} onRetry={() => void answer.refetch()} />}
      {people?.length === 0 && <p className={style.quiet}>{t("organization.noPeople")}</p>}
      {people && people.length > 0 && <PeopleTable people={people} withoutOrganization />}
      {answer.hasNextPage && (
        <div className={style.more}>
          <Button variant="default" mt="sm" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
            {t("people.more")}
          </Button>
        </div>
      )}
    </section>
  );
}
