// The columns of the table of people.
import type { Language } from "../../i18n/languages.ts";

export type TitleColumn = `title.${Language}`;
export type CustomColumn = `custom.${string}`;
export type FixedColumn =
  | "family"
  | "given"
  | "patronymic"
  | "latin"
  | "organization"
  | "category"
  | "capacity"
  | "email"
  | "phone"
  | "birthDate"
  | "arrival"
  | "arrivalNumber"
  | "departure"
  | "departureNumber"
  | "hotel"
  | "needs"
  | "note";
export type Column = FixedColumn | TitleColumn | CustomColumn;

export const isTitle = (column: Column): column is TitleColumn => column.startsWith("title.");
export const isCustom = (column: Column): column is CustomColumn => column.startsWith("custom.");

// All columns there can be, in the order they stand in.
export function allColumns(language: Language, customFields: readonly string[]): Column[] {
  const others = (["ru", "en", "be", "zh"] as const).filter((other) => other !== language);
  return [
    "family",
    "given",
    "patronymic",
    `title.${language}`,
    "category",
    "capacity",
    "latin",
    "email",
    "phone",
    ...customFields.map((id): CustomColumn => `custom.${id}`),
    "organization",
    "birthDate",
    ...others.map((other): TitleColumn => `title.${other}`),
    "arrival",
    "arrivalNumber",
    "departure",
    "departureNumber",
    "hotel",
    "needs",
    "note",
  ];
}

// Widths in pixels; a table that is wider than its place scrolls in itself.
const WIDTHS: Partial<Record<FixedColumn, number>> = {
  family: 164,
  given: 112,
  patronymic: 132,
  latin: 190,
  organization: 220,
  category: 124,
  capacity: 150,
  email: 200,
  phone: 150,
  birthDate: 120,
  arrival: 140,
  arrivalNumber: 100,
  departure: 140,
  departureNumber: 100,
  hotel: 160,
  needs: 180,
  note: 200,
};

export function widthOf(column: Column): number {
  if (isTitle(column)) return 190;
  return isCustom(column) ? 160 : (WIDTHS[column] ?? 140);
}
