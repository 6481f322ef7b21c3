import { Select, Text, TextInput } from "@mantine/core";
import { ActionPlanService, Commitment_Side, Commitment_State, type Commitment } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { today } from "../../parts/today.ts";

const { STATE_UNSPECIFIED, FULFILLED, PARTLY, DROPPED } = Commitment_State;

// Notes what was heard of what the other side undertook, and what came of it.
export function NoteDialog({ commitment, onClose }: { commitment: Commitment; onClose: () => void }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const [note, setNote] = useState({ date: today(), text: "", number: "", outcome: String(STATE_UNSPECIFIED) });
  const set = (some: Partial<typeof note>) => setNote({ ...note, ...some });
  const act = async (requestId: string) => {
    const { date, text, number, outcome } = note;
    await clientOf(ActionPlanService).noteProgress({
      name: commitment.name,
      progressNote: {
        date,
        text: text.trim(),
        outcome: Number(outcome),
        ...(number.trim() === "" ? {} : { document: { registrationNumber: number.trim() } }),
      },
      requestId,
    });
    notifyDone(t("note.done"));
  };
  return (
    <ActDialog
      title={t("note.action")}
      action={t("note.action")}
      isReady={note.text.trim() !== "" && note.date !== ""}
      said={note}
      act={act}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed" lineClamp={4}>
        {textIn(commitment.texts, language)}
      </Text>
      <DayField label={t("note.date")} required value={note.date} onChange={(date) => set({ date })} />
      <LongField label={t("note.text")} required data-autofocus value={note.text} onChange={(text) => set({ text })} />
      <TextInput label={t("evidence.number")} value={note.number} onChange={(event) => set({ number: event.currentTarget.value })} />
      {commitment.side === Commitment_Side.THEIRS && (
        <Select
          label={t("note.outcome")}
          allowDeselect={false}
          value={note.outcome}
          onChange={(outcome) => set({ outcome: outcome ?? "" })}
          data={[STATE_UNSPECIFIED, FULFILLED, PARTLY, DROPPED].map((state) => ({
            value: String(state),
            label: t(`note.outcomes.${Commitment_State[state]}`),
          }))}
        />
      )}
    </ActDialog>
  );
}
