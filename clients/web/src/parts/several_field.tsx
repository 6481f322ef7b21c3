import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Chosen } from "./chosen.tsx";
import { useOrganizationLines, usePersonLines } from "./directory.ts";
import type { PickerProps } from "./picker.tsx";
import { OrganizationPicker, PersonPicker } from "./pickers.tsx";

interface SeveralFieldProps {
  label: string;
  // Names of resources, in the order in which they were chosen.
  value: string[];
  onChange: (value: string[]) => void;
}

interface SeveralProps extends SeveralFieldProps {
  Picker: ComponentType<PickerProps>;
  // The picker's words: "Add a person".
  add: string;
  called: (name: string) => string;
}

function Several({ Picker, add, ...chosen }: SeveralProps) {
  const { value, onChange } = chosen;
  return (
    <Chosen {...chosen}>
      <Picker label={add} value={null} onChange={(name) => name !== null && !value.includes(name) && onChange([...value, name])} />
    </Chosen>
  );
}

// Several people.
export function PeopleField(props: SeveralFieldProps) {
  const { t } = useTranslation();
  return <Several {...props} Picker={PersonPicker} add={t("picker.addPerson")} called={usePersonLines(props.value)} />;
}

// Several organizations.
export function OrganizationsField(props: SeveralFieldProps) {
  const { t } = useTranslation();
  return <Several {...props} Picker={OrganizationPicker} add={t("picker.addOrganization")} called={useOrganizationLines(props.value)} />;
}
