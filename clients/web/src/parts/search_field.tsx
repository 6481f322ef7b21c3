import { CloseButton, TextInput, type TextInputProps } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface SearchFieldProps extends Omit<TextInputProps, "onChange" | "value" | "label"> {
  // What is searched, for readers of screens, and within the field while it is empty.
  label: string;
  value: string;
  onChange: (value: string) => void;
}

// A field to filter what is on the page; Escape empties it.
export function SearchField({ label, value, onChange, ...rest }: SearchFieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      type="search"
      className="search-field"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={value !== "" && <CloseButton size={24} aria-label={t("clearSearch")} onClick={() => onChange("")} />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || value === "") return;
        event.preventDefault();
        event.stopPropagation();
        onChange("");
      }}
      {...rest}
    />
  );
}
