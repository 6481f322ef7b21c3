import { ActionIcon, Button, Group, Input, Select, Stack } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DayField } from "../../parts/day_field.tsx";
import { useOrganizationLines } from "../../parts/directory.ts";
import { PersonPicker } from "../../parts/pickers.tsx";
import type { FormOfficial } from "./body_draft.ts";

interface OfficialsFieldProps {
  // The sides there are, by organization.
  sides: readonly string[];
  value: FormOfficial[];
  onChange: (value: FormOfficial[]) => void;
}

// Who of us is assigned to which counterpart.
export function OfficialsField({ sides, value, onChange }: OfficialsFieldProps) {
  const { t } = useTranslation("negotiations");
  const organization = useOrganizationLines(sides);
  const choices = [...new Set(sides)].filter((side) => side !== "").map((side) => ({ value: side, label: organization(side) || side }));
  const write = (at: number, some: Partial<FormOfficial>) =>
    onChange(value.map((official, i) => (i === at ? { ...official, ...some } : official)));
  return (
    <Input.Wrapper label={t("body.officials")} labelElement="div">
      <Stack gap="xs" mt={4}>
        {value.map((official, i) => (
          <Group key={i} gap="xs" align="flex-start" role="group" aria-label={t("body.officialNumber", { number: i + 1 })}>
            <div style={{ flex: "2 1 220px" }}>
              <PersonPicker
                label={t("body.who")}
                required
                value={official.person || null}
                onChange={(person) => write(i, { person: person ?? "" })}
              />
            </div>
            <Select
              label={t("body.assignedTo")}
              placeholder={t("body.everyCounterpart")}
              clearable
              clearButtonProps={{ "aria-label": t("body.everyCounterpart") }}
              value={official.organization || null}
              onChange={(side) => write(i, { organization: side ?? "" })}
              data={choices}
            />
            <DayField label={t("body.since")} value={official.sinceDate} onChange={(sinceDate) => write(i, { sinceDate })} />
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={28}
              aria-label={t("body.removeOfficial", { number: i + 1 })}
              onClick={() => onChange(value.filter((_, at) => at !== i))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...value, { person: "", organization: "", sinceDate: "" }])}
          style={{ alignSelf: "flex-start" }}
        >
          {t("body.addOfficial")}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
