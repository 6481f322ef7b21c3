// The words of the application by key, as a page shows them.
import { readFileSync } from "node:fs";
import type { Language } from "../src/i18n/languages.ts";

type Filled = Record<string, string | number>;

// t("act.plan", { count: 44 }) is "Plan 44 meetings" with the words of an area and language.
export function wordsOf(language: Language, area: string): (key: string, filled?: Filled) => string {
  const words: unknown = JSON.parse(readFileSync(new URL(`../src/words/${language}/${area}.json`, import.meta.url), "utf8"));
  const find = (key: string) =>
    key.split(".").reduce<unknown>((inner, part) => (inner as Record<string, unknown> | undefined)?.[part], words);
  return (key, filled = {}) => {
    const count = filled["count"];
    const plural = typeof count === "number" ? find(`${key}_${new Intl.PluralRules(language).select(count)}`) : undefined;
    const text = plural ?? find(key);
    if (typeof text !== "string") throw new Error(`there is no word ${key} of ${area} in ${language}`);
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(filled[name]));
  };
}
