import { expect, it } from "vitest";
import { areaOf, cellCount, moved, tabbed } from "./grid_moves.ts";

const size = { rows: 13, columns: 8 };

it.each([
  ["ArrowDown", false, { row: 3, column: 2 }],
  ["ArrowDown", true, { row: 12, column: 2 }],
  ["ArrowLeft", true, { row: 2, column: 0 }],
  ["End", false, { row: 2, column: 7 }],
  ["Home", true, { row: 0, column: 0 }],
  ["PageUp", false, { row: 0, column: 2 }],
])("%s (Ctrl: %s) leads from row 2, column 2 to %j", (code, ctrl, place) => {
  expect(moved({ row: 2, column: 2 }, code, ctrl, size)).toEqual(place);
});

it("Tab goes from the end of a row to the next, and leaves behind the last cell", () => {
  expect(tabbed({ row: 0, column: 7 }, false, size)).toEqual({ row: 1, column: 0 });
  expect(tabbed({ row: 1, column: 0 }, true, size)).toEqual({ row: 0, column: 7 });
  expect(tabbed({ row: 12, column: 7 }, false, size)).toBeUndefined();
  expect(tabbed({ row: 0, column: 0 }, true, size)).toBeUndefined();
});

it("An area has both its corners in it", () => {
  expect(cellCount(areaOf({ row: 3, column: 2 }, { row: 1, column: 4 }))).toBe(9);
});
