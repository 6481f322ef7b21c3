import { Anchor, Checkbox, Group } from "@mantine/core";
import type { ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import look from "./control.module.css";
import { DueDays } from "./due_days.tsx";
import { ExecutorLine } from "./executors.tsx";
import type { Reader } from "./item_rules.ts";
import { ItemState } from "./item_state.tsx";
import { ItemVerbs } from "./item_verbs.tsx";

interface ItemRowProps {
  item: ActionItem;
  date: string;
  reader: Reader;
  executorLine: (executor: { person: string; organization: string }) => string;
  isChosen: boolean;
  onChoose: (name: string, isChosen: boolean) => void;
}

// An item in the list: what, who, by when, where it stands, and the next step.
export const ItemRow = memo(function ItemRow({ item, date, reader, executorLine, isChosen, onChoose }: ItemRowProps) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const title = textIn(item.titles, language);
  return (
    <li className={look.row} data-chosen={isChosen || undefined}>
      <Checkbox
        className={look.rowBox!}
        mt={2}
        aria-label={t("choose", { title })}
        checked={isChosen}
        onChange={(event) => onChoose(item.name, event.currentTarget.checked)}
      />
      <div>
        <Anchor component={Link} to={`/control/items/${item.name.split("/")[1]}`} fw={500} c="inherit">
          {title}
        </Anchor>
        <ExecutorLine item={item} lineOf={executorLine} />
      </div>
      <div className={look.rowDue}>
        <DueDays item={item} date={date} />
      </div>
      <Group gap={6} className={look.rowState!}>
        <ItemState state={item.state} />
        {item.recommendation && <StateBadge tone="good">{t("isRecommended")}</StateBadge>}
        {item.undecidedExtension !== "" && <StateBadge tone="waiting">{t("extension.isAsked")}</StateBadge>}
      </Group>
      <div className={look.rowVerbs}>
        <ItemVerbs item={item} title={title} reader={reader} />
      </div>
    </li>
  );
});
