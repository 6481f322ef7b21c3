import type { Language } from "../../i18n/languages.ts";

// Chromium knows no Belarusian months.
const BELARUSIAN = [
  "студзень",
  "люты",
  "сакавік",
  "красавік",
  "май",
  "чэрвень",
  "ліпень",
  "жнівень",
  "верасень",
  "кастрычнік",
  "лістапад",
  "снежань",
];

const LOCALES = { ru: "ru-RU", en: "en-GB", zh: "zh-CN" } as const;

// A month from 1 as it stands alone: "September", «сентябрь».
export function monthName(number: number, language: Language): string {
  if (language === "be") return BELARUSIAN[number - 1] ?? "";
  return new Intl.DateTimeFormat(LOCALES[language], { month: "long", timeZone: "UTC" }).format(Date.UTC(2023, number - 1, 1));
}
