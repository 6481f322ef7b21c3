import { TextInput } from "@mantine/core";

interface DayFieldProps {
  label: string;
  description?: string;
  // "2023-08-24"; "" where none is known.
  value: string;
  onChange: (day: string) => void;
  required?: boolean;
  disabled?: boolean;
}

// A day of the calendar, by the browser's own field, which knows every keyboard.
export function DayField({ onChange, ...field }: DayFieldProps) {
  return <TextInput {...field} type="date" max="2200-12-31" onChange={(event) => onChange(event.currentTarget.value)} />;
}
