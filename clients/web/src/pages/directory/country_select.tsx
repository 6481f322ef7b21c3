import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { COUNTRIES, countryName } from "../../parts/code_names.ts";
import { sortByReader } from "../../parts/names.ts";

interface CountrySelectProps {
  label: string;
  // ISO 3166-1 alpha-2; "" where none is said.
  value: string;
  onChange: (code: string) => void;
}

// A state, by its name in the reader's language.
export function CountrySelect({ label, value, onChange }: CountrySelectProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const choices = COUNTRIES.map((code) => ({ value: code, label: countryName(code, language) }));
  return (
    <Select
      label={label}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("clearChoice") }}
      data={sortByReader(choices, (choice) => choice.label, language)}
      value={value || null}
      onChange={(code) => onChange(code ?? "")}
    />
  );
}
