import { describe, expect, it } from "vitest";
import { instantAt } from "./wall_clock.ts";

describe("a wall clock", () => {
  it.each([
    ["Europe/Minsk", "2023-08-24", "00:00", "2023-08-23T21:00:00.000Z"],
    ["Asia/Shanghai", "2023-10-11", "09:30", "2023-10-11T01:30:00.000Z"],
    ["Europe/Berlin", "2023-03-26", "04:00", "2023-03-26T02:00:00.000Z"],
    ["Europe/Berlin", "2023-10-29", "12:00", "2023-10-29T11:00:00.000Z"],
  ])("of %s shows %s %s at %s", (zone, day, time, instant) => expect(instantAt({ day, time }, zone).toISOString()).toBe(instant));
});
