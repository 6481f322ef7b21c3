import { Select, Text, TextInput } from "@mantine/core";
import { Figure_Status, IndicatorService, type Figure } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { unitText } from "../../parts/units.ts";
import { formatNumber } from "../../parts/numbers.ts";
import { numberTyped } from "./number_typed.ts";

const STATUSES = [Figure_Status.PRELIMINARY, Figure_Status.FINAL, Figure_Status.ILLUSTRATIVE];

interface ReviseFormProps {
  figure: Figure;
  onDone: (name: string) => void;
  onClose: () => void;
}

// Says the number anew. The one before stays readable.
export function ReviseForm({ figure, onDone, onClose }: ReviseFormProps) {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const [said, setSaid] = useState({ value: "", status: String(figure.status), paper: "", published: "", note: "" });
  const set = (some: Partial<typeof said>) => setSaid({ ...said, ...some });
  const value = numberTyped(said.value);
  const act = async (requestId: string) => {
    const { name } = await clientOf(IndicatorService).reviseFigure({
      name: figure.name,
      value: value ?? "",
      status: Number(said.status),
      publishDate: said.published,
      note: said.note.trim(),
      requestId,
      ...(said.paper.trim() === "" ? {} : { document: { registrationNumber: said.paper.trim() } }),
    });
    notifyDone(t("figure.revised"));
    onDone(name);
  };
  return (
    <ActDialog title={t("figure.revise")} action={t("figure.revise")} isReady={value !== undefined} said={said} act={act} onClose={onClose}>
      <Text size="sm" c="dimmed">
        {t("figure.now", { value: formatNumber(figure.value, language), unit: unitText(figure.unit, language) })}
      </Text>
      <TextInput
        label={t("figure.value")}
        required
        inputMode="decimal"
        data-autofocus
        value={said.value}
        onChange={(event) => set({ value: event.currentTarget.value })}
        error={said.value !== "" && value === undefined ? t("figure.notNumber") : undefined}
      />
      <Select
        label={t("firmness")}
        allowDeselect={false}
        value={said.status}
        onChange={(status) => set({ status: status ?? "" })}
        data={STATUSES.map((status) => ({ value: String(status), label: t(`status.${Figure_Status[status]}`) }))}
      />
      <TextInput label={t("fact.paper")} value={said.paper} onChange={(event) => set({ paper: event.currentTarget.value })} />
      <DayField label={t("fact.published")} value={said.published} onChange={(published) => set({ published })} />
      <LongField label={t("fact.note")} minRows={1} value={said.note} onChange={(note) => set({ note })} />
    </ActDialog>
  );
}
