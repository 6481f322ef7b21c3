import { useQuery } from "@connectrpc/connect-query";
import { Alert, Anchor, Button, Group, Select } from "@mantine/core";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { Plan_State, ScheduleService, ScheduleView, type Plan } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useAct } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useFresh } from "../../api/live.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useConfirm } from "../../parts/confirm.tsx";
import { Empty } from "../../parts/empty.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { formatDay } from "../../parts/when.ts";
import { ChangesTable } from "./changes_table.tsx";
import { effectOf, nextLabel } from "./plan_diff.ts";
import { useParties } from "./parties.ts";
import { useMayPlan } from "./plan_data.ts";
import { PlanTabs } from "./plan_tabs.tsx";
import style from "./planning.module.css";

const KINDS = ["ADDED", "MOVED", "CHANGED", "REMOVED"] as const;

// Two versions beside each other: what differs, whom it concerns; and the release of what is in progress.
export function ComparePage() {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const confirm = useConfirm();
  const name = `events/${useParams()["event"]}`;
  const mayPlan = useMayPlan(name);
  const [get, set] = useAddress();
  const [note, setNote] = useState("");
  const { isActing, error, act } = useAct("all");

  const event = useQuery(EventService.method.getEvent, { name });
  const plans = useAll(ScheduleService.method.listPlans, { parent: name }, (page) => page.plans);
  const inForce = plans.data?.find(({ state }) => state === Plan_State.RELEASED);
  const from = get("from", inForce?.name.split("/").at(-1));
  const to = get("to", "wip");
  const delegation = get("delegation");
  const isRelease = to === "wip" && from === (inForce?.name.split("/").at(-1) ?? "");
  const diff = useAll(
    ScheduleService.method.diffPlans,
    {
      parent: name,
      ...(from !== "" && { from: `${name}/plans/${from}` }),
      to: `${name}/plans/${to}`,
      ...(delegation !== "" && { delegation: `${name}/delegations/${delegation}` }),
    },
    (page) => page.changes,
    { enabled: plans.data !== undefined },
  );
  const misfits = useAll(
    ScheduleService.method.listMisfits,
    { parent: name, view: ScheduleView.WORK_IN_PROGRESS },
    (page) => page.misfits,
    { enabled: isRelease },
  );
  useFresh(name, ScheduleService.method.listPlans, ScheduleService.method.diffPlans, ScheduleService.method.listMisfits);
  const nameOf = useParties(name);
  const changes = diff.data;
  const effect = useMemo(() => effectOf(changes ?? []), [changes]);
  const unfit = (misfits.data ?? []).filter(({ isWarning }) => !isWarning);
  const label = nextLabel(plans.data ?? []);

  const release = async () => {
    const isSure = await confirm({
      title: t("compare.confirmTitle", { label }),
      text: t("compare.confirmText", { count: effect.told }),
      action: t("compare.release", { label }),
    });
    if (!isSure) return;
    await act({ note }, async (requestId) => {
      const plan = await clientOf(ScheduleService).releasePlan({ parent: name, note, requestId });
      setNote("");
      notifyDone(t("compare.released", { label: plan.label }));
    });
  };

  if (plans.error) return <PageRefused title={t("compare.title")} error={plans.error} onRetry={() => void plans.refetch()} />;
  if (!plans.data || !event.data) return <PageSkeleton />;
  const zone = event.data.timeZone;
  const choices = [
    { value: "wip", label: t("compare.wip") },
    ...plans.data.map((plan) => ({ value: plan.name.split("/").at(-1) ?? "", label: versionText(plan) })),
  ];
  function versionText(plan: Plan): string {
    return plan.createTime
      ? t("compare.versionOf", { label: plan.label, date: formatDay(plan.createTime, language, zone, "short") })
      : t("compare.version", { label: plan.label });
  }
  const parts = KINDS.filter((kind) => effect.kinds[kind] > 0)
    .map((kind) => `${t(`compare.kind.${kind}`)} ${effect.kinds[kind]}`)
    .join(t("comma"));
  return (
    <Page
      title={t("compare.title")}
      lead={
        changes &&
        (changes.length === 0
          ? t("compare.same")
          : `${t("compare.sentence", { count: changes.length, parts })}${t("sentence.end")} ${t("compare.affected", { count: effect.people })}${t("comma")}${t("compare.delegations", { count: effect.delegations })}${t("sentence.end")}`)
      }
      actions={
        mayPlan &&
        isRelease &&
        (changes?.length ?? 0) > 0 &&
        delegation === "" && (
          <Button loading={isActing} onClick={() => void release()}>
            {t("compare.release", { label })}
          </Button>
        )
      }
    >
      <PlanTabs />
      {error !== undefined && <Refused error={error} />}
      {isRelease && unfit.length > 0 && (
        <Alert color="orange" variant="light" title={t("compare.misfits", { count: unfit.length })}>
          <ul className={style.constraints}>
            {unfit.slice(0, 10).map((each, at) => (
              <li key={at}>
                <Anchor component={Link} inherit underline="always" to={`/${name}/plan?on=${each.activity.split("/").slice(2).join("/")}`}>
                  {each.error?.message}
                </Anchor>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <Group gap="sm" align="flex-end">
        <Select
          label={t("compare.from")}
          allowDeselect={false}
          value={from === "" ? null : from}
          placeholder={t("compare.none")}
          onChange={(value) => set({ from: value })}
          data={choices}
          w={280}
          maw="100%"
        />
        <Select
          label={t("compare.to")}
          allowDeselect={false}
          value={to}
          onChange={(value) => set({ to: value === "wip" ? null : value })}
          data={choices}
          w={280}
          maw="100%"
        />
        <Select
          label={t("compare.delegation")}
          clearable
          searchable
          value={delegation || null}
          placeholder={t("compare.everybody")}
          onChange={(value) => set({ delegation: value })}
          w={280}
          maw="100%"
          data={[...new Set([...effect.delegationNames, ...(delegation ? [`${name}/delegations/${delegation}`] : [])])].map((value) => ({
            value: value.split("/").at(-1) ?? "",
            label: nameOf(value) || value,
          }))}
        />
      </Group>
      {isRelease && mayPlan && (changes?.length ?? 0) > 0 && (
        <LongField label={t("compare.note")} minRows={1} maw={576} value={note} onChange={setNote} />
      )}
      {diff.error && <Refused error={diff.error} onRetry={() => void diff.refetch()} />}
      {changes === undefined ? (
        diff.error ? null : (
          <PageSkeleton />
        )
      ) : changes.length === 0 ? (
        <Empty text={t("compare.same")} />
      ) : (
        <ChangesTable changes={changes} zone={zone} nameOf={nameOf} />
      )}
    </Page>
  );
}
