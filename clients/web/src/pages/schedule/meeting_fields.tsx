import { Button, Checkbox, CloseButton, Group, Select, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { sortByReader } from "../../parts/names.ts";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import type { ActivityDraft, PartyDraft } from "./activity_draft.ts";
import { useSchedule } from "./schedule_context.ts";

interface MeetingFieldsProps {
  draft: ActivityDraft;
  onChange: (part: Partial<ActivityDraft>) => void;
  problem: ReactNode;
}

// Who meets: delegations, or organizations that have none at the event.
export function MeetingFields({ draft, onChange, problem }: MeetingFieldsProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { delegations, nameOf } = useSchedule();
  const [isOrganization, setIsOrganization] = useState<ReadonlySet<number>>(new Set());
  const choices = useMemo(
    () =>
      sortByReader(
        delegations.map((value) => ({ value, label: nameOf(value) })),
        ({ label }) => label,
        language,
      ),
    [delegations, nameOf, language],
  );
  const { parties } = draft;
  const change = (index: number, part: Partial<PartyDraft>) =>
    onChange({ parties: parties.map((party, at) => (at === index ? { ...party, ...part } : party)) });
  return (
    <Stack gap="sm">
      {parties.map((party, index) => {
        const label = t("field.party", { number: index + 1 });
        const picksOrganization = isOrganization.has(index) || party.name.startsWith("organizations/");
        return (
          <Stack key={index} gap={6} role="group" aria-label={label}>
            <Group align="flex-end" wrap="nowrap" gap="xs">
              <div style={{ flex: 1, minWidth: 0 }}>
                {picksOrganization ? (
                  <OrganizationPicker
                    label={label}
                    value={party.name || null}
                    onChange={(name) => change(index, { name: name ?? "", headMustAttend: false })}
                  />
                ) : (
                  <Select
                    label={label}
                    searchable
                    clearable
                    clearButtonProps={{ "aria-label": t("filter.clear") }}
                    placeholder={t("field.delegation")}
                    data={choices}
                    value={party.name || null}
                    onChange={(name) => change(index, { name: name ?? "" })}
                    nothingFoundMessage={t("filter.nothing")}
                  />
                )}
              </div>
              {parties.length > 1 && (
                <CloseButton
                  aria-label={t("field.removeParty", { number: index + 1 })}
                  onClick={() => onChange({ parties: parties.filter((_, at) => at !== index) })}
                  size="lg"
                />
              )}
            </Group>
            <Group gap="md">
              {!picksOrganization && (
                <Checkbox
                  label={t("field.headMustAttend")}
                  checked={party.headMustAttend}
                  onChange={(event) => change(index, { headMustAttend: event.currentTarget.checked })}
                />
              )}
              <Checkbox
                label={t("field.withoutDelegation")}
                checked={picksOrganization}
                onChange={(event) => {
                  const after = new Set(isOrganization);
                  if (event.currentTarget.checked) after.add(index);
                  else after.delete(index);
                  setIsOrganization(after);
                  change(index, { name: "", headMustAttend: !event.currentTarget.checked });
                }}
              />
            </Group>
          </Stack>
        );
      })}
      {problem && (
        <Text size="sm" c="var(--bad)" role="alert">
          {problem}
        </Text>
      )}
      <Group>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange({ parties: [...parties, { name: "", headMustAttend: false }] })}
        >
          {t("field.addParty")}
        </Button>
      </Group>
    </Stack>
  );
}
