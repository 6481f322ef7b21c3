// The languages of the application.
export const LANGUAGES = ["ru", "be", "en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

// Each by its own name.
export const LANGUAGE_NAMES: Record<Language, string> = {
  ru: "Русский",
  be: "Беларуская",
  en: "English",
  zh: "中文",
};

const STORED = "plenary.language";

// The language chosen last, else the browser's first that there is, else English.
export function initialLanguage(): Language {
  const wishes = [localStorage.getItem(STORED), ...navigator.languages.map((tag) => tag.split("-")[0])];
  return (wishes.find((wish) => LANGUAGES.includes(wish as Language)) as Language | undefined) ?? "en";
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
}
