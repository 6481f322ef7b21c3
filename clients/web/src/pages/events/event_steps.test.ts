import { Event_State as State } from "@plenary/client/gen/plenary/v1/events_pb";
import { expect, it } from "vitest";
import { eventVerbsFor, mayMove, nextEventVerb } from "./event_steps.ts";

it.each([
  ["a draft", State.DRAFT, "publish", ["publish", "cancel", "delete"]],
  ["one that is open", State.PUBLISHED, "start", ["start", "postpone", "cancel"]],
  ["one under way", State.RUNNING, "close", ["close", "postpone", "cancel"]],
  ["one that is over", State.CLOSED, "archive", ["archive"]],
  ["one that was put off", State.POSTPONED, "postpone", ["postpone", "cancel"]],
  ["one that was cancelled", State.CANCELLED, undefined, ["archive", "delete"]],
  ["one in the archive", State.ARCHIVED, undefined, []],
])("%s", (_, state, next, verbs) => {
  expect(nextEventVerb(state)).toBe(next);
  expect(eventVerbsFor(state)).toEqual(verbs);
});

it("only what has not begun is moved by editing", () => {
  expect([State.DRAFT, State.PUBLISHED, State.RUNNING, State.POSTPONED].map(mayMove)).toEqual([true, true, false, false]);
});
