// Money as the reader writes it. The unit of an indicator is free text; a currency's code with a scale,
// "USD million", is what is known in every language, and whatever else stays as it is.
import type { Language } from "../i18n/languages.ts";

const CURRENCIES: Record<Language, Record<string, string>> = {
  ru: { USD: "долл. США", EUR: "евро", RUB: "рос. руб.", BYN: "бел. руб.", CNY: "юаней" },
  be: { USD: "дол. ЗША", EUR: "еўра", RUB: "рас. руб.", BYN: "бел. руб.", CNY: "юаняў" },
  zh: { USD: "美元", EUR: "欧元", RUB: "俄罗斯卢布", BYN: "白罗斯卢布", CNY: "元" },
  en: { USD: "USD", EUR: "EUR", RUB: "RUB", BYN: "BYN", CNY: "CNY" },
};

const SCALES: Record<Language, Record<string, (currency: string) => string>> = {
  ru: { thousand: (c) => `тыс. ${c}`, million: (c) => `млн ${c}`, billion: (c) => `млрд ${c}` },
  be: { thousand: (c) => `тыс. ${c}`, million: (c) => `млн ${c}`, billion: (c) => `млрд ${c}` },
  zh: { thousand: (c) => `千${c}`, million: (c) => `百万${c}`, billion: (c) => `十亿${c}` },
  en: { thousand: (c) => `${c} thousand`, million: (c) => `${c} million`, billion: (c) => `${c} billion` },
};

// "млн долл. США" of "USD million".
export function unitText(unit: string, language: Language): string {
  const [, code = "", scale] = /^([A-Z]{3})(?: (thousand|million|billion))?$/.exec(unit) ?? [];
  const currency = CURRENCIES[language][code];
  if (currency === undefined) return unit;
  return scale === undefined ? currency : SCALES[language][scale]!(currency);
}
