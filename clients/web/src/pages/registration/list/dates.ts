// Days and times as people write them in lists, read into one form.

export interface Civil {
  year: number;
  month: number;
  day: number;
  hour?: number;
  minute?: number;
}

export type DateFault = "notADate" | "noSuchDay" | "noCentury" | "yearOnly";

export type ReadDate = { civil: Civil; fault?: undefined; repair?: undefined } | { civil?: undefined; fault: DateFault; repair?: string };

const MONTHS: [number, RegExp][] = [
  [1, /^(янв|студз|jan|一月)/],
  [2, /^(фев|лют|feb|二月)/],
  [3, /^(мар|сак|mar|三月)/],
  [4, /^(апр|крас|apr|四月)/],
  [5, /^(ма[йя]|тра|may|五月)/],
  [6, /^(июн|чэр|чэрв|jun|六月)/],
  [7, /^(июл|ліп|jul|七月)/],
  [8, /^(авг|жні|aug|八月)/],
  [9, /^(сен|вер|sep|九月)/],
  [10, /^(окт|кас|oct|十月)/],
  [11, /^(ноя|ліс|nov|十一月)/],
  [12, /^(дек|сне|dec|十二月)/],
];

const two = (number: number) => String(number).padStart(2, "0");

// "12.04.1975", with the time where there is one: "18.04.2023 09:30".
export function civilText({ year, month, day, hour, minute }: Civil): string {
  const date = `${two(day)}.${two(month)}.${year}`;
  return hour === undefined ? date : `${date} ${two(hour)}:${two(minute ?? 0)}`;
}

export function isRealDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function monthOf(word: string): number {
  return MONTHS.find(([, beginning]) => beginning.test(word))?.[0] ?? 0;
}

// Year, month, day of a text without a time of day; the year may lack.
function numbersOf(text: string, year: number | undefined): [string, number, number] | undefined {
  let match = /^(\d{4})[-./年]\s?(\d{1,2})[-./月]\s?(\d{1,2})日?$/.exec(text);
  if (match) return [match[1]!, Number(match[2]), Number(match[3])];
  match = /^(\d{1,2})\s?[-./,]\s?(\d{1,2})\s?[-./,]\s?(\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (match) return [match[3]!, Number(match[2]), Number(match[1])];
  match = /^(\d{1,2})[-./](\d{1,2})$/.exec(text);
  if (match && year !== undefined) return [String(year), Number(match[2]), Number(match[1])];
  match = /^(\d{1,2})(?:st|nd|rd|th|-го)?[\s.-]+(\p{L}+)\.?,?(?:\s+(\d{2,4}))?$/u.exec(text);
  if (match && (match[3] !== undefined || year !== undefined)) return [match[3] ?? String(year), monthOf(match[2]!), Number(match[1])];
  match = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(text);
  return match ? [match[3]!, monthOf(match[1]!), Number(match[2])] : undefined;
}

// Reads a day with or without a time. `eventYear`: the year that is meant where none is said.
export function readDate(written: string, eventYear?: number): ReadDate {
  let text = written.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const time = /(?:^|[\st,]|\bв\s|\bу\s|\bat\s)(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\.\d+)?z?$/.exec(text);
  let hour: number | undefined;
  let minute: number | undefined;
  // "18.04" by itself is a day, not a time.
  if (time && time.index > 0) {
    hour = Number(time[1]);
    minute = Number(time[2]);
    if (hour > 23 || minute > 59) return { fault: "notADate" };
    text = text.slice(0, time.index);
  }
  text = text
    .replace(/\s(в|у|at)$/, "")
    .replace(/\s?(года|гада|год|г\.?р\.?|г)\.?$/, "")
    .replace(/[,\s]+$/, "");
  if (/^(19|20)\d{2}$/.test(text)) return { fault: "yearOnly" };
  const serial = /^\d{5}$/.test(text) ? Number(text) : 0;
  if (serial > 5_000 && serial < 60_000) {
    const date = new Date(Date.UTC(1899, 11, 30 + serial));
    return { fault: "notADate", repair: civilText({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }) };
  }
  const numbers = numbersOf(text, eventYear);
  if (numbers === undefined) return { fault: "notADate" };
  const [yearText, month, day] = numbers;
  const withTime = hour === undefined ? {} : { hour, minute };
  if (yearText.length === 2) {
    const short = Number(yearText);
    const year = eventYear !== undefined ? 2000 + short : short > 30 ? 1900 + short : 2000 + short;
    const sure = isRealDay(year, month, day);
    return sure ? { fault: "noCentury", repair: civilText({ year, month, day, ...withTime }) } : { fault: "noSuchDay" };
  }
  const year = Number(yearText);
  if (month > 12 && month <= 31 && day <= 12 && isRealDay(year, day, month)) {
    return { fault: "noSuchDay", repair: civilText({ year, month: day, day: month, ...withTime }) };
  }
  if (month < 1 || !isRealDay(year, month, day)) return { fault: "noSuchDay" };
  return { civil: { year, month, day, ...withTime } };
}
