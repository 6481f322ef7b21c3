import { Fieldset, SimpleGrid, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DayField } from "./day_field.tsx";
import type { FormPaper } from "./paper.ts";

interface PaperFieldsProps {
  legend: string;
  value: FormPaper;
  onChange: (value: FormPaper) => void;
}

// The paper that something stands on: its number, its day, who signed it, where it is kept.
export function PaperFields({ legend, value, onChange }: PaperFieldsProps) {
  const { t } = useTranslation();
  return (
    <Fieldset legend={legend} variant="unstyled">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="sm">
        <TextInput
          label={t("paper.number")}
          value={value.registrationNumber}
          onChange={(event) => onChange({ ...value, registrationNumber: event.currentTarget.value })}
        />
        <DayField label={t("paper.date")} value={value.date} onChange={(date) => onChange({ ...value, date })} />
        <TextInput
          label={t("paper.signatory")}
          value={value.signatory}
          onChange={(event) => onChange({ ...value, signatory: event.currentTarget.value })}
        />
        <TextInput
          label={t("paper.address")}
          type="url"
          placeholder="https://"
          value={value.externalUrl}
          onChange={(event) => onChange({ ...value, externalUrl: event.currentTarget.value })}
        />
      </SimpleGrid>
    </Fieldset>
  );
}
