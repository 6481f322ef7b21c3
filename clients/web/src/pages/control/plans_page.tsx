import { Anchor, Button, Group, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { ActionItem_State, ActionPlan_Kind, type ActionPlan } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay } from "../../parts/when.ts";
import { useOrganizationLines } from "../../parts/directory.ts";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";
import { useFreshControl, useItems, usePlans, useReader } from "./asked.ts";
import { ControlNav } from "./control_nav.tsx";
import { PlanState } from "./item_state.tsx";
import { PlanForm } from "./plan_form.tsx";

// Every plan: with whom, for which time, how far it is.
export function PlansPage() {
  const { t } = useTranslation("control");
  const language = useLanguage();
  useFreshControl();
  const plans = usePlans();
  const items = useItems("");
  const reader = useReader();
  const [isCreating, setIsCreating] = useState(false);
  const organization = useOrganizationLines((plans.data ?? []).map(({ counterpart }) => counterpart));
  const itemsOf = (plan: ActionPlan) => (items.data ?? []).filter(({ actionPlan }) => actionPlan === plan.name);
  const doneOf = (plan: ActionPlan) => itemsOf(plan).filter(({ state }) => state === ActionItem_State.REMOVED_FROM_CONTROL).length;
  const overdueOf = (plan: ActionPlan) => itemsOf(plan).filter(({ isOverdue }) => isOverdue).length;
  const columns: SimpleColumn<ActionPlan>[] = [
    {
      id: "title",
      header: t("plan.title"),
      isTitle: true,
      width: "40%",
      cell: (plan) => (
        <Anchor component={Link} to={`/control/plans/${plan.name.split("/")[1]}`} fw={500}>
          {textIn(plan.titles, language)}
        </Anchor>
      ),
    },
    {
      id: "with",
      header: t("commitment.counterpart"),
      cell: ({ kind, counterpart }) => organization(counterpart) || t(`plan.kind.${ActionPlan_Kind[kind]}`),
    },
    {
      id: "time",
      header: t("plan.time"),
      cell: ({ startDate, endDate }) => `${formatDay(startDate, language, "UTC")} – ${formatDay(endDate, language, "UTC")}`,
    },
    { id: "items", header: t("plan.progress"), cell: (plan) => t("plan.doneOf", { done: doneOf(plan), all: itemsOf(plan).length }) },
    {
      id: "overdue",
      header: t("section.overdue"),
      align: "right",
      cell: (plan) => <span style={overdueOf(plan) > 0 ? { color: "var(--bad)", fontWeight: 600 } : undefined}>{overdueOf(plan)}</span>,
    },
    {
      id: "state",
      header: t("state.title"),
      cell: (plan) => (
        <Group gap={6}>
          <PlanState state={plan.state} />
          <span>{t("plan.edition", { edition: plan.edition })}</span>
        </Group>
      ),
    },
  ];
  return (
    <Page
      title={t("tab.plans")}
      lead={plans.data && t("plan.count", { count: plans.data.length })}
      actions={
        reader.isOffice && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsCreating(true)}>
            {t("plan.create")}
          </Button>
        )
      }
    >
      <ControlNav />
      {plans.error && <Refused error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.isPending && <Skeleton height={200} />}
      {plans.data?.length === 0 && <Empty text={t("plan.none")} />}
      {(plans.data?.length ?? 0) > 0 && (
        <SimpleTable label={t("tab.plans")} columns={columns} rows={plans.data ?? []} keyOf={({ name }) => name} />
      )}
      {isCreating && <PlanForm onClose={() => setIsCreating(false)} />}
    </Page>
  );
}
