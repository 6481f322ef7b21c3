// Instants as people type them, on the wall clock of the venue: "18.04.2023 09:30".
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { Language } from "../../i18n/languages.ts";
import { timestampOf, wallClock } from "../../parts/when.ts";
import { instantAt, parseClock } from "../../parts/venue_day.ts";

const FORMS: Record<Language, (year: string, month: string, day: string) => string> = {
  ru: (year, month, day) => `${day}.${month}.${year}`,
  be: (year, month, day) => `${day}.${month}.${year}`,
  en: (year, month, day) => `${day}/${month}/${year}`,
  zh: (year, month, day) => `${year}-${month}-${day}`,
};

// As a reader of `language` writes it; "" for none.
export function venueText(time: Timestamp | undefined, zone: string, language: Language): string {
  if (!time) return "";
  const { day, time: clock } = wallClock(time, zone);
  const [year, month, date] = day.split("-") as [string, string, string];
  return `${FORMS[language](year, month, date)} ${clock}`;
}

// Day first, or the year first as ISO 8601 and Chinese have it; a year of two digits is of this century.
const DAY_FIRST = /^(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{4}|\d{2})(?!\d)/;
const YEAR_FIRST = /^(\d{4})[./\-年\s]\s?(\d{1,2})[./\-月\s]\s?(\d{1,2})日?/;

// The instant that was typed, a day alone being its midnight; undefined where it is no day or no time.
export function venueInstant(typed: string, zone: string): Timestamp | undefined {
  const text = typed.trim();
  const yearFirst = YEAR_FIRST.exec(text);
  const found = yearFirst ?? DAY_FIRST.exec(text);
  if (!found) return undefined;
  const [year, month, date] = (yearFirst ? [found[1], found[2], found[3]] : [found[3], found[2], found[1]]) as [string, string, string];
  const day = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const rest = text.slice(found[0].length).replace(/^[\s,T]+/, "");
  const minutes = rest === "" ? 0 : parseClock(rest);
  const isDay = !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return isDay && minutes !== undefined ? timestampOf(instantAt(day, minutes, zone)) : undefined;
}
