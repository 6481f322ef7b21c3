import { create } from "@bufbuild/protobuf";
import { DuplicateHandling, ExistingHandling, ImportColumnSchema, ImportField as Field } from "@plenary/client/gen/plenary/v1/imports_pb";
import { describe, expect, it } from "vitest";
import {
  columnsOf,
  decisionsOf,
  fieldsFor,
  importRequest,
  NO_IMPORT,
  settled,
  withColumn,
  withDecision,
  withFile,
} from "./import_state.ts";

const column = (index: number, field: Field, heading = "") => create(ImportColumnSchema, { index, field, heading });
const proposed = [column(1, Field.FULL_NAME), column(2, Field.JOB_TITLE)];

describe("columns", () => {
  it("are as the server proposes until somebody corrects one", () => {
    expect(columnsOf(NO_IMPORT, proposed)).toEqual(proposed);
  });
  it("are kept as they were corrected, and what was tried before is forgotten", () => {
    const state = withColumn({ ...NO_IMPORT, trial: "operations/1" }, proposed, column(2, Field.NOTE));
    expect(columnsOf(JSON.parse(JSON.stringify(state)), proposed).map(({ field }) => field)).toEqual([Field.FULL_NAME, Field.NOTE]);
    expect(state.trial).toBe("");
  });
  it("are kept for a file that was mended, and not for another one", () => {
    const state = withFile(withColumn(NO_IMPORT, proposed, column(2, Field.NOTE)), "files/2", "mended.csv");
    expect(columnsOf(state, proposed).map(({ field }) => field)).toEqual([Field.FULL_NAME, Field.NOTE]);
    const others = [column(1, Field.FULL_NAME, "Name"), column(2, Field.HOTEL, "Hotel")];
    expect(columnsOf(state, others)).toEqual(others);
  });
  it("that the reader may not set are not read", () => {
    const list = [column(1, Field.FULL_NAME, "Name"), column(2, Field.DELEGATION, "From"), column(3, Field.PRECEDENCE, "Rank")];
    const read = (isIntoOne: boolean, isSecretariat: boolean) =>
      columnsOf(NO_IMPORT, list, fieldsFor({ isIntoOne, isSecretariat })).map(({ field }) => field);
    expect(read(false, true)).toEqual([Field.FULL_NAME, Field.DELEGATION, Field.PRECEDENCE]);
    expect(read(true, true)).toEqual([Field.FULL_NAME, Field.IGNORED, Field.PRECEDENCE]);
    expect(read(true, false)).toEqual([Field.FULL_NAME, Field.IGNORED, Field.IGNORED]);
  });
});

it("another file keeps what was set, and forgets what was found and decided", () => {
  const options = { ...NO_IMPORT.options, confirm: true };
  const before = { ...NO_IMPORT, options, file: "files/1", sheet: "May", decisions: { 5: "new" as const }, trial: "operations/1" };
  expect(withFile(before, "files/2", "mended.csv")).toEqual({ ...NO_IMPORT, options, file: "files/2", filename: "mended.csv" });
});

it("a list into one delegation has its category until another is chosen", () => {
  const kursk = { delegation: "events/a/delegations/kursk", category: "events/a/categories/delegate" };
  expect(settled(NO_IMPORT, kursk).options).toMatchObject(kursk);
  const chosen = { ...NO_IMPORT, options: { ...NO_IMPORT.options, category: "events/a/categories/press" } };
  expect(settled(chosen, kursk).options).toMatchObject({ ...kursk, category: "events/a/categories/press" });
  expect(settled(chosen, undefined)).toBe(chosen);
});

it("what was decided last about a row counts", () => {
  const once = withDecision(NO_IMPORT, 5, "new");
  expect(withDecision(withDecision(once, 7, "new"), 5, "leave-out").decisions).toEqual({ 5: "leave-out", 7: "new" });
});

it("decisions name their line and what was decided", () => {
  const decisions = decisionsOf({ 5: { person: "people/1" }, 7: "new", 9: "leave-out" });
  expect(decisions.map(({ line, decision }) => [line, decision.case, decision.value])).toEqual([
    [5n, "person", "people/1"],
    [7n, "createNew", true],
    [9n, "leaveOut", true],
  ]);
});

it("a request says what was chosen", () => {
  const options = {
    ...NO_IMPORT.options,
    category: "events/a/categories/press",
    asksAboutLikely: false,
    updatesExisting: false,
    reason: "late",
  };
  expect(importRequest({ ...NO_IMPORT, file: "files/1", options }, proposed, "events/a", "ru", true)).toMatchObject({
    parent: "events/a",
    file: "files/1",
    category: "events/a/categories/press",
    delegation: "",
    dryRun: true,
    reason: "late",
    likelyDuplicates: DuplicateHandling.CREATE_NEW,
    existing: ExistingHandling.SKIP_EXISTING,
  });
});
