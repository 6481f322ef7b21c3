import { Button, Stack, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { ControlSettings_DayRule } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../api/me.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Facts } from "../../parts/facts.tsx";
import { Page } from "../../parts/page.tsx";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { PersonName } from "../../parts/person_name.tsx";
import { formatDay, zoneLabel } from "../../parts/when.ts";
import { usePeople } from "../../parts/directory.ts";
import { Section } from "../../parts/section.tsx";
import { useFreshControl, useSettings } from "./asked.ts";
import { ControlNav } from "./control_nav.tsx";
import { settingsDraft } from "./settings_draft.ts";
import { SettingsForm } from "./settings_form.tsx";

// How control works here: its calendar, its reminders, and who decides.
export function SettingsPage() {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const mayEdit = useMe().has(Role.ADMINISTRATOR, "");
  const [isEditing, setIsEditing] = useState(false);
  useFreshControl();
  const asked = useSettings();
  const people = usePeople(asked.data?.chairs ?? []);
  if (asked.error) return <PageRefused title={t("tab.settings")} error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <PageSkeleton />;
  const settings = settingsDraft(asked.data);
  const days = (some: string[]) =>
    some.length === 0 ? t("settings.noHolidays") : some.map((day) => formatDay(day, language, "UTC")).join("; ");
  const number = (count: number) => t("settings.days", { count });
  return (
    <Page
      title={t("tab.settings")}
      lead={t("settings.lead")}
      actions={
        mayEdit && (
          <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setIsEditing(true)}>
            {t("settings.edit")}
          </Button>
        )
      }
    >
      <ControlNav />
      <Section title={t("settings.calendar")}>
        <Facts
          terms="minmax(140px, 340px)"
          facts={[
            [t("settings.timeZone"), zoneLabel(settings.timeZone, language)],
            [t("settings.weekend"), settings.weekendDays.map((day) => t(`weekday.${day}`)).join(", ")],
            [t("settings.holidays"), days(settings.holidays)],
            [t("settings.workingDays"), days(settings.workingDays)],
            [t("settings.dayRule"), t(`settings.rules.${ControlSettings_DayRule[settings.dayRule]}`)],
          ]}
        />
      </Section>
      <Section title={t("settings.reminders")}>
        <Facts
          terms="minmax(140px, 340px)"
          facts={[
            [t("settings.remindBefore"), t("settings.daysBefore", { days: settings.reminderDays })],
            [t("settings.acknowledge"), number(settings.acknowledgeDays)],
            [t("settings.silentAfter"), number(settings.silentAfterDays)],
            [t("settings.tripReport"), number(settings.tripReportDays)],
          ]}
        />
      </Section>
      <Section title={t("settings.chairs")}>
        {settings.chairs.length === 0 && <Text c="dimmed">{t("settings.noChairs")}</Text>}
        <Stack gap="xs">
          {settings.chairs.map((name) => {
            const person = people.get(name);
            return person && <PersonName key={name} person={person} link />;
          })}
        </Stack>
      </Section>
      {isEditing && <SettingsForm settings={asked.data} onClose={() => setIsEditing(false)} />}
    </Page>
  );
}
