import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Button, Group, Modal, Radio, Stack, TextInput } from "@mantine/core";
import { ScheduleService, type Booking } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { clock, instantAt, parseClock } from "../schedule/venue_day.ts";
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
  const client = useQueryClient();
  const meeting = data.meetings.find(({ name }) => name === spot.meeting);
  const [what, setWhat] = useState(meeting ? "people" : "table");
  const [from, setFrom] = useState(clock(spot.from));
  const [to, setTo] = useState(clock(spot.to));
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [start, end] = [parseClock(from), parseClock(to)];
  const isTime = start !== undefined && end !== undefined && start < end;

  const send = async () => {
    if (!isTime) return;
    setBusy(true);
    setError(undefined);
    const at = (minutes: number) => timestampFromDate(instantAt(spot.day, minutes, data.zone));
    const isPeople = what === "people" && meeting !== undefined;
    const booking = {
      purpose: reason,
      interval: { startTime: at(start), endTime: at(end) },
      assets: isPeople ? [] : [{ asset: spot.table }],
      people: isPeople ? meeting.attendees.filter(({ optional }) => !optional).map(({ who }) => who) : [],
    };
    try {
      const { name }: Booking = await clientOf(ScheduleService).createBooking({
        parent: data.event.name,
        booking,
        requestId: crypto.randomUUID(),
      });
      await client.invalidateQueries();
      notifyDone(t("forbid.done"), async () => {
        await clientOf(ScheduleService).releaseBooking({ name, requestId: crypto.randomUUID() });
        await client.invalidateQueries();
      });
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal opened onClose={onClose} title={t("forbid.title")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <Stack gap="sm">
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
        {error !== undefined && <Refused error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button loading={busy} disabled={!isTime} onClick={() => void send()}>
            {t("forbid.do", { when: isTime ? `${clock(start)}–${clock(end)}` : "" })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
