import { ActionIcon, Button, Group, Input, Paper, SegmentedControl, Stack } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Trip_Side, TripService, type Trip } from "@plenary/client/gen/plenary/v1/trips_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DayField } from "../../parts/day_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";
import { TextsField } from "../../parts/texts_field.tsx";

interface FormPoint {
  side: Trip_Side;
  texts: FormText[];
  dueDate: string;
}

interface ReportValue {
  texts: FormText[];
  agreedPoints: FormPoint[];
}

const SIDES = [Trip_Side.OURS, Trip_Side.THEIRS, Trip_Side.JOINT];

// What a delegation reports, and what was agreed on the way; that becomes commitments once the report
// is accepted.
export function TripReportForm({ trip, onClose }: { trip: Trip; onClose: () => void }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const trips = clientOf(TripService);
  const editedOf = ({ report, etag }: Trip): Edited<ReportValue> => ({
    etag,
    value: {
      texts: formTexts(report?.texts ?? [], language),
      agreedPoints: (report?.agreedPoints ?? []).map((point) => ({
        side: point.side,
        texts: formTexts(point.texts, language),
        dueDate: point.dueDate,
      })),
    },
  });
  const save = async ({ texts, agreedPoints }: ReportValue, etag: string, requestId: string) => {
    const report = {
      texts: written(texts),
      agreedPoints: agreedPoints.map((point) => ({
        side: point.side,
        texts: written(point.texts),
        dueDate: point.dueDate,
        isContinuous: point.dueDate === "",
      })),
    };
    await trips.submitTripReport({ name: trip.name, etag, report, requestId });
    notifyDone(t("trip.done.report"));
  };
  return (
    <FormDialog
      title={t("trip.verb.report")}
      action={t("trip.verb.report")}
      draft={`trip-report/${trip.name}`}
      initial={editedOf(trip)}
      isComplete={({ texts, agreedPoints }) => hasText(texts) && agreedPoints.every((point) => hasText(point.texts))}
      save={save}
      readLatest={async () => editedOf(await trips.getTrip({ name: trip.name }))}
      onClose={onClose}
    >
      {(value, set) => {
        const write = (at: number, some: Partial<FormPoint>) =>
          set({ agreedPoints: value.agreedPoints.map((point, i) => (i === at ? { ...point, ...some } : point)) });
        return (
          <>
            <TextsField label={t("trip.report")} rows={5} value={value.texts} onChange={(texts) => set({ texts })} required />
            <Input.Wrapper label={t("trip.agreed")} description={t("trip.agreedHint")} labelElement="div">
              <Stack gap="xs" mt={4}>
                {value.agreedPoints.map((point, i) => (
                  <Paper key={i} withBorder p="sm" role="group" aria-label={t("trip.point", { number: i + 1 })}>
                    <Stack gap="xs">
                      <Group justify="space-between" wrap="nowrap">
                        <SegmentedControl
                          size="xs"
                          aria-label={t("commitment.whose")}
                          value={String(point.side)}
                          onChange={(side) => write(i, { side: Number(side) })}
                          data={SIDES.map((side) => ({ value: String(side), label: t(`side.${Trip_Side[side]}`) }))}
                        />
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={t("trip.removePoint", { number: i + 1 })}
                          onClick={() => set({ agreedPoints: value.agreedPoints.filter((_, at) => at !== i) })}
                        >
                          <IconX size={16} aria-hidden />
                        </ActionIcon>
                      </Group>
                      <TextsField label={t("trip.what")} value={point.texts} onChange={(texts) => write(i, { texts })} required />
                      <DayField
                        label={t("commitment.due")}
                        description={t("trip.dueHint")}
                        value={point.dueDate}
                        onChange={(dueDate) => write(i, { dueDate })}
                      />
                    </Stack>
                  </Paper>
                ))}
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconPlus size={14} aria-hidden />}
                  style={{ alignSelf: "flex-start" }}
                  onClick={() =>
                    set({ agreedPoints: [...value.agreedPoints, { side: Trip_Side.OURS, texts: [{ language, text: "" }], dueDate: "" }] })
                  }
                >
                  {t("trip.addPoint")}
                </Button>
              </Stack>
            </Input.Wrapper>
          </>
        );
      }}
    </FormDialog>
  );
}
