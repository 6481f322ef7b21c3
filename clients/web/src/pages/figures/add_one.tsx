import { Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface AddOneProps {
  label: string;
  choices: { value: string; label: string }[];
  // Those that were added already.
  without: readonly string[];
  onAdd: (value: string) => void;
}

// The most that a list shows; more is found by typing.
const MOST = 50;

// A field that adds what is chosen in it and is empty again.
export function AddOne({ label, choices, without, onAdd }: AddOneProps) {
  const { t } = useTranslation("figures");
  const [typed, setTyped] = useState("");
  return (
    <Select
      label={label}
      searchable
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(value) => {
        if (value !== null) onAdd(value);
        setTyped("");
      }}
      data={choices.filter(({ value }) => !without.includes(value))}
      limit={MOST}
      nothingFoundMessage={t("result.nothingFound")}
    />
  );
}
