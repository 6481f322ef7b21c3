// What is wrong with a cell of a list and how it is mended, as the words of imports.json have it.
import { errorOfStatus, refusalOf, type Refusal } from "@plenary/client";
import { ImportField as Field, ImportReject_Severity as Severity, type ImportReject } from "@plenary/client/gen/plenary/v1/imports_pb";

// What a cell that could not be read should have held.
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
  [Field.LATIN_FULL_NAME]: "name",
};

const NAMES: readonly Field[] = [
  Field.FULL_NAME,
  Field.FAMILY_NAME,
  Field.GIVEN_NAME,
  Field.PATRONYMIC,
  Field.LATIN_FULL_NAME,
  Field.LATIN_FAMILY_NAME,
  Field.LATIN_GIVEN_NAME,
];

// Characters that nobody sees: zero-width ones, marks that turn the direction of writing.
const UNSEEN = /\p{Cf}/u;

// What was noticed in a cell that was taken all the same.
function remarkOn(cell: string, field: Field | undefined): string | undefined {
  if (field === undefined) return undefined;
  if (NAMES.includes(field)) return UNSEEN.test(cell) ? "unseen" : "nameParts";
  if (field === Field.WORK_EMAIL) return "addresses";
  if (field === Field.ARRIVAL_TIME || field === Field.DEPARTURE_TIME) return "noTime";
  return field === Field.JOB_TITLE_AND_ORGANIZATION ? "titleAndOrganization" : undefined;
}

// What a rule of the event or the directory finds wrong with what was read.
function violated(path: string, cell: string, severity: Severity): string | undefined {
  if (path.includes("custom_values[")) return cell.trim() === "" ? "answerMissing" : "answer";
  if (path === "person.names") return "nameMissing";
  if (path.endsWith("new_person.names") && severity === Severity.REMARK) return "initials";
  return path.endsWith("stay.departure.time") ? "departure" : undefined;
}

type Told = Pick<ImportReject, "severity" | "cell" | "error" | "remedy">;

export interface Fault {
  refusal: Refusal;
  // Whose words say it under "wrong"; undefined: the refusal's own do.
  wrong: string | undefined;
  // The same under "mend"; undefined: what is wrong says what to do as well.
  mend: string | undefined;
}

const same = (refusal: Refusal, key: string | undefined): Fault => ({ refusal, wrong: key, mend: key });

// `field` is what the reject's column is read as, undefined for a whole row. Only the secretariat lets an
// import create organizations.
export function faultOf(told: Told, field: Field | undefined, isSecretariat: boolean): Fault {
  const refusal = refusalOf(told.error && errorOfStatus(told.error));
  const mendedBy = (mend: string, wrong?: string): Fault => ({ refusal, wrong, mend });
  const isRemark = told.severity === Severity.REMARK;
  switch (refusal.reason) {
    case "INVALID_FIELDS": {
      const path = refusal.fields[0]?.field;
      if (path !== undefined) return same(refusal, violated(path, told.cell, told.severity));
      return same(refusal, isRemark ? remarkOn(told.cell, field) : BY_FIELD[field ?? Field.IGNORED]);
    }
    case "LOOKALIKE_LETTERS":
      return isRemark ? mendedBy("lookalikeMended", "lookalikes") : mendedBy("lookalike");
    case "UNKNOWN_NAME":
      // Only organizations that aren't there are taken all the same.
      return isRemark ? mendedBy(isSecretariat ? "organization" : "organizationKept", "organization") : same(refusal, undefined);
    case "DELEGATION_QUOTA_EXHAUSTED":
    case "CATEGORY_LIMIT_REACHED":
      return mendedBy("seat");
    case "SECRETARIAT_ONLY":
      return mendedBy("secretariatOnly");
    case "WRONG_STATE":
      return told.severity === Severity.QUESTION ? mendedBy("tookPart") : same(refusal, undefined);
    default:
      return same(refusal, undefined);
  }
}
