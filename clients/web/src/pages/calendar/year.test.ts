import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { ActionItemSchema } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { Event_State, EventSchema, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { expect, it } from "vitest";
import { entriesOf, firstYear, startDay, tallyOf, yearsOf } from "./year.ts";

const NOW = new Date("2023-08-01T12:00:00Z");

function event(name: string, start: string, state = Event_State.CLOSED): Event {
  const begin = new Date(start);
  return create(EventSchema, {
    name: `events/${name}`,
    state,
    timeZone: "Europe/Minsk",
    interval: { startTime: timestampFromDate(begin), endTime: timestampFromDate(new Date(begin.getTime() + 86_400_000)) },
  });
}

function item(name: string, quarter: number, of = "") {
  return create(ActionItemSchema, { name: `actionItems/${name}`, plannedEvent: { quarter, event: of && `events/${of}` } });
}

const EVENTS = [
  event("tibo", "2023-04-18T06:00:00Z"),
  event("altai", "2023-10-02T06:00:00Z", Event_State.PUBLISHED),
  event("extra", "2023-07-03T06:00:00Z"),
  event("old", "2022-04-18T06:00:00Z"),
];
const ITEMS = [item("tibo", 2, "tibo"), item("altai", 3, "altai"), item("kazakhstan", 1), item("later", 4)];
const ENTRIES = entriesOf(2023, ITEMS, EVENTS, NOW);

it("What was planned is told with what became of it, in the order of the year", () => {
  expect(ENTRIES.map(({ key, quarter, standing }) => [key, quarter, standing])).toEqual([
    ["actionItems/kazakhstan", 1, "missed"],
    ["actionItems/tibo", 2, "held"],
    ["events/extra", 3, "held"],
    ["actionItems/altai", 4, "ahead"],
    ["actionItems/later", 4, "open"],
  ]);
});

it("What moved to another quarter says from where", () => {
  expect(ENTRIES.find(({ key }) => key === "actionItems/altai")?.movedFrom).toBe(3);
  expect(ENTRIES.find(({ key }) => key === "actionItems/tibo")?.movedFrom).toBeUndefined();
});

it("The year is counted", () => {
  expect(tallyOf(ENTRIES)).toEqual({ planned: 4, held: 1, missed: 1, ahead: 2, unplanned: 1 });
});

it("The day of an event is that of its venue", () => {
  expect(startDay(event("night", "2022-12-31T22:00:00Z"))).toBe("2023-01-01");
});

it("A year without anything gives way to the last one that has something", () => {
  expect(firstYear([2023], EVENTS, new Date("2026-05-05T00:00:00Z"))).toBe(2023);
  expect(yearsOf([2023], EVENTS, new Date("2026-05-05T00:00:00Z"))).toEqual([2026, 2023, 2022]);
});
