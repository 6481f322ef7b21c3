import { Card, Checkbox, Select, SimpleGrid, Stack, Textarea, Title } from "@mantine/core";
import { WhenFull } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { RegistrationWindow_Step as Step } from "@plenary/client/gen/plenary/v1/events_pb";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useCategories, useDelegations, useEvent } from "../events/event_data.ts";
import type { ImportOptions } from "./import_state.ts";
import { stepIsOpen } from "./verbs.ts";

interface ImportOptionsProps {
  options: ImportOptions;
  disabled: boolean;
  onChange: (options: ImportOptions) => void;
}

const WHEN_FULL = [WhenFull.WHEN_FULL_UNSPECIFIED, WhenFull.WAIT, WhenFull.REFUSE, WhenFull.USE_OVERFLOW, WhenFull.OVERBOOK];
const TICKS = ["createOrganizations", "createDelegations", "repairLookalikes", "asksAboutLikely", "updatesExisting", "confirm"] as const;

// What holds for rows that don't say it, and what may be done on the way.
export function ImportOptionsCard({ options, disabled, onChange }: ImportOptionsProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const categories = useCategories();
  const delegations = useDelegations();
  const set = (some: Partial<ImportOptions>) => onChange({ ...options, ...some });
  const needsReason = !stepIsOpen(event, Step.NOMINATION, new Date());
  return (
    <Card component="section" aria-labelledby="import-options">
      <Stack gap="md">
        <Title order={2} size="h4" id="import-options">
          {t("import.options")}
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          <Select
            label={t("import.delegation")}
            description={t("import.whereEmpty")}
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("edit.clear") }}
            disabled={disabled}
            data={delegations.map(({ delegation, label }) => ({ value: delegation.name, label }))}
            value={options.delegation}
            onChange={(delegation) => set({ delegation })}
          />
          <Select
            label={t("column.category")}
            description={t("import.whereEmpty")}
            clearable
            clearButtonProps={{ "aria-label": t("edit.clear") }}
            disabled={disabled}
            data={categories.map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))}
            value={options.category}
            onChange={(category) => set({ category })}
          />
          <Select
            label={t("whenFull.label")}
            description={t("import.perRow")}
            allowDeselect={false}
            disabled={disabled}
            data={WHEN_FULL.map((value) => ({ value: String(value), label: t(`whenFull.${WhenFull[value]}`) }))}
            value={String(options.whenFull)}
            onChange={(value) => set({ whenFull: Number(value) })}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
          {TICKS.map((tick) => (
            <Checkbox
              key={tick}
              label={t(`import.tick.${tick}`)}
              disabled={disabled}
              checked={options[tick]}
              onChange={(ticked) => set({ [tick]: ticked.currentTarget.checked })}
            />
          ))}
        </SimpleGrid>
        {(needsReason || options.whenFull === WhenFull.OVERBOOK) && (
          <Textarea
            label={t("reason")}
            description={t("reasonOutside")}
            required
            disabled={disabled}
            autosize
            minRows={1}
            maxLength={2000}
            value={options.reason}
            onChange={(typed) => set({ reason: typed.currentTarget.value })}
          />
        )}
      </Stack>
    </Card>
  );
}
