import { useMemo } from "react";
import { useLanguage } from "../../i18n/use_language.ts";
import { languageName, SPOKEN } from "../../parts/code_names.ts";

// Languages that are spoken and interpreted, by their names in the reader's.
export function useLanguageChoices(): { value: string; label: string }[] {
  const language = useLanguage();
  return useMemo(() => SPOKEN.map((value) => ({ value, label: languageName(value, language) })), [language]);
}
