// Every reason of the API has its words, and the words ask for nothing that the server doesn't send.
import { ErrorReason } from "@plenary/client/gen/plenary/v1/error_reason_pb";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../i18n/languages.ts";
import { COUNTED, DERIVED, placeholdersIn } from "./refusal_values.ts";

const services = new URL("../../../../services/", import.meta.url).pathname;

// Tests of the services, and files that only look reasons up.
const OTHERS = /_test\.cc$|\/testing|import_reject_rules\.cc$|server\/wire\.cc$/;

const reasons = Object.values(ErrorReason).filter(
  (reason) => typeof reason === "string" && reason !== "UNSPECIFIED",
) as (keyof typeof ErrorReason)[];

function wordsOf(language: string): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`../words/${language}/refusals.json`, import.meta.url), "utf8"));
}

// "SCHEDULE_HAS_CONFLICTS_few" is a text of SCHEDULE_HAS_CONFLICTS.
const reasonOf = (key: string) => key.replace(/_(bare|one|few|many|other)$/, "");

// The metadata keys in files that refuse with each reason; "retrySeconds" where one says when to try
// again.
const sent = new Map<string, Set<string>>();
const sources = readdirSync(services, { recursive: true, encoding: "utf8" }).filter((file) => /\.(cc|h)$/.test(file) && !OTHERS.test(file));
for (const file of sources) {
  const source = readFileSync(services + file, "utf8");
  const keys = [...source.matchAll(/(?:{\s*|metadata\[)"([a-z][A-Za-z]*)"/g)].map(([, key]) => key!);
  if (source.includes("WithRetryAfter")) keys.push("retrySeconds");
  for (const [, reason] of source.matchAll(/\bERROR_REASON_([A-Z_]+)/g)) {
    sent.set(reason!, new Set([...(sent.get(reason!) ?? []), ...keys]));
  }
}

describe("the words of refusals", () => {
  test("are there for every reason, and for no other", () => {
    expect(new Set(Object.keys(wordsOf("en")).map(reasonOf))).toEqual(new Set(reasons));
  });

  test("ask for what the server sends", () => {
    for (const [key, text] of Object.entries(wordsOf("en"))) {
      const known = sent.get(reasonOf(key)) ?? new Set();
      const asked = placeholdersIn(text).flatMap((name) => (DERIVED[name]?.length ? DERIVED[name] : [name]));
      expect([key, asked.filter((name) => !known.has(name))]).toEqual([key, []]);
    }
  });

  test("choose plural forms by a number that they show", () => {
    const plural = Object.entries(wordsOf("en")).filter(([key]) => key.endsWith("_other"));
    expect(new Set(plural.map(([key]) => reasonOf(key)))).toEqual(new Set(Object.keys(COUNTED)));
    for (const [key, text] of plural) {
      expect(placeholdersIn(text)).toContain(COUNTED[reasonOf(key) as keyof typeof COUNTED]);
    }
  });

  test.each(LANGUAGES)("say as much in %s", (language) => {
    const english = wordsOf("en");
    for (const [key, text] of Object.entries(wordsOf(language))) {
      const same = english[key] ?? english[`${reasonOf(key)}_other`]!;
      expect([key, new Set(placeholdersIn(text))]).toEqual([key, new Set(placeholdersIn(same))]);
    }
  });
});
