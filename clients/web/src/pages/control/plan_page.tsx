import { useQuery } from "@connectrpc/connect-query";
import { Alert, Button, Group, Select, Stack } from "@mantine/core";
import { IconEdit, IconPlus } from "@tabler/icons-react";
import { ActionPlan_Kind, ActionPlan_State, ActionPlanService } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay } from "../../parts/when.ts";
import { useOrganizationLines } from "../../parts/directory.ts";
import { Section } from "../../parts/section.tsx";
import { useFreshControl, useItems, useReader } from "./asked.ts";
import look from "./control.module.css";
import { ControlNav } from "./control_nav.tsx";
import { paperLine } from "./evidence_list.tsx";
import { ItemForm } from "./item_form.tsx";
import { PlanState } from "./item_state.tsx";
import { PlanCard } from "./plan_card.tsx";
import { planDiff, type DiffRow } from "./plan_diff.ts";
import { PlanForm } from "./plan_form.tsx";
import { PlanVerbs } from "./plan_verbs.tsx";
import { groupedBy } from "./sections.ts";
import { useAddress } from "../../parts/use_address.ts";

const QUARTERS = [1, 2, 3, 4];

// A plan with its items, by quarter where it is of a year, and what each edition changed.
export function PlanPage() {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const name = `actionPlans/${useParams().plan}`;
  const [get, set] = useAddress();
  useFreshControl();
  const asked = useQuery(ActionPlanService.method.getActionPlan, { name });
  const items = useItems(`action_plan = "${name}"`);
  const editions = useAll(ActionPlanService.method.listActionPlanEditions, { parent: name }, (page) => page.actionPlans);
  const edition = Number(get("edition", "0"));
  const compared = Number(get("against", "0"));
  const shownItems = useAll(ActionPlanService.method.listEditionItems, { parent: name, edition }, (page) => page.actionItems, {
    enabled: edition > 0,
  });
  const before = useAll(ActionPlanService.method.listEditionItems, { parent: name, edition: compared }, (page) => page.actionItems, {
    enabled: compared > 0,
  });
  const reader = useReader();
  const organization = useOrganizationLines([asked.data?.counterpart ?? ""]);
  const [opened, setOpened] = useState<"edit" | "item">();
  if (asked.error) return <Refused error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <PageSkeleton />;
  const now = asked.data;
  const plan = editions.data?.find((each) => each.edition === edition) ?? now;
  const isNow = edition === 0;
  const current = isNow ? items.data : shownItems.data;
  const rows: DiffRow[] =
    compared > 0 && before.data ? planDiff(before.data, current ?? []) : (current ?? []).map((item) => ({ item, fate: "same" }));
  const isDraft = now.state === ActionPlan_State.DRAFT;
  const takesItems = reader.isOffice && isNow && (isDraft || now.state === ActionPlan_State.APPROVED);
  const numbers = (editions.data ?? []).map((each) => each.edition);
  const cards = (some: DiffRow[]) => (
    <Stack gap="xs">
      {some.map((row) => (
        <PlanCard key={row.item.name} row={row} />
      ))}
    </Stack>
  );
  const changes = rows.filter(({ fate }) => fate !== "same").length;
  return (
    <Page
      title={textIn(plan.titles, language)}
      lead={
        <Group gap="xs" mt={4}>
          <PlanState state={plan.state} />
          <span>
            {[
              organization(plan.counterpart),
              `${formatDay(plan.startDate, language, "UTC")} – ${formatDay(plan.endDate, language, "UTC")}`,
              t("plan.edition", { edition: plan.edition }),
              plan.approval ? t("plan.approvedBy", { paper: paperLine(plan.approval, language) }) : "",
            ]
              .filter((part) => part !== "")
              .join(" · ")}
          </span>
        </Group>
      }
      actions={
        reader.isOffice && (
          <>
            {takesItems && (
              <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened("item")}>
                {t(isDraft ? "plan.addItem" : "plan.addUnplanned")}
              </Button>
            )}
            {isDraft && isNow && (
              <Button variant="default" leftSection={<IconEdit size={16} aria-hidden />} onClick={() => setOpened("edit")}>
                {t("plan.edit")}
              </Button>
            )}
            {isNow && <PlanVerbs plan={now} itemCount={items.data?.length ?? 0} />}
          </>
        )
      }
    >
      <ControlNav />
      {plan.stepNote !== "" && (
        <Alert color="gray" variant="light">
          {t("stepNote", { note: plan.stepNote })}
        </Alert>
      )}
      {numbers.length > 0 && (
        <Group gap="sm" align="flex-end">
          <Select
            label={t("plan.shown")}
            allowDeselect={false}
            value={String(edition)}
            onChange={(next) => set({ edition: next === "0" ? "" : (next ?? "") })}
            data={[
              { value: "0", label: t("plan.now") },
              ...numbers.map((number) => ({ value: String(number), label: t("plan.edition", { edition: number }) })),
            ]}
          />
          <Select
            label={t("plan.against")}
            allowDeselect={false}
            value={String(compared)}
            onChange={(next) => set({ against: next === "0" ? "" : (next ?? "") })}
            data={[
              { value: "0", label: t("plan.nothing") },
              ...numbers
                .filter((number) => number !== edition)
                .map((number) => ({ value: String(number), label: t("plan.edition", { edition: number }) })),
            ]}
          />
          {compared > 0 && <span aria-live="polite">{t("plan.changes", { count: changes })}</span>}
        </Group>
      )}
      {current?.length === 0 && rows.length === 0 && <Empty text={t("plan.empty")} />}
      {plan.kind === ActionPlan_Kind.ANNUAL ? (
        <>
          <div className={look.quarters}>
            {QUARTERS.map((quarter) => {
              const of = rows.filter(({ item }) => item.plannedEvent?.quarter === quarter);
              return (
                <div key={quarter} className={look.quarter}>
                  <Section title={t("plan.quarter", { quarter })} count={of.length}>
                    {cards(of)}
                  </Section>
                </div>
              );
            })}
          </div>
          {rows.some(({ item }) => item.plannedEvent === undefined) && (
            <Section title={t("plan.noQuarter")}>{cards(rows.filter(({ item }) => item.plannedEvent === undefined))}</Section>
          )}
        </>
      ) : (
        groupedBy(rows, ({ item }) => (item.firstDueDate === "" ? "" : item.firstDueDate.slice(0, 4)))
          .sort((a, b) => (a.key || "9").localeCompare(b.key || "9"))
          .map(({ key, rows: of }) => (
            <Section key={key} title={key || t("due.always")} count={of.length}>
              {cards(of)}
            </Section>
          ))
      )}
      {opened === "edit" && <PlanForm plan={now} onClose={() => setOpened(undefined)} />}
      {opened === "item" && <ItemForm place={{ actionPlan: name, isUnplanned: !isDraft }} onClose={() => setOpened(undefined)} />}
    </Page>
  );
}
