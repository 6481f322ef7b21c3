import { describe, expect, it } from "vitest";
import { neighbour, stopsOf } from "./grid_walk.ts";
import { rowsOf } from "./rows.ts";
import { assetsOf, sessionAt } from "./samples.ts";

const assets = assetsOf({ name: "assets/a" }, { name: "assets/b" }, { name: "assets/c" });
const use = (id: string, start: string, end: string, asset: string) => sessionAt(id, start, end, { assets: [{ asset }] });
const rows = rowsOf(
  "rooms",
  [use("morning", "10:00", "11:00", "assets/a"), use("noon", "12:00", "13:00", "assets/a"), use("late", "12:30", "13:30", "assets/c")],
  [...assets.values()],
  assets,
);
const stops = stopsOf(rows, () => true);
const from = (room: string, id: string) => `assets/${room}|events/e/sessions/${id}`;

describe("the arrow keys", () => {
  it("walk along a row and stop at its end", () => {
    expect(neighbour(stops, from("a", "morning"), "right")?.key).toBe(from("a", "noon"));
    expect(neighbour(stops, from("a", "noon"), "right")).toBeUndefined();
  });
  it("go over empty rows to what is nearest in time", () => {
    expect(neighbour(stops, from("a", "morning"), "down")?.key).toBe(from("c", "late"));
    expect(neighbour(stops, from("c", "late"), "up")?.key).toBe(from("a", "noon"));
    expect(neighbour(stops, from("a", "noon"), "up")).toBeUndefined();
  });
});
