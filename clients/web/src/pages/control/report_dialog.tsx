import { Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { ActionItem_State, ActionPlanService, ActionReport_Kind, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { EventPicker } from "../../parts/pickers.tsx";

interface Report {
  isDone: boolean;
  text: string;
  event: string;
  number: string;
  date: string;
  place: string;
}

// What shows that it is done: the event that was planned is at hand at once.
const begun = (item: ActionItem): Report => ({
  isDone: true,
  text: "",
  event: item.plannedEvent?.event ?? "",
  number: "",
  date: "",
  place: "",
});

function evidenceOf({ event, number, date, place }: Report) {
  const paper = { registrationNumber: number.trim(), date, externalUrl: place.trim() };
  return [
    ...(event === "" ? [] : [{ evidence: { case: "event" as const, value: event } }]),
    ...(paper.registrationNumber + paper.externalUrl === "" ? [] : [{ evidence: { case: "document" as const, value: paper } }]),
  ];
}

// Reports on an item: that it is done, with what shows it, or how it goes.
export function ReportDialog({ item, title, onClose }: { item: ActionItem; title: string; onClose: () => void }) {
  const { t } = useTranslation("control");
  const [report, setReport, clear] = useDraft<Report>(`report/${item.name}`, begun(item));
  const set = (some: Partial<Report>) => setReport((before) => ({ ...before, ...some }));
  const evidence = evidenceOf(report);
  const isNew = item.state === ActionItem_State.ASSIGNED;
  const act = async (requestId: string) => {
    const plans = clientOf(ActionPlanService);
    if (isNew) await plans.acknowledgeActionItem({ name: item.name, requestId: `${requestId}-known` });
    await plans.reportActionItem({
      name: item.name,
      actionReport: { kind: report.isDone ? ActionReport_Kind.DONE : ActionReport_Kind.INTERIM, text: report.text.trim(), evidence },
      requestId,
    });
    clear();
    notifyDone(t(report.isDone ? "done.report" : "done.interim", { title }));
  };
  return (
    <ActDialog
      title={t("report.title")}
      action={t(report.isDone ? "report.done" : "report.interim")}
      isReady={report.text.trim() !== "" && (!report.isDone || evidence.length > 0)}
      said={report}
      act={act}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <SegmentedControl
        aria-label={t("report.kind")}
        value={report.isDone ? "done" : "interim"}
        onChange={(kind) => set({ isDone: kind === "done" })}
        data={[
          { value: "done", label: t("report.isDone") },
          { value: "interim", label: t("report.isInterim") },
        ]}
      />
      <LongField label={t("report.text")} required minRows={3} data-autofocus value={report.text} onChange={(text) => set({ text })} />
      <Stack gap="xs" component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
        <Text component="legend" fw={500}>
          {t("evidence.title")}
        </Text>
        <Text size="sm" c="dimmed">
          {t(report.isDone ? "evidence.needed" : "evidence.optional")}
        </Text>
        <Group grow gap="sm">
          <TextInput label={t("evidence.number")} value={report.number} onChange={(event) => set({ number: event.currentTarget.value })} />
          <DayField label={t("evidence.date")} value={report.date} onChange={(date) => set({ date })} />
        </Group>
        <TextInput
          label={t("evidence.place")}
          description={t("evidence.placeHint")}
          value={report.place}
          onChange={(event) => set({ place: event.currentTarget.value })}
        />
        <EventPicker label={t("evidence.event")} value={report.event || null} onChange={(event) => set({ event: event ?? "" })} />
      </Stack>
      {isNew && (
        <Text size="sm" c="dimmed">
          {t("report.acknowledges")}
        </Text>
      )}
    </ActDialog>
  );
}
