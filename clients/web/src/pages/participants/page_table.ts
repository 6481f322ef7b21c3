// The list as it is on the page, as a workbook.
import type { Cell, SheetData } from "write-excel-file/universal";
import type { Column } from "../../parts/data_table.tsx";
import type { Row } from "./row.ts";

// A value as a spreadsheet has it; what a column shows by a component is text of `wordOf`.
function cellOf(column: Column<Row>, row: Row, wordOf: (column: Column<Row>, row: Row) => string | undefined): Cell {
  const word = wordOf(column, row);
  const value = word ?? column.value(row);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { value, type: Date, format: "yyyy-mm-dd hh:mm" };
  if (typeof value === "number") return Number.isNaN(value) ? null : { value, type: Number };
  return value === "" ? null : { value, type: String };
}

// Rows of cells beneath the headings of `columns`.
export function sheetOf(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  wordOf: (column: Column<Row>, row: Row) => string | undefined,
): SheetData {
  const headings: Cell[] = columns.map(({ header }) => ({ value: header, type: String, fontWeight: "bold" }));
  return [headings, ...rows.map((row) => columns.map((column) => cellOf(column, row, wordOf)))];
}

// Has the browser save the list under `filename`.
export async function saveWorkbook(filename: string, sheet: SheetData): Promise<void> {
  const { default: writeWorkbook } = await import("write-excel-file/universal");
  const blob = await writeWorkbook(sheet, { stickyRowsCount: 1 }).toBlob();
  const address = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: address, download: filename });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
