import { TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clock, parseClock } from "../../parts/venue_day.ts";

interface TimeFieldProps {
  label: string;
  // Minutes after midnight.
  value: number;
  onChange: (minutes: number) => void;
  description?: ReactNode;
  error?: ReactNode;
  disabled?: boolean;
}

const STEP_MINUTES = 5;

// A time of day as people type it: "930", "9.30", "9:30"; the arrows go by five minutes.
export function TimeField({ label, value, onChange, description, error, disabled }: TimeFieldProps) {
  const { t } = useTranslation("schedule");
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? clock(value);
  const isBad = typed !== undefined && parseClock(typed) === undefined;
  return (
    <TextInput
      label={label}
      value={shown}
      description={description}
      disabled={disabled}
      inputMode="numeric"
      inputWrapperOrder={["label", "input", "description", "error"]}
      autoComplete="off"
      placeholder="09:30"
      error={isBad ? t("field.timeBad") : error}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const minutes = text.replace(/\D/g, "").length >= 3 ? parseClock(text) : undefined;
        if (minutes !== undefined) onChange(minutes);
      }}
      onBlur={() => {
        const minutes = typed === undefined ? undefined : parseClock(typed);
        if (minutes === undefined) return;
        setTyped(undefined);
        if (minutes !== value) onChange(minutes);
      }}
      onKeyDown={(event) => {
        if (event.code === "Enter" && typed !== undefined) {
          const minutes = parseClock(typed);
          if (minutes !== undefined) onChange(minutes);
          return;
        }
        const step = { ArrowUp: STEP_MINUTES, ArrowDown: -STEP_MINUTES }[event.code];
        if (step === undefined) return;
        event.preventDefault();
        setTyped(undefined);
        onChange(Math.min(Math.max(value + step, 0), 24 * 60));
      }}
    />
  );
}
