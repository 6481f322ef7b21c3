// How to mend a cell, in the reader's language, by what the cell should hold.
import type { Refusal } from "@plenary/client";
import { ImportField as Field } from "@plenary/client/gen/plenary/v1/imports_pb";

const BY_FIELD: Partial<Record<Field, string>> = {
  [Field.BIRTH_DATE]: "day",
  [Field.ARRIVAL_TIME]: "time",
  [Field.DEPARTURE_TIME]: "time",
  [Field.WORK_EMAIL]: "email",
  [Field.PRECEDENCE]: "number",
  [Field.WAITING_RANK]: "number",
  [Field.LISTING_CONSENT]: "yesNo",
  [Field.COUNTRY]: "country",
  [Field.LANGUAGES]: "languages",
  [Field.CAPACITY]: "capacity",
  [Field.FUNCTIONS]: "functions",
  [Field.CUSTOM_VALUE]: "answer",
  [Field.FULL_NAME]: "name",
  [Field.FAMILY_NAME]: "name",
  [Field.ORGANIZATION]: "organization",
  [Field.JOB_TITLE_AND_ORGANIZATION]: "titleAndOrganization",
};

// Which words say it; undefined where the refusal itself says what to do.
export function remedyKey(refusal: Pick<Refusal, "reason">, field: Field | undefined): string | undefined {
  if (refusal.reason === "LOOKALIKE_LETTERS") return "lookalike";
  if (refusal.reason === "UNKNOWN_NAME" && field !== undefined && BY_FIELD[field]?.endsWith("rganization")) return "organization";
  if (refusal.reason !== "INVALID_FIELDS" && refusal.reason !== "") return undefined;
  return field === undefined ? undefined : BY_FIELD[field];
}
