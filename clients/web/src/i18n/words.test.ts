import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "./languages.ts";

const folder = new URL("../words/", import.meta.url);

// Paths of all texts of a file, plural forms as one: {"seats_one": …, "seats_other": …} is "seats".
function keysOf(value: unknown, path = ""): string[] {
  if (typeof value === "string") return [path.replace(/_(zero|one|two|few|many|other)$/, "#")];
  return Object.entries(value as object).flatMap(([key, inner]) => keysOf(inner, path ? `${path}.${key}` : key));
}

function wordsOf(language: string, file: string): unknown {
  return JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), "utf8"));
}

// The plural forms a language has.
function formsOf(language: string): string[] {
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories;
}

function pluralsOf(value: unknown, path = ""): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const walk = (inner: unknown, at: string) => {
    if (typeof inner === "string") {
      const match = /^(.*)_(zero|one|two|few|many|other)$/.exec(at);
      if (match) found.set(match[1]!, [...(found.get(match[1]!) ?? []), match[2]!]);
      return;
    }
    for (const [key, next] of Object.entries(inner as object)) walk(next, at ? `${at}.${key}` : key);
  };
  walk(value, path);
  return found;
}

describe.each(readdirSync(new URL("en/", folder)))("the words of %s", (file) => {
  it.each(LANGUAGES)("are complete in %s", (language) => {
    const wanted = new Set(keysOf(wordsOf("en", file)));
    expect(new Set(keysOf(wordsOf(language, file)))).toEqual(wanted);
  });
  it.each(LANGUAGES)("have every plural form that %s has", (language) => {
    for (const [key, forms] of pluralsOf(wordsOf(language, file))) {
      expect([key, [...forms].sort()]).toEqual([key, formsOf(language).sort()]);
    }
  });
});
