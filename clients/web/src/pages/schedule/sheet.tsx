import { Stack, Table, Text, Title } from "@mantine/core";
import { InterpretationMode } from "@plenary/client/gen/plenary/v1/assets_pb";
import { ActivityState, Attendee_Role, type ProgrammeItem } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { languageName } from "../../parts/code_names.ts";
import { usePresenting } from "../../parts/presenting.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay, inOwnTime } from "../../parts/when.ts";
import { useSchedule } from "./schedule_context.ts";
import styles from "./schedule.module.css";
import { timesOf, type SheetDay } from "./sheet_lines.ts";

interface SheetProps {
  days: readonly SheetDay[];
  // Said on every page of paper: whose, which version, when printed.
  head?: string;
}

// A programme as it is read and printed: one page a day, when, what and where, who.
export function Sheet({ days, head }: SheetProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { zone } = useSchedule();
  return (
    <Stack gap="lg" className={styles.sheet}>
      {days.map(({ date, items }) => (
        <section key={date} className={styles.sheetDay} aria-label={formatDay(date, language, zone, "weekday")}>
          {head && (
            <Text size="xs" c="dimmed" className="only-printed">
              {head}
            </Text>
          )}
          <Title order={2} size="h4" mb="xs">
            {formatDay(date, language, zone, "weekday")}
          </Title>
          <Table verticalSpacing="sm" layout="fixed" aria-label={formatDay(date, language, zone, "weekday")}>
            <colgroup>
              <col className={styles.sheetTimes} />
              <col />
            </colgroup>
            <Table.Thead className="only-heard">
              <Table.Tr>
                <Table.Th>{t("sheet.time")}</Table.Th>
                <Table.Th>{t("sheet.what")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((item, index) => (
                <Table.Tr key={`${item.activity}/${index}`} className={styles.sheetRow}>
                  <Table.Td valign="top" fw={600} title={item.interval && inOwnTime(item.interval, language, item.startTimeZone || zone)}>
                    {timesOf(item)}
                  </Table.Td>
                  <Table.Td>
                    <SheetItem item={item} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
    </Stack>
  );
}

function SheetItem({ item }: { item: ProgrammeItem }) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { nameOf } = useSchedule();
  const presenting = usePresenting();
  const languages = [
    item.languages.map((code) => languageName(code, language)).join(", "),
    item.interpretation > InterpretationMode.NONE && t(`interpretation.${InterpretationMode[item.interpretation]}`),
  ]
    .filter(Boolean)
    .join(" · ");
  const line = (label: string, names: readonly string[]) =>
    names.length > 0 && (
      <Text size="sm">
        <Text span c="dimmed">
          {t(label)}:{" "}
        </Text>
        {names.join(", ")}
      </Text>
    );
  return (
    <Stack gap={2}>
      <Text fw={600} style={{ overflowWrap: "anywhere" }} td={item.state === ActivityState.CANCELLED ? "line-through" : undefined}>
        {item.title}
        {item.journey !== "" && (
          <Text span fw={400}>
            , {item.journey}
          </Text>
        )}
      </Text>
      {item.state === ActivityState.CANCELLED && (
        <span>
          <StateBadge tone="bad">{t("state.cancelled")}</StateBadge>
        </span>
      )}
      {(item.place !== "" || item.track !== "") && (
        <Text size="sm">{[item.place, item.track && nameOf(item.track)].filter(Boolean).join(" · ")}</Text>
      )}
      {item.role > Attendee_Role.PARTICIPANT && <Text size="sm">{t("sheet.as", { role: t(`role.${Attendee_Role[item.role]}`) })}</Text>}
      {item.optional && (
        <Text size="sm" c="dimmed">
          {t("field.optional")}
        </Text>
      )}
      {line("sheet.moderators", item.moderators)}
      {line("sheet.speakers", item.speakers)}
      {line("sheet.parties", item.parties)}
      {item.speakers.length + item.moderators.length === 0 && line("sheet.people", item.attendees)}
      {languages !== "" && (
        <Text size="sm" c="dimmed">
          {languages}
        </Text>
      )}
      {line("sheet.vehicles", item.vehicles)}
      {line("sheet.interpreters", item.interpreters)}
      {line("sheet.responsible", item.responsible)}
      {!presenting && line("sheet.phones", item.phones)}
      {item.guestNote !== "" && (
        <Text size="sm" fs="italic">
          {item.guestNote}
        </Text>
      )}
      {item.note !== "" && (
        <Text size="sm" c="dimmed">
          {item.note}
        </Text>
      )}
    </Stack>
  );
}
