// People's names as a reader of a language expects them, and lists in that reader's order.
import type { PersonName } from "@plenary/client/gen/plenary/v1/directory_pb";
import type { Language } from "../i18n/languages.ts";
import { forOwnSide } from "../i18n/texts.ts";

// In which languages a name is looked for, one after the other; "latin" is the settled spelling.
const NEXT: Record<Language, string[]> = {
  ru: ["ru", "be", "latin", "en", "zh"],
  be: ["be", "ru", "latin", "en", "zh"],
  en: ["en", "latin", "ru", "be", "zh"],
  zh: ["zh", "latin", "en", "ru", "be"],
};

const base = (tag: string) => tag.split("-")[0]!.toLowerCase();

// A name of a language in another script than it is read in.
const isTransliterated = ({ language, script }: PersonName) =>
  base(language) !== "en" && script === "Latn" && NEXT.en.includes(base(language));

// The name that a reader of `language` reads first; undefined where there is none at all.
export function nameIn(names: readonly PersonName[], language: Language, latin?: PersonName): PersonName | undefined {
  for (const wanted of NEXT[language]) {
    if (wanted === "latin") {
      if (latin) return latin;
      continue;
    }
    const found = forOwnSide(names.filter((name) => base(name.language) === wanted && !isTransliterated(name)));
    if (found) return found;
  }
  return names[0] ?? latin;
}

const HAN = /\p{Script=Han}/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;

// A name of China is written in one; a foreign one in characters has a dot: 伊万·伊万诺夫.
function inCharacters(name: PersonName): string {
  if (name.givenName === "") return name.familyName;
  return name.familyName.length <= 2 && name.givenName.length <= 2
    ? name.familyName + name.givenName
    : `${name.givenName}·${name.familyName}`;
}

// One name in the order its reader expects: family name first in Cyrillic and for readers of it,
// given name first in Latin letters elsewhere.
export function nameLine(name: PersonName, language: Language): string {
  if (HAN.test(name.familyName)) return inCharacters(name);
  const familyFirst = language === "ru" || language === "be" || CYRILLIC.test(name.familyName);
  const parts = familyFirst ? [name.familyName, name.givenName, name.patronymic] : [name.givenName, name.familyName];
  return parts.filter((part) => part !== "").join(" ");
}

// The line by which a reader knows a person; "" where no name is known.
export function personLine(names: readonly PersonName[], language: Language, latin?: PersonName): string {
  const name = nameIn(names, language, latin);
  return name ? nameLine(name, language) : "";
}

// The Latin form that stands beneath, where the line itself is not in Latin letters.
export function latinLine(names: readonly PersonName[], language: Language, latin?: PersonName): string {
  const form = latin ?? names.find((name) => base(name.language) === "en" || name.script === "Latn");
  if (!form || /^[\p{Script=Latin}\P{L}]*$/u.test(personLine(names, language, latin))) return "";
  return [form.familyName, form.givenName].filter((part) => part !== "").join(" ");
}

const BELARUSIAN = "абвгдеёжзійклмнопрстуўфхцчшыьэюя";

// Chromium knows no Belarusian order and falls back without a word.
function compareBelarusian(a: string, b: string): number {
  const rank = (letter: string) => {
    const place = BELARUSIAN.indexOf(letter);
    if (place >= 0) return place + 1;
    return /\p{L}/u.test(letter) ? 1000 + letter.codePointAt(0)! : 0;
  };
  const left = [...a.toLocaleLowerCase("ru")];
  const right = [...b.toLocaleLowerCase("ru")];
  for (let i = 0; i < Math.min(left.length, right.length); ++i) {
    const difference = rank(left[i]!) - rank(right[i]!) || left[i]!.localeCompare(right[i]!);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

// Compares two texts as a reader of `language` sorts them.
export function comparerOf(language: Language): (a: string, b: string) => number {
  if (language === "be") return compareBelarusian;
  return new Intl.Collator(language === "zh" ? "zh-u-co-pinyin" : language, { numeric: true }).compare;
}

// `items` in the reader's order of what `keyOf` says of each; a new array.
export function sortByReader<T>(items: readonly T[], keyOf: (item: T) => string, language: Language): T[] {
  const compare = comparerOf(language);
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ item }) => item);
}
