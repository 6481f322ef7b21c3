import { Text } from "@mantine/core";
import { ActionItem_State, Due_Period, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay } from "../../parts/when.ts";
import { isUnderControl } from "./item_rules.ts";
import { daysBetween } from "./sections.ts";

interface DueDaysProps {
  item: ActionItem;
  // As of which day.
  date: string;
}

// By when: the day, how far it is, and what it was at first where it was moved.
export function DueDays({ item, date }: DueDaysProps) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const { due, dueDate, firstDueDate, effectiveDueDate, state } = item;
  if (dueDate === "")
    return (
      <Text size="sm" c="dimmed">
        {t(due?.due.case === "continuous" ? "due.always" : "due.none")}
      </Text>
    );
  const left = daysBetween(date, effectiveDueDate || dueDate);
  const counts = isUnderControl(state) && state !== ActionItem_State.REPORTED;
  const wasMoved = due?.due.case === "date" && firstDueDate !== "" && firstDueDate !== dueDate;
  return (
    <div>
      <Text size="sm" fw={500} style={{ whiteSpace: "nowrap" }}>
        {formatDay(dueDate, language, "UTC")}
      </Text>
      {counts && (
        <Text size="sm" c={left < 0 ? "var(--bad)" : "dimmed"} fw={left < 0 ? 600 : 400} style={{ whiteSpace: "nowrap" }}>
          {left < 0 ? t("due.over", { count: -left }) : left === 0 ? t("due.today") : t("due.left", { count: left })}
        </Text>
      )}
      {wasMoved && (
        <Text size="sm" c="dimmed">
          {t("due.first", { day: formatDay(firstDueDate, language, "UTC") })}
        </Text>
      )}
      {due?.due.case === "periodic" && (
        <Text size="sm" c="dimmed">
          {t(`due.every.${Due_Period[due.due.value.period]}`)}
        </Text>
      )}
    </div>
  );
}
