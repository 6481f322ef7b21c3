import { ActionIcon, Checkbox, Group, Input, Paper, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Negotiation_Side } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { PersonPicker } from "../../parts/pickers.tsx";
import { usePersonLines } from "../../parts/directory.ts";

export interface FormPresence {
  person: string;
  side: Negotiation_Side;
  role: string;
  isHead: boolean;
  wasThere: boolean;
}

interface PresencesFieldProps {
  label: string;
  value: FormPresence[];
  onChange: (value: FormPresence[]) => void;
}

// Who takes part, on which side and as what. Each side has one head.
export function PresencesField({ label, value, onChange }: PresencesFieldProps) {
  const { t } = useTranslation("negotiations");
  const person = usePersonLines(value.map((presence) => presence.person));
  const write = (at: number, some: Partial<FormPresence>) =>
    onChange(
      value.map((presence, i) => {
        if (i === at) return { ...presence, ...some };
        const losesHead = some.isHead === true && presence.side === value[at]!.side;
        return losesHead ? { ...presence, isHead: false } : presence;
      }),
    );
  const add = (name: string | null) => {
    if (name === null || value.some((presence) => presence.person === name)) return;
    const side = value.at(-1)?.side ?? Negotiation_Side.OURS;
    onChange([...value, { person: name, side, role: "", isHead: !value.some((presence) => presence.side === side), wasThere: true }]);
  };
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Stack gap="xs" mt={4}>
        {value.map((presence, i) => {
          const name = person(presence.person);
          return (
            <Paper key={presence.person} withBorder p="xs" role="group" aria-label={name}>
              <Group justify="space-between" wrap="nowrap">
                <span style={{ fontWeight: 500 }}>{name}</span>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("presence.remove", { name })}
                  onClick={() => onChange(value.filter((_, at) => at !== i))}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              </Group>
              <Group gap="sm" mt={4}>
                <SegmentedControl
                  size="xs"
                  aria-label={t("side.title")}
                  value={String(presence.side)}
                  onChange={(side) => write(i, { side: Number(side), isHead: false })}
                  data={[
                    { value: String(Negotiation_Side.OURS), label: t("side.OURS") },
                    { value: String(Negotiation_Side.THEIRS), label: t("side.THEIRS") },
                  ]}
                />
                <TextInput
                  size="xs"
                  flex={1}
                  miw={140}
                  aria-label={t("presence.role")}
                  placeholder={t("presence.role")}
                  value={presence.role}
                  onChange={(event) => write(i, { role: event.currentTarget.value })}
                />
                <Checkbox
                  size="sm"
                  label={t("presence.head")}
                  checked={presence.isHead}
                  onChange={(event) => write(i, { isHead: event.currentTarget.checked })}
                />
                <Checkbox
                  size="sm"
                  label={t("presence.wasThere")}
                  checked={presence.wasThere}
                  onChange={(event) => write(i, { wasThere: event.currentTarget.checked })}
                />
              </Group>
            </Paper>
          );
        })}
        <PersonPicker label={t("presence.add")} value={null} onChange={add} />
      </Stack>
    </Input.Wrapper>
  );
}
