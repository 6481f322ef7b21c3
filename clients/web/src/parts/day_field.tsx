import { TextInput, type TextInputProps } from "@mantine/core";

interface DayFieldProps extends Omit<TextInputProps, "type" | "value" | "onChange"> {
  // "2023-08-24"; "" where none is known.
  value: string;
  onChange: (day: string) => void;
}

// A day of the calendar, by the browser's own field, which knows every keyboard.
export function DayField({ onChange, ...field }: DayFieldProps) {
  return <TextInput {...field} type="date" max="2200-12-31" onChange={(event) => onChange(event.currentTarget.value)} />;
}
