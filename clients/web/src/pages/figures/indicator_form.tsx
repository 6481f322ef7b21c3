import { Checkbox, NumberInput, TextInput } from "@mantine/core";
import { IndicatorService, type Indicator } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { TextsField } from "../../parts/texts_field.tsx";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";

interface IndicatorValue {
  displayNames: FormText[];
  unit: string;
  decimals: number;
  isRate: boolean;
  lessIsBetter: boolean;
  sourceNote: string;
}

interface IndicatorFormProps {
  // The one to change; without it a new one is created.
  indicator?: Indicator;
  // Whether there are figures of it, so that they keep their unit.
  hasFigures?: boolean;
  onSaved?: (name: string) => void;
  onClose: () => void;
}

const FIELDS = ["display_names", "unit", "decimals", "is_rate", "less_is_better", "source_note"];
const MOST_DECIMALS = 6;

// Says what is measured, and how.
export function IndicatorForm({ indicator, hasFigures = false, onSaved, onClose }: IndicatorFormProps) {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const indicators = clientOf(IndicatorService);
  const editedOf = (one?: Indicator): Edited<IndicatorValue> => ({
    etag: one?.etag ?? "",
    value: {
      displayNames: formTexts(one?.displayNames ?? [], language),
      unit: one?.unit ?? "",
      decimals: one?.decimals ?? 1,
      isRate: one?.isRate ?? false,
      lessIsBetter: one?.lessIsBetter ?? false,
      sourceNote: one?.sourceNote ?? "",
    },
  });
  const save = async (value: IndicatorValue, etag: string, requestId: string) => {
    const fields = {
      ...value,
      displayNames: written(value.displayNames),
      unit: value.unit.trim(),
      sourceNote: value.sourceNote.trim(),
    };
    const { name } = indicator
      ? await indicators.updateIndicator({
          indicator: { ...fields, name: indicator.name, etag },
          updateMask: { paths: FIELDS },
          requestId,
        })
      : await indicators.createIndicator({ indicator: fields, requestId });
    notifyDone(t(indicator ? "indicators.saved" : "indicators.created"));
    onSaved?.(name);
  };
  return (
    <FormDialog
      title={t(indicator ? "indicators.edit" : "indicators.create")}
      action={t(indicator ? "indicators.save" : "indicators.create")}
      draft={`indicator/${indicator?.name ?? "new"}`}
      initial={editedOf(indicator)}
      isComplete={({ displayNames, unit }) => hasText(displayNames) && unit.trim() !== ""}
      save={save}
      {...(indicator && { readLatest: async () => editedOf(await indicators.getIndicator({ name: indicator.name })) })}
      onClose={onClose}
    >
      {(value, set) => (
        <>
          <TextsField label={t("indicators.name")} required value={value.displayNames} onChange={(displayNames) => set({ displayNames })} />
          <TextInput
            label={t("indicators.unit")}
            description={t(hasFigures ? "indicators.unitStays" : "indicators.unitHint")}
            required
            disabled={hasFigures}
            value={value.unit}
            onChange={(event) => set({ unit: event.currentTarget.value })}
          />
          <NumberInput
            label={t("indicators.decimals")}
            {...(hasFigures && { description: t("indicators.decimalsStay") })}
            allowDecimal={false}
            min={hasFigures ? (indicator?.decimals ?? 0) : 0}
            max={MOST_DECIMALS}
            value={value.decimals}
            onChange={(decimals) => set({ decimals: Number(decimals) || 0 })}
          />
          <Checkbox
            label={t("indicators.isRate")}
            description={t("indicators.isRateHint")}
            disabled={hasFigures}
            checked={value.isRate}
            onChange={(event) => set({ isRate: event.currentTarget.checked })}
          />
          <Checkbox
            label={t("indicators.lessIsBetter")}
            description={t("indicators.lessIsBetterHint")}
            checked={value.lessIsBetter}
            onChange={(event) => set({ lessIsBetter: event.currentTarget.checked })}
          />
          <LongField
            label={t("indicators.sourceNote")}
            minRows={2}
            maxRows={10}
            value={value.sourceNote}
            onChange={(sourceNote) => set({ sourceNote })}
          />
        </>
      )}
    </FormDialog>
  );
}
