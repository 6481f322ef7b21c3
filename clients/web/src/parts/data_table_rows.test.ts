import { describe, expect, it } from "vitest";
import { nextCursor, nextSort, shareSelected, sortRows, toggled, withRange, type Value } from "./data_table_rows.ts";

const values = (list: Value[], descending = false) => sortRows(list, (value) => value, descending, "ru");

describe("the order of rows", () => {
  it("is that of the reader's alphabet", () => {
    expect(values(["Яковлев", "Ёлкин", "Жуков", "Елкина", "Абрамов"])).toEqual(["Абрамов", "Ёлкин", "Елкина", "Жуков", "Яковлев"]);
  });
  it("puts Belarusian letters where their reader looks for them", () => {
    expect(sortRows(["Йосіф", "Ільін", "Зорка"], (text) => text, false, "be")).toEqual(["Зорка", "Ільін", "Йосіф"]);
  });
  it("puts rows without a value last both ways", () => {
    expect(values(["б", "", "а"])).toEqual(["а", "б", ""]);
    expect(values(["б", "", "а"], true)).toEqual(["б", "а", ""]);
  });
  it("takes zero for a value", () => {
    expect(values([2, 0, 1])).toEqual([0, 1, 2]);
  });
  it("puts dates one after another and unknown ones last", () => {
    const [early, late, unknown] = [new Date(1), new Date(2), new Date(NaN)];
    expect(values([unknown, late, early])).toEqual([early, late, unknown]);
  });
  it("leaves equal rows as they came", () => {
    const rows = [
      { id: 1, by: "а" },
      { id: 2, by: "а" },
      { id: 3, by: "а" },
    ];
    expect(sortRows(rows, (row) => row.by, true, "ru").map((row) => row.id)).toEqual([1, 2, 3]);
  });
});

it("a heading sorts up, then down, then not at all", () => {
  const up = nextSort(undefined, "name");
  const down = nextSort(up, "name");
  expect([up, down, nextSort(down, "name")]).toEqual([{ id: "name", descending: false }, { id: "name", descending: true }, undefined]);
  expect(nextSort(down, "state")).toEqual({ id: "state", descending: false });
});

it.each([
  ["down", "ArrowDown", 3, 4],
  ["down at the end", "ArrowDown", 9, 9],
  ["up at the start", "ArrowUp", 0, 0],
  ["a page down", "PageDown", 3, 8],
  ["a page up past the start", "PageUp", 3, 0],
  ["to the start", "Home", 7, 0],
  ["to the end", "End", 7, 9],
  ["nowhere", "KeyX", 7, undefined],
])("the cursor goes %s", (_, code, from, to) => {
  expect(nextCursor(code, from, 10, 5)).toBe(to);
});

describe("a selection", () => {
  it("takes a row in and lets it go", () => {
    expect([...toggled(new Set(["a"]), "b")]).toEqual(["a", "b"]);
    expect([...toggled(new Set(["a", "b"]), "a")]).toEqual(["b"]);
  });
  it("stretches either way and keeps what it had", () => {
    expect([...withRange(new Set(["z"]), ["a", "b", "c", "d"], 2, 1)]).toEqual(["z", "b", "c"]);
  });
  it("says how much of the rows it has", () => {
    expect(shareSelected(new Set(["a"]), ["a", "b"])).toBe("some");
    expect(shareSelected(new Set(["a", "b", "z"]), ["a", "b"])).toBe("all");
    expect(shareSelected(new Set(["z"]), ["a", "b"])).toBe("none");
    expect(shareSelected(new Set(), [])).toBe("none");
  });
});
