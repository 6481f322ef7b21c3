import { Anchor, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import { formatDay } from "../../parts/when.ts";
import { useOrganizationLines } from "../../parts/directory.ts";
import look from "./control.module.css";
import { ExecutorLine, useExecutorLines } from "./executors.tsx";
import { ItemState } from "./item_state.tsx";
import type { DiffRow, Fate } from "./plan_diff.ts";

const TONES: Record<Fate, Tone> = { new: "good", changed: "waiting", gone: "bad", same: "quiet" };

// An item of a plan, with what an edition did to it.
export function PlanCard({ row: { item, fate, before } }: { row: DiffRow }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const executor = useExecutorLines([item]);
  const organization = useOrganizationLines([item.plannedEvent?.counterpart ?? ""]);
  const day = (date: string) => (date === "" ? t("due.always") : formatDay(date, language, "UTC"));
  const title = textIn(item.titles, language);
  const oldTitle = before ? textIn(before.titles, language) : title;
  const place = [organization(item.plannedEvent?.counterpart ?? ""), item.plannedEvent?.place ?? ""]
    .filter((part) => part !== "")
    .join(", ");
  return (
    <article
      className={look.card}
      data-new={fate === "new" || undefined}
      data-changed={fate === "changed" || undefined}
      data-gone={fate === "gone" || undefined}
    >
      <Anchor component={Link} to={`/control/items/${item.name.split("/")[1]}`} c="inherit" fw={500}>
        {title}
      </Anchor>
      {oldTitle !== title && (
        <Text size="sm" c="dimmed" td="line-through">
          {oldTitle}
        </Text>
      )}
      {place !== "" && (
        <Text size="sm" c="dimmed">
          {place}
        </Text>
      )}
      <ExecutorLine item={item} lineOf={executor} />
      <Text size="sm" c="dimmed">
        {day(item.dueDate)}
        {before && before.firstDueDate !== item.firstDueDate && (
          <Text component="span" td="line-through" ml={6}>
            {day(before.firstDueDate)}
          </Text>
        )}
      </Text>
      <Group gap={6} mt={6}>
        {fate === "same" ? <ItemState state={item.state} /> : <StateBadge tone={TONES[fate]}>{t(`plan.fate.${fate}`)}</StateBadge>}
        {item.isUnplanned && <StateBadge tone="tentative">{t("fact.unplanned")}</StateBadge>}
      </Group>
    </article>
  );
}
