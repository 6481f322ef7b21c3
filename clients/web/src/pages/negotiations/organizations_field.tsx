import { Input, Pill, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { useOrganizationLines } from "./directory.ts";

interface OrganizationsFieldProps {
  label: string;
  value: string[];
  onChange: (value: string[]) => void;
}

// Several organizations.
export function OrganizationsField({ label, value, onChange }: OrganizationsFieldProps) {
  const { t } = useTranslation("negotiations");
  const organization = useOrganizationLines(value);
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
                removeButtonProps={{
                  "aria-label": t("organizations.remove", { organization: organization(each) }),
                  tabIndex: 0,
                  "aria-hidden": false,
                }}
              >
                {organization(each)}
              </Pill>
            ))}
          </Pill.Group>
        )}
        <OrganizationPicker
          label={t("organizations.add")}
          value={null}
          onChange={(name) => name !== null && !value.includes(name) && onChange([...value, name])}
        />
      </Stack>
    </Input.Wrapper>
  );
}
