import { Input, Pill, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface ChosenProps {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  // The chosen ones, by what tells them apart: names of resources, days.
  value: readonly string[];
  called: (each: string) => string;
  onChange: (value: string[]) => void;
  // What adds another.
  children: ReactNode;
}

// Several things that were chosen, each with a way out, and below them what takes one more.
export function Chosen({ label, description, error, value, called, onChange, children }: ChosenProps) {
  const { t } = useTranslation();
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap="xs" my={4} role="group" aria-label={label}>
        {value.length > 0 && (
          <Pill.Group>
            {value.map((each) => (
              <Pill
                key={each}
                maw="100%"
                withRemoveButton
                onRemove={() => onChange(value.filter((other) => other !== each))}
                removeButtonProps={{ "aria-label": t("picker.remove", { name: called(each) }), tabIndex: 0, "aria-hidden": false }}
              >
                {called(each)}
              </Pill>
            ))}
          </Pill.Group>
        )}
        {children}
      </Stack>
    </Input.Wrapper>
  );
}
