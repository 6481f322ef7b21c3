// A person's whole name in one cell, as lists have it.
import { clean, fold, scriptOf } from "./clean.ts";
import { isGivenName } from "./given_names.ts";

export interface NameParts {
  family: string;
  given: string;
  patronymic: string;
}

export interface SplitName extends NameParts {
  // Nothing shows for certain which word is which.
  uncertain: boolean;
}

const PATRONYMIC = /(ович|евич|ёвич|овна|евна|ёвна|ична|авіч|евіч|ёвіч|аўна|оўна|еўна|ёўна|ічна|ovich|evich|ovna|evna)$/i;
const SHORT_PATRONYMIC = /^(ильич|кузьмич|лукич|фомич|никитич|саввич|ільіч|лукіч|кузьміч)$/i;
const MAKER = /^(оглы|оглу|огли|кызы|кизи|гызы|улы|уулу|oglu|ogly|kyzy|uly)$/i;
const FAMILY =
  /(ов|ев|ёв|ова|ева|ёва|ский|цкий|ская|цкая|ской|цкой|енко|енка|аў|еў|ёў|скі|цкі|чук|щук|швили|дзе|ин|ын|ина|ына|ын|ян|их|ых|ко|юк|ук|ик|ич|іч|ov|ev|ova|eva|sky|skiy|skaya|enko|chuk|in|ina|uk|yan)$/i;
const HONORIFIC = /^(г-н|г-жа|господин|госпожа|спадар|спадарыня|mr|mrs|ms|dr|prof|проф|д-р)\.?$/i;

// "И." or "И.П."; a single letter counts as well.
export function isInitials(text: string): boolean {
  return /^(\p{Lu}\.?[\s-]*){1,3}$/u.test(text) && !/\p{Script=Han}/u.test(text);
}

export function isPatronymic(word: string): boolean {
  return PATRONYMIC.test(word) || SHORT_PATRONYMIC.test(word) || MAKER.test(word.split("-").at(-1)!);
}

// A patronymic that no family name sounds like: the feminine ones, and those made of a known name.
function isSurelyPatronymic(word: string): boolean {
  if (/(вна|ична|аўна|оўна|еўна|ёўна|ічна|ovna|evna)$/i.test(word) || SHORT_PATRONYMIC.test(word) || MAKER.test(word)) return true;
  const stem = fold(word).replace(/(ович|евич|авіч|евіч)$/, "");
  return stem !== fold(word) && ["", "й", "ь", "ий", "а", "я", "о"].some((ending) => isGivenName(stem + ending));
}

export function looksLikeFamilyName(word: string): boolean {
  return FAMILY.test(word);
}

const CHINESE_DOUBLE = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "端木"];

function splitChinese(text: string): SplitName {
  const words = text
    .replace(/(先生|女士|小姐|博士|教授)$/, "")
    .split(/[\s·]+/)
    .filter(Boolean);
  if (words.length > 1) return { family: words[0]!, given: words.slice(1).join(""), patronymic: "", uncertain: false };
  const word = words[0] ?? "";
  const length = CHINESE_DOUBLE.some((family) => word.startsWith(family)) ? 2 : 1;
  return { family: word.slice(0, length), given: word.slice(length), patronymic: "", uncertain: word.length > 4 || word.length < 2 };
}

const INITIAL = /^\p{Lu}\.$/u;

// "И.П." apart from each other and from the family name: "Иванов И.П." → ["Иванов", "И.", "П."].
function wordsOf(text: string): string[] {
  const words = text
    .replace(/\([^)]*\)/g, " ")
    .replace(/(?<![\p{L}])(\p{Lu})\.\s*(?=\p{L})/gu, "$1. ")
    .split(/[\s,]+/)
    .filter((word) => word !== "" && !HONORIFIC.test(word));
  const joined: string[] = [];
  for (const word of words) {
    // "Гасан оглы" is one patronymic.
    if (MAKER.test(word) && joined.length > 0) joined.push(`${joined.pop()!} ${word}`);
    else joined.push(word);
  }
  return joined;
}

// "ПРИМЕРОВ" and "ПРИМЕРОВ-ПРОБНЫЙ" as names are written.
export function withoutCapitals(word: string): string {
  if (word.length < 3 || word !== word.toUpperCase() || scriptOf(word) === "Hans" || /[.\d]/.test(word)) return word;
  return word.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (start) => start.toUpperCase());
}

function made(family: string[], rest: string[], uncertain = false): SplitName {
  const initials = rest.length === 1 ? rest[0]!.match(/\p{Lu}\./gu) : null;
  const [given = "", ...after] = initials && initials.length > 1 ? initials : rest;
  const at = after.findIndex((word) => isPatronymic(word.split(" ").at(-1)!) || INITIAL.test(word));
  const patronymic = at >= 0 ? after[at]! : after.length === 1 ? after[0]! : "";
  const more = after.filter((word) => word !== patronymic);
  return {
    family: family.map(withoutCapitals).join(" "),
    given: [given, ...more].map(withoutCapitals).join(" ").trim(),
    patronymic: withoutCapitals(patronymic),
    uncertain: uncertain || more.length > 0,
  };
}

// Which part is which, as services/names decides it: capitals, patronymic, initials, known names,
// endings, and the order usual in the script, in this order.
export function splitFullName(text: string): SplitName {
  const tidy = clean(text);
  if (scriptOf(tidy) === "Hans") return splitChinese(tidy);
  const comma = /^(\S+),\s+(\p{Lu}.*)$/u.exec(tidy);
  const words = wordsOf(tidy);
  if (comma && words.length > 1) return made([words[0]!], words.slice(1));
  if (words.length < 2) return { ...made(words, []), uncertain: true };
  const shouted = words.filter((word) => word.length > 2 && word === word.toUpperCase() && !word.includes("."));
  if (shouted.length > 0 && shouted.length < words.filter((word) => !INITIAL.test(word)).length) {
    return made(
      shouted,
      words.filter((word) => !shouted.includes(word)),
    );
  }
  const last = words.length - 1;
  if (words.length >= 3) {
    const ends = isPatronymic(words[2]!.split(" ").at(-1)!);
    if (words.length === 3 && isPatronymic(words[1]!) && !(ends && !isGivenName(words[0]!))) return made([words[2]!], words.slice(0, 2));
    if (ends) return made([words[0]!], words.slice(1, 3), words.length > 3);
  }
  if (words.some((word) => INITIAL.test(word))) {
    return INITIAL.test(words[last]!) ? made([words[0]!], words.slice(1)) : made([words[last]!], words.slice(0, last));
  }
  if (words.length === 2 && isSurelyPatronymic(words[1]!) && isGivenName(words[0]!)) {
    return { family: "", given: words[0]!, patronymic: words[1]!, uncertain: true };
  }
  const firstGiven = isGivenName(words[0]!);
  const lastGiven = isGivenName(words[last]!);
  if (firstGiven !== lastGiven) return firstGiven ? made([words[last]!], words.slice(0, last)) : made([words[0]!], words.slice(1));
  const firstFamily = looksLikeFamilyName(words[0]!);
  const lastFamily = looksLikeFamilyName(words[last]!);
  if (firstFamily !== lastFamily) return firstFamily ? made([words[0]!], words.slice(1)) : made([words[last]!], words.slice(0, last));
  return scriptOf(tidy) === "Latn" ? made([words[last]!], words.slice(0, last), true) : made([words[0]!], words.slice(1), true);
}

// Whether the given name stands where the family name belongs and the other way round.
export function areSwapped({ family, given }: { family: string; given: string }): boolean {
  if (family === "" || given === "") return false;
  return isGivenName(family) && !isGivenName(given) && looksLikeFamilyName(given);
}

// Whether a cell for one part of a name holds a whole name.
export function isWholeName(text: string): boolean {
  const words = wordsOf(clean(text));
  if (words.length < 2 || scriptOf(text) === "Hans") return false;
  return (
    words.length >= 3 ||
    words.slice(1).some((word) => isGivenName(word) || INITIAL.test(word) || isPatronymic(word)) ||
    isGivenName(words[0]!)
  );
}
