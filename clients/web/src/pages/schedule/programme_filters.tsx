import { Badge, Button, Group, Popover, Select, Stack } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { sortByReader } from "../../parts/names.ts";
import { personKey } from "./activity.ts";
import { FILTERS, type FilterField, type ProgrammeFilter } from "./programme_filter.ts";
import { useSchedule } from "./schedule_context.ts";

interface ProgrammeFiltersProps {
  filter: ProgrammeFilter;
  onChange: (field: FilterField, value: string) => void;
}

// Which of the programme is shown: a track, a delegation, a person, an interpreter.
export function ProgrammeFilters({ filter, onChange }: ProgrammeFiltersProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { activities, tracks, delegations, nameOf, attendeeName } = useSchedule();
  const choices = useMemo(() => {
    const people = new Map(activities.flatMap(({ attendees }) => attendees.map((each) => [personKey(each), attendeeName(each)] as const)));
    const interpreters = new Set(activities.flatMap((activity) => activity.interpreters));
    const named = (names: Iterable<string>) => [...names].map((value) => ({ value, label: nameOf(value) }));
    const sorted = (list: { value: string; label: string }[]) => sortByReader(list, ({ label }) => label, language);
    return {
      track: named(tracks.map(({ name }) => name)),
      delegation: sorted(named(delegations)),
      person: sorted([...people].map(([value, label]) => ({ value, label }))),
      interpreter: sorted(named(interpreters)),
    } satisfies Record<FilterField, unknown>;
  }, [activities, tracks, delegations, nameOf, attendeeName, language]);
  const used = FILTERS.filter((field) => filter[field] !== "");
  return (
    <Popover position="bottom-end" width={320} trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden />}
          rightSection={
            used.length > 0 && (
              <Badge size="sm" circle>
                {used.length}
              </Badge>
            )
          }
        >
          {t("filter.open")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("filter.open")}>
        <Stack gap="sm">
          {FILTERS.map((field) => (
            <Select
              key={field}
              label={t(`filter.${field}`)}
              placeholder={t("filter.any")}
              searchable
              clearable
              clearButtonProps={{ "aria-label": t("filter.clear") }}
              comboboxProps={{ withinPortal: false }}
              nothingFoundMessage={t("filter.nothing")}
              data={choices[field]}
              value={filter[field] || null}
              onChange={(value) => onChange(field, value ?? "")}
            />
          ))}
          {used.length > 0 && (
            <Group justify="flex-end">
              <Button variant="subtle" size="compact-sm" onClick={() => used.forEach((field) => onChange(field, ""))}>
                {t("filter.clear")}
              </Button>
            </Group>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
