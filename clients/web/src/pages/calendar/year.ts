// A year: what was planned for each quarter, beside what took place.
import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { Event_State, type Event } from "@plenary/client/gen/plenary/v1/events_pb";

export type Quarter = 1 | 2 | 3 | 4;
export const QUARTERS: readonly Quarter[] = [1, 2, 3, 4];

// What became of it. "missed": its quarter is over and there is no event; "open": it may still become one.
export type Standing = "held" | "running" | "ahead" | "postponed" | "cancelled" | "missed" | "open";

export interface Entry {
  key: string;
  // In which quarter it stands: that in which it takes place, else the one it is planned for.
  quarter: Quarter;
  // Unset: nobody planned it.
  item?: ActionItem;
  event?: Event;
  standing: Standing;
  // The quarter it was planned for, where that is another one.
  movedFrom?: Quarter;
}

const startOf = (event: Event) => (event.interval?.startTime ? timestampDate(event.interval.startTime) : undefined);
const endOf = (event: Event) => (event.interval?.endTime ? timestampDate(event.interval.endTime) : undefined);

// The local day of its beginning, "2023-04-18"; the year and quarter are those of that day.
export function startDay(event: Event): string {
  const start = startOf(event);
  if (start === undefined) return "";
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: event.timeZone || "UTC", year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(start);
}

export function yearOf(event: Event): number {
  return Number(startDay(event).slice(0, 4));
}

export function quarterOf(day: string): Quarter {
  return Math.ceil(Number(day.slice(5, 7)) / 3) as Quarter;
}

// The instant at which a quarter is over, by the reader's clock.
function quarterEnd(year: number, quarter: Quarter): Date {
  return new Date(year, quarter * 3, 1);
}

export function standingOf(event: Event, now: Date): Standing {
  if (event.state === Event_State.CANCELLED) return "cancelled";
  if (event.state === Event_State.POSTPONED) return "postponed";
  if (event.state === Event_State.CLOSED || event.state === Event_State.ARCHIVED) return "held";
  const [start, end] = [startOf(event), endOf(event)];
  if (end !== undefined && end <= now) return "held";
  return event.state === Event_State.RUNNING || (start !== undefined && start <= now) ? "running" : "ahead";
}

// Items of annual plans of the year and events of the year, matched, in the order of the year.
export function entriesOf(year: number, items: readonly ActionItem[], events: readonly Event[], now: Date): Entry[] {
  const byName = new Map(events.map((event) => [event.name, event]));
  const planned = items.flatMap((item): Entry[] => {
    if (item.plannedEvent === undefined) return [];
    const quarter = item.plannedEvent.quarter as Quarter;
    const event = byName.get(item.plannedEvent.event);
    if (event === undefined) return [{ key: item.name, quarter, item, standing: quarterEnd(year, quarter) <= now ? "missed" : "open" }];
    const day = startDay(event);
    const isSame = day === "" || (yearOf(event) === year && quarterOf(day) === quarter);
    const takesPlace = day === "" || yearOf(event) !== year ? quarter : quarterOf(day);
    return [{ key: item.name, quarter: takesPlace, item, event, standing: standingOf(event, now), ...(!isSame && { movedFrom: quarter }) }];
  });
  const known = new Set(planned.map(({ event }) => event?.name));
  const others = events
    .filter((event) => !known.has(event.name) && yearOf(event) === year && event.state !== Event_State.DRAFT)
    .map((event): Entry => ({ key: event.name, quarter: quarterOf(startDay(event)), event, standing: standingOf(event, now) }));
  const dayOf = (entry: Entry) => (entry.event && startDay(entry.event)) || `${year}-${String(entry.quarter * 3).padStart(2, "0")}-99`;
  return [...planned, ...others].sort(
    (a, b) => a.quarter - b.quarter || (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : a.key < b.key ? -1 : 1),
  );
}

export interface Tally {
  planned: number;
  held: number;
  missed: number;
  ahead: number;
  // Held or to be held though nobody planned them.
  unplanned: number;
}

export function tallyOf(entries: readonly Entry[]): Tally {
  const planned = entries.filter(({ item }) => item !== undefined);
  const count = (...standings: Standing[]) => planned.filter(({ standing }) => standings.includes(standing)).length;
  return {
    planned: planned.length,
    held: count("held"),
    missed: count("missed", "cancelled"),
    ahead: count("ahead", "open", "running", "postponed"),
    unplanned: entries.length - planned.length,
  };
}

// The years that have something, and this one; the latest first.
export function yearsOf(planYears: readonly number[], events: readonly Event[], now: Date): number[] {
  const years = new Set([...planYears, ...events.map(yearOf), now.getFullYear()].filter((year) => year > 1900));
  return [...years].sort((a, b) => b - a);
}

// The year that is shown unless the reader chooses: this one, else the last that has something.
export function firstYear(planYears: readonly number[], events: readonly Event[], now: Date): number {
  const has = new Set([...planYears, ...events.map(yearOf)]);
  const past = [...has].filter((year) => year <= now.getFullYear());
  return has.has(now.getFullYear()) || past.length === 0 ? now.getFullYear() : Math.max(...past);
}
