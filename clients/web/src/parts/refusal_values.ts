// What varies in a refusal, as its reader wants to see it: instants as days and times, bytes as
// megabytes, roles by their words. src/words/*/refusals.json has the texts around it.
import type { Refusal } from "@plenary/client";
import type { Language } from "../i18n/languages.ts";
import { formatDay, formatInstant, formatInterval, timestampOf } from "./when.ts";

export interface RefusalReader {
  language: Language;
  // Whose clock instants are shown on.
  zone: string;
  // How a role ("EVENT_MANAGER") is called.
  roleWord: (role: string) => string;
}

// Which number of a refusal chooses the plural form of its text.
export const COUNTED: Partial<Record<Refusal["reason"], string>> = {
  DELEGATION_QUOTA_EXHAUSTED: "seatsLeft",
  CATEGORY_LIMIT_REACHED: "seatsLeft",
  QUOTA_BELOW_USE: "used",
  LIKELY_DUPLICATE: "candidates",
  RATE_LIMITED: "retrySeconds",
  TOO_MANY_ATTEMPTS: "retrySeconds",
  PASSWORD_TOO_WEAK: "leastCharacters",
  TRAVEL_TOO_SHORT: "gapMinutes",
  INTERPRETERS_SHORT: "needed",
  SCHEDULE_HAS_CONFLICTS: "conflicts",
  ROOM_TOO_SMALL: "expected",
  MEETING_REQUEST_LIMIT_REACHED: "limit",
  NO_PLAN_FOUND_IN_TIME: "seconds",
};

// Values that are made of others, and of which; retrySeconds is the refusal's RetryInfo.
export const DERIVED: Record<string, readonly string[]> = { interval: ["from", "to"], retrySeconds: [] };

// The places in a text that wait for a value.
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name!);
}

// An instant with the offset of the place it is meant for, or in universal time.
const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const ROLES = /^[A-Z]+(_[A-Z]+)*(, ?[A-Z]+(_[A-Z]+)*)*$/;

const MEGABYTES: Record<Language, string> = { ru: "МБ", be: "МБ", en: "MB", zh: "MB" };

function instantIn(value: string, { language, zone }: RefusalReader): string | undefined {
  const found = INSTANT.exec(value);
  if (found === null) return undefined;
  const [, day, time, offset] = found;
  if (offset === "Z" || offset === "+00:00") return formatInstant(new Date(value), language, zone);
  return formatDay(day!, language, zone) + (language === "zh" ? " " : ", ") + time;
}

function valueIn(key: string, value: string, reader: RefusalReader): string | number {
  if (key.endsWith("Bytes")) return `${Math.round((Number(value) / 2 ** 20) * 10) / 10} ${MEGABYTES[reader.language]}`;
  if (key === "roles" && ROLES.test(value))
    return value
      .split(/, ?/)
      .map(reader.roleWord)
      .join(reader.language === "zh" ? "、" : ", ");
  if (/^\d+$/.test(value)) return Number(value);
  if (DAY.test(value)) return formatDay(value, reader.language, reader.zone);
  return instantIn(value, reader) ?? value;
}

// The values of a refusal's text, by the names of its placeholders.
export function refusalValues(refusal: Refusal, reader: RefusalReader): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(refusal.metadata)) values[key] = valueIn(key, value, reader);
  const { from, to } = refusal.metadata;
  if (from && to && INSTANT.test(from) && INSTANT.test(to)) {
    const ends = { startTime: timestampOf(new Date(from)), endTime: timestampOf(new Date(to)) };
    values.interval = formatInterval(ends, reader.language, reader.zone);
  }
  if (refusal.retryAfterMs > 0) values.retrySeconds = Math.ceil(refusal.retryAfterMs / 1000);
  return values;
}
