// How far taking in a list is: kept in the browser, so that a reload loses nothing.
import { create, fromJson, toJson, type JsonValue } from "@bufbuild/protobuf";
import { WhenFull } from "@plenary/client/gen/plenary/v1/delegations_pb";
import {
  DuplicateHandling,
  ExistingHandling,
  ImportColumnSchema,
  ImportDecisionSchema,
  ImportField as Field,
  type ImportColumn,
  type ImportDecision,
} from "@plenary/client/gen/plenary/v1/imports_pb";

// What was decided about a row: "people/…", a new person, or not at all.
export type Decision = { person: string } | "new" | "leave-out";

export interface ImportOptions {
  delegation: string | null;
  category: string | null;
  createOrganizations: boolean;
  createDelegations: boolean;
  repairLookalikes: boolean;
  asksAboutLikely: boolean;
  updatesExisting: boolean;
  confirm: boolean;
  whenFull: WhenFull;
  reason: string;
}

export interface ImportState {
  // On the server, for seven days; "" while none is chosen.
  file: string;
  filename: string;
  sheet: string;
  // As somebody corrected them; unset: as the server proposes.
  columns: JsonValue[] | null;
  options: ImportOptions;
  // By line.
  decisions: Record<number, Decision>;
  // The operations that try it and that carry it out; "" while there is none.
  trial: string;
  run: string;
}

export const NO_IMPORT: ImportState = {
  file: "",
  filename: "",
  sheet: "",
  columns: null,
  options: {
    delegation: null,
    category: null,
    createOrganizations: false,
    createDelegations: false,
    repairLookalikes: false,
    asksAboutLikely: true,
    updatesExisting: true,
    confirm: false,
    whenFull: WhenFull.WHEN_FULL_UNSPECIFIED,
    reason: "",
  },
  decisions: {},
  trial: "",
  run: "",
};

export function columnsOf(state: ImportState, proposed: readonly ImportColumn[]): ImportColumn[] {
  return state.columns?.map((json) => fromJson(ImportColumnSchema, json)) ?? [...proposed];
}

// `state` with one column read otherwise; what was tried before says nothing any more.
export function withColumn(state: ImportState, columns: readonly ImportColumn[], changed: ImportColumn): ImportState {
  const next = columns.map((column) => (column.index === changed.index ? changed : column));
  return { ...state, columns: next.map((column) => toJson(ImportColumnSchema, column)), trial: "", run: "" };
}

export function decisionsOf(decisions: ImportState["decisions"]): ImportDecision[] {
  return Object.entries(decisions).map(([line, decision]) =>
    create(ImportDecisionSchema, {
      line: BigInt(line),
      decision:
        decision === "new"
          ? { case: "createNew", value: true }
          : decision === "leave-out"
            ? { case: "leaveOut", value: true }
            : { case: "person", value: decision.person },
    }),
  );
}

// What ImportParticipants is asked.
export function importRequest(state: ImportState, columns: readonly ImportColumn[], event: string, language: string, dryRun: boolean) {
  const { delegation, category, asksAboutLikely, updatesExisting, ...options } = state.options;
  return {
    parent: event,
    file: state.file,
    table: { sheet: state.sheet },
    columns: [...columns],
    languageCode: language,
    dryRun,
    delegation: delegation ?? "",
    category: category ?? "",
    likelyDuplicates: asksAboutLikely ? DuplicateHandling.ASK : DuplicateHandling.CREATE_NEW,
    existing: updatesExisting ? ExistingHandling.UPDATE_EXISTING : ExistingHandling.SKIP_EXISTING,
    decisions: decisionsOf(state.decisions),
    ...options,
  };
}

// What a column of a list of participants can be, in the order in which people look for it.
export const FIELDS: readonly Field[] = [
  Field.IGNORED,
  Field.ROW_NUMBER,
  Field.FULL_NAME,
  Field.FAMILY_NAME,
  Field.GIVEN_NAME,
  Field.PATRONYMIC,
  Field.LATIN_FULL_NAME,
  Field.LATIN_FAMILY_NAME,
  Field.LATIN_GIVEN_NAME,
  Field.JOB_TITLE,
  Field.ORGANIZATION,
  Field.JOB_TITLE_AND_ORGANIZATION,
  Field.AFFILIATION,
  Field.DELEGATION,
  Field.CATEGORY,
  Field.CAPACITY,
  Field.FUNCTIONS,
  Field.COUNTRY,
  Field.LANGUAGES,
  Field.WORK_EMAIL,
  Field.WORK_PHONE,
  Field.BIRTH_DATE,
  Field.ARRIVAL_TIME,
  Field.ARRIVAL_CARRIER,
  Field.ARRIVAL_NUMBER,
  Field.ARRIVAL_PLACE,
  Field.DEPARTURE_TIME,
  Field.DEPARTURE_CARRIER,
  Field.DEPARTURE_NUMBER,
  Field.DEPARTURE_PLACE,
  Field.HOTEL,
  Field.NEEDS,
  Field.PRECEDENCE,
  Field.LISTING_CONSENT,
  Field.WAITING_RANK,
  Field.NOTE,
  Field.CUSTOM_VALUE,
  Field.PERSON,
  Field.PARTICIPANT,
  Field.STATE,
  Field.ATTENDANCE,
];

// Whether what is in the column is in some language.
export function hasLanguage(field: Field): boolean {
  return [
    Field.FULL_NAME,
    Field.FAMILY_NAME,
    Field.GIVEN_NAME,
    Field.PATRONYMIC,
    Field.JOB_TITLE,
    Field.ORGANIZATION,
    Field.JOB_TITLE_AND_ORGANIZATION,
    Field.AFFILIATION,
  ].includes(field);
}
