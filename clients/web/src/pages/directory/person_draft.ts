// A person as the form has it, in plain values that a draft can keep.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { PersonSchema, type Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import type { Language } from "../../i18n/languages.ts";
import { filledTexts, textRows, type TextRow } from "./text_rows.ts";

export interface NameRow {
  language: string;
  script: string;
  side: string;
  familyName: string;
  givenName: string;
  patronymic: string;
}

export interface PersonDraft {
  names: NameRow[];
  // Settled by whoever fills the form; else the server proposes it.
  latin: { familyName: string; givenName: string };
  organization: string | null;
  jobTitles: TextRow[];
  languages: string[];
  countryCode: string;
  workEmail: string;
  workPhone: string;
  // Only of somebody new: "1975-04-12".
  birthDate: string;
}

export const emptyName = (language: string): NameRow => ({
  language,
  script: "",
  side: "",
  familyName: "",
  givenName: "",
  patronymic: "",
});

export function newPersonDraft(language: Language, organization: string | null): PersonDraft {
  return {
    names: [emptyName(language)],
    latin: { familyName: "", givenName: "" },
    organization,
    jobTitles: textRows([], [language]),
    languages: [],
    countryCode: "",
    workEmail: "",
    workPhone: "",
    birthDate: "",
  };
}

export function personDraftOf(person: Person, language: Language): PersonDraft {
  return {
    names: person.names.map(({ language: tag, script, side, familyName, givenName, patronymic }) => ({
      language: tag,
      script,
      side,
      familyName,
      givenName,
      patronymic,
    })),
    latin: { familyName: person.latinName?.familyName ?? "", givenName: person.latinName?.givenName ?? "" },
    organization: person.organization || null,
    jobTitles: textRows(person.jobTitles, [language]),
    languages: person.languages,
    countryCode: person.countryCode,
    workEmail: person.workEmail,
    workPhone: person.workPhone,
    birthDate: "",
  };
}

// The fields that the form has, as an update names them.
export const PERSON_FIELDS = ["names", "latin_name", "organization", "job_titles", "languages", "country_code", "work_email", "work_phone"];

function dateOf(day: string) {
  const [year, month, date] = day.split("-").map(Number);
  return { year: year!, month: month!, day: date! };
}

// What the server gets: rows in which nothing stands are left out.
export function personOf(draft: PersonDraft, name = "", etag = ""): Person {
  const person: MessageInitShape<typeof PersonSchema> = {
    name,
    etag,
    names: draft.names.filter(({ familyName, givenName }) => `${familyName}${givenName}`.trim() !== "").map(trimmed),
    organization: draft.organization ?? "",
    jobTitles: filledTexts(draft.jobTitles),
    languages: draft.languages,
    countryCode: draft.countryCode,
    workEmail: draft.workEmail.trim(),
    workPhone: draft.workPhone.trim(),
  };
  if (draft.latin.familyName.trim() !== "") {
    person.latinName = { language: "en", script: "Latn", ...trimmed(draft.latin) };
  }
  if (draft.birthDate !== "") person.birthDate = dateOf(draft.birthDate);
  return create(PersonSchema, person);
}

function trimmed<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value).trim().replace(/\s+/g, " ")])) as T;
}
