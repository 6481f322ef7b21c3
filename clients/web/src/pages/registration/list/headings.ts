// What the columns of a list mean, by their headings in four languages, as services/interchange
// decides it: a heading is taken for the meaning whose words explain most of it.
import type { Language } from "../../../i18n/languages.ts";
import type { Column, FixedColumn } from "../columns.ts";
import { clean, fold } from "./clean.ts";

// Meanings that become several cells, or none.
export type Meaning = Column | "fullName" | "latinFamily" | "latinGiven" | "titleAndOrganization" | "title" | "rowNumber" | "ignored";

// Beginnings of words; "=" a whole heading; "~" one that may mean something else as well.
const WORDS: [Exclude<FixedColumn, "latin"> | "fullName" | "titleAndOrganization" | "title" | "rowNumber" | "ignored", string][] = [
  ["rowNumber", "=no|=№|=no п п|=n|=n п п|=п п|=#|=nr|=номер|=порядковый номер|=нумар|=序号|=编号"],
  [
    "fullName",
    "фио|=ф и о|фамил имя|фамил инициал|прозвішч імя|полн имя|full name|name surname|first last name|surname given name|family given name|имя фамил|姓名|全名|~участник|~участни|~делегат|~удзельнік|~дэлегат|~participant|~delegate|~представител",
  ],
  ["family", "фамил|прозвішч|surname|family name|last name|=姓|姓氏"],
  ["given", "имя|імя|name|given name|first name|forename|=名|名字"],
  ["patronymic", "отчеств|імя бацьк|бацьк|patronymic|middle name|父称|父名"],
  ["title", "должност|пасад|=title|job title|position|=post|职务|职位|职称"],
  [
    "organization",
    "организац|арганізацы|компани|кампані|предприят|прадпрыемств|учрежден|ведомств|мест работ|мес прац|organi|company|employer|institution|单位|机构|公司|министерств|工作单位",
  ],
  [
    "titleAndOrganization",
    "должност организац|должност мест работ|должност компани|должност ведомств|пасад арганізацы|пасад мес прац|position organi|title organi|position company|title company|单位 职务|工作单位 职务|单位及职务",
  ],
  ["category", "категор|катэгор|category|тип участ|类别|类型"],
  ["capacity", "рол делегац|роль делегац|роля дэлегацы|статус делегац|качеств|якасц|capacity|role delegation|=роль|=role|=роля|身份"],
  ["email", "email|mail|почт|пошт|эл адрес|электронн адрес|邮箱|电子邮件|邮件"],
  ["phone", "телефон|тэлефон|=тел|тел|мобильн|моб|phone|=tel|mobile|cell|电话|手机"],
  ["birthDate", "рожден|дат рожд|нараджэн|birth|=dob|=др|出生|生日"],
  [
    "arrival",
    "прибыт|прыбыцц|приезд|прыезд|прилет|arrival|дат прибыт|врем прибыт|дат врем прибыт|дат прилет|дат приезд|час прыбыцц|抵达|到达",
  ],
  [
    "arrivalNumber",
    "прибыт рейс|прилет рейс|прибыт поезд|приезд рейс|прыбыцц рэйс|arrival flight|arrival train|=рейс|=flight|=рэйс|抵达 航班|航班号",
  ],
  ["departure", "отъезд|убыт|вылет|выезд|адезд|ад езд|departure|дат отъезд|дат убыт|дат вылет|врем отъезд|час адезд|离开|返程"],
  ["departureNumber", "отъезд рейс|убыт рейс|вылет рейс|адезд рэйс|departure flight|departure train|离开 航班|返程 航班"],
  ["hotel", "гостиниц|отел|гасцініц|hotel|проживан|пражыван|酒店|宾馆"],
  ["needs", "потребност|питан|диет|патрэб|харчаван|need|dietary|需求|饮食"],
  ["note", "примечан|комментар|заўваг|каментар|note|remark|comment|备注"],
  [
    "ignored",
    "паспорт|загранпаспорт|пашпарт|passport|护照|身份证|идентификационн номер|личн номер|identity number|id number|снилс|факс|fax|=пол|gender|性别|подпис|signature|стран|государств|гражданств|country|nationality|国籍|国家|делегац|дэлегацы|delegation|代表团",
  ],
];

// Identity documents, which are not taken whatever else the heading says.
const PASSPORT = /паспорт|пашпарт|passport|护照|身份证|снилс|(identity|id) number|личн\S* номер/;

const LANGUAGE_WORDS: [Language | "latin", RegExp][] = [
  ["latin", /^(лат|лац|latin|translit|транслит|трансліт|拉丁|拼音)/],
  ["ru", /^(рус|rus|ru$|俄文|俄语)/],
  ["be", /^(бел|bel|be$|by$|白俄)/],
  ["en", /^(англ|eng|en$|英文|英语)/],
  ["zh", /^(кит|кіт|chin|zh$|cn$|中文|汉语)/],
];
const BESIDE_LANGUAGE = /^(язык\S*|яз|мов[аеы]|language|на|in|буквами|літарамі|letters|по|па)$/;

export interface HeadingMeaning {
  meaning: Meaning;
  // The heading may mean something else where no other column does.
  weak: boolean;
  // "Имя" is the whole name where no column has the family name.
  mayBeFull: boolean;
}

function wordsOf(heading: string): string[] {
  return fold(heading.replace(/-\r?\n/g, ""))
    .replace(/e-mail|е-mail/g, "email")
    .replace(/(?<=(^|[^\p{L}])\p{L})\.\s?(?=\p{L}([^\p{L}]|$))/gu, "")
    .replace(/№/g, "no")
    .split(/[^\p{L}\p{N}#]+/u)
    .filter(Boolean);
}

const begins = (beginning: string, words: readonly string[]) =>
  words.some((word) => (/\p{Script=Han}/u.test(beginning) ? word.includes(beginning) : word.startsWith(beginning)));

interface Fit {
  meaning: (typeof WORDS)[number][0];
  weak: boolean;
  fit: number;
}

function fitOf(words: readonly string[]): Fit | undefined {
  let best: Fit | undefined;
  for (const [meaning, alternatives] of WORDS) {
    for (const alternative of alternatives.split("|")) {
      const whole = alternative.startsWith("=");
      const weak = alternative.startsWith("~");
      const beginnings = alternative.replace(/^[=~]/, "").split(" ").map(fold);
      const fits = whole ? beginnings.join(" ") === words.join(" ") : beginnings.every((beginning) => begins(beginning, words));
      if (!fits) continue;
      const fit = beginnings.reduce((sum, beginning) => sum + beginning.length + (weak ? 0 : 100), whole ? 1_000 : 0);
      if (best === undefined || fit > best.fit) best = { meaning, weak, fit };
    }
  }
  return best;
}

function inLatin(meaning: Fit["meaning"]): Meaning {
  if (meaning === "fullName") return "latin";
  if (meaning === "family") return "latinFamily";
  return meaning === "given" ? "latinGiven" : meaning;
}

// What a heading means; `custom` are the questions of the event, by id.
export function meaningOf(heading: string, custom: ReadonlyMap<string, readonly string[]> = new Map()): HeadingMeaning | undefined {
  const tidy = clean(heading);
  if (tidy === "") return undefined;
  for (const [id, questions] of custom) {
    if (questions.some((question) => fold(question) === fold(tidy))) return { meaning: `custom.${id}`, weak: false, mayBeFull: false };
  }
  const all = wordsOf(tidy);
  if (all.length > 12) return undefined;
  if (PASSPORT.test(fold(tidy)) && !/фио|фамил|имя|name|姓名/.test(fold(tidy)))
    return { meaning: "ignored", weak: false, mayBeFull: false };
  let language: Language | "latin" | undefined;
  const words = all
    .filter((word) => {
      const said = LANGUAGE_WORDS.find(([, beginning]) => beginning.test(word))?.[0];
      language ??= said;
      return said === undefined;
    })
    .filter((word) => language === undefined || !BESIDE_LANGUAGE.test(word));
  const found = fitOf(words.length > 0 ? words : all);
  if (found === undefined) return language === "latin" ? { meaning: "latin", weak: false, mayBeFull: false } : undefined;
  const latin = language === "latin" || (language === "en" && ["fullName", "family", "given"].includes(found.meaning));
  let meaning: Meaning = latin ? inLatin(found.meaning) : found.meaning;
  if (meaning === "title" && language !== undefined && language !== "latin") meaning = `title.${language}`;
  return { meaning, weak: found.weak, mayBeFull: found.meaning === "given" && words.length === 1 };
}
