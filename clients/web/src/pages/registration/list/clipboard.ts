// Tables on the clipboard: what Excel, LibreOffice, Google Sheets and Word put there.
import type { Table } from "./guess.ts";

// Text with tabs, quoted where a cell holds a line's end, as spreadsheets write it.
export function readTabbed(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    rows.push([...row, cell]);
    row = [];
    cell = "";
  };
  const tidy = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < tidy.length; ++at) {
    const sign = tidy[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (tidy[at + 1] === '"') cell += tidy[++at]!;
      else quoted = false;
    } else if (sign === '"' && cell === "" && closes(tidy, at)) quoted = true;
    else if (sign === "\t") {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") endRow();
    else cell += sign;
  }
  endRow();
  return rows;
}

// Whether the quote at `at` is one that spreadsheets put around a cell: its end meets a tab or line.
function closes(text: string, at: number): boolean {
  const end = /"(?=\t|\n|$)/.exec(text.slice(at + 1).replaceAll('""', "  "));
  return end !== null;
}

function textOf(cell: Element): string {
  const copy = cell.cloneNode(true) as Element;
  for (const ending of copy.querySelectorAll("br")) ending.replaceWith("\n");
  for (const paragraph of copy.querySelectorAll("p, div, li")) paragraph.append("\n");
  return (copy.textContent ?? "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
}

// The first table of a page, merged cells repeated in each place they cover.
function readTable(table: HTMLTableElement): string[][] {
  const grid: string[][] = [];
  [...table.rows].forEach((row, at) => {
    grid[at] ??= [];
    let column = 0;
    for (const cell of row.cells) {
      while (grid[at]![column] !== undefined) ++column;
      const text = textOf(cell);
      for (let down = 0; down < Math.max(1, cell.rowSpan); ++down) {
        for (let right = 0; right < Math.max(1, cell.colSpan); ++right) (grid[at + down] ??= [])[column + right] = text;
      }
      column += Math.max(1, cell.colSpan);
    }
  });
  return grid.map((row) => Array.from(row, (cell) => cell ?? ""));
}

// What was pasted as a table; one cell where it is plain text.
export function readClipboard(html: string, text: string): Table {
  if (html.includes("<t")) {
    const tables = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("table")];
    const largest = tables.sort((one, other) => other.rows.length - one.rows.length)[0];
    if (largest !== undefined && largest.rows.length > 0) return readTable(largest);
  }
  return readLoose(text);
}

// Text: with tabs a table; lines with semicolons, too; else a line a row, as people type in messengers.
export function readLoose(text: string): Table {
  if (text.includes("\t")) return readTabbed(text);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const divided = lines.length > 1 && lines.every((line) => line.includes(";"));
  return lines.map((line) => (divided ? line.split(";").map((cell) => cell.trim()) : [line.replace(/^\s*\d+[.)]\s+/, "")]));
}
