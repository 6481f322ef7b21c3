import { create } from "@bufbuild/protobuf";
import { ImportColumnSchema, ImportField as Field } from "@plenary/client/gen/plenary/v1/imports_pb";
import { expect, it } from "vitest";
import { columnFaults } from "./column_faults.ts";

const column = (index: number, field: Field, more = {}) => create(ImportColumnSchema, { index, field, ...more });
const name = column(1, Field.FULL_NAME);

it.each([
  ["names are there", [name, column(2, Field.IGNORED), column(3, Field.IGNORED)], []],
  ["nobody is named", [column(1, Field.LATIN_FULL_NAME), column(2, Field.NOTE)], ["nobodyNamed"]],
  ["people are named by their ids", [column(1, Field.PERSON)], []],
  ["two columns say the same", [name, column(2, Field.NOTE), column(3, Field.NOTE)], ["sameTwice"]],
  ["two columns say it in two languages", [name, column(2, Field.FULL_NAME, { language: "en" })], []],
  ["an answer is to no question", [name, column(2, Field.CUSTOM_VALUE)], ["whichQuestion"]],
  ["answers are to two questions", [name, ...["a", "b"].map((id, at) => column(2 + at, Field.CUSTOM_VALUE, { customField: id }))], []],
] as const)("%s", (_, columns, faults) => {
  expect(columnFaults(columns).map(({ kind }) => kind)).toEqual(faults);
});
