// Numbers as the server gives them, "1250000.00", in words of the reader's language.
import type { Language } from "../i18n/languages.ts";

const LOCALES: Record<Language, string> = { ru: "ru-RU", be: "ru-RU", en: "en-GB", zh: "zh-CN" };

// All digits that there are, and no others: a value is not rounded, and no money gains decimals.
export function formatNumber(value: string, language: Language): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  const decimals = value.split(".")[1]?.length ?? 0;
  const format = new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  // A text keeps the digits that a number would lose.
  return format.format(value as unknown as number);
}
