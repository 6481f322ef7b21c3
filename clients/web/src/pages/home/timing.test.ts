import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Event_State as State, EventSchema } from "@plenary/client/gen/plenary/v1/events_pb";
import { describe, expect, it } from "vitest";
import { byPhase, countByEvent, phaseOf } from "./timing.ts";

const at = (day: string) => new Date(`${day}T12:00:00Z`);
const event = (name: string, state: State, from: string, to: string) =>
  create(EventSchema, {
    name,
    state,
    interval: { startTime: timestampFromDate(at(from)), endTime: timestampFromDate(at(to)) },
  });

describe("an event on the first page", () => {
  it.each([
    ["is under way while its days last", State.PUBLISHED, "2023-04-18", "2023-04-22", "now"],
    ["is under way once somebody started it", State.RUNNING, "2023-05-18", "2023-05-22", "now"],
    ["comes next before its days", State.PUBLISHED, "2023-05-18", "2023-05-22", "next"],
    ["comes next while it is drafted", State.DRAFT, "2023-05-18", "2023-05-22", "next"],
    ["comes next when it was postponed", State.POSTPONED, "2023-01-18", "2023-01-22", "next"],
    ["waits to be closed after its days", State.PUBLISHED, "2023-01-18", "2023-01-22", "open"],
    ["is over when closed", State.CLOSED, "2023-04-18", "2023-04-22", "over"],
    ["is over when cancelled", State.CANCELLED, "2023-05-18", "2023-05-22", "over"],
  ] as const)("%s", (_, state, from, to, phase) => {
    expect(phaseOf(event("events/e", state, from, to), at("2023-04-20"))).toBe(phase);
  });

  it("stands by its start, the nearest first", () => {
    const events = [
      event("events/late", State.PUBLISHED, "2023-09-01", "2023-09-02"),
      event("events/soon", State.PUBLISHED, "2023-05-01", "2023-05-02"),
      event("events/first", State.CLOSED, "2023-01-01", "2023-01-02"),
      event("events/last", State.CLOSED, "2023-03-01", "2023-03-02"),
    ];
    const { next, over } = byPhase(events, at("2023-04-20"));
    expect(next.map(({ name }) => name)).toEqual(["events/soon", "events/late"]);
    expect(over.map(({ name }) => name)).toEqual(["events/last", "events/first"]);
  });
});

it("counts what lies in each event", () => {
  const names = ["events/a/participants/1", "events/b/participants/1", "events/a/participants/2"];
  expect(Object.fromEntries(countByEvent(names))).toEqual({ "events/a": 2, "events/b": 1 });
});
