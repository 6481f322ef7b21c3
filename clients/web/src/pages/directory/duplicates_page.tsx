import { useMutation, useQuery } from "@connectrpc/connect-query";
import { Button, Group } from "@mantine/core";
import { DirectoryService, type LikelyDuplicate } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFresh } from "../../api/live.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { PersonName } from "../../parts/person_name.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatAgo } from "../../parts/when.ts";
import style from "./directory.module.css";
import { DirectoryTabs } from "./directory_tabs.tsx";
import { useDirectoryRights } from "./rights.ts";

// Pairs that were registered by somebody who may not see whom they look like.
export function DuplicatesPage() {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const client = useQueryClient();
  const { removes } = useDirectoryRights();
  const answer = useQuery(DirectoryService.method.listLikelyDuplicates, { pageSize: 100 });
  useFresh("directory", DirectoryService.method.listLikelyDuplicates);
  const settle = useMutation(DirectoryService.method.settleLikelyDuplicate);
  const onSettle = async (pair: LikelyDuplicate) => {
    try {
      await settle.mutateAsync({ name: pair.name, requestId: crypto.randomUUID() });
      await client.invalidateQueries();
      notifyDone(t("duplicates.settled"));
    } catch (error) {
      notifyRefused(error);
    }
  };
  const pairs = answer.data?.likelyDuplicates;
  return (
    <Page title={t("duplicates.title")} lead={t("duplicates.lead")}>
      <DirectoryTabs at="duplicates" />
      {answer.error && <Refused error={answer.error} onRetry={() => void answer.refetch()} />}
      {!pairs && !answer.error && <PageSkeleton />}
      {pairs?.length === 0 && <Empty text={t("duplicates.none")} />}
      {pairs && pairs.length > 0 && (
        <ul className={style.card}>
          {pairs.map((pair) => (
            <li key={pair.name} className={style.row}>
              <div className={style.pair}>
                <div>
                  {pair.person && <PersonName person={pair.person} link />}
                  {pair.createTime && (
                    <div className={style.small}>{t("duplicates.registered", { ago: formatAgo(pair.createTime, language) })}</div>
                  )}
                </div>
                <div>
                  {pair.candidate && <PersonName person={pair.candidate} link />}
                  <div className={style.small}>{t("duplicates.likeness", { percent: Math.round(pair.likeness / 10) })}</div>
                </div>
              </div>
              <Group gap="xs">
                <Button size="xs" variant="default" onClick={() => void onSettle(pair)}>
                  {t("duplicates.settle")}
                </Button>
                {removes && pair.person && pair.candidate && (
                  <Button component={Link} size="xs" to={`/directory/${pair.candidate.name}/merge/${pair.person.name.split("/")[1]}`}>
                    {t("duplicates.compare")}
                  </Button>
                )}
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
