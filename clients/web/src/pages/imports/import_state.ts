// How far taking in a list is: kept in the browser, so that a reload loses nothing.
import { create, fromJson, toJson, type JsonValue } from "@bufbuild/protobuf";
import { WhenFull } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { RegistrationWindow_Step as Step, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import {
  DuplicateHandling,
  ExistingHandling,
  ImportColumnSchema,
  ImportDecisionSchema,
  ImportField as Field,
  type ImportColumn,
  type ImportDecision,
} from "@plenary/client/gen/plenary/v1/imports_pb";
import { stepIsOpen } from "../participants/verbs.ts";

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
    // Each repair shows as a remark of the trial.
    repairLookalikes: true,
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

// Who takes in a list, and to where.
export interface Importer {
  // Whether everybody comes into one delegation, whatever the list says.
  isIntoOne: boolean;
  // Whether the reader runs the event.
  isSecretariat: boolean;
}

// What a column can be for this reader, in the order in which people look for it.
export function fieldsFor({ isIntoOne, isSecretariat }: Importer): Field[] {
  return FIELDS.filter((field) => (field !== Field.DELEGATION || !isIntoOne) && (field !== Field.PRECEDENCE || isSecretariat));
}

// The columns as they are read: as somebody corrected them, where the headings are still the same, as in a
// file that was mended; else as the server proposes. What is none of `fields` isn't read.
export function columnsOf(state: ImportState, proposed: readonly ImportColumn[], fields: readonly Field[] = FIELDS): ImportColumn[] {
  const corrected = state.columns?.map((json) => fromJson(ImportColumnSchema, json)) ?? [];
  const isOfThisFile =
    corrected.length === proposed.length &&
    corrected.every(({ index, heading }, place) => index === proposed[place]!.index && heading === proposed[place]!.heading);
  return (isOfThisFile ? corrected : proposed).map((column) =>
    fields.includes(column.field)
      ? column
      : create(ImportColumnSchema, { index: column.index, heading: column.heading, field: Field.IGNORED }),
  );
}

// The delegation into which everybody comes, and the category of rows that name none until another is chosen.
export interface Place {
  // "events/…/delegations/…"
  delegation: string;
  category: string;
}

// What was kept, as it holds for a list that comes into one delegation.
export function settled(kept: ImportState, into: Place | undefined): ImportState {
  if (into === undefined) return kept;
  return { ...kept, options: { ...kept.options, delegation: into.delegation, category: kept.options.category ?? into.category } };
}

// `state` with what was decided about a row.
export function withDecision(state: ImportState, line: number, decision: Decision): ImportState {
  return { ...state, decisions: { ...state.decisions, [line]: decision } };
}

// Another file, or the same one mended: what was set stays, what was found is forgotten.
export function withFile(state: ImportState, file: string, filename: string): ImportState {
  return { ...NO_IMPORT, options: state.options, columns: state.columns, file, filename };
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

// Whether the secretariat has to say why.
export function needsReason(event: Pick<Event, "state" | "windows">, { whenFull }: Pick<ImportOptions, "whenFull">, now: Date): boolean {
  return whenFull === WhenFull.OVERBOOK || !stepIsOpen(event, Step.NOMINATION, now);
}

// What ImportParticipants is asked.
export function importRequest(
  { file, sheet, decisions, options: { delegation, category, asksAboutLikely, updatesExisting, ...options } }: ImportState,
  columns: readonly ImportColumn[],
  event: string,
  language: string,
  dryRun: boolean,
) {
  return {
    parent: event,
    file,
    table: { sheet },
    columns: [...columns],
    languageCode: language,
    dryRun,
    delegation: delegation ?? "",
    category: category ?? "",
    likelyDuplicates: asksAboutLikely ? DuplicateHandling.ASK : DuplicateHandling.CREATE_NEW,
    existing: updatesExisting ? ExistingHandling.UPDATE_EXISTING : ExistingHandling.SKIP_EXISTING,
    decisions: decisionsOf(decisions),
    ...options,
  };
}

const FIELDS: readonly Field[] = [
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
