import { Card, Checkbox, Select, SimpleGrid, Stack, Text, Textarea, Title } from "@mantine/core";
import { WhenFull } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { RegistrationWindow_Step as Step } from "@plenary/client/gen/plenary/v1/events_pb";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useCategories, useDelegations, useEvent } from "../events/event_data.ts";
import { stepIsOpen } from "../participants/verbs.ts";
import { needsReason, type Importer, type ImportOptions } from "./import_state.ts";

interface ImportOptionsProps extends Importer {
  options: ImportOptions;
  disabled: boolean;
  // How quotas stand, where that can be said.
  seats: ReactNode;
  onChange: (options: ImportOptions) => void;
}

const WHEN_FULL = [WhenFull.WHEN_FULL_UNSPECIFIED, WhenFull.WAIT, WhenFull.REFUSE, WhenFull.USE_OVERFLOW, WhenFull.OVERBOOK];
const TICKS = ["createOrganizations", "createDelegations", "repairLookalikes", "asksAboutLikely", "updatesExisting", "confirm"] as const;

// What holds for rows that don't say it, and what may be done on the way.
export function ImportOptionsCard({ options, disabled, isIntoOne, isSecretariat, seats, onChange }: ImportOptionsProps) {
  const { t } = useTranslation(["imports", "participants"]);
  const language = useLanguage();
  const event = useEvent();
  const categories = useCategories();
  const set = (some: Partial<ImportOptions>) => onChange({ ...options, ...some });
  const may: Partial<Record<(typeof TICKS)[number], boolean>> = {
    createOrganizations: isSecretariat,
    createDelegations: isSecretariat && !isIntoOne,
    confirm: isSecretariat || stepIsOpen(event, Step.CONFIRMATION, new Date()),
  };
  return (
    <Card component="section" aria-labelledby="import-options">
      <Stack gap="md">
        <Title order={2} size="h4" id="import-options">
          {t("options")}
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {!isIntoOne && <DelegationField value={options.delegation} disabled={disabled} onChange={(delegation) => set({ delegation })} />}
          <Select
            label={t("participants:column.category")}
            description={t("whereEmpty")}
            disabled={disabled}
            {...(isIntoOne
              ? { allowDeselect: false }
              : { clearable: true, clearButtonProps: { "aria-label": t("participants:edit.clear") } })}
            data={categories.map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))}
            value={options.category || null}
            onChange={(category) => set({ category })}
          />
          <Select
            label={t("participants:whenFull.label")}
            description={t("perRow")}
            allowDeselect={false}
            disabled={disabled}
            data={WHEN_FULL.filter((value) => value !== WhenFull.OVERBOOK || isSecretariat).map((value) => ({
              value: String(value),
              label: t(`participants:whenFull.${WhenFull[value]}`),
            }))}
            value={String(options.whenFull)}
            onChange={(value) => set({ whenFull: Number(value) })}
          />
        </SimpleGrid>
        {seats !== undefined && (
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t("seats")}
            </Text>
            {seats}
          </div>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
          {TICKS.filter((tick) => may[tick] ?? true).map((tick) => (
            <Checkbox
              key={tick}
              label={t(`tick.${tick}`)}
              disabled={disabled}
              checked={options[tick]}
              onChange={(ticked) => set({ [tick]: ticked.currentTarget.checked })}
            />
          ))}
        </SimpleGrid>
        {isSecretariat && needsReason(event, options, new Date()) && (
          <Textarea
            label={t("participants:reason")}
            description={t("participants:reasonOutside")}
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

interface DelegationFieldProps {
  value: string | null;
  disabled: boolean;
  onChange: (delegation: string | null) => void;
}

// The delegation of rows that name none.
function DelegationField({ value, disabled, onChange }: DelegationFieldProps) {
  const { t } = useTranslation(["imports", "participants"]);
  const delegations = useDelegations();
  return (
    <Select
      label={t("delegation")}
      description={t("whereEmpty")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("participants:edit.clear") }}
      disabled={disabled}
      data={delegations.map(({ delegation, label }) => ({ value: delegation.name, label }))}
      value={value}
      onChange={onChange}
    />
  );
}
