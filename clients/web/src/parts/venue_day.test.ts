import { describe, expect, it } from "vitest";
import { addDays, clock, dayOf, daysOf, instantAt, minutesOn, parseClock, snap } from "./venue_day.ts";

describe("the venue's day", () => {
  it("is that of the venue, not of the browser", () => {
    expect(dayOf(new Date("2023-04-17T21:30:00Z"), "Europe/Minsk")).toBe("2023-04-18");
    expect(dayOf(new Date("2023-04-17T21:30:00Z"), "UTC")).toBe("2023-04-17");
  });
  it("counts minutes from its midnight, beyond both ends", () => {
    expect(minutesOn("2023-04-18", new Date("2023-04-18T07:00:00Z"), "Europe/Minsk")).toBe(600);
    expect(minutesOn("2023-04-18", new Date("2023-04-18T22:00:00Z"), "Europe/Minsk")).toBe(1500);
    expect(minutesOn("2023-04-18", new Date("2023-04-17T20:00:00Z"), "Europe/Minsk")).toBe(-60);
  });
  it("turns wall clock into an instant and back", () => {
    const instant = instantAt("2023-04-18", 615, "Europe/Minsk");
    expect(instant.toISOString()).toBe("2023-04-18T07:15:00.000Z");
    expect(minutesOn("2023-04-18", instant, "Europe/Minsk")).toBe(615);
  });
  it.each([
    ["before the clock goes forward", "2023-03-26", 90, "2023-03-26T00:30:00.000Z"],
    ["in the hour that is skipped", "2023-03-26", 150, "2023-03-26T01:30:00.000Z"],
    ["after the clock went forward", "2023-03-26", 600, "2023-03-26T08:00:00.000Z"],
    ["in the hour that comes twice", "2023-10-29", 150, "2023-10-29T00:30:00.000Z"],
  ])("finds the instant %s", (_, day, minutes, expected) => {
    expect(instantAt(day, minutes, "Europe/Berlin").toISOString()).toBe(expected);
  });
  it("lists the days an interval touches, without the one it ends before", () => {
    expect(daysOf(new Date("2023-04-17T21:00:00Z"), new Date("2023-04-19T21:00:00Z"), "Europe/Minsk")).toEqual([
      "2023-04-18",
      "2023-04-19",
    ]);
  });
  it("goes on over the end of a month", () => {
    expect(addDays("2023-04-30", 1)).toBe("2023-05-01");
  });
});

describe("times of day", () => {
  it("snap to the grain", () => {
    expect(snap(607, 15)).toBe(600);
    expect(snap(608, 15)).toBe(615);
  });
  it("are written with two digits, beyond midnight as of the next day", () => {
    expect(clock(570)).toBe("09:30");
    expect(clock(1515)).toBe("01:15");
  });
  it.each([
    ["9:30", 570],
    ["9.30", 570],
    ["930", 570],
    ["0930", 570],
    ["9", 540],
    ["24:00", 1440],
    ["25:00", undefined],
    ["9:60", undefined],
    ["noon", undefined],
  ])("are read as people type them: %s", (typed, minutes) => expect(parseClock(typed)).toBe(minutes));
});
