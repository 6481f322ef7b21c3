// What a table does with its rows, without drawing them: order, cursor, selection.
import type { Language } from "../i18n/languages.ts";
import { comparerOf } from "./names.ts";

export type Value = string | number | Date;

// By which column rows are ordered.
export interface Sort {
  id: string;
  descending: boolean;
}

const isNothing = (value: Value) => value === "" || (typeof value !== "string" && Number.isNaN(Number(value)));

// The rows by a value of each; those without one come last both ways, equal ones stay as they are.
export function sortRows<Row>(rows: readonly Row[], valueOf: (row: Row) => Value, descending: boolean, language: Language): Row[] {
  const compareTexts = comparerOf(language);
  const sign = descending ? -1 : 1;
  const compare = (a: Value, b: Value) => (typeof a === "string" && typeof b === "string" ? compareTexts(a, b) : Number(a) - Number(b));
  const known: { row: Row; value: Value }[] = [];
  const rest: Row[] = [];
  for (const row of rows) {
    const value = valueOf(row);
    if (isNothing(value)) rest.push(row);
    else known.push({ row, value });
  }
  known.sort((a, b) => sign * compare(a.value, b.value));
  return [...known.map(({ row }) => row), ...rest];
}

// What a click on a heading asks for: the column up, then down, then the order the rows came in.
export function nextSort(sort: Sort | undefined, id: string): Sort | undefined {
  if (sort?.id !== id) return { id, descending: false };
  return sort.descending ? undefined : { id, descending: true };
}

// Where a key moves the cursor among `count` rows; undefined where it is no such key.
export function nextCursor(code: string, cursor: number, count: number, page: number): number | undefined {
  const last = count - 1;
  const bounded = (index: number) => Math.max(0, Math.min(last, index));
  switch (code) {
    case "ArrowDown":
      return bounded(cursor + 1);
    case "ArrowUp":
      return bounded(cursor - 1);
    case "PageDown":
      return bounded(cursor + page);
    case "PageUp":
      return bounded(cursor - page);
    case "Home":
      return 0;
    case "End":
      return bounded(last);
    default:
      return undefined;
  }
}

// `selection` with `key` turned on or off.
export function toggled(selection: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(selection);
  if (!next.delete(key)) next.add(key);
  return next;
}

// `selection` with everything between two rows, both included.
export function withRange(selection: ReadonlySet<string>, keys: readonly string[], from: number, to: number): Set<string> {
  const [first, last] = from < to ? [from, to] : [to, from];
  return new Set([...selection, ...keys.slice(first, last + 1)]);
}

// How much of `keys` is selected.
export function shareSelected(selection: ReadonlySet<string>, keys: readonly string[]): "none" | "some" | "all" {
  if (keys.length === 0) return "none";
  const selected = keys.reduce((count, key) => count + (selection.has(key) ? 1 : 0), 0);
  return selected === 0 ? "none" : selected === keys.length ? "all" : "some";
}

// The columns that are shown: the first always, others where `ids` names them or, without it, where nothing hides them.
export function shownOf<Column extends { id: string; hidden?: boolean }>(
  columns: readonly Column[],
  ids: readonly string[] | undefined,
): Column[] {
  return columns.filter(({ id, hidden }, place) => place === 0 || (ids ? ids.includes(id) : !hidden));
}
