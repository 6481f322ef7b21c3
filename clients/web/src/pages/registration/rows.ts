// The people being registered, as they stand in the table.
import type { Column } from "./columns.ts";

export interface Row {
  // Tells rows apart; never shown.
  key: string;
  cells: Partial<Record<Column, string>>;
  // The one of the directory whom this row is, "people/…", and the name to show for them.
  person?: { name: string; shown: string };
  // It was said that this is nobody of the directory.
  isSomebodyNew?: boolean;
  // What to do where no seat is left: wait, or take one beyond the quota.
  whenFull?: "wait" | "overflow";
}

export function newRow(cells: Row["cells"] = {}): Row {
  return { key: crypto.randomUUID(), cells };
}

export function isEmpty(row: Row): boolean {
  return row.person === undefined && Object.values(row.cells).every((text) => text === undefined || text.trim() === "");
}

// The rows that say something.
export function filled(rows: readonly Row[]): Row[] {
  return rows.filter((row) => !isEmpty(row));
}

export function cellOf(row: Row, column: Column): string {
  return row.cells[column] ?? "";
}

// A table with fewer rows looks like none.
const LEAST_ROWS = 6;

// At least one empty row below the last that says something, to type in.
export function withLastEmpty(rows: readonly Row[]): Row[] {
  const last = rows.at(-1);
  const padded = last !== undefined && isEmpty(last) ? [...rows] : [...rows, newRow()];
  while (padded.length < LEAST_ROWS) padded.push(newRow());
  return padded;
}

// What identifies a person within the table.
export function nameOf(row: Row): string {
  return [cellOf(row, "family"), cellOf(row, "given"), cellOf(row, "patronymic")].filter(Boolean).join(" ");
}

export type Patch = Partial<Row> & { cells?: Row["cells"] };

export function patched(row: Row, patch: Patch): Row {
  return { ...row, ...patch, cells: { ...row.cells, ...patch.cells } };
}
