// States and languages by their names. Chromium knows no Belarusian ones and falls back without a
// word; and a state is called as we call it, not as others do.
import type { Language } from "../i18n/languages.ts";

// ISO 3166-1 alpha-2, but for territories without inhabitants.
const COUNTRY_CODES =
  "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU " +
  "CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN " +
  "IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR " +
  "MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK " +
  "SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW";

export const COUNTRIES: readonly string[] = COUNTRY_CODES.split(" ");

const OURS: Partial<Record<Language, Record<string, string>>> = {
  zh: { BY: "白罗斯" },
  ru: { BY: "Беларусь", MD: "Молдова", KG: "Кыргызстан" },
  be: {
    AE: "Аб'яднаныя Арабскія Эміраты",
    AM: "Арменія",
    AT: "Аўстрыя",
    AU: "Аўстралія",
    AZ: "Азербайджан",
    BE: "Бельгія",
    BG: "Балгарыя",
    BR: "Бразілія",
    BY: "Беларусь",
    CA: "Канада",
    CH: "Швейцарыя",
    CN: "Кітай",
    CU: "Куба",
    CZ: "Чэхія",
    DE: "Германія",
    DK: "Данія",
    DZ: "Алжыр",
    EE: "Эстонія",
    EG: "Егіпет",
    ES: "Іспанія",
    ET: "Эфіопія",
    FI: "Фінляндыя",
    FR: "Францыя",
    GB: "Вялікабрытанія",
    GE: "Грузія",
    GR: "Грэцыя",
    HK: "Ганконг",
    HR: "Харватыя",
    HU: "Венгрыя",
    ID: "Інданезія",
    IE: "Ірландыя",
    IL: "Ізраіль",
    IN: "Індыя",
    IQ: "Ірак",
    IR: "Іран",
    IT: "Італія",
    JO: "Іарданія",
    JP: "Японія",
    KG: "Кыргызстан",
    KP: "КНДР",
    KR: "Рэспубліка Карэя",
    KW: "Кувейт",
    KZ: "Казахстан",
    LA: "Лаос",
    LT: "Літва",
    LV: "Латвія",
    MD: "Малдова",
    MN: "Манголія",
    MO: "Макаа",
    MX: "Мексіка",
    MY: "Малайзія",
    NG: "Нігерыя",
    NL: "Нідэрланды",
    NO: "Нарвегія",
    OM: "Аман",
    PK: "Пакістан",
    PL: "Польшча",
    PT: "Партугалія",
    QA: "Катар",
    RO: "Румынія",
    RS: "Сербія",
    RU: "Расія",
    SA: "Саудаўская Аравія",
    SE: "Швецыя",
    SG: "Сінгапур",
    SI: "Славенія",
    SK: "Славакія",
    SY: "Сірыя",
    TH: "Тайланд",
    TJ: "Таджыкістан",
    TM: "Туркменістан",
    TR: "Турцыя",
    UA: "Украіна",
    US: "ЗША",
    UZ: "Узбекістан",
    VE: "Венесуэла",
    VN: "В'етнам",
    ZA: "Паўднёва-Афрыканская Рэспубліка",
    ZW: "Зімбабвэ",
  },
};

const LANGUAGES_IN_BELARUSIAN: Record<string, string> = {
  ar: "арабская",
  az: "азербайджанская",
  be: "беларуская",
  de: "нямецкая",
  en: "англійская",
  es: "іспанская",
  fa: "персідская",
  fr: "французская",
  hy: "армянская",
  it: "італьянская",
  ja: "японская",
  ka: "грузінская",
  kk: "казахская",
  ko: "карэйская",
  ky: "кіргізская",
  lt: "літоўская",
  lv: "латышская",
  mn: "мангольская",
  pl: "польская",
  pt: "партугальская",
  ro: "румынская",
  ru: "руская",
  sr: "сербская",
  tg: "таджыкская",
  tk: "туркменская",
  tr: "турэцкая",
  uk: "украінская",
  uz: "узбекская",
  vi: "в'етнамская",
  zh: "кітайская",
};

// Languages that people are likely to speak or to be written in, ours first.
export const SPOKEN: readonly string[] = [
  "ru",
  "be",
  "en",
  "zh",
  ...Object.keys(LANGUAGES_IN_BELARUSIAN).filter((code) => !["ru", "be", "en", "zh"].includes(code)),
];

// Where Belarusian has no name of ours the Russian one is next.
const tagOf = (language: Language) => (language === "be" ? "ru" : language);

const names = new Map<string, Intl.DisplayNames>();

function namesIn(language: Language, type: "region" | "language"): Intl.DisplayNames {
  const key = language + type;
  let found = names.get(key);
  if (!found) {
    found = new Intl.DisplayNames([tagOf(language)], { type, fallback: "code" });
    names.set(key, found);
  }
  return found;
}

// A state by its ISO 3166-1 alpha-2 code; "" for "".
export function countryName(code: string, language: Language): string {
  if (code === "") return "";
  return OURS[language]?.[code] ?? namesIn(language, "region").of(code) ?? code;
}

// A language by its BCP 47 tag, "Russian".
export function languageName(tag: string, language: Language): string {
  const belarusian = language === "be" ? LANGUAGES_IN_BELARUSIAN[tag.split("-")[0]!] : undefined;
  return belarusian ?? namesIn(language, "language").of(tag) ?? tag;
}
