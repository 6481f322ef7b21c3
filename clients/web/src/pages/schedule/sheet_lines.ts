// The lines of a printed programme, and the same as text.
import type { ProgrammeItem } from "@plenary/client/gen/plenary/v1/schedule_pb";
import type { TextLine } from "./messenger_text.ts";
import type { Day } from "../../parts/venue_day.ts";

export interface SheetDay {
  date: Day;
  items: readonly ProgrammeItem[];
}

// "10:00–11:30", "18:30–07:45 (+1)": each end by the clock of its own place.
export function timesOf({ localStart, localEnd }: Pick<ProgrammeItem, "localStart" | "localEnd">): string {
  const days = Math.round(
    (Date.parse(`${localEnd.slice(0, 10)}T00:00:00Z`) - Date.parse(`${localStart.slice(0, 10)}T00:00:00Z`)) / 86_400_000,
  );
  const later = days > 0 ? ` (+${days})` : days < 0 ? ` (−${-days})` : "";
  if (localStart === localEnd) return localStart.slice(11, 16);
  return `${localStart.slice(11, 16)}–${localEnd.slice(11, 16)}${later}`;
}

// By the day on which each begins where it takes place.
export function daysOfItems(items: readonly ProgrammeItem[]): SheetDay[] {
  const days = new Map<Day, ProgrammeItem[]>();
  for (const item of items) {
    const date = item.localStart.slice(0, 10);
    days.set(date, [...(days.get(date) ?? []), item]);
  }
  return [...days].sort(([one], [other]) => one.localeCompare(other)).map(([date, of]) => ({ date, items: of }));
}

export function textLinesOf(items: readonly ProgrammeItem[]): TextLine[] {
  return items.map((item) => ({
    times: timesOf(item),
    title: [item.title, item.journey].filter((part) => part !== "").join(", "),
    place: item.place,
    people: [...item.moderators, ...item.speakers],
  }));
}
