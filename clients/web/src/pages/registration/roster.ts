// What the table of people is judged by: the event, its categories and questions, who is there already.
import type { LocalizedText } from "@plenary/client/gen/plenary/v1/common_pb";
import type { CustomField } from "@plenary/client/gen/plenary/v1/events_pb";
import type { Language } from "../../i18n/languages.ts";
import { clean, fold } from "./list/clean.ts";
import { cellOf, type Row } from "./rows.ts";

export interface KnownCategory {
  // "events/…/categories/…"
  name: string;
  displayNames: readonly LocalizedText[];
}

// Somebody of the delegation who is registered already.
export interface Registered {
  participant: string;
  // As the list shows it: "Примеров Пётр Петрович".
  shown: string;
  // Every form of the name.
  names: readonly string[];
  isHead: boolean;
}

export interface Roster {
  language: Language;
  timeZone: string;
  eventYear: number;
  categories: readonly KnownCategory[];
  // Where a row names none.
  defaultCategory: string;
  customFields: readonly CustomField[];
  registered: readonly Registered[];
  // The delegation's organization and all that it is called.
  organization: string;
  organizationNames: readonly string[];
}

// The category a word names; undefined where it names none.
export function categoryOf(word: string, roster: Roster): string | undefined {
  const key = fold(word);
  if (key === "") return roster.defaultCategory || undefined;
  return roster.categories.find(
    ({ name, displayNames }) => displayNames.some(({ text }) => fold(text) === key) || name.split("/").at(-1) === key,
  )?.name;
}

export function categoryOfRow(row: Row, roster: Roster): string | undefined {
  return categoryOf(cellOf(row, "category"), roster);
}

// Whether a word of a list means the delegation's own organization.
export function isOwnOrganization(text: string, roster: Roster): boolean {
  const key = fold(clean(text));
  return key === "" || roster.organizationNames.some((name) => fold(name) === key);
}
