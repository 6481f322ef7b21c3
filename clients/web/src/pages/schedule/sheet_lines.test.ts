import { create } from "@bufbuild/protobuf";
import { ProgrammeItemSchema } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { describe, expect, it } from "vitest";
import { textOfDays } from "./messenger_text.ts";
import { daysOfItems, textLinesOf, timesOf } from "./sheet_lines.ts";

const item = (localStart: string, localEnd: string, title: string) =>
  create(ProgrammeItemSchema, { localStart, localEnd, title, place: "Hall A", speakers: ["Ivan Sampleev"] });

describe("a printed programme", () => {
  it("says that something ends on another day", () => {
    expect(timesOf(item("2023-04-21T18:30:00", "2023-04-22T07:45:00", "Departure"))).toBe("18:30–07:45 (+1)");
    expect(timesOf(item("2023-04-18T10:00:00", "2023-04-18T11:30:00", "Opening"))).toBe("10:00–11:30");
  });
  it("stands by the day on which things begin", () => {
    const days = daysOfItems([
      item("2023-04-19T10:00:00", "2023-04-19T11:00:00", "b"),
      item("2023-04-18T10:00:00", "2023-04-18T11:00:00", "a"),
    ]);
    expect(days.map(({ date, items }) => [date, items.length])).toEqual([
      ["2023-04-18", 1],
      ["2023-04-19", 1],
    ]);
  });
  it("is text that a messenger keeps", () => {
    const lines = textLinesOf([item("2023-04-18T10:00:00", "2023-04-18T11:30:00", "Opening")]);
    expect(textOfDays("TIBO-2023", [{ heading: "Tuesday, 18 April", lines }], "Version 3")).toBe(
      "TIBO-2023\n\nTuesday, 18 April\n10:00–11:30 Opening\n  📍 Hall A\n  Ivan Sampleev\n\nVersion 3",
    );
  });
});
