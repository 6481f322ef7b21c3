// Wall-clock arithmetic where an event takes place: a day of the programme is a local day, and what
// is drawn at 10:00 begins at 10:00 there, wherever the reader's browser is.

// A local date: "2023-04-18".
export type Day = string;

export const MINUTES_OF_DAY = 24 * 60;
const MS_OF_MINUTE = 60_000;
const MS_OF_DAY = MINUTES_OF_DAY * MS_OF_MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(zone, format);
  }
  return format;
}

// The wall clock in `zone`, as if it were UTC, in milliseconds.
function wallMs(instant: Date, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!);
}

// The local day of an instant.
export function dayOf(instant: Date, zone: string): Day {
  return new Date(wallMs(instant, zone)).toISOString().slice(0, 10);
}

// Minutes of the wall clock from the midnight of `day` to `instant`: negative before it, 1,440 or more after the day.
export function minutesOn(day: Day, instant: Date, zone: string): number {
  return (wallMs(instant, zone) - Date.parse(`${day}T00:00:00Z`)) / MS_OF_MINUTE;
}

// The instant at which the wall clock in `zone` shows `minutes` after the midnight of `day`. A time that the clock
// skips in spring is the one an hour later, one that it shows twice in autumn the first.
export function instantAt(day: Day, minutes: number, zone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * MS_OF_MINUTE;
  const offsetAt = (ms: number) => wallMs(new Date(ms), zone) - Math.floor(ms / 1000) * 1000;
  const before = wanted - offsetAt(wanted - MS_OF_DAY);
  if (wallMs(new Date(before), zone) === wanted) return new Date(before);
  const after = wanted - offsetAt(wanted + MS_OF_DAY);
  return new Date(wallMs(new Date(after), zone) === wanted ? after : before);
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * MS_OF_DAY).toISOString().slice(0, 10);
}

// The local days that [start, end) touches, at most `most`.
export function daysOf(start: Date, end: Date, zone: string, most = 100): Day[] {
  const days = [dayOf(start, zone)];
  const last = dayOf(new Date(Math.max(start.getTime(), end.getTime() - 1)), zone);
  while (days.at(-1)! < last && days.length < most) days.push(addDays(days.at(-1)!, 1));
  return days;
}

// The nearest multiple of `grain` minutes.
export function snap(minutes: number, grain: number): number {
  return Math.round(minutes / grain) * grain;
}

// "09:30"; beyond midnight "01:15".
export function clock(minutes: number): string {
  const within = ((minutes % MINUTES_OF_DAY) + MINUTES_OF_DAY) % MINUTES_OF_DAY;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(Math.floor(within % 60)).padStart(2, "0")}`;
}

// Minutes after midnight of what somebody typed: "9:30", "9.30", "930", "0930", "9"; undefined where it is no time.
export function parseClock(typed: string): number | undefined {
  const text = typed.trim();
  const match = /^(\d{1,2})[:.,\-\s]?(\d{2})$/.exec(text) ?? /^(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return undefined;
  return hours * 60 + minutes;
}
