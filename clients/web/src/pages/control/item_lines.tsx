import { Anchor, Group } from "@mantine/core";
import type { ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { today } from "../../parts/today.ts";
import look from "./control.module.css";
import { DueDays } from "./due_days.tsx";
import { ExecutorLine, useExecutorLines } from "./executors.tsx";
import { ItemState } from "./item_state.tsx";

// Items below each other, as parts of something.
export function ItemLines({ items }: { items: readonly ActionItem[] }) {
  const language = useLanguage();
  const lineOf = useExecutorLines(items);
  return (
    <ul className={look.rows}>
      {items.map((item) => (
        <li key={item.name} className={look.entry}>
          <Group justify="space-between" align="flex-start" gap="xs">
            <div style={{ flex: "1 1 260px", minWidth: 0 }}>
              <Anchor component={Link} to={`/control/items/${item.name.split("/")[1]}`} c="inherit" fw={500}>
                {textIn(item.titles, language)}
              </Anchor>
              <ExecutorLine item={item} lineOf={lineOf} />
            </div>
            <DueDays item={item} date={today()} />
            <ItemState state={item.state} />
          </Group>
        </li>
      ))}
    </ul>
  );
}
