import { useQuery } from "@connectrpc/connect-query";
import { durationFromMs, timestampDate } from "@bufbuild/protobuf/wkt";
import { Alert, Checkbox, SegmentedControl, Skeleton, Table, Text } from "@mantine/core";
import { errorOfStatus, refusalOf } from "@plenary/client";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { ScheduleService, type PreviewDelayResponse_Consequence } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NOTHING } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { useRefusalText } from "../../parts/refusal_text.ts";
import { Refused } from "../../parts/refused.tsx";
import { formatTime } from "../../parts/when.ts";
import { eventOf } from "./activity.ts";

interface DelayDialogProps {
  // The session's or meeting's name.
  activity: string;
  onClose: () => void;
}

const MINUTES = ["10", "15", "20", "30", "45", "60"];

// "Running 20 minutes late": what has to give way, and why; nothing moves before it is told to. Stands by itself, so
// that the run sheet of a day can open it as well as the programme.
export function DelayDialog({ activity, onClose }: DelayDialogProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const textOf = useRefusalText();
  const [minutes, setMinutes] = useState("20");
  const [endsLateOnly, setEndsLateOnly] = useState(false);
  const event = useQuery(EventService.method.getEvent, { name: eventOf(activity) });
  const zone = event.data?.timeZone || "UTC";
  const preview = useQuery(ScheduleService.method.previewDelay, {
    activity,
    delay: durationFromMs(Number(minutes) * 60_000),
    endsLateOnly,
  });
  const consequences = preview.data?.consequences ?? [];
  const refusals = (preview.data?.conflicts ?? []).flatMap(({ error }) => (error ? refusalOf(errorOfStatus(error)) : []));
  const titles = new Map(consequences.map(({ move, title }) => [move?.activity ?? "", title]));
  const times = ({ before, after }: PreviewDelayResponse_Consequence) =>
    [before, after].map((interval) =>
      interval?.startTime && interval.endTime
        ? `${formatTime(timestampDate(interval.startTime), language, zone)}–${formatTime(timestampDate(interval.endTime), language, zone)}`
        : "",
    );
  const act = async (requestId: string) => {
    await clientOf(ScheduleService).moveActivities({
      parent: eventOf(activity),
      moves: consequences.flatMap(({ move }) => move ?? []),
      reason: t("late.reason", { count: Number(minutes) }),
      requestId,
    });
    notifyDone(t("late.done", { count: consequences.length }));
  };
  return (
    <ActDialog
      title={t("late.title")}
      action={t("late.do", { count: consequences.length })}
      size="lg"
      isReady={consequences.length > 0}
      said={{ minutes, endsLateOnly }}
      touches={NOTHING}
      act={act}
      onClose={onClose}
    >
      <SegmentedControl
        fullWidth
        aria-label={t("late.howMuch")}
        value={minutes}
        onChange={setMinutes}
        data-autofocus
        data={MINUTES.map((value) => ({ value, label: value }))}
      />
      <Text size="sm" c="dimmed">
        {t("late.lead", { count: Number(minutes) })}
      </Text>
      <Checkbox
        label={t("late.endsLateOnly")}
        checked={endsLateOnly}
        onChange={(change) => setEndsLateOnly(change.currentTarget.checked)}
      />
      {preview.isPending && <Skeleton height={96} />}
      {preview.error && <Refused error={preview.error} onRetry={() => void preview.refetch()} />}
      {consequences.length > 0 && (
        <Table.ScrollContainer minWidth={240}>
          <Table aria-label={t("late.moves", { count: consequences.length })}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("late.what")}</Table.Th>
                <Table.Th>{t("late.was")}</Table.Th>
                <Table.Th>{t("late.will")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {consequences.map((consequence) => {
                const [was, will] = times(consequence);
                const because = titles.get(consequence.becauseOf);
                return (
                  <Table.Tr key={consequence.move?.activity}>
                    <Table.Td>
                      <Text size="sm" fw={500}>
                        {consequence.title}
                      </Text>
                      {because && (
                        <Text size="xs" c="dimmed">
                          {t("late.because", { title: because })}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td c="dimmed">{was}</Table.Td>
                    <Table.Td fw={600}>{will}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {preview.data && consequences.length === 1 && <Text size="sm">{t("late.nothingElse")}</Text>}
      {refusals.length > 0 && (
        <Alert color="orange" variant="light" title={t("late.cannot", { count: refusals.length })}>
          {refusals.map((refusal) => (
            <Text key={refusal.message} size="sm">
              {textOf(refusal)}
            </Text>
          ))}
        </Alert>
      )}
    </ActDialog>
  );
}
