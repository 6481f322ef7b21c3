import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName } from "../../parts/code_names.ts";

// Sides whose usage differs in practice; another that is there already stays.
const SIDES = ["BY", "RU", "CN", "KZ"];

interface SideSelectProps {
  value: string;
  onChange: (side: string) => void;
  label: string;
}

// Whose usage a name is.
export function SideSelect({ value, onChange, label }: SideSelectProps) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const sides = value === "" || SIDES.includes(value) ? SIDES : [...SIDES, value];
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: "", label: t("everySide") }, ...sides.map((code) => ({ value: code, label: countryName(code, language) }))]}
    />
  );
}
