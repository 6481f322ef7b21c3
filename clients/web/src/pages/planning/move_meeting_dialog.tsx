import { durationFromMs, timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { Button, Group, Loader, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { errorOfStatus, refusalOf } from "@plenary/client";
import { Asset_Kind } from "@plenary/client/gen/plenary/v1/assets_pb";
import { ScheduleService, type Meeting } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct, useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone } from "../../parts/notify.ts";
import { useRefusalText } from "../../parts/refusal_text.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay } from "../../parts/when.ts";
import { clock, dayOf, instantAt, minutesOn, parseClock } from "../../parts/venue_day.ts";
import { tableOf } from "./board.ts";
import type { PlanData } from "./plan_data.ts";
import { usePlanNames } from "./plan_names.ts";
import { eventDays } from "./times_field.tsx";

interface MoveMeetingDialogProps {
  data: PlanData;
  meeting: Meeting;
  onClose(): void;
}

const MOST = 3;
const PAUSE_MS = 250;
const NOBODY = { people: [], activities: [], assets: [] };

// The three nearest free places, or a time and table of one's own, judged before it is taken.
export function MoveMeetingDialog({ data, meeting, onClose }: MoveMeetingDialogProps) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const refusalText = useRefusalText();
  const change = useChange("all");
  const offered = useAct("all");
  const names = usePlanNames(data, NOBODY);
  const { zone, event } = data;
  const tableNames = data.tables.map(({ name }) => name);
  const wasTable = tableOf(meeting, new Set(tableNames));
  const was = meeting.interval!.startTime!;
  const length = timestampDate(meeting.interval!.endTime!).getTime() - timestampDate(was).getTime();
  const [day, setDay] = useState(dayOf(timestampDate(was), zone));
  const [typed, setTyped] = useState(clock(minutesOn(day, timestampDate(was), zone)));
  const [table, setTable] = useState(wasTable);

  const suggested = useQuery(ScheduleService.method.suggestTimes, {
    parent: event.name,
    moving: meeting.name,
    // One more: where it is now is free, too.
    maxSuggestions: MOST + 1,
    attendees: meeting.attendees.map(({ who, role, optional }) => ({ who, role, optional })),
    assets: [
      ...meeting.assets.filter(({ asset }) => asset !== wasTable).map(({ asset, units }) => ({ asset, units })),
      ...(meeting.interpretation?.interpreters ?? []).map((asset) => ({ asset })),
    ],
    find: {
      duration: durationFromMs(length),
      preferredStart: was,
      grainMinutes: data.grain,
      wishes:
        wasTable === ""
          ? []
          : [{ kind: data.tables.find(({ name }) => name === wasTable)?.kind ?? Asset_Kind.TABLE, candidates: tableNames }],
    },
  });

  const minutes = parseClock(typed);
  const wanted = minutes === undefined ? undefined : instantAt(day, minutes, zone);
  const isElsewhere = wanted !== undefined && (wanted.getTime() !== timestampDate(was).getTime() || table !== wasTable);
  const [tried] = useDebouncedValue(`${wanted?.getTime() ?? ""} ${table}`, PAUSE_MS);
  const check = useQuery(
    ScheduleService.method.checkConflicts,
    { parent: event.name, changes: [{ change: { case: "move", value: moveTo(wanted ?? timestampDate(was), table) } }] },
    { enabled: isElsewhere && tried === `${wanted!.getTime()} ${table}`, staleTime: 0 },
  );
  const blocking = check.data?.found.filter(({ conflict }) => conflict && !conflict.isWarning) ?? [];

  function moveTo(start: Date, room: string) {
    return { activity: meeting.name, startTime: timestampFromDate(start), ...(room !== wasTable && room !== "" && { room }) };
  }
  const whenText = (start: Date) => `${formatDay(start, language, zone, "short")}, ${clock(minutesOn(dayOf(start, zone), start, zone))}`;
  const move = async (start: Date, room: string, requestId: string) => {
    const send = (to: Date, asset: string, id: string) =>
      clientOf(ScheduleService).moveActivities({ parent: event.name, requestId: id, moves: [moveTo(to, asset)] });
    await send(start, room, requestId);
    notifyDone(t("move.done", { when: whenText(start) }), async () => {
      const back = room === wasTable ? "" : wasTable;
      await change("back", (id) =>
        clientOf(ScheduleService).moveActivities({
          parent: event.name,
          requestId: id,
          moves: [{ activity: meeting.name, startTime: was, ...(back !== "" && { room: back }) }],
        }),
      );
    });
  };
  const take = async (start: Date, room: string) => {
    if (await offered.act({ start, room }, (requestId) => move(start, room, requestId))) onClose();
  };

  const obstacleText = (constraint: string) =>
    data.tableName(constraint) || (constraint.includes("/") ? nameOfWho(constraint) : constraint);
  const nameOfWho = (who: string) =>
    meeting.attendees.find((attendee) => attendee.who === who || attendee.person === who)?.displayName ?? names.assets([who]);
  const isHere = (start: Date, asset: string | undefined) =>
    start.getTime() === timestampDate(was).getTime() && (asset ?? wasTable) === wasTable;
  const others = (suggested.data?.suggestions ?? [])
    .filter(({ interval, assets }) => interval?.startTime && !isHere(timestampDate(interval.startTime), assets[0]))
    .slice(0, MOST);
  return (
    <ActDialog
      title={t("move.title")}
      action={t("move.do", { when: wanted ? whenText(wanted) : "" })}
      isReady={isElsewhere && blocking.length === 0}
      said={{ wanted, table }}
      touches="all"
      act={async (requestId) => wanted && move(wanted, table, requestId)}
      onClose={onClose}
    >
      <Text size="sm">{data.sidesOf(meeting).join(" – ")}</Text>
      <Text size="sm" fw={600}>
        {t("move.free")}
      </Text>
      {suggested.isLoading && <Loader size="xs" aria-label={t("why.thinking")} />}
      {suggested.error && <Refused error={suggested.error} onRetry={() => void suggested.refetch()} />}
      {suggested.data && others.length === 0 && (
        <Text size="sm">
          {t("move.noneFree", { what: suggested.data.obstacles.map(({ constraint }) => obstacleText(constraint)).join(", ") })}
        </Text>
      )}
      {others.map(({ interval, assets }, at) => {
        const start = timestampDate(interval!.startTime!);
        return (
          <Button
            key={at}
            variant="default"
            justify="flex-start"
            fw={400}
            disabled={offered.isActing}
            data-autofocus={at === 0 || undefined}
            onClick={() => void take(start, assets[0] ?? wasTable)}
          >
            {whenText(start)}
            {assets[0] && `, ${data.tableName(assets[0])}`}
          </Button>
        );
      })}
      <Text size="sm" fw={600}>
        {t("move.own")}
      </Text>
      <Group gap="xs" grow align="flex-end" preventGrowOverflow={false}>
        <Select
          label={t("move.day")}
          allowDeselect={false}
          value={day}
          onChange={(value) => value && setDay(value)}
          data={[...new Set([...eventDays(event), day])]
            .sort()
            .map((value) => ({ value, label: formatDay(value, language, zone, "short") }))}
        />
        <TextInput
          label={t("move.start")}
          value={typed}
          error={minutes === undefined && t("move.badTime")}
          onChange={(change) => setTyped(change.currentTarget.value)}
        />
        <Select
          label={t("move.table")}
          allowDeselect={false}
          value={table}
          onChange={(value) => setTable(value ?? "")}
          data={data.tables.map(({ name }) => ({ value: name, label: data.tableName(name) }))}
        />
      </Group>
      <div aria-live="polite">
        {isElsewhere && check.data && blocking.length === 0 && (
          <Text size="sm" c="teal">
            <IconCheck size={14} aria-hidden /> {t("move.fits")}
          </Text>
        )}
        {isElsewhere && blocking.length > 0 && (
          <>
            <Text size="sm" c="red">
              {t("move.blocked")}
            </Text>
            {blocking.map(({ conflict }, at) => (
              <Text key={at} size="sm">
                {conflict?.error && refusalText(refusalOf(errorOfStatus(conflict.error)))}
              </Text>
            ))}
          </>
        )}
      </div>
      {offered.error !== undefined && <Refused error={offered.error} />}
    </ActDialog>
  );
}
