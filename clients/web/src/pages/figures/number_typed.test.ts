import { expect, test } from "vitest";
import { numberTyped } from "./number_typed.ts";

test.each([
  ["1 234,5", "1234.5"],
  ["1234.50", "1234.50"],
  ["−3,5", "-3.5"],
  ["0,125", "0.125"],
  ["1,234", undefined],
  ["12.345.678", undefined],
  ["about 5", undefined],
  ["", undefined],
])("what is typed as %o is taken as %o", (typed, number) => {
  expect(numberTyped(typed)).toBe(number);
});
