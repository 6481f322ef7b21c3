import { ActionIcon, Button, Group, Input, Paper, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Protocol_Powers, Protocol_Type } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useTranslation } from "react-i18next";
import { DayField } from "../../parts/day_field.tsx";
import { OrganizationPicker, PersonPicker } from "../../parts/pickers.tsx";
import { useOrganizationLines } from "../../parts/directory.ts";

export interface FormSignatory {
  side: string;
  person: string;
  powers: Protocol_Powers;
  // In the reader's language.
  office: string;
  powersNumber: string;
  powersDate: string;
}

interface SignatoriesFieldProps {
  label: string;
  // Whose signatures are wanted, ours first.
  sides: string[];
  type: Protocol_Type;
  value: FormSignatory[];
  onChange: (value: FormSignatory[]) => void;
}

// Who is to sign, in the order of their signatures, for whom and by what.
export function SignatoriesField({ label, sides, type, value, onChange }: SignatoriesFieldProps) {
  const { t } = useTranslation("negotiations");
  const organization = useOrganizationLines([...sides, ...value.map(({ side }) => side)]);
  const usual = type === Protocol_Type.MINUTES ? Protocol_Powers.CO_CHAIR : Protocol_Powers.OFFICE;
  const powers =
    type === Protocol_Type.MINUTES
      ? [Protocol_Powers.CO_CHAIR, Protocol_Powers.FULL_POWERS, Protocol_Powers.OFFICE]
      : [Protocol_Powers.OFFICE, Protocol_Powers.FULL_POWERS];
  const write = (at: number, some: Partial<FormSignatory>) => onChange(value.map((each, i) => (i === at ? { ...each, ...some } : each)));
  const add = () => {
    const side = sides.find((each) => !value.some((signatory) => signatory.side === each)) ?? "";
    onChange([...value, { side, person: "", powers: usual, office: "", powersNumber: "", powersDate: "" }]);
  };
  return (
    <Input.Wrapper label={label} description={t("signatory.hint")} labelElement="div">
      <Stack gap="xs" mt={4}>
        {value.map((signatory, i) => (
          <Paper key={i} withBorder p="sm" role="group" aria-label={t("signatory.number", { number: i + 1 })}>
            <Stack gap="xs">
              <Group justify="space-between" wrap="nowrap" align="flex-end">
                <Group gap="xs" grow flex={1}>
                  <OrganizationPicker
                    label={t("signatory.side")}
                    value={signatory.side || null}
                    onChange={(side) => write(i, { side: side ?? "" })}
                    required
                  />
                  <PersonPicker
                    label={t("signatory.person")}
                    value={signatory.person || null}
                    onChange={(person) => write(i, { person: person ?? "" })}
                    required
                  />
                </Group>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  mb={4}
                  aria-label={t("signatory.remove", { side: organization(signatory.side) })}
                  onClick={() => onChange(value.filter((_, at) => at !== i))}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              </Group>
              <Group gap="xs" grow>
                <Select
                  label={t("signatory.powers")}
                  allowDeselect={false}
                  value={String(signatory.powers)}
                  onChange={(chosen) => write(i, { powers: Number(chosen) })}
                  data={powers.map((each) => ({ value: String(each), label: t(`powers.${Protocol_Powers[each]}`) }))}
                />
                <TextInput
                  label={t("signatory.office")}
                  value={signatory.office}
                  onChange={(event) => write(i, { office: event.currentTarget.value })}
                />
              </Group>
              {signatory.powers === Protocol_Powers.FULL_POWERS && (
                <Group gap="xs" grow>
                  <TextInput
                    label={t("signatory.powersNumber")}
                    value={signatory.powersNumber}
                    onChange={(event) => write(i, { powersNumber: event.currentTarget.value })}
                  />
                  <DayField
                    label={t("signatory.powersDate")}
                    value={signatory.powersDate}
                    onChange={(powersDate) => write(i, { powersDate })}
                  />
                </Group>
              )}
            </Stack>
          </Paper>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add}
          style={{ alignSelf: "flex-start" }}
        >
          {t("signatory.add")}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
