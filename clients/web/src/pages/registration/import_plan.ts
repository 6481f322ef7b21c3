// How a list is to be imported, as somebody corrected and decided it.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { WhenFull } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { ImportField, type ImportColumnSchema, type ImportDecisionSchema } from "@plenary/client/gen/plenary/v1/imports_pb";

export interface PlannedColumn {
  index: number;
  field: ImportField;
  language: string;
  customField: string;
}

// About one row that was held back: it is that person ("people/…"), somebody new, or left out.
export type Decision = { person: string } | "new" | "leaveOut";

export interface ImportPlan {
  columns: PlannedColumn[];
  // Of rows that name none; "" for the event's only one.
  category: string;
  whenFull: WhenFull;
  confirm: boolean;
  repairsLookalikes: boolean;
  // By the row's line.
  decisions: Record<string, Decision>;
}

export const NO_PLAN: ImportPlan = {
  columns: [],
  category: "",
  whenFull: WhenFull.WHEN_FULL_UNSPECIFIED,
  confirm: false,
  repairsLookalikes: true,
  decisions: {},
};

// The decisions as an import takes them.
export function decisionsOf({ decisions }: ImportPlan): MessageInitShape<typeof ImportDecisionSchema>[] {
  return Object.entries(decisions).map(([line, decision]) => {
    if (decision === "new") return { line: BigInt(line), decision: { case: "createNew", value: true } };
    if (decision === "leaveOut") return { line: BigInt(line), decision: { case: "leaveOut", value: true } };
    return { line: BigInt(line), decision: { case: "person", value: decision.person } };
  });
}

export function columnsOf({ columns }: ImportPlan): MessageInitShape<typeof ImportColumnSchema>[] {
  return columns.map((column) => ({ ...column }));
}

// What a column of a list of people may mean.
export const FIELDS = [
  ImportField.FULL_NAME,
  ImportField.FAMILY_NAME,
  ImportField.GIVEN_NAME,
  ImportField.PATRONYMIC,
  ImportField.LATIN_FULL_NAME,
  ImportField.LATIN_FAMILY_NAME,
  ImportField.LATIN_GIVEN_NAME,
  ImportField.JOB_TITLE,
  ImportField.JOB_TITLE_AND_ORGANIZATION,
  ImportField.ORGANIZATION,
  ImportField.AFFILIATION,
  ImportField.CATEGORY,
  ImportField.CAPACITY,
  ImportField.FUNCTIONS,
  ImportField.COUNTRY,
  ImportField.LANGUAGES,
  ImportField.WORK_EMAIL,
  ImportField.WORK_PHONE,
  ImportField.BIRTH_DATE,
  ImportField.ARRIVAL_TIME,
  ImportField.ARRIVAL_NUMBER,
  ImportField.DEPARTURE_TIME,
  ImportField.DEPARTURE_NUMBER,
  ImportField.HOTEL,
  ImportField.NEEDS,
  ImportField.NOTE,
  ImportField.ROW_NUMBER,
  ImportField.IGNORED,
];
