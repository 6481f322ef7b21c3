import { create } from "@bufbuild/protobuf";
import { DuplicateHandling, ExistingHandling, ImportColumnSchema, ImportField as Field } from "@plenary/client/gen/plenary/v1/imports_pb";
import { describe, expect, it } from "vitest";
import { columnsOf, decisionsOf, importRequest, NO_IMPORT, withColumn } from "./import_state.ts";

const column = (index: number, field: Field) => create(ImportColumnSchema, { index, field });
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
