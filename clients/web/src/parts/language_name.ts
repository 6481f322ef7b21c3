import { LANGUAGE_NAMES, type Language } from "../i18n/languages.ts";

// A language by its own name; by its tag where it is none of the application's.
export function languageName(tag: string): string {
  return LANGUAGE_NAMES[tag.split("-")[0] as Language] ?? tag;
}
