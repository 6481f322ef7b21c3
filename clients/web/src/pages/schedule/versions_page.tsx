import { Alert, Anchor, Button, Group, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { Plan_State, ScheduleService, type Plan } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { useFresh } from "../../api/live.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useConfirm } from "../../parts/confirm.tsx";
import { Empty } from "../../parts/empty.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatInstant, instantOf, zoneLabel } from "../../parts/when.ts";
import { ChangesTable } from "./changes_table.tsx";
import { ModeControl } from "./mode_control.tsx";
import { ReleaseDialog } from "./release_dialog.tsx";
import { labelAfter, touchedBy } from "./schedule_changes.ts";
import { useSchedule } from "./schedule_context.ts";
import { useUserName } from "./use_user_name.ts";

// What is not released yet and whom it will touch; what was released when; the way back.
export function VersionsPage() {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const confirm = useConfirm();
  const userName = useUserName();
  const [search, setSearch] = useSearchParams();
  const { event, zone, isVersioned, mayEdit, refresh } = useSchedule();
  const [releasing, setReleasing] = useState(false);
  const parent = event.name;
  const plans = useAll(ScheduleService.method.listPlans, { parent }, (page) => page.plans);
  const unreleased = useAll(ScheduleService.method.diffPlans, { parent }, (page) => page.changes);
  const [from, to] = [search.get("from") ?? "", search.get("to") ?? ""];
  const compared = useAll(
    ScheduleService.method.diffPlans,
    { parent, from: `${parent}/plans/${from}`, to: `${parent}/plans/${to}` },
    (page) => page.changes,
    { enabled: from !== "" && to !== "" },
  );
  useFresh(parent, ScheduleService.method.listPlans, ScheduleService.method.diffPlans);

  const labelOf = (name: string) => plans.data?.find((plan) => plan.name === name)?.label ?? name.split("/").at(-1)!;
  const inForce = plans.data?.find(({ state }) => state === Plan_State.RELEASED);
  const next = labelAfter(plans.data?.[0]?.label ?? "");
  const changes = unreleased.data ?? [];
  const compare = (before: Plan | undefined, after: Plan) =>
    setSearch(before ? { from: before.name.split("/").at(-1)!, to: after.name.split("/").at(-1)! } : {});
  const again = async () => {
    await Promise.all([plans.refetch(), unreleased.refetch(), refresh()]);
  };
  const revert = async (plan: Plan) => {
    const yes = await confirm({
      title: t("revert.title", { label: plan.label }),
      text: isVersioned ? t("revert.later") : t("revert.now"),
      action: t("revert.do", { label: plan.label }),
      danger: !isVersioned,
    });
    if (!yes) return;
    try {
      await clientOf(ScheduleService).revertPlan({ parent, plan: plan.name, requestId: crypto.randomUUID() });
      await again();
      notifyDone(t("revert.done", { label: plan.label }));
    } catch (error) {
      notifyRefused(error);
    }
  };
  const { people } = touchedBy(changes);
  const lead = [
    inForce?.createTime
      ? t("versions.inForce", { label: inForce.label, when: formatInstant(instantOf(inForce.createTime), language, zone) })
      : t("versions.none"),
    isVersioned && unreleased.data && (changes.length > 0 ? t("versions.waiting", { count: changes.length }) : t("versions.allReleased")),
    zoneLabel(zone, language),
  ]
    .filter(Boolean)
    .join(" · ");

  return (
    <Page
      title={t("versions.title")}
      lead={lead}
      actions={
        isVersioned &&
        mayEdit &&
        changes.length > 0 && <Button onClick={() => setReleasing(true)}>{t("release.open", { label: next })}</Button>
      }
    >
      {isVersioned && (
        <Stack gap="sm" component="section" aria-label={t("versions.unreleased")}>
          <Title order={2} size="h4">
            {t("versions.unreleased")}
          </Title>
          {unreleased.error && <Refused error={unreleased.error} onRetry={() => void unreleased.refetch()} />}
          {unreleased.isPending && <Skeleton height={80} />}
          {unreleased.data && changes.length === 0 && <Text c="dimmed">{t("versions.nothing")}</Text>}
          {changes.length > 0 && <Text size="sm">{t("versions.touches", { count: people })}</Text>}
          {changes.length > 0 && <ChangesTable changes={changes} />}
        </Stack>
      )}
      {from !== "" && to !== "" && (
        <Stack
          gap="sm"
          component="section"
          aria-label={t("versions.compared", { from: labelOf(`${parent}/plans/${from}`), to: labelOf(`${parent}/plans/${to}`) })}
        >
          <Group gap="sm">
            <Title order={2} size="h4">
              {t("versions.compared", { from: labelOf(`${parent}/plans/${from}`), to: labelOf(`${parent}/plans/${to}`) })}
            </Title>
            <Anchor component="button" type="button" size="sm" onClick={() => setSearch({})}>
              {t("close")}
            </Anchor>
          </Group>
          {compared.error && <Refused error={compared.error} />}
          {compared.data?.length === 0 && <Text c="dimmed">{t("versions.same")}</Text>}
          {(compared.data?.length ?? 0) > 0 && <ChangesTable changes={compared.data!} />}
        </Stack>
      )}
      <Stack gap="sm" component="section" aria-label={t("versions.list")}>
        <Title order={2} size="h4">
          {t("versions.list")}
        </Title>
        {plans.error && <Refused error={plans.error} onRetry={() => void plans.refetch()} />}
        {plans.data?.length === 0 && <Empty text={t("versions.noneYet")} />}
        {(plans.data?.length ?? 0) > 0 && (
          <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("versions.list") } }}>
            <Table verticalSpacing="sm" aria-label={t("versions.list")}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w={110}>{t("versions.number")}</Table.Th>
                  <Table.Th>{t("versions.when")}</Table.Th>
                  <Table.Th>{t("versions.what")}</Table.Th>
                  <Table.Th w={260}>
                    <span className="only-heard">{t("verb.more")}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {plans.data!.map((plan, index) => {
                  const before = plans.data![index + 1];
                  return (
                    <Table.Tr key={plan.name}>
                      <Table.Td valign="top">
                        <Text fw={600}>{plan.label}</Text>
                        {plan.state === Plan_State.RELEASED && <StateBadge tone="good">{t("versions.isInForce")}</StateBadge>}
                      </Table.Td>
                      <Table.Td valign="top">
                        <Text size="sm">{plan.createTime && formatInstant(instantOf(plan.createTime), language, zone)}</Text>
                        <Text size="sm" c="dimmed">
                          {userName(plan.releasedBy)}
                        </Text>
                      </Table.Td>
                      <Table.Td valign="top">
                        {plan.note !== "" && <Text size="sm">{plan.note}</Text>}
                        {plan.isMinor && (
                          <Text size="sm" c="dimmed">
                            {t("versions.minor")}
                          </Text>
                        )}
                        {plan.revertedTo !== "" && (
                          <Text size="sm" c="dimmed">
                            {t("versions.backTo", { label: labelOf(plan.revertedTo) })}
                          </Text>
                        )}
                        <Text size="sm" c="dimmed">
                          {t("versions.sums", {
                            count: plan.activities,
                            added: plan.added,
                            moved: plan.moved,
                            changed: plan.changed,
                            cancelled: plan.cancelled,
                          })}
                        </Text>
                      </Table.Td>
                      <Table.Td valign="top">
                        <Group gap="xs" justify="flex-end">
                          {before && (
                            <Button size="compact-sm" variant="subtle" onClick={() => compare(before, plan)}>
                              {t("versions.compare", { label: before.label })}
                            </Button>
                          )}
                          {mayEdit && plan.state === Plan_State.SUPERSEDED && (
                            <Button size="compact-sm" variant="subtle" onClick={() => void revert(plan)}>
                              {t("revert.open")}
                            </Button>
                          )}
                        </Group>
                      </Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Stack>
      {mayEdit ? <ModeControl /> : !isVersioned && <Alert variant="light">{t("mode.DIRECT_hint")}</Alert>}
      {releasing && <ReleaseDialog changes={changes} label={next} onDone={again} onClose={() => setReleasing(false)} />}
    </Page>
  );
}
