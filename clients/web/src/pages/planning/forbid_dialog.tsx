import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Group, Radio, Stack, TextInput } from "@mantine/core";
import { ScheduleService, type Booking } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { clock, instantAt, parseClock } from "../../parts/venue_day.ts";
import type { Spot } from "./plan_board.tsx";
import type { PlanData } from "./plan_data.ts";

interface ForbidDialogProps {
  data: PlanData;
  spot: Spot;
  onClose(): void;
}

// Keeps a time of a table, or of the people of a meeting, free of meetings: it is booked for nothing.
export function ForbidDialog({ data, spot, onClose }: ForbidDialogProps) {
  const { t } = useTranslation("planning");
  const change = useChange("all");
  const meeting = data.meetings.find(({ name }) => name === spot.meeting);
  const [what, setWhat] = useState(meeting ? "people" : "table");
  const [from, setFrom] = useState(clock(spot.from));
  const [to, setTo] = useState(clock(spot.to));
  const [reason, setReason] = useState("");
  const [start, end] = [parseClock(from), parseClock(to)];
  const isTime = start !== undefined && end !== undefined && start < end;

  const act = async (requestId: string) => {
    if (!isTime) return;
    const at = (minutes: number) => timestampFromDate(instantAt(spot.day, minutes, data.zone));
    const isPeople = what === "people" && meeting !== undefined;
    const booking = {
      purpose: reason,
      interval: { startTime: at(start), endTime: at(end) },
      assets: isPeople ? [] : [{ asset: spot.table }],
      people: isPeople ? meeting.attendees.filter(({ optional }) => !optional).map(({ who }) => who) : [],
    };
    const { name }: Booking = await clientOf(ScheduleService).createBooking({ parent: data.event.name, booking, requestId });
    notifyDone(t("forbid.done"), async () => {
      await change({ release: name }, (id) => clientOf(ScheduleService).releaseBooking({ name, requestId: id }));
    });
  };

  return (
    <ActDialog
      title={t("forbid.title")}
      action={t("forbid.do", { when: isTime ? `${clock(start)}–${clock(end)}` : "" })}
      isReady={isTime}
      said={{ what, from, to, reason }}
      touches="all"
      act={act}
      onClose={onClose}
    >
      <Radio.Group label={t("forbid.what")} value={what} onChange={setWhat}>
        <Stack gap="xs" mt="xs">
          {spot.table !== "" && <Radio value="table" label={t("forbid.table", { table: data.tableName(spot.table) })} />}
          {meeting && <Radio value="people" label={t("forbid.people")} description={data.sidesOf(meeting).join(" – ")} />}
        </Stack>
      </Radio.Group>
      <Group gap="xs" grow>
        <TextInput
          label={t("forbid.from")}
          value={from}
          error={start === undefined && t("move.badTime")}
          onChange={(change) => setFrom(change.currentTarget.value)}
        />
        <TextInput
          label={t("forbid.to")}
          value={to}
          error={(end === undefined || !isTime) && t("move.badTime")}
          onChange={(change) => setTo(change.currentTarget.value)}
        />
      </Group>
      <TextInput label={t("forbid.reason")} data-autofocus value={reason} onChange={(change) => setReason(change.currentTarget.value)} />
    </ActDialog>
  );
}
