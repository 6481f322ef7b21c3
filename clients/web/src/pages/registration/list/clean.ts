// Text as people paste it, made fit to store and to compare; and letters that only look right.

// Zero-width characters, soft hyphens, byte order marks, marks of direction, control characters.
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

// One line without what cannot be seen: single blanks, straight apostrophes, plain hyphens in words.
export function clean(text: string): string {
  return text
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[’‘ʼ`´ʹ′]/g, "'")
    .replace(/(?<=[\p{L}\p{N}])[‐‑‒–—−](?=[\p{L}\p{N}])/gu, "-");
}

// The form in which words are compared: small letters, ё as е.
export function fold(text: string): string {
  return clean(text).toLowerCase().replaceAll("ё", "е");
}

const LATIN = "ABCEHIJKMOPSTXYËaceijkmopstxyë";
const CYRILLIC = "АВСЕНІЈКМОРЅТХУЁасеіјкморѕтхуё";
const toCyrillic = new Map([...LATIN].map((letter, at) => [letter, [...CYRILLIC][at]!]));
const toLatin = new Map([...CYRILLIC].map((letter, at) => [letter, [...LATIN][at]!]));

const isLatin = (letter: string) => /\p{Script=Latin}/u.test(letter);
const isCyrillic = (letter: string) => /\p{Script=Cyrillic}/u.test(letter);

// The word in the one script it was meant in; itself where it mixes none or means both.
function repairedWord(word: string): string {
  const letters = [...word];
  const latin = letters.filter(isLatin);
  const cyrillic = letters.filter(isCyrillic);
  if (latin.length === 0 || cyrillic.length === 0) return word;
  const sureLatin = latin.some((letter) => !toCyrillic.has(letter));
  const sureCyrillic = cyrillic.some((letter) => !toLatin.has(letter));
  if (sureLatin && sureCyrillic) return word;
  const meansLatin = sureLatin || (!sureCyrillic && latin.length > cyrillic.length);
  const exchange = meansLatin ? toLatin : toCyrillic;
  return letters.map((letter) => exchange.get(letter) ?? letter).join("");
}

// The text with lookalike letters of the other script exchanged ("Cидоров" with a Latin C);
// undefined where no word wants it.
export function repairedLookalikes(text: string): string | undefined {
  const repaired = text.replace(/[\p{L}\p{M}']+/gu, repairedWord);
  return repaired === text ? undefined : repaired;
}

export type Script = "Cyrl" | "Latn" | "Hans";

// The script most letters are of.
export function scriptOf(text: string): Script | undefined {
  const han = (text.match(/\p{Script=Han}/gu) ?? []).length;
  if (han > 0) return "Hans";
  const cyrillic = (text.match(/\p{Script=Cyrillic}/gu) ?? []).length;
  const latin = (text.match(/\p{Script=Latin}/gu) ?? []).length;
  if (cyrillic + latin === 0) return undefined;
  return cyrillic >= latin ? "Cyrl" : "Latn";
}

// The language of a text by its letters; `wanted` where the letters can be of it.
export function languageOf(text: string, wanted?: string): "ru" | "be" | "en" | "zh" {
  const script = scriptOf(text);
  if (script === "Hans") return "zh";
  if (script === "Latn") return "en";
  if (/[іў]/i.test(text)) return "be";
  return wanted === "be" && !/[ищъ]/i.test(text) && script === "Cyrl" ? "be" : "ru";
}
