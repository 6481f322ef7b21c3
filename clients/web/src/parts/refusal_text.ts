import { Code } from "@connectrpc/connect";
import type { Refusal } from "@plenary/client";
import i18next from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../i18n/languages.ts";
import { COUNTED, placeholdersIn, refusalValues } from "./refusal_values.ts";
import { ownZone } from "./when.ts";

// What a code says by itself, where no rule of ours was broken: the way to the server was.
const BY_CODE: Partial<Record<Code, string>> = {
  [Code.Unavailable]: "refused.unreachable",
  [Code.Unknown]: "refused.unreachable",
  [Code.DeadlineExceeded]: "refused.tooSlow",
  [Code.Unauthenticated]: "refused.signedOut",
  [Code.PermissionDenied]: "refused.notAllowed",
  [Code.NotFound]: "refused.notFound",
  [Code.Internal]: "refused.ourFault",
  [Code.Unimplemented]: "refused.ourFault",
  [Code.DataLoss]: "refused.ourFault",
};

// The word of common.json for a role of the API: "EVENT_MANAGER" is role.eventManager.
function roleWord(role: string): string {
  return i18next.t(`role.${role.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())}`);
}

// Says a refusal in the reader's language: by its reason (src/words/*/refusals.json), else by its
// code, else in the server's own words. Instants are on the clock of `zone`.
export function refusalText(refusal: Refusal, zone = ownZone()): string {
  const language = i18next.language as Language;
  const values = refusalValues(refusal, { language, zone, roleWord });
  // Not every refusal of one reason brings the same metadata: "_bare" does without.
  const key = [refusal.reason, `${refusal.reason}_bare`].find((candidate) => {
    const text: unknown = wordOf(language, candidate) ?? wordOf(language, `${candidate}_other`);
    return typeof text === "string" && placeholdersIn(text).every((name) => name in values);
  });
  if (refusal.reason !== "" && key !== undefined) {
    return i18next.t(`refusals:${key}`, { ...values, count: values[COUNTED[refusal.reason] ?? ""] });
  }
  const byCode = BY_CODE[refusal.code];
  return byCode ? i18next.t(byCode) : refusal.message;
}

const wordOf = (language: Language, key: string): unknown => i18next.getResource(language, "refusals", key);

// As refusalText, drawn anew when the language changes; "" until the words are there, which are loaded
// with the first refusal.
export function useRefusalText(): (refusal: Refusal) => string {
  const { i18n, ready } = useTranslation("refusals", { useSuspense: false });
  return useCallback((refusal) => (ready ? refusalText(refusal) : ""), [i18n.language, ready]);
}

// Loads the words that refusalText needs.
export async function loadRefusalWords(): Promise<void> {
  await i18next.loadNamespaces("refusals");
}
