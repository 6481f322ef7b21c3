// How a pasted or chosen table is read: where its headings are, what its columns mean.
import { clean, scriptOf } from "./clean.ts";
import { readDate } from "./dates.ts";
import { isWholeName } from "./full_name.ts";
import { meaningOf, type HeadingMeaning, type Meaning } from "./headings.ts";
import { splitTitleAndOrganization } from "./titles.ts";
import { readCapacity } from "./words.ts";

export type Table = readonly (readonly string[])[];

export interface GuessedColumn {
  heading: string;
  meaning: Meaning;
  // Why it is read so where the heading alone doesn't say.
  byContents: boolean;
  samples: string[];
}

export interface Guess {
  columns: GuessedColumn[];
  // Rows below the headings that speak of people.
  people: string[][];
  hasHeadings: boolean;
}

const SEARCHED_FOR_HEADINGS = 20;
const EMAIL = /^\S+@\S+\.\S+$/;
const PHONE = /^\+?[\d\s()-]{6,}(,|;|$)/;

const most = (cells: readonly string[], test: (cell: string) => boolean) =>
  cells.length > 0 && cells.filter(test).length * 2 > cells.length;

function meaningsOf(row: readonly string[], custom: ReadonlyMap<string, readonly string[]>): (HeadingMeaning | undefined)[] {
  return row.map((cell) => meaningOf(cell, custom));
}

// A row of headings says what several columns mean and holds no addresses or numbers.
function looksLikeHeadings(row: readonly string[], meanings: readonly (HeadingMeaning | undefined)[]): number {
  const texts = row.filter((cell) => clean(cell) !== "");
  if (texts.some((cell) => EMAIL.test(clean(cell)) || /\d{4,}/.test(cell) || isWholeNameOfPerson(cell))) return 0;
  const known = meanings.filter((meaning) => meaning !== undefined && !meaning.weak).length;
  return known >= 2 || (known === 1 && texts.length <= 2) ? known : 0;
}

const isWholeNameOfPerson = (cell: string) => isWholeName(cell) && meaningOf(cell) === undefined;

// The headings, and the first row below them. Headings of two rows, with merged cells above, are one.
function findHeadings(table: Table, custom: ReadonlyMap<string, readonly string[]>): { headings: string[]; below: number } {
  let best = { at: -1, known: 0 };
  for (let at = 0; at < Math.min(table.length, SEARCHED_FOR_HEADINGS); ++at) {
    const known = looksLikeHeadings(table[at]!, meaningsOf(table[at]!, custom));
    if (known > best.known) best = { at, known };
  }
  if (best.at < 0) return { headings: [], below: 0 };
  const first = table[best.at]!;
  const second = table[best.at + 1] ?? [];
  const above = table[best.at - 1] ?? [];
  const joined = (upper: readonly string[], lower: readonly string[]) =>
    Array.from({ length: Math.max(upper.length, lower.length) }, (_, i) => {
      const [one, other] = [clean(upper[i] ?? ""), clean(lower[i] ?? "")];
      return one === other ? one : `${one} ${other}`.trim();
    });
  if (looksLikeHeadings(second, meaningsOf(second, custom)) > 0) return { headings: joined(first, second), below: best.at + 2 };
  // "Прибытие | Отъезд" above "дата | рейс | дата | рейс".
  if (best.at > 0 && looksLikeHeadings(above, meaningsOf(above, custom)) > 0) return { headings: joined(above, first), below: best.at + 1 };
  return { headings: first.map(clean), below: best.at + 1 };
}

// Totals, repeated headings, numbers of columns ("1 | 2 | 3") and rows of one merged cell.
function speaksOfAPerson(row: readonly string[], headings: readonly string[]): boolean {
  const texts = row.map(clean).filter(Boolean);
  if (texts.length === 0 || !texts.some((text) => /\p{L}/u.test(text))) return false;
  if (headings.length > 0 && row.every((cell, i) => clean(cell) === (headings[i] ?? ""))) return false;
  if (/^(итого|всего|усяго|разам|total|合计|总计)/i.test(texts[0]!)) return false;
  return texts.length > 1 || row.length <= 2 || isWholeName(texts[0]!) || scriptOf(texts[0]!) === "Hans";
}

function meaningByContents(cells: readonly string[]): Meaning | undefined {
  if (most(cells, (cell) => EMAIL.test(cell))) return "email";
  if (cells.length > 1 && cells.every((cell, i) => Number(cell.replace(/\.$/, "")) === Number(cells[0]!.replace(/\.$/, "")) + i))
    return "rowNumber";
  if (most(cells, (cell) => (readDate(cell).civil?.year ?? 9999) < 2012)) return "birthDate";
  if (most(cells, (cell) => PHONE.test(cell))) return "phone";
  if (most(cells, isWholeName)) return scriptOf(cells.join(" ")) === "Latn" ? "latin" : "fullName";
  if (most(cells, (cell) => readCapacity(cell) !== undefined)) return "capacity";
  return undefined;
}

function isName(meaning: Meaning): boolean {
  return meaning === "fullName" || meaning === "family";
}

// Reads a table as a list of people.
export function guessTable(table: Table, custom: ReadonlyMap<string, readonly string[]> = new Map()): Guess {
  const { headings, below } = findHeadings(table, custom);
  const people = table
    .slice(below)
    .filter((row) => speaksOfAPerson(row, headings))
    .map((row) => [...row]);
  const width = Math.max(headings.length, ...people.map((row) => row.length), 0);
  const samplesOf = (i: number) => people.map((row) => clean(row[i] ?? "")).filter(Boolean);
  const columns: GuessedColumn[] = Array.from({ length: width }, (_, i) => {
    const heading = headings[i] ?? "";
    const said = meaningOf(heading, custom);
    return { heading, meaning: said && !said.weak ? said.meaning : "ignored", byContents: false, samples: samplesOf(i).slice(0, 3) };
  });
  const has = (test: (meaning: Meaning) => boolean) => columns.some(({ meaning }) => test(meaning));
  const set = (column: GuessedColumn, meaning: Meaning) => Object.assign(column, { meaning, byContents: true });
  columns.forEach((column, i) => {
    const said = meaningOf(column.heading, custom);
    if (said !== undefined) return;
    const meaning = meaningByContents(samplesOf(i));
    if (meaning !== undefined && !has((other) => other === meaning)) set(column, meaning);
  });
  // "Имя" alone is the whole name; "Фамилия" alone may be.
  columns.forEach((column, i) => {
    const said = meaningOf(column.heading, custom);
    if (column.meaning === "given" && said?.mayBeFull && !has((meaning) => meaning === "family")) set(column, "fullName");
    if (column.meaning === "family" && !has((meaning) => meaning === "given") && most(samplesOf(i), isWholeName)) set(column, "fullName");
    if (
      column.meaning === "title" &&
      !has((meaning) => meaning === "organization") &&
      most(samplesOf(i), (cell) => splitTitleAndOrganization(cell) !== undefined)
    )
      set(column, "titleAndOrganization");
  });
  // Two columns of names in two scripts: the Latin one is the Latin spelling.
  const names = columns.filter(({ meaning }) => meaning === "fullName");
  if (names.length === 2) {
    const latin = names.find((column) => scriptOf(column.samples.join(" ")) === "Latn");
    const other = names.find((column) => column !== latin && scriptOf(column.samples.join(" ")) !== "Latn");
    if (latin && other) set(latin, "latin");
  }
  if (!has(isName)) {
    const candidate =
      columns.find((column, i) => meaningOf(column.heading, custom)?.weak && most(samplesOf(i), isWholeName)) ??
      columns.find(({ meaning }) => meaning === "latin");
    if (candidate) set(candidate, "fullName");
  }
  // Unknown columns of text beside names are titles where nothing else is.
  if (headings.length === 0 && has(isName) && !has((meaning) => meaning === "title" || meaning === "titleAndOrganization")) {
    const rest = columns.find((column) => column.meaning === "ignored" && column.samples.some((cell) => cell.length > 6));
    if (rest) set(rest, rest.samples.some((cell) => splitTitleAndOrganization(cell)) ? "titleAndOrganization" : "title");
  }
  // Of two columns that mean the same the first counts.
  const seen = new Set<Meaning>();
  for (const column of columns) {
    if (column.meaning === "ignored" || column.meaning === "rowNumber") continue;
    if (seen.has(column.meaning)) column.meaning = "ignored";
    seen.add(column.meaning);
  }
  return { columns, people, hasHeadings: headings.length > 0 };
}

// Whether what was pasted is a list of people rather than a few cells.
export function isList(table: Table, guess: Guess): boolean {
  const known = guess.columns.filter(({ meaning }) => meaning !== "ignored").length;
  return (guess.hasHeadings && known > 0) || (table.length > 1 && known > 0 && guess.columns.some(({ meaning }) => isName(meaning)));
}
