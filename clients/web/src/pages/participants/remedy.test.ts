import { ImportField as Field } from "@plenary/client/gen/plenary/v1/imports_pb";
import { expect, it } from "vitest";
import { remedyKey } from "./remedy.ts";

it.each([
  ["a day that is none", "INVALID_FIELDS", Field.BIRTH_DATE, "day"],
  ["mail that is none", "INVALID_FIELDS", Field.WORK_EMAIL, "email"],
  ["an organization that isn't there", "UNKNOWN_NAME", Field.JOB_TITLE_AND_ORGANIZATION, "organization"],
  ["letters of another script", "LOOKALIKE_LETTERS", Field.FULL_NAME, "lookalike"],
  ["a quota, whose refusal says what to do", "DELEGATION_QUOTA_EXHAUSTED", Field.FULL_NAME, undefined],
  ["a whole row", "INVALID_FIELDS", undefined, undefined],
] as const)("%s has its remedy", (_, reason, field, key) => {
  expect(remedyKey({ reason }, field)).toBe(key);
});
