import { useQuery } from "@connectrpc/connect-query";
import { Alert, Anchor, Button, Skeleton, Stack, Text } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { ThreadNode_Type, ThreadService, type Thread } from "@plenary/client/gen/plenary/v1/thread_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { CopyText } from "../../parts/copy_text.tsx";
import { Empty } from "../../parts/empty.tsx";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay } from "../../parts/when.ts";
import { hrefOf, rootOf, threadHref } from "../../parts/resource_names.ts";
import { Section } from "../../parts/section.tsx";
import { ThreadGraph } from "./thread_graph.tsx";
import { linesOf, textOf } from "./thread_lines.ts";
import { ThreadTable } from "./thread_table.tsx";
import { useThreadWords } from "./thread_words.ts";
import look from "./thread_page.module.css";

const COUNTED = ["PROTOCOL", "COMMITMENT", "ACTION_ITEM", "RESULT", "FIGURE"] as const;

const countOf = (thread: Thread, type: (typeof COUNTED)[number]) =>
  thread.nodes.filter((node) => node.type === ThreadNode_Type[type]).length;

// What came of something: a table for who reads, a graph for who looks, and where it breaks off.
export function ThreadPage() {
  const { t } = useTranslation("thread");
  const navigate = useNavigate();
  const from = useSearchParams()[0].get("from") ?? "";
  const asked = useQuery(ThreadService.method.traceThread, { name: from }, { enabled: from !== "" });
  const start = asked.data?.nodes.find(({ name }) => name === asked.data.name);
  const words = useThreadWords();
  return (
    <Page
      title={start ? t("whatCameOf", { what: words.title(start) }) : t("title")}
      lead={asked.data && start && <Lead thread={asked.data} start={words.kind(start)} />}
      actions={asked.data && <Actions thread={asked.data} />}
    >
      {from === "" && (
        <Empty text={t("choose")}>
          <OrganizationPicker label={t("counterpart")} value={null} onChange={(name) => name !== null && void navigate(threadHref(name))} />
        </Empty>
      )}
      {asked.error && (
        <Refused error={asked.error} onRetry={() => void asked.refetch()}>
          <Anchor component={Link} to={`/${rootOf(from)}`}>
            {t("back")}
          </Anchor>
        </Refused>
      )}
      {asked.isLoading && <Skeleton height={420} />}
      {asked.data && <ThreadShown thread={asked.data} />}
    </Page>
  );
}

function Lead({ thread, start }: { thread: Thread; start: string }) {
  const { t } = useTranslation("thread");
  const language = useLanguage();
  const counts = COUNTED.map((type) => t(`count.${type}`, { count: countOf(thread, type) }));
  const gaps = t("count.gaps", { count: thread.gaps.length });
  return <>{[start, t("asOf", { day: formatDay(thread.today, language, "UTC") }), ...counts, gaps].join(" · ")}</>;
}

function Actions({ thread }: { thread: Thread }) {
  const { t } = useTranslation("thread");
  const words = useThreadWords();
  const start = thread.nodes.find(({ name }) => name === thread.name);
  const text = () =>
    [start ? t("whatCameOf", { what: words.title(start) }) : "", textOf(linesOf(thread), words), `\n${t("accompanies")}`].join("\n");
  return (
    <div className={look.actions}>
      <Button variant="default" component={Link} to={hrefOf(thread.name)}>
        {t("open")}
      </Button>
      <CopyText text={text} label={t("copy")} />
      <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>
        {t("print")}
      </Button>
    </div>
  );
}

function ThreadShown({ thread }: { thread: Thread }) {
  const { t } = useTranslation("thread");
  const lines = useMemo(() => linesOf(thread), [thread]);
  return (
    <Stack gap="xl">
      {lines.length === 0 && <Empty text={t("nothing")} />}
      {thread.truncated && (
        <Alert color="yellow" variant="light">
          {t("truncated")}
        </Alert>
      )}
      {lines.length > 0 && <ThreadTable lines={lines} start={thread.name} />}
      <Text size="sm" c="dimmed">
        {t("accompanies")}
      </Text>
      <Section title={t("graph.title")}>
        <ThreadGraph thread={thread} />
      </Section>
    </Stack>
  );
}
