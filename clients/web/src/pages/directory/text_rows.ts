// Texts by language and side as a form has them: a row each, some of them still empty.
import type { LocalizedText } from "@plenary/client/gen/plenary/v1/common_pb";

export interface TextRow {
  language: string;
  side: string;
  text: string;
}

// The texts that are there, and an empty row for each of `languages` that has none.
export function textRows(texts: readonly Pick<LocalizedText, "language" | "side" | "text">[], languages: readonly string[]): TextRow[] {
  const rows = texts.map(({ language, side, text }) => ({ language, side, text }));
  const missing = languages.filter((language) => !rows.some((row) => row.language === language));
  return [...rows, ...missing.map((language) => ({ language, side: "", text: "" }))];
}

// The rows in which something stands.
export function filledTexts(rows: readonly TextRow[]): TextRow[] {
  return rows.map((row) => ({ ...row, text: row.text.trim().replace(/\s+/g, " ") })).filter(({ text }) => text !== "");
}

// The first of `languages` that no row has yet.
export function nextLanguage(rows: readonly { language: string }[], languages: readonly string[]): string {
  return languages.find((language) => !rows.some((row) => row.language === language)) ?? languages[0]!;
}
