// The words of the application: src/words/LANGUAGE/AREA.json, each area loaded when a page first
// needs it. A key is there in every language, or words.test.ts fails.
import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { initialLanguage, storeLanguage, type Language } from "./languages.ts";

type Words = Record<string, unknown>;
const files = import.meta.glob<{ default: Words }>("../words/*/*.json");

const filesOfWords: BackendModule = {
  type: "backend",
  init() {},
  async read(language, area) {
    const load = files[`../words/${language}/${area}.json`];
    if (load === undefined) throw new Error(`there are no words for ${area} in ${language}`);
    return (await load()).default;
  },
};

let tellStarted: () => void;
const started = new Promise<void>((resolve) => (tellStarted = resolve));

// Has the words of these areas there before a page of theirs is drawn; may be asked before startWords is.
export async function loadWords(areas: readonly string[]): Promise<void> {
  await started;
  await i18next.loadNamespaces(areas);
}

// Makes ready the words of the frame in the reader's language.
export async function startWords(): Promise<void> {
  const language = initialLanguage();
  document.documentElement.lang = language;
  await i18next
    .use(filesOfWords)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      ns: ["common"],
      defaultNS: "common",
      keySeparator: ".",
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
      returnNull: false,
    });
  tellStarted();
}

export async function changeLanguage(language: Language): Promise<void> {
  storeLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
