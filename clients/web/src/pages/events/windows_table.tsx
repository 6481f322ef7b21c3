import { clone, create } from "@bufbuild/protobuf";
import { FieldMaskSchema, type Timestamp } from "@bufbuild/protobuf/wkt";
import { Button, Group, Table, Text, Title } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { IntervalSchema } from "@plenary/client/gen/google/type/interval_pb";
import { EventService, RegistrationWindow_Step as Step, RegistrationWindowSchema } from "@plenary/client/gen/plenary/v1/events_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EVENTS } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatInstant, zoneLabel } from "../../parts/when.ts";
import { stepIsOpen } from "../participants/verbs.ts";
import { useEvent } from "./event_data.ts";
import { VenueTimeField } from "./venue_time_field.tsx";

const STEPS = [Step.NOMINATION, Step.CONFIRMATION, Step.SUBSTITUTION, Step.PROMOTION];

type Interval = { startTime?: Timestamp; endTime?: Timestamp };

// When what may be done without the secretariat, on the venue's clock.
export function WindowsTable({ editable }: { editable: boolean }) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const event = useEvent();
  const [editing, setEditing] = useState(false);
  const at = (time: Timestamp | undefined, without: string) => (time ? formatInstant(time, language, event.timeZone) : t(without));
  return (
    <section aria-labelledby="windows">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h4" id="windows">
          {t("windows.title")}
        </Title>
        {editable && (
          <Button size="compact-md" variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => setEditing(true)}>
            {t("windows.edit")}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        {t("windows.text")}
      </Text>
      <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("windows.title") } }}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("windows.step")}</Table.Th>
              <Table.Th>{t("windows.opens")}</Table.Th>
              <Table.Th>{t("windows.closes")}</Table.Th>
              <Table.Th>{t("windows.now")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {STEPS.map((step) => {
              const interval = event.windows.find((window) => window.step === step)?.interval;
              const open = stepIsOpen(event, step, new Date());
              return (
                <Table.Tr key={step}>
                  <Table.Td>{t(`windows.of.${Step[step]}`)}</Table.Td>
                  <Table.Td>{at(interval?.startTime, "windows.noStart")}</Table.Td>
                  <Table.Td>{at(interval?.endTime, "windows.noEnd")}</Table.Td>
                  <Table.Td>
                    <StateBadge tone={open ? "good" : "quiet"}>{t(open ? "windows.open" : "windows.shut")}</StateBadge>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {editing && <WindowsDialog onClose={() => setEditing(false)} />}
    </section>
  );
}

function WindowsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const event = useEvent();
  const [intervals, setIntervals] = useState<ReadonlyMap<Step, Interval>>(
    () => new Map(event.windows.map(({ step, interval }) => [step, interval ? clone(IntervalSchema, interval) : {}])),
  );
  const set = (step: Step, end: "startTime" | "endTime", time: Timestamp | undefined) => {
    const { [end]: _, ...other } = intervals.get(step) ?? {};
    setIntervals(new Map(intervals).set(step, time ? { ...other, [end]: time } : other));
  };
  const isEmpty = ({ startTime, endTime }: Interval) =>
    startTime !== undefined && endTime !== undefined && endTime.seconds <= startTime.seconds;
  const wrong = [...intervals].some(([, interval]) => isEmpty(interval));
  const act = async (requestId: string) => {
    const windows = [...intervals]
      .filter(([, { startTime, endTime }]) => startTime || endTime)
      .map(([step, interval]) => create(RegistrationWindowSchema, { step, interval: create(IntervalSchema, interval) }));
    await clientOf(EventService).updateEvent({
      event: { ...event, windows },
      updateMask: create(FieldMaskSchema, { paths: ["windows"] }),
      requestId,
    });
    notifyDone(t("windows.saved"));
  };
  return (
    <ActDialog
      title={t("windows.edit")}
      action={t("windows.save")}
      size="lg"
      isReady={!wrong}
      stays
      said={[...intervals]}
      touches={EVENTS}
      act={act}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {t("windows.zone", { zone: zoneLabel(event.timeZone, language) })}
      </Text>
      {STEPS.map((step) => {
        const interval = intervals.get(step) ?? {};
        return (
          <fieldset key={step} style={{ border: 0, margin: 0, padding: 0 }}>
            <Text component="legend" size="sm" fw={500} mb={4}>
              {t(`windows.of.${Step[step]}`)}
            </Text>
            <Group grow gap="xs" align="flex-start">
              <VenueTimeField
                label={t("windows.opens")}
                zone={event.timeZone}
                value={interval.startTime}
                onChange={(time) => set(step, "startTime", time)}
              />
              <VenueTimeField
                label={t("windows.closes")}
                zone={event.timeZone}
                value={interval.endTime}
                onChange={(time) => set(step, "endTime", time)}
                error={isEmpty(interval) && t("windows.empty")}
              />
            </Group>
          </fieldset>
        );
      })}
    </ActDialog>
  );
}
