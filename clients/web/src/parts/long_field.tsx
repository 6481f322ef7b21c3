import { Textarea, type TextareaProps } from "@mantine/core";

interface LongFieldProps extends Omit<TextareaProps, "value" | "onChange" | "autosize"> {
  value: string;
  onChange: (text: string) => void;
}

// A text of several lines, which grows while one types.
export function LongField({ onChange, minRows = 2, ...field }: LongFieldProps) {
  return <Textarea {...field} autosize minRows={minRows} onChange={(event) => onChange(event.currentTarget.value)} />;
}
