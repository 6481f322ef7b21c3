import { Checkbox, Group, NumberInput, Select, TextInput } from "@mantine/core";
import { ActionPlanService, ControlSettings_DayRule, type ControlSettings } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone } from "../../parts/notify.ts";
import { formatDay } from "../../parts/when.ts";
import { zoneChoices } from "../events/zone_choices.ts";
import { FormDialog } from "../../parts/form_dialog.tsx";
import { DaysField } from "./days_field.tsx";
import { PeopleField } from "../../parts/several_field.tsx";
import { dayOfBothKinds, daysTyped, isSound, settingsDraft, type SettingsDraft } from "./settings_draft.ts";

export const DAY_RULES = [ControlSettings_DayRule.NONE, ControlSettings_DayRule.PRECEDING, ControlSettings_DayRule.FOLLOWING];

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const NUMBERS = [
  { field: "silentAfterDays", word: "silentAfter", max: 3660 },
  { field: "acknowledgeDays", word: "acknowledge", max: 366 },
  { field: "tripReportDays", word: "tripReport", max: 366 },
] as const;

// Changes how control works on the installation.
export function SettingsForm({ settings, onClose }: { settings: ControlSettings; onClose: () => void }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const plans = clientOf(ActionPlanService);
  const editedOf = (one: ControlSettings) => ({ value: settingsDraft(one), etag: one.etag });
  const save = async (draft: SettingsDraft, etag: string, requestId: string) => {
    await plans.updateControlSettings({
      settings: { ...draft, reminderDays: daysTyped(draft.reminderDays) ?? [], name: settings.name, etag },
      updateMask: { paths: ["*"] },
      requestId,
    });
    notifyDone(t("settings.saved"));
  };
  return (
    <FormDialog
      title={t("settings.edit")}
      action={t("settings.save")}
      draft="control-settings"
      initial={editedOf(settings)}
      isComplete={isSound}
      save={save}
      readLatest={async () => editedOf(await plans.getControlSettings({ name: settings.name }))}
      onClose={onClose}
    >
      {(draft, set) => {
        const twice = dayOfBothKinds(draft);
        return (
          <>
            <Select
              label={t("settings.timeZone")}
              searchable
              allowDeselect={false}
              limit={50}
              value={draft.timeZone}
              onChange={(timeZone) => set({ timeZone: timeZone ?? draft.timeZone })}
              data={zoneChoices()}
            />
            <Checkbox.Group
              label={t("settings.weekend")}
              labelElement="div"
              value={draft.weekendDays.map(String)}
              onChange={(days) => set({ weekendDays: days.map(Number).sort() })}
              error={draft.weekendDays.length === 0 || draft.weekendDays.length > 6 ? t("settings.weekendWrong") : undefined}
            >
              <Group gap="sm" mt={4} mb={4}>
                {WEEK.map((day) => (
                  <Checkbox key={day} value={String(day)} label={t(`weekday.${day}`)} />
                ))}
              </Group>
            </Checkbox.Group>
            <DaysField label={t("settings.holidays")} value={draft.holidays} onChange={(holidays) => set({ holidays })} />
            <DaysField
              label={t("settings.workingDays")}
              value={draft.workingDays}
              onChange={(workingDays) => set({ workingDays })}
              error={twice && t("settings.bothKinds", { day: formatDay(twice, language, "UTC") })}
            />
            <Select
              label={t("settings.dayRule")}
              allowDeselect={false}
              value={String(draft.dayRule)}
              onChange={(rule) => set({ dayRule: Number(rule) })}
              data={DAY_RULES.map((rule) => ({ value: String(rule), label: t(`settings.rules.${ControlSettings_DayRule[rule]}`) }))}
            />
            <TextInput
              label={t("settings.remindBefore")}
              description={t("settings.remindHint")}
              value={draft.reminderDays}
              onChange={(event) => set({ reminderDays: event.currentTarget.value })}
              error={daysTyped(draft.reminderDays) === undefined ? t("settings.remindWrong") : undefined}
            />
            {NUMBERS.map(({ field, word, max }) => (
              <NumberInput
                key={field}
                label={t(`settings.${word}`)}
                description={t("settings.inDays")}
                min={1}
                max={max}
                allowDecimal={false}
                value={draft[field]}
                onChange={(days) => set({ [field]: Number(days) || 0 })}
              />
            ))}
            <PeopleField label={t("settings.chairs")} value={draft.chairs} onChange={(chairs) => set({ chairs })} />
          </>
        );
      }}
    </FormDialog>
  );
}
