import { Input, Pill, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PersonPicker } from "../../parts/pickers.tsx";
import { usePersonLines } from "../negotiations/directory.ts";

interface PeopleFieldProps {
  label: string;
  value: string[];
  onChange: (value: string[]) => void;
}

// Several people.
export function PeopleField({ label, value, onChange }: PeopleFieldProps) {
  const { t } = useTranslation("control");
  const person = usePersonLines(value);
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Stack gap="xs" mt={4}>
        {value.length > 0 && (
          <Pill.Group>
            {value.map((each) => (
              <Pill
                key={each}
                withRemoveButton
                onRemove={() => onChange(value.filter((other) => other !== each))}
                removeButtonProps={{ "aria-label": t("people.remove", { person: person(each) }), tabIndex: 0, "aria-hidden": false }}
              >
                {person(each)}
              </Pill>
            ))}
          </Pill.Group>
        )}
        <PersonPicker
          label={t("people.add")}
          value={null}
          onChange={(name) => name !== null && !value.includes(name) && onChange([...value, name])}
        />
      </Stack>
    </Input.Wrapper>
  );
}
