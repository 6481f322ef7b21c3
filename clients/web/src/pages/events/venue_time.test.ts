import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { venueInstant, venueText } from "./venue_time.ts";

const start = timestampFromDate(new Date("2023-04-18T06:30:00Z"));

it.each([
  ["ru", "18.04.2023 09:30"],
  ["en", "18/04/2023 09:30"],
  ["zh", "2023-04-18 09:30"],
] as const)("a field shows the venue's clock as readers of %s write it, and reads it back", (language, text) => {
  expect(venueText(start, "Europe/Minsk", language)).toBe(text);
  expect(venueInstant(text, "Europe/Minsk")).toEqual(start);
});

describe("what people type", () => {
  it.each([
    ["18.4.23 930", "2023-04-18T06:30:00Z"],
    ["18-04-2023, 9.30", "2023-04-18T06:30:00Z"],
    ["2023-04-18T09:30", "2023-04-18T06:30:00Z"],
    ["2023年4月18日 9:30", "2023-04-18T06:30:00Z"],
    ["18.04.2023", "2023-04-17T21:00:00Z"],
  ])("%s is read", (typed, instant) => {
    expect(venueInstant(typed, "Europe/Minsk")).toEqual(timestampFromDate(new Date(instant)));
  });
  it.each(["", "18.04", "31.02.2023", "18.13.2023", "18.04.2023 25:00", "18.04.20235"])("%s is no time", (typed) => {
    expect(venueInstant(typed, "Europe/Minsk")).toBeUndefined();
  });
});
