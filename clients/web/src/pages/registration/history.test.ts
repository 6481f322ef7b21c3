import { expect, it } from "vitest";
import { edited, startHistory } from "./history.ts";
import { filled, isEmpty, newRow } from "./rows.ts";

const start = () => startHistory([newRow({ family: "Примеров" }), newRow({ family: "Образцова" })]);
const families = (history: ReturnType<typeof start>) => filled(history.rows).map(({ cells }) => cells.family ?? "");

it("An empty row is always last", () => {
  expect(isEmpty(start().rows.at(-1)!)).toBe(true);
  expect(start().rows.length).toBeGreaterThan(3);
  const typed = edited(start(), { do: "lay", at: 2, columns: ["family"], block: [["Условный"]] });
  expect(families(typed)).toEqual(["Примеров", "Образцова", "Условный"]);
  const full = edited(start(), { do: "lay", at: 0, columns: ["family"], block: Array.from({ length: 9 }, (_, at) => [`${at}`]) });
  expect(full.rows).toHaveLength(10);
});

it("A block that is laid down goes on below the last row", () => {
  const laid = edited(start(), {
    do: "lay",
    at: 1,
    columns: ["family", "given"],
    block: [
      ["А", "1"],
      ["Б", "2"],
      ["В", "3"],
      ["Г", "4"],
    ],
  });
  expect(families(laid)).toEqual(["Примеров", "А", "Б", "В", "Г"]);
  expect(laid.rows[4]!.cells.given).toBe("4");
});

it("Whatever was done is undone and redone", () => {
  const before = start();
  const removed = edited(before, { do: "remove", keys: new Set([before.rows[0]!.key]) });
  expect(families(removed)).toEqual(["Образцова"]);
  const undone = edited(removed, { do: "undo" });
  expect(families(undone)).toEqual(["Примеров", "Образцова"]);
  expect(families(edited(undone, { do: "redo" }))).toEqual(["Образцова"]);
  expect(edited(before, { do: "undo" })).toBe(before);
});

it("Rows that are appended take the place of empty ones", () => {
  const appended = edited(startHistory([]), { do: "append", rows: [newRow({ family: "А" })] });
  expect(filled(appended.rows)).toHaveLength(1);
  expect(families(appended)).toEqual(["А"]);
});
