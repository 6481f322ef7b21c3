// Texts that come in several languages, and the one that a reader wants.
import type { Language } from "./languages.ts";

// A text in one language, such as LocalizedText; without a side it is every side's.
export interface SpokenText {
  language: string;
  text: string;
  side?: string;
}

// Whom one asks in which order where a language is missing.
const NEXT: Record<Language, Language[]> = {
  ru: ["ru", "be", "en", "zh"],
  be: ["be", "ru", "en", "zh"],
  en: ["en", "ru", "be", "zh"],
  zh: ["zh", "en", "ru", "be"],
};

// Whose usage the application follows where sides differ.
const OWN_SIDE = "BY";

// Of texts or names in one language, the one for everybody, else ours, else any.
export function forOwnSide<T extends { side?: string }>(texts: readonly T[]): T | undefined {
  return texts.find(({ side = "" }) => side === "") ?? texts.find(({ side }) => side === OWN_SIDE) ?? texts[0];
}

// The text in the reader's language, else in the next best, else the first; "" where there is none.
export function textIn(texts: readonly SpokenText[], language: Language): string {
  for (const wanted of NEXT[language]) {
    const found = forOwnSide(texts.filter((text) => text.language.split("-")[0] === wanted));
    if (found) return found.text;
  }
  return texts[0]?.text ?? "";
}
