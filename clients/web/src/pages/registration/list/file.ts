// Small spreadsheets read in the browser; large ones go to the server.
import type { Table } from "./guess.ts";

export type FileFault = "oldExcel" | "protected" | "notATable" | "empty" | "tooLarge";

export class UnreadableFile extends Error {
  constructor(readonly fault: FileFault) {
    super(fault);
  }
}

// Rows up to which the table itself is the better place to mend a list.
export const MOST_ROWS_IN_BROWSER = 200;
const MOST_BYTES = 4 << 20;

// UTF-8 and UTF-16 by their marks or because they fit; else the usual one of Windows.
export function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1251").decode(bytes);
  }
}

const two = (number: number) => String(number).padStart(2, "0");

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    const date = `${two(value.getUTCDate())}.${two(value.getUTCMonth() + 1)}.${value.getUTCFullYear()}`;
    const minutes = value.getUTCHours() * 60 + value.getUTCMinutes();
    return minutes === 0 ? date : `${date} ${two(value.getUTCHours())}:${two(value.getUTCMinutes())}`;
  }
  return String(value);
}

async function readWorkbook(bytes: ArrayBuffer): Promise<Table> {
  // The form without workers: those are made of blob: addresses, which the security policy forbids.
  const { readSheet } = await import("read-excel-file/universal");
  return (await readSheet(bytes)).map((row) => row.map(cellText));
}

async function readText(bytes: Uint8Array): Promise<Table> {
  const { default: papaparse } = await import("papaparse");
  const { data } = papaparse.parse<string[]>(decoded(bytes), { skipEmptyLines: true, delimitersToGuess: [";", ",", "\t"] });
  return data;
}

// The first sheet. Throws UnreadableFile.
export async function readFile(file: File): Promise<Table> {
  if (file.size > MOST_BYTES) throw new UnreadableFile("tooLarge");
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.length === 0) throw new UnreadableFile("empty");
  // Workbooks of Excel 97, and new ones with a password, are OLE files.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new UnreadableFile(/\.xls$/i.test(file.name) ? "oldExcel" : "protected");
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip && bytes.subarray(0, 1_000).includes(0) && bytes[0] !== 0xff && bytes[0] !== 0xfe) throw new UnreadableFile("notATable");
  let table: Table;
  try {
    table = isZip ? await readWorkbook(bytes.buffer) : await readText(bytes);
  } catch {
    throw new UnreadableFile("notATable");
  }
  if (table.length === 0) throw new UnreadableFile("empty");
  if (table.length > MOST_ROWS_IN_BROWSER + 20) throw new UnreadableFile("tooLarge");
  return table;
}
