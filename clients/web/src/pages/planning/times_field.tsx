import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { create } from "@bufbuild/protobuf";
import { ActionIcon, Button, Select, Text, TextInput } from "@mantine/core";
import { IntervalSchema, type Interval } from "@plenary/client/gen/google/type/interval_pb";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay } from "../../parts/when.ts";
import { clock, dayOf, daysOf, instantAt, minutesOn, parseClock, type Day } from "../../parts/venue_day.ts";
import style from "./planning.module.css";

// A time as it is typed.
export interface TimeRow {
  day: Day;
  from: string;
  to: string;
}

export function rowOf(interval: Interval, zone: string): TimeRow {
  const start = interval.startTime ? timestampDate(interval.startTime) : new Date(0);
  const day = dayOf(start, zone);
  const end = interval.endTime ? minutesOn(day, timestampDate(interval.endTime), zone) : 0;
  return { day, from: clock(minutesOn(day, start, zone)), to: clock(end) };
}

export function intervalOf({ day, from, to }: TimeRow, zone: string): Interval {
  const at = (typed: string) => timestampFromDate(instantAt(day, parseClock(typed) ?? 0, zone));
  return create(IntervalSchema, { startTime: at(from), endTime: at(to) });
}

// How many minutes there are; undefined where one of the ends is no time.
export function lengthOf({ from, to }: TimeRow): number | undefined {
  const [start, end] = [parseClock(from), parseClock(to)];
  return start === undefined || end === undefined ? undefined : end - start;
}

export function rowsFit(rows: readonly TimeRow[], minutes: number): boolean {
  return rows.every((row) => (lengthOf(row) ?? -1) >= Math.max(1, minutes));
}

export function eventDays(event: Event): Day[] {
  const { startTime, endTime } = event.interval ?? {};
  return startTime && endTime ? daysOf(timestampDate(startTime), timestampDate(endTime), event.timeZone) : [];
}

interface TimesFieldProps {
  event: Event;
  rows: readonly TimeRow[];
  onChange(rows: TimeRow[]): void;
  // The least that each must hold.
  minutes: number;
}

const FIRST: Omit<TimeRow, "day"> = { from: "10:00", to: "13:00" };

// Times of the event's days, typed on the venue's wall clock.
export function TimesField({ event, rows, onChange, minutes }: TimesFieldProps) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const days = eventDays(event);
  const change = (at: number, part: Partial<TimeRow>) => onChange(rows.map((row, each) => (each === at ? { ...row, ...part } : row)));
  const wrong = (row: TimeRow) => {
    const length = lengthOf(row);
    if (length === undefined) return t("move.badTime");
    return length < Math.max(1, minutes) ? t("ask.tooShort") : undefined;
  };
  return (
    <div className={style.rows}>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("ask.anyTime")}
        </Text>
      )}
      {rows.map((row, at) => (
        <div key={at} className={style.windowrow} style={{ gridTemplateColumns: "minmax(0, 1fr) 76px 76px auto" }}>
          <Select
            label={t("ask.day")}
            allowDeselect={false}
            value={row.day}
            onChange={(day) => day && change(at, { day })}
            data={[...new Set([...days, row.day])].map((day) => ({ value: day, label: formatDay(day, language, event.timeZone, "short") }))}
          />
          <TextInput
            label={t("ask.between")}
            value={row.from}
            error={wrong(row) !== undefined}
            onChange={(typed) => change(at, { from: typed.currentTarget.value })}
          />
          <TextInput
            label={t("ask.and")}
            value={row.to}
            error={wrong(row) !== undefined}
            onChange={(typed) => change(at, { to: typed.currentTarget.value })}
          />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("ask.removeTime")}
            onClick={() => onChange(rows.filter((_, each) => each !== at))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
          {wrong(row) && (
            <Text size="sm" c="red" style={{ gridColumn: "1 / -1" }}>
              {wrong(row)}
            </Text>
          )}
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ justifySelf: "start" }}
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={rows.length >= 10}
        onClick={() => onChange([...rows, { day: rows.at(-1)?.day ?? days[0] ?? dayOf(new Date(), event.timeZone), ...FIRST }])}
      >
        {t("ask.addTime")}
      </Button>
    </div>
  );
}
