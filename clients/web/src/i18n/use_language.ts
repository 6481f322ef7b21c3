import { useTranslation } from "react-i18next";
import type { Language } from "./languages.ts";

// The reader's language; a component that uses it is drawn anew when it changes.
export function useLanguage(): Language {
  return useTranslation().i18n.language as Language;
}
