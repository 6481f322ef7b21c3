// A table whose columns are understood, as rows of people.
import type { Language } from "../../../i18n/languages.ts";
import type { Column, TitleColumn } from "../columns.ts";
import { newRow, type Row } from "../rows.ts";
import { clean, languageOf } from "./clean.ts";
import { civilText, readDate } from "./dates.ts";
import { splitFullName } from "./full_name.ts";
import type { Meaning } from "./headings.ts";
import { splitTitleAndOrganization } from "./titles.ts";

export interface Reading {
  meanings: readonly Meaning[];
  // Of titles whose letters don't say.
  language: Language;
  // The year meant where a journey's day says none.
  eventYear: number;
}

type Cells = Row["cells"];

function putTitle(cells: Cells, text: string, language: Language): void {
  const column: TitleColumn = `title.${languageOf(text, language)}`;
  cells[column] ??= text;
}

function put(cells: Cells, meaning: Meaning, text: string, { language, eventYear }: Reading): void {
  switch (meaning) {
    case "ignored":
    case "rowNumber":
      return;
    case "fullName": {
      const { family, given, patronymic } = splitFullName(text);
      Object.assign(cells, { family, given, patronymic });
      return;
    }
    case "latinFamily":
      cells.latin = `${text} ${cells.latin ?? ""}`.trim();
      return;
    case "latinGiven":
      cells.latin = `${cells.latin ?? ""} ${text}`.trim();
      return;
    case "title":
      putTitle(cells, text, language);
      return;
    case "titleAndOrganization": {
      const split = splitTitleAndOrganization(text);
      putTitle(cells, split?.title ?? text, language);
      if (split) cells.organization = split.organization;
      return;
    }
    case "birthDate":
    case "arrival":
    case "departure": {
      // Only what is certain is rewritten; the rest is marked where it stands.
      const { civil } = readDate(text, meaning === "birthDate" ? undefined : eventYear);
      cells[meaning] = civil ? civilText(civil) : text;
      return;
    }
    default:
      cells[meaning satisfies Column] = text;
  }
}

// The rows that a table becomes; cells without meaning are left out.
export function toRows(people: readonly (readonly string[])[], reading: Reading): Row[] {
  return people.map((texts) => {
    const cells: Cells = {};
    reading.meanings.forEach((meaning, i) => {
      const raw = texts[i] ?? "";
      const text = meaning === "titleAndOrganization" ? raw.trim() : clean(raw);
      if (text !== "") put(cells, meaning, text, reading);
    });
    return newRow(cells);
  });
}
