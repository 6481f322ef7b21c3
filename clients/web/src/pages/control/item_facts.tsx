import { useQuery } from "@connectrpc/connect-query";
import { Anchor } from "@mantine/core";
import { ActionPlanService, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Facts } from "../../parts/facts.tsx";
import { formatDay, formatInstant, ownZone } from "../../parts/when.ts";
import { usePersonLines } from "../../parts/directory.ts";
import { hrefOf } from "../../parts/resource_names.ts";
import { useExecutorLines } from "./executors.tsx";

// Who has to do with an item, and what it comes from.
export function ItemFacts({ item }: { item: ActionItem }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const plans = ActionPlanService.method;
  const commitment = useQuery(plans.getCommitment, { name: item.commitment }, { enabled: item.commitment !== "" });
  const plan = useQuery(plans.getActionPlan, { name: item.actionPlan }, { enabled: item.actionPlan !== "" });
  const whole = useQuery(plans.getActionItem, { name: item.parentItem }, { enabled: item.parentItem !== "" });
  const person = usePersonLines([item.controller, item.author]);
  const executor = useExecutorLines([item]);
  const to = (name: string, text: string) =>
    name === "" ? (
      ""
    ) : (
      <Anchor component={Link} to={hrefOf(name)} lineClamp={4}>
        {text || t("open")}
      </Anchor>
    );
  const toPerson = (name: string) => (name === "" ? "" : to(name, person(name)));
  const facts: [string, ReactNode][] = [
    ["lead", item.lead ? executor(item.lead) : ""],
    ["coExecutors", item.coExecutors.length === 0 ? "" : item.coExecutors.map((each, i) => <div key={i}>{executor(each)}</div>)],
    ["controller", toPerson(item.controller)],
    ["author", toPerson(item.author)],
    ["firstDay", item.firstDueDate === "" ? "" : formatDay(item.firstDueDate, language, "UTC")],
    [
      "workingDay",
      item.effectiveDueDate === item.dueDate || item.effectiveDueDate === "" ? "" : formatDay(item.effectiveDueDate, language, "UTC"),
    ],
    ["commitment", to(item.commitment, textIn(commitment.data?.texts ?? [], language))],
    ["plan", to(item.actionPlan, textIn(plan.data?.titles ?? [], language))],
    ["whole", to(item.parentItem, textIn(whole.data?.titles ?? [], language))],
    ["event", to(item.plannedEvent?.event ?? "", t("open"))],
    ["given", item.assignTime ? formatInstant(item.assignTime, language, ownZone()) : ""],
    ["known", item.acknowledgeTime ? formatInstant(item.acknowledgeTime, language, ownZone()) : ""],
    ["unplanned", item.isUnplanned ? t("yes") : ""],
    ["note", item.note],
  ];
  return <Facts facts={facts.map(([key, value]) => [t(`fact.${key}`), value] as const)} />;
}
