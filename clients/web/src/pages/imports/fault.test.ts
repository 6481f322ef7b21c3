import { create } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { BadRequestSchema, ErrorInfoSchema } from "@plenary/client/gen/google/rpc/error_details_pb";
import { StatusSchema } from "@plenary/client/gen/google/rpc/status_pb";
import { ImportField as Field, ImportReject_Severity as Severity, ImportRejectSchema } from "@plenary/client/gen/plenary/v1/imports_pb";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { faultOf } from "./fault.ts";

// A reject as the server sends it; `path`: of the field that a rule complains of.
function reject(reason: string, severity: Severity, { cell = "", path = "" } = {}) {
  const violations = create(BadRequestSchema, { fieldViolations: [{ field: path, description: "is wrong" }] });
  const details = [
    anyPack(ErrorInfoSchema, create(ErrorInfoSchema, { reason: `ERROR_REASON_${reason}` })),
    ...(path === "" ? [] : [anyPack(BadRequestSchema, violations)]),
  ];
  return create(ImportRejectSchema, { severity, cell, error: create(StatusSchema, { code: 3, message: "is wrong", details }) });
}

const { REJECTED, QUESTION, REMARK } = Severity;
const cases = [
  ["a day that is none", reject("INVALID_FIELDS", REJECTED, { cell: "31.02.1980" }), Field.BIRTH_DATE, "day", "day"],
  ["mail that is none", reject("INVALID_FIELDS", REJECTED, { cell: "at home" }), Field.WORK_EMAIL, "email", "email"],
  ["several addresses", reject("INVALID_FIELDS", REMARK, { cell: "a@b.example, c@d.example" }), Field.WORK_EMAIL, "addresses", "addresses"],
  ["a day alone", reject("INVALID_FIELDS", REMARK, { cell: "18.04.2023" }), Field.ARRIVAL_TIME, "noTime", "noTime"],
  ["a name in odd order", reject("INVALID_FIELDS", REMARK, { cell: "Пётр Примеров" }), Field.FULL_NAME, "nameParts", "nameParts"],
  ["a name with what nobody sees", reject("INVALID_FIELDS", REMARK, { cell: "Приме\u200bров" }), Field.FULL_NAME, "unseen", "unseen"],
  [
    "initials",
    reject("INVALID_FIELDS", REMARK, { cell: "Примеров П.", path: "new_person.names" }),
    Field.FULL_NAME,
    "initials",
    "initials",
  ],
  ["nobody", reject("INVALID_FIELDS", REJECTED, { path: "person.names" }), undefined, "nameMissing", "nameMissing"],
  [
    "no answer",
    reject("INVALID_FIELDS", REJECTED, { path: "participant.custom_values[size]" }),
    Field.CUSTOM_VALUE,
    "answerMissing",
    "answerMissing",
  ],
  [
    "a departure before the arrival",
    reject("INVALID_FIELDS", REJECTED, { cell: "1", path: "participant.stay.departure.time" }),
    Field.DEPARTURE_TIME,
    "departure",
    "departure",
  ],
  ["a rule without words", reject("INVALID_FIELDS", REJECTED, { cell: "x", path: "participant.note" }), Field.NOTE, undefined, undefined],
  ["letters of another script", reject("LOOKALIKE_LETTERS", QUESTION), Field.FULL_NAME, undefined, "lookalike"],
  ["letters that were exchanged", reject("LOOKALIKE_LETTERS", REMARK), Field.FULL_NAME, "lookalikes", "lookalikeMended"],
  ["an organization that isn't there", reject("UNKNOWN_NAME", REMARK), Field.ORGANIZATION, "organization", "organization"],
  ["a category that isn't there", reject("UNKNOWN_NAME", REJECTED), Field.CATEGORY, undefined, undefined],
  ["no seat", reject("DELEGATION_QUOTA_EXHAUSTED", REJECTED), Field.CATEGORY, undefined, "seat"],
  ["somebody who left", reject("WRONG_STATE", QUESTION), undefined, undefined, "tookPart"],
  ["a row that was there", reject("REPEATED_ROW", REJECTED), Field.FULL_NAME, undefined, undefined],
] as const;

it.each(cases)("%s has its words", (_, told, field, wrong, mend) => {
  expect(faultOf(told, field, true)).toMatchObject({ wrong, mend });
});

it("a focal point is not told to create organizations", () => {
  expect(faultOf(reject("UNKNOWN_NAME", REMARK), Field.ORGANIZATION, false).mend).toBe("organizationKept");
});

it("every fault has words", () => {
  const words: { wrong: object; mend: object } = JSON.parse(readFileSync(new URL("../../words/en/imports.json", import.meta.url), "utf8"));
  const wrong = cases.flatMap((each) => each[3] ?? []);
  const mend = cases.flatMap((each) => each[4] ?? []);
  expect(wrong.filter((key) => !(key in words.wrong))).toEqual([]);
  expect(mend.filter((key) => !(key in words.mend))).toEqual([]);
});
