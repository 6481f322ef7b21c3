import { Anchor, Group, Text } from "@mantine/core";
import { ThreadGap_Kind } from "@plenary/client/gen/plenary/v1/thread_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { StateBadge } from "../../parts/state_badge.tsx";
import { mendHref } from "./mend.ts";
import { hrefOf, threadHref } from "../../parts/resource_names.ts";
import type { ThreadLine } from "./thread_lines.ts";
import { toneOf, toneOfState, useThreadWords } from "./thread_words.ts";
import look from "./thread_table.module.css";

// Deeper lines are set in no further in a narrow window.
const MARGIN_PX = 14;

interface ThreadTableProps {
  lines: ThreadLine[];
  // The node that was asked about.
  start: string;
}

// A thread as a table of one page: what, when, where it stands, and what is missing since when.
export function ThreadTable({ lines, start }: ThreadTableProps) {
  const { t } = useTranslation("thread");
  const words = useThreadWords();
  return (
    <table className={look.table} aria-label={t("table.title")}>
      <thead>
        <tr>
          <th scope="col">{t("table.kind")}</th>
          <th scope="col">{t("table.what")}</th>
          <th scope="col">{t("table.date")}</th>
          <th scope="col">{t("table.state")}</th>
          <th scope="col">{t("table.missing")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ node, item, depth, gaps }, i) => {
          // That something is late stands among what is missing.
          const state = gaps.length > 0 ? words.standing(node) : words.state(node);
          const value = words.value(node);
          return (
            <tr key={`${i} ${node.name}`} data-start={node.name === start || item?.name === start || undefined}>
              <td>{words.kind(node, item)}</td>
              <td style={{ paddingLeft: `calc(var(--thread-edge, 12px) + ${depth} * var(--thread-margin, ${MARGIN_PX}px))` }}>
                <Anchor
                  component={Link}
                  to={node.name === start ? hrefOf(node.name) : threadHref(node.name)}
                  c="inherit"
                  className={look.title}
                >
                  {words.title(node)}
                </Anchor>
                {value !== "" && (
                  <Text size="sm" c="dimmed">
                    {value}
                  </Text>
                )}
              </td>
              <td>{words.date(node)}</td>
              <td>
                {state !== "" &&
                  (node.state === "" ? (
                    state
                  ) : (
                    <StateBadge tone={gaps.length > 0 ? toneOfState(node.state) : toneOf(node)}>{state}</StateBadge>
                  ))}
              </td>
              <td>
                {gaps.map((gap) => (
                  <div key={gap.kind} className={look.gap}>
                    <Text size="sm" fw={600} c="var(--bad)">
                      {t(`gap.${ThreadGap_Kind[gap.kind]}`)}
                    </Text>
                    <Group gap={8}>
                      <Text size="sm" c="dimmed">
                        {words.since(gap)}
                      </Text>
                      <Anchor component={Link} to={mendHref(gap)} size="sm" className={look.mend}>
                        {words.mend(gap)}
                      </Anchor>
                    </Group>
                  </div>
                ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
