import { describe, expect, it } from "vitest";
import { draggedTo, type Grip } from "./use_drag.ts";

const view = { from: 540, to: 1140, grain: 15, crossesRows: true };
// A canvas of 600 px: one a minute.
const held = (grip: Grip) => ({
  activity: "x",
  grip,
  start: 600,
  end: 645,
  row: "a",
  x: 100,
  y: 10,
  width: 600,
  rows: [
    { key: "a", top: 0, bottom: 80 },
    { key: "b", top: 80, bottom: 160 },
  ],
});

describe("what is dragged", () => {
  it("snaps to the grain and keeps its length", () => {
    expect(draggedTo(held("whole"), 122, 10, view)).toMatchObject({ start: 615, end: 660, row: "a" });
  });
  it("goes to the row it is over, and stays where there is none", () => {
    expect(draggedTo(held("whole"), 100, 100, view).row).toBe("b");
    expect(draggedTo(held("whole"), 100, 999, view).row).toBe("a");
    expect(draggedTo(held("whole"), 100, 100, { ...view, crossesRows: false }).row).toBe("a");
  });
  it("is not made shorter than the grain at either end", () => {
    expect(draggedTo(held("end"), -500, 10, view)).toMatchObject({ start: 600, end: 615 });
    expect(draggedTo(held("start"), 900, 10, view)).toMatchObject({ start: 630, end: 645 });
  });
  it("is drawn in either direction where it is new", () => {
    const empty = { ...held("new"), start: 600, end: 615 };
    expect(draggedTo(empty, 160, 10, view)).toMatchObject({ start: 600, end: 660 });
    expect(draggedTo(empty, 70, 10, view)).toMatchObject({ start: 570, end: 615 });
  });
});
