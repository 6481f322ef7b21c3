import { Loader, Select, type SelectProps } from "@mantine/core";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface Choice {
  // The resource's name: "people/…".
  value: string;
  label: string;
  // What tells namesakes apart: the Latin form, the organization, the dates.
  detail?: string;
}

// What every picker takes.
export interface PickerProps {
  label: string;
  // The resource's name; null while nothing is chosen.
  value: string | null;
  onChange: (name: string | null) => void;
  description?: ReactNode;
  error?: ReactNode;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  clearable?: boolean;
  size?: SelectProps["size"];
}

interface ChoicesProps extends PickerProps {
  // What may be chosen for what was typed.
  choices: Choice[];
  // The chosen one, while it is not among the choices.
  chosen?: Choice | undefined;
  onSearch: (typed: string) => void;
  searching: boolean;
  // Says that nothing was found for what was typed.
  nothing: string;
}

// A field that searches while one types and takes one of what was found.
export function Picker({ choices, chosen, onSearch, searching, nothing, onChange, clearable = true, ...field }: ChoicesProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const all = useMemo(
    () => (chosen && !choices.some(({ value }) => value === chosen.value) ? [chosen, ...choices] : choices),
    [choices, chosen],
  );
  const details = useMemo(() => new Map(all.map(({ value, detail }) => [value, detail])), [all]);
  return (
    <Select
      {...field}
      searchable
      clearable={clearable}
      clearButtonProps={{ "aria-label": t("clearChoice") }}
      data={all.map(({ value, label }) => ({ value, label }))}
      // The server found them; hiding one for its spelling would undo that.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={(next) => {
        setTyped(next);
        onSearch(next);
      }}
      onChange={onChange}
      nothingFoundMessage={searching ? t("searching") : nothing}
      rightSection={searching ? <Loader size="xs" /> : undefined}
      renderOption={({ option }) => (
        <span>
          {option.label}
          {details.get(option.value) && <span className="choice-detail">{details.get(option.value)}</span>}
        </span>
      )}
    />
  );
}
