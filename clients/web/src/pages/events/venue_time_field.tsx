import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay } from "../../parts/when.ts";
import { venueInstant, venueText } from "./venue_time.ts";

interface VenueTimeFieldProps extends Omit<TextInputProps, "value" | "onChange"> {
  value: Timestamp | undefined;
  onChange: (time: Timestamp | undefined) => void;
  zone: string;
}

// A day and a time on the venue's clock, as people type them; the day of the week is said beneath.
export function VenueTimeField({ value, onChange, zone, error, description, ...rest }: VenueTimeFieldProps) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  // While it is typed, it stays as it is typed.
  const [typed, setTyped] = useState<string>();
  const isBad = typed !== undefined && typed.trim() !== "" && venueInstant(typed, zone) === undefined;
  return (
    <TextInput
      {...rest}
      autoComplete="off"
      placeholder={t("time.placeholder")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      description={description ?? (value && !isBad ? formatDay(value, language, zone, "weekday") : t("time.example"))}
      error={isBad ? t("time.bad") : error}
      value={typed ?? venueText(value, zone, language)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const time = venueInstant(text, zone);
        if (time || text.trim() === "") onChange(time);
      }}
      onBlur={() => {
        if (!isBad) setTyped(undefined);
      }}
    />
  );
}
