import { ActionIcon, Button, Group, Input, Paper, Stack } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DayField } from "../../parts/day_field.tsx";
import { OrganizationPicker, PersonPicker } from "../../parts/pickers.tsx";
import { endsBefore, isTwice, NEW_SIDE, type FormChair, type FormSide } from "./body_draft.ts";

interface SidesFieldProps {
  value: FormSide[];
  onChange: (value: FormSide[]) => void;
}

const FEWEST = 2;

// The sides of a body, and who leads each.
export function SidesField({ value, onChange }: SidesFieldProps) {
  const { t } = useTranslation("negotiations");
  const write = (at: number, some: Partial<FormSide>) => onChange(value.map((side, i) => (i === at ? { ...side, ...some } : side)));
  return (
    <Input.Wrapper label={t("body.sides")} description={t("body.sidesHint")} required labelElement="div">
      <Stack gap="xs" mt={4}>
        {value.map((side, i) => (
          <Paper key={i} withBorder p="sm" role="group" aria-label={t("body.side", { number: i + 1 })}>
            <Stack gap="xs">
              <Group gap="xs" wrap="nowrap" align="flex-end">
                <div style={{ flex: 1, minWidth: 0 }}>
                  <OrganizationPicker
                    label={t("body.side", { number: i + 1 })}
                    required
                    value={side.organization || null}
                    onChange={(organization) => write(i, { organization: organization ?? "" })}
                    error={isTwice(value, i) ? t("body.sideTwice") : undefined}
                  />
                </div>
                {value.length > FEWEST && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    mb={4}
                    aria-label={t("body.removeSide", { number: i + 1 })}
                    onClick={() => onChange(value.filter((_, at) => at !== i))}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                )}
              </Group>
              <Chairs value={side.coChairs} onChange={(coChairs) => write(i, { coChairs })} />
            </Stack>
          </Paper>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...value, NEW_SIDE])}
          style={{ alignSelf: "flex-start" }}
        >
          {t("body.addSide")}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

function Chairs({ value, onChange }: { value: FormChair[]; onChange: (value: FormChair[]) => void }) {
  const { t } = useTranslation("negotiations");
  const write = (at: number, some: Partial<FormChair>) => onChange(value.map((chair, i) => (i === at ? { ...chair, ...some } : chair)));
  return (
    <>
      {value.map((chair, i) => (
        <Group key={i} gap="xs" align="flex-start" role="group" aria-label={t("body.chairNumber", { number: i + 1 })}>
          <div style={{ flex: "2 1 220px" }}>
            <PersonPicker
              label={t("body.chair")}
              required
              value={chair.person || null}
              onChange={(person) => write(i, { person: person ?? "" })}
            />
          </div>
          <DayField label={t("body.from")} value={chair.fromDate} onChange={(fromDate) => write(i, { fromDate })} />
          <DayField
            label={t("body.until")}
            value={chair.toDate}
            onChange={(toDate) => write(i, { toDate })}
            error={endsBefore(chair) ? t("body.endsBefore") : undefined}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={28}
            aria-label={t("body.removeChair", { number: i + 1 })}
            onClick={() => onChange(value.filter((_, at) => at !== i))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={12} aria-hidden />}
        onClick={() => onChange([...value, { person: "", fromDate: "", toDate: "" }])}
        style={{ alignSelf: "flex-start" }}
      >
        {t("body.addChair")}
      </Button>
    </>
  );
}
