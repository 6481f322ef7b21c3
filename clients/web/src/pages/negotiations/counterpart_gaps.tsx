import { Anchor, Button, Group, Text } from "@mantine/core";
import { ThreadGap_Kind, type ThreadGap, type ThreadNode } from "@plenary/client/gen/plenary/v1/thread_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { mendHref } from "./mend.ts";
import { threadHref } from "../../parts/resource_names.ts";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";
import { useThreadWords } from "./thread_words.ts";

// How many are shown at first.
const FIRST = 5;

// Where the thread with a counterpart breaks off: what is missing, at what, since when, and where that
// can be brought.
export function CounterpartGaps({ gaps, nodes }: { gaps: readonly ThreadGap[]; nodes: readonly ThreadNode[] }) {
  const { t } = useTranslation("thread");
  const words = useThreadWords();
  const [areAll, setAreAll] = useState(false);
  const nodeOf = (gap: ThreadGap) => nodes.find(({ name }) => name === gap.node);
  const columns: SimpleColumn<ThreadGap>[] = [
    {
      id: "gap",
      header: t("table.missing"),
      isTitle: true,
      width: "30%",
      cell: (gap) => <Text fw={600}>{t(`gap.${ThreadGap_Kind[gap.kind]}`)}</Text>,
    },
    {
      id: "node",
      header: t("table.what"),
      cell: (gap) => {
        const node = nodeOf(gap);
        if (!node) return null;
        return (
          <div>
            <Text size="sm" c="dimmed">
              {words.kind(node)}
            </Text>
            <Anchor component={Link} to={threadHref(gap.node)} c="inherit" lineClamp={2}>
              {words.title(node)}
            </Anchor>
          </div>
        );
      },
    },
    {
      id: "since",
      header: t("table.since"),
      width: "26%",
      cell: (gap) => (
        <Group gap="xs">
          <Text size="sm">{words.since(gap)}</Text>
          <Anchor component={Link} to={mendHref(gap)} size="sm">
            {words.mend(gap)}
          </Anchor>
        </Group>
      ),
    },
  ];
  return (
    <>
      <SimpleTable
        label={t("table.gaps")}
        columns={columns}
        rows={areAll ? gaps : gaps.slice(0, FIRST)}
        keyOf={(gap) => `${gap.node} ${gap.kind}`}
      />
      {!areAll && gaps.length > FIRST && (
        <Button variant="subtle" size="sm" mt="xs" onClick={() => setAreAll(true)}>
          {t("table.all", { count: gaps.length })}
        </Button>
      )}
    </>
  );
}
