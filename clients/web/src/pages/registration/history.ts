// The table with its past and future, for undo and redo.
import { isEmpty, newRow, patched, withLastEmpty, type Patch, type Row } from "./rows.ts";
import type { Column } from "./columns.ts";

export interface History {
  rows: Row[];
  past: Row[][];
  future: Row[][];
}

export type Edit =
  // New values of cells and of what else rows say, by key.
  | { do: "patch"; patches: ReadonlyMap<string, Patch> }
  // A block of texts laid down from a cell on; rows are added as needed.
  | { do: "lay"; at: number; columns: readonly Column[]; block: readonly (readonly string[])[] }
  | { do: "append"; rows: readonly Row[] }
  | { do: "insert"; at: number }
  | { do: "remove"; keys: ReadonlySet<string> }
  | { do: "move"; key: string; to: number }
  | { do: "reset"; rows: readonly Row[] }
  | { do: "undo" }
  | { do: "redo" };

const MOST_PAST = 200;

export function startHistory(rows: readonly Row[]): History {
  return { rows: withLastEmpty(rows), past: [], future: [] };
}

function laid(rows: readonly Row[], { at, columns, block }: Extract<Edit, { do: "lay" }>): Row[] {
  const next = [...rows];
  while (next.length < at + block.length) next.push(newRow());
  block.forEach((texts, i) => {
    const cells = Object.fromEntries(texts.slice(0, columns.length).map((text, j) => [columns[j]!, text]));
    next[at + i] = patched(next[at + i]!, { cells });
  });
  return next;
}

function changed(rows: readonly Row[], edit: Exclude<Edit, { do: "undo" | "redo" | "reset" }>): Row[] {
  switch (edit.do) {
    case "patch":
      return rows.map((row) => (edit.patches.has(row.key) ? patched(row, edit.patches.get(row.key)!) : row));
    case "lay":
      return laid(rows, edit);
    case "append":
      return [...rows.filter((row) => !isEmpty(row)), ...edit.rows];
    case "insert":
      return [...rows.slice(0, edit.at), newRow(), ...rows.slice(edit.at)];
    case "remove":
      return rows.filter((row) => !edit.keys.has(row.key));
    case "move": {
      const moved = rows.find((row) => row.key === edit.key);
      if (moved === undefined) return [...rows];
      const others = rows.filter((row) => row !== moved);
      return [...others.slice(0, edit.to), moved, ...others.slice(edit.to)];
    }
  }
}

export function edited(history: History, edit: Edit): History {
  const { rows, past, future } = history;
  if (edit.do === "undo") {
    return past.length === 0 ? history : { rows: past.at(-1)!, past: past.slice(0, -1), future: [rows, ...future] };
  }
  if (edit.do === "redo") {
    return future.length === 0 ? history : { rows: future[0]!, past: [...past, rows], future: future.slice(1) };
  }
  if (edit.do === "reset") return startHistory(edit.rows);
  return { rows: withLastEmpty(changed(rows, edit)), past: [...past, rows].slice(-MOST_PAST), future: [] };
}
