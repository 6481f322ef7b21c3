// What the table asks of the server.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { RegistrationRowSchema, WhenFull, type Participant_Capacity } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { PersonNameSchema } from "@plenary/client/gen/plenary/v1/directory_pb";
import { CustomField_Type, type CustomField } from "@plenary/client/gen/plenary/v1/events_pb";
import { instantAt } from "../../parts/venue_day.ts";
import { isTitle, type Column } from "./columns.ts";
import { clean, fold, languageOf, scriptOf } from "./list/clean.ts";
import { readDate, type Civil } from "./list/dates.ts";
import { readCapacity } from "./list/words.ts";
import { categoryOfRow, isOwnOrganization, type Roster } from "./roster.ts";
import { cellOf, type Row } from "./rows.ts";

type NameInit = MessageInitShape<typeof PersonNameSchema>;

// The name a row says, for suggestions as well.
export function nameInit(row: Row, roster: Pick<Roster, "language">): NameInit {
  const [familyName, givenName, patronymic] = (["family", "given", "patronymic"] as const).map((column) => clean(cellOf(row, column)));
  const whole = [familyName, givenName, patronymic].join(" ");
  return { language: languageOf(whole, roster.language), script: scriptOf(whole) ?? "", familyName, givenName, patronymic };
}

// "Primerov-Probny Piotr" in its parts: as many words of family name as the name itself has.
export function latinInit(latin: string, family: string): NameInit {
  const text = clean(latin);
  const comma = text.indexOf(",");
  if (comma > 0)
    return { language: "en", script: "Latn", familyName: text.slice(0, comma).trim(), givenName: text.slice(comma + 1).trim() };
  const words = text.split(" ");
  const count = Math.max(1, Math.min(words.length - 1, clean(family).split(" ").length));
  return { language: "en", script: "Latn", familyName: words.slice(0, count).join(" "), givenName: words.slice(count).join(" ") };
}

function titlesOf(row: Row): { language: string; text: string }[] {
  return (Object.keys(row.cells) as Column[])
    .filter((column) => isTitle(column) && clean(cellOf(row, column)) !== "")
    .map((column) => ({ language: column.slice("title.".length), text: clean(cellOf(row, column)) }));
}

const isoDay = ({ year, month, day }: Civil) =>
  [String(year).padStart(4, "0"), ...[month, day].map((part) => String(part).padStart(2, "0"))].join("-");

function timestampAt(text: string, roster: Roster) {
  const { civil } = readDate(text, roster.eventYear);
  if (civil === undefined) return undefined;
  return timestampFromDate(instantAt(isoDay(civil), (civil.hour ?? 0) * 60 + (civil.minute ?? 0), roster.timeZone));
}

function journeyOf(row: Row, time: "arrival" | "departure", number: "arrivalNumber" | "departureNumber", roster: Roster) {
  if (cellOf(row, time) === "" && cellOf(row, number) === "") return undefined;
  return { time: timestampAt(cellOf(row, time), roster), number: clean(cellOf(row, number)) };
}

function stayOf(row: Row, roster: Roster) {
  const arrival = journeyOf(row, "arrival", "arrivalNumber", roster);
  const departure = journeyOf(row, "departure", "departureNumber", roster);
  const hotel = clean(cellOf(row, "hotel"));
  const needs = cellOf(row, "needs").split(";").map(clean).filter(Boolean);
  return arrival || departure || hotel || needs.length > 0 ? { arrival, departure, hotel, needs } : undefined;
}

// The stored form of an answer.
function answerOf(text: string, field: CustomField): string {
  if (field.type === CustomField_Type.CHOICE) {
    const choice = field.choices.find(
      ({ id, displayNames }) => fold(id) === fold(text) || displayNames.some((name) => fold(name.text) === fold(text)),
    );
    return choice?.id ?? text;
  }
  if (field.type === CustomField_Type.YES_NO) return /^(да|так|yes|true|是)$/i.test(text) ? "true" : "false";
  const civil = field.type === CustomField_Type.DATE ? readDate(text).civil : undefined;
  return civil ? isoDay(civil) : text;
}

function answersOf(row: Row, fields: readonly CustomField[]): Record<string, string> {
  return Object.fromEntries(
    fields
      .map((field) => [field.id, clean(cellOf(row, `custom.${field.id}`)), field] as const)
      .filter(([, text]) => text !== "")
      .map(([id, text, field]) => [id, answerOf(text, field)]),
  );
}

export interface Wishes {
  confirm: boolean;
  hasWaitingList: boolean;
}

function whenFullOf(row: Row, { hasWaitingList }: Wishes): WhenFull {
  if (row.whenFull === "overflow") return WhenFull.USE_OVERFLOW;
  return hasWaitingList ? WhenFull.WAIT : WhenFull.REFUSE;
}

export function personInit(row: Row, roster: Roster) {
  const latin = cellOf(row, "latin");
  const born = readDate(cellOf(row, "birthDate")).civil;
  return {
    names: [nameInit(row, roster)],
    latinName: latin === "" ? undefined : latinInit(latin, cellOf(row, "family")),
    organization: roster.organization !== "" && isOwnOrganization(cellOf(row, "organization"), roster) ? roster.organization : "",
    jobTitles: titlesOf(row),
    workEmail: clean(cellOf(row, "email")),
    workPhone: clean(cellOf(row, "phone")),
    birthDate: born && { year: born.year, month: born.month, day: born.day },
  };
}

// One person to register.
export function registrationRow(row: Row, roster: Roster, wishes: Wishes): MessageInitShape<typeof RegistrationRowSchema> {
  const organization = clean(cellOf(row, "organization"));
  const capacity: Participant_Capacity | undefined = readCapacity(cellOf(row, "capacity"));
  return {
    participant: {
      person: row.person?.name ?? "",
      category: categoryOfRow(row, roster) ?? "",
      capacity,
      titles: titlesOf(row),
      affiliations: isOwnOrganization(organization, roster)
        ? []
        : [{ language: languageOf(organization, roster.language), text: organization }],
      stay: stayOf(row, roster),
      note: cellOf(row, "note").trim(),
      customValues: answersOf(row, roster.customFields),
    },
    newPerson: row.person ? undefined : personInit(row, roster),
    whenFull: whenFullOf(row, wishes),
    confirm: wishes.confirm,
  };
}
