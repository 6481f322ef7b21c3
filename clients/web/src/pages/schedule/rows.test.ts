import { Asset_Kind } from "@plenary/client/gen/plenary/v1/assets_pb";
import { describe, expect, it } from "vitest";
import { assetsInPlay, hoursOf, rowsOf, stacked } from "./rows.ts";
import { assetsOf, at, sessionAt } from "./samples.ts";

const assets = assetsOf(
  { name: "assets/a", venue: "venues/expo" },
  { name: "assets/b", venue: "venues/expo" },
  { name: "assets/far", venue: "venues/far" },
  { name: "assets/ab", venue: "venues/expo", parts: ["assets/a", "assets/b"] },
  { name: "assets/car", kind: Asset_Kind.VEHICLE },
);
const inA = sessionAt("x", "10:00", "11:00", { assets: [{ asset: "assets/a" }] });
const nowhere = sessionAt("y", "11:00", "11:30");

describe("the rows of a day", () => {
  it("are the rooms at the venues of the event, and what has no room", () => {
    const rows = rowsOf("rooms", [inA, nowhere], assetsInPlay("rooms", [inA, nowhere], assets), assets);
    expect(rows.map(({ key, items }) => [key, items.length])).toEqual([
      ["assets/a", 1],
      ["assets/b", 0],
      ["assets/ab", 0],
      ["", 1],
    ]);
  });
  it("say that a hall is blocked by its part", () => {
    const rows = rowsOf("rooms", [inA], assetsInPlay("rooms", [inA], assets), assets);
    expect(rows.find(({ key }) => key === "assets/ab")!.blocked.map(({ by }) => by.name)).toEqual([inA.name]);
  });
  it("are cars wherever they are", () => {
    expect(assetsInPlay("vehicles", [inA], assets).map(({ name }) => name)).toEqual(["assets/car"]);
  });
  it("are people by their own part of the time", () => {
    const dinner = sessionAt("d", "19:00", "21:00", {
      attendees: [
        { who: "people/p", person: "people/p", interval: { endTime: { seconds: BigInt(at("20:00").getTime() / 1000), nanos: 0 } } },
      ],
    });
    const [row] = rowsOf("people", [dinner], [], assets);
    expect(row!.items[0]!.end).toEqual(at("20:00"));
  });
});

describe("items that overlap", () => {
  it("lie on different lines, and use a line again", () => {
    const item = (id: string, start: string, end: string) => ({ activity: sessionAt(id, start, end), start: at(start), end: at(end) });
    const { items, lines } = stacked([item("a", "10:00", "12:00"), item("b", "11:00", "13:00"), item("c", "12:00", "13:00")]);
    expect(items.map(({ activity, line }) => [activity.name.at(-1), line])).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 0],
    ]);
    expect(lines).toBe(2);
  });
});

describe("the hours of a day", () => {
  it("are those of the event, and of whatever lies outside of them", () => {
    expect(hoursOf([], 540, 1140)).toEqual({ from: 540, to: 1140 });
    expect(hoursOf([{ start: 500, end: 1290 }], 540, 1140)).toEqual({ from: 480, to: 1320 });
  });
  it("end at midnight for what goes on", () => {
    expect(hoursOf([{ start: 1380, end: 1900 }], 540, 1140)).toEqual({ from: 540, to: 1440 });
  });
});
