// Texts by language, as forms have them.
import type { Language } from "../i18n/languages.ts";

// A text as a form has it; `side` is kept where there was one.
export interface FormText {
  language: string;
  text: string;
  side?: string;
}

// What is kept of what was typed: empty texts are not.
export function written(texts: readonly FormText[]): FormText[] {
  return texts.map((each) => ({ ...each, text: each.text.trim() })).filter(({ text }) => text !== "");
}

export const hasText = (texts: readonly FormText[]): boolean => texts.some(({ text }) => text.trim() !== "");

// What a form starts with: the texts there are, or an empty one in the reader's language.
export function formTexts(texts: readonly { language: string; text: string; side?: string }[], language: Language): FormText[] {
  if (texts.length === 0) return [{ language, text: "" }];
  return texts.map(({ language: own, text, side }) => (side ? { language: own, text, side } : { language: own, text }));
}
