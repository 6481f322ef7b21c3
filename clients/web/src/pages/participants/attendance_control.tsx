import { Group, SegmentedControl, Text } from "@mantine/core";
import {
  DelegationService,
  Participant_Attendance as Attendance,
  Participant_State as State,
  type Participant,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyRefused } from "../../parts/notify.ts";

interface AttendanceControlProps {
  participant: Participant;
  put: (changed: readonly Participant[]) => Promise<void>;
}

const VALUES = [Attendance.EXPECTED, Attendance.ARRIVED, Attendance.NO_SHOW];

// Whether the person came; of those who were to come.
export function AttendanceControl({ participant, put }: AttendanceControlProps) {
  const { t } = useTranslation("participants");
  const [busy, setBusy] = useState(false);
  if (![State.NOMINATED, State.CONFIRMED, State.ACCEPTED].includes(participant.state)) return null;
  const record = async (attendance: Attendance) => {
    setBusy(true);
    try {
      const { name } = participant;
      await put([await clientOf(DelegationService).recordAttendance({ name, attendance, requestId: crypto.randomUUID() })]);
    } catch (error) {
      notifyRefused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Group gap="sm">
      <Text size="sm" c="dimmed">
        {t("column.attendance")}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={t("column.attendance")}
        disabled={busy}
        value={String(participant.attendance || Attendance.EXPECTED)}
        onChange={(value) => void record(Number(value))}
        data={VALUES.map((value) => ({ value: String(value), label: t(`attendance.${Attendance[value]}`) }))}
      />
    </Group>
  );
}
