// Days and times in words: the venue's wall clock, in the reader's language. Belarusian comes from
// dayjs, because Chromium knows no Belarusian dates.
import { timestampDate, timestampFromDate, type Timestamp } from "@bufbuild/protobuf/wkt";
import dayjs from "dayjs";
import "dayjs/locale/be";
import type { Language } from "../i18n/languages.ts";
import { ZONE_NAMES } from "./zones.ts";

// A day of the calendar, as google.type.Date has it.
interface CivilDay {
  year: number;
  month: number;
  day: number;
}

// Half-open, [start, end).
interface Interval {
  startTime?: Timestamp | Date;
  endTime?: Timestamp | Date;
}

// An instant, or a day of the calendar, also as "2023-04-18".
export type Moment = Timestamp | Date | CivilDay | string;

// "long": 18 April 2023. "short": 18 Apr. "weekday": Tuesday, 18 April.
export type DayForm = "long" | "short" | "weekday";

const LOCALES = { ru: "ru-RU", en: "en-GB", zh: "zh-CN" } as const;

const FORMS: Record<DayForm, Intl.DateTimeFormatOptions> = {
  long: { day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short" },
  weekday: { weekday: "long", day: "numeric", month: "long" },
};

const BELARUSIAN_FORMS: Record<DayForm, string> = {
  long: "D MMMM YYYY",
  short: "D MMMM",
  weekday: "dddd, D MMMM",
};

// Formats are dear to make and lists need thousands.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    formats.set(key, format);
  }
  return format;
}

export function instantOf(timestamp: Timestamp | Date): Date {
  return timestamp instanceof Date ? timestamp : timestampDate(timestamp);
}

export function timestampOf(date: Date): Timestamp {
  return timestampFromDate(date);
}

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

// The wall clock of `zone` at an instant: {day: "2023-04-18", time: "09:30"}.
export function wallClock(instant: Timestamp | Date, zone: string): { day: string; time: string } {
  const parts = formatOf("en-GB", zone, {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(instantOf(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)!.value;
  return { day: `${part("year")}-${part("month")}-${part("day")}`, time: `${part("hour")}:${part("minute")}` };
}

// The day of the calendar on which `moment` is, "2023-04-18".
function civilOf(moment: Moment, zone: string): string {
  if (typeof moment === "string") return moment.length === 10 ? moment : wallClock(new Date(moment), zone).day;
  if (moment instanceof Date || "seconds" in moment) return wallClock(moment, zone).day;
  return `${pad(moment.year, 4)}-${pad(moment.month)}-${pad(moment.day)}`;
}

function formatCivil(day: string, language: Language, form: DayForm): string {
  if (language === "be") return dayjs(day).locale("be").format(BELARUSIAN_FORMS[form]);
  const text = formatOf(LOCALES[language], "UTC", FORMS[form]).format(new Date(`${day}T00:00:00Z`));
  // A year in a list needs no "г.".
  return language === "ru" ? text.replace(/\s?г\.$/, "").replace(/\.$/, "") : text;
}

// A day: "18 апреля 2023".
export function formatDay(moment: Moment, language: Language, zone: string, form: DayForm = "long"): string {
  return formatCivil(civilOf(moment, zone), language, form);
}

// A time of day on the wall clock of `zone`: "09:30".
export function formatTime(instant: Timestamp | Date, _language: Language, zone: string): string {
  return wallClock(instant, zone).time;
}

// A day and its time: "18 April 2023, 09:30".
export function formatInstant(instant: Timestamp | Date, language: Language, zone: string, form: DayForm = "long"): string {
  const separator = language === "zh" ? " " : ", ";
  return formatDay(instant, language, zone, form) + separator + formatTime(instant, language, zone);
}

// From when to when: "18 April 2023, 09:30–11:00"; over midnight both ends are said whole.
export function formatInterval(interval: Interval, language: Language, zone: string): string {
  const { startTime, endTime } = interval;
  if (!startTime || !endTime) {
    const known = startTime ?? endTime;
    return known ? formatInstant(known, language, zone) : "";
  }
  if (civilOf(startTime, zone) === civilOf(endTime, zone)) {
    return `${formatInstant(startTime, language, zone)}–${formatTime(endTime, language, zone)}`;
  }
  return `${formatInstant(startTime, language, zone)} – ${formatInstant(endTime, language, zone)}`;
}

// The days that an interval touches: "18–20 April 2023". What ends at midnight ends the day before.
export function formatDays(interval: Interval, language: Language, zone: string): string {
  const { startTime, endTime } = interval;
  if (!startTime || !endTime) return startTime ? formatDay(startTime, language, zone) : "";
  const from = civilOf(startTime, zone);
  const last = civilOf(new Date(Math.max(instantOf(endTime).getTime() - 1, instantOf(startTime).getTime())), zone);
  if (from === last) return formatCivil(from, language, "long");
  if (from.slice(0, 7) === last.slice(0, 7)) {
    const [first, until] = [Number(from.slice(8)), Number(last.slice(8))];
    if (language === "zh") return `${formatCivil(from, language, "long")}至${until}日`;
    return `${first}–${formatCivil(last, language, "long")}`;
  }
  const sameYear = language !== "zh" && from.slice(0, 4) === last.slice(0, 4);
  return `${withoutYear(formatCivil(from, language, "long"), sameYear)} – ${formatCivil(last, language, "long")}`;
}

// "31 May" of "31 May 2023", where the year is said anyway.
const withoutYear = (day: string, isSaid: boolean) => (isSaid ? day.replace(/ \d{4}$/, "") : day);

// Months as they stand alone, of which dayjs knows other spellings.
const BELARUSIAN_MONTHS = "студзень люты сакавік красавік май чэрвень ліпень жнівень верасень кастрычнік лістапад снежань".split(" ");

// A month from 1 as it stands alone: "September", «сентябрь»; short "Sept", «сент.».
export function monthName(month: number, language: Language, form: "long" | "short" = "long"): string {
  const day = `2023-${pad(month)}-15`;
  if (language !== "be") return formatOf(LOCALES[language], "UTC", { month: form }).format(new Date(`${day}T00:00:00Z`));
  return form === "long" ? (BELARUSIAN_MONTHS[month - 1] ?? "") : dayjs(day).locale("be").format("MMM");
}

// How far `zone` is from universal time: "UTC+3", "UTC+5:30".
export function offsetOf(zone: string, at = new Date()): string {
  const name = formatOf("en-US", zone, { timeZoneName: "shortOffset" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName")!.value;
  return name === "GMT" ? "UTC" : name.replace("GMT", "UTC").replace("-", "−");
}

const OTHER_ZONE: Record<Language, (zone: string) => string> = {
  ru: (zone) => `время: ${zone}`,
  be: (zone) => `час: ${zone}`,
  en: (zone) => `times in ${zone.split("/").at(-1)!.replaceAll("_", " ")}`,
  zh: (zone) => `${zone} 时间`,
};

// Whose clock a page shows, said once on it: "минское время, UTC+3".
export function zoneLabel(zone: string, language: Language, at = new Date()): string {
  const name = ZONE_NAMES[zone]?.[language] ?? OTHER_ZONE[language](zone);
  return name + (language === "zh" ? "，" : ", ") + offsetOf(zone, at);
}

// The reader's own zone, for what is said on hover.
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

// The same on the reader's own clock, for what is said on hover: "18 April 2023, 14:30–16:00, times in Beijing, UTC+8";
// undefined where their clock shows what that of `zone` does.
export function inOwnTime(interval: Interval, language: Language, zone: string, own = ownZone()): string | undefined {
  const known = interval.startTime ?? interval.endTime;
  if (!known) return undefined;
  const [there, here] = [wallClock(known, zone), wallClock(known, own)];
  if (there.day === here.day && there.time === here.time) return undefined;
  return formatInterval(interval, language, own) + (language === "zh" ? "，" : ", ") + zoneLabel(own, language, instantOf(known));
}

const FRESH: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

// How long ago, within a week: "5 minutes ago"; a day else.
export function formatAgo(instant: Timestamp | Date, language: Language, now = new Date()): string {
  const then = instantOf(instant);
  const passed = now.getTime() - then.getTime();
  if (passed > 7 * 86_400_000 || passed < -60_000) return formatDay(then, language, ownZone());
  if (language === "be") return belarusianAgo(passed);
  const format = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: "auto" });
  const unit = FRESH.find(([, length]) => passed >= length);
  return unit ? format.format(-Math.floor(passed / unit[1]), unit[0]) : format.format(0, "second");
}

const BELARUSIAN_UNITS: Record<string, [string, string, string]> = {
  day: ["дзень", "дні", "дзён"],
  hour: ["гадзіну", "гадзіны", "гадзін"],
  minute: ["хвіліну", "хвіліны", "хвілін"],
};

function belarusianAgo(passed: number): string {
  const unit = FRESH.find(([, length]) => passed >= length);
  if (!unit) return "цяпер";
  const count = Math.floor(passed / unit[1]);
  if (unit[0] === "day" && count === 1) return "учора";
  const form = new Intl.PluralRules("ru").select(count);
  return `${count} ${BELARUSIAN_UNITS[unit[0]]![form === "one" ? 0 : form === "few" ? 1 : 2]} таму`;
}
