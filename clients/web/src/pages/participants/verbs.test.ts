import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Participant_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { Event_State, EventSchema, RegistrationWindow_Step as Step } from "@plenary/client/gen/plenary/v1/events_pb";
import { describe, expect, it } from "vitest";
import { asksReason, changeOf, stepIsOpen, undoOf, verbsFor } from "./verbs.ts";

const at = (text: string) => timestampFromDate(new Date(text));
const event = create(EventSchema, {
  state: Event_State.PUBLISHED,
  windows: [{ step: Step.CONFIRMATION, interval: { startTime: at("2023-03-01T00:00:00Z"), endTime: at("2023-04-01T00:00:00Z") } }],
});

describe("what can be done", () => {
  it.each([
    ["a draft", State.DRAFT, ["nominate", "decline", "changeCategory"]],
    ["one who is nominated", State.NOMINATED, ["confirm", "decline", "reject", "withdraw", "changeCategory"]],
    ["one who waits", State.WAITLISTED, ["decline", "reject", "withdraw", "changeCategory"]],
    ["one who left", State.WITHDRAWN, ["reinstate"]],
    ["one who was substituted", State.SUBSTITUTED, []],
  ])("with %s", (_, state, verbs) => {
    expect(verbsFor({ state }, { hostAcceptance: true })).toEqual(verbs);
  });
  it("is no acceptance where the host accepts nobody one by one", () => {
    expect(verbsFor({ state: State.CONFIRMED }, { hostAcceptance: false })).not.toContain("accept");
    expect(verbsFor({ state: State.CONFIRMED }, { hostAcceptance: true })).toContain("accept");
  });
});

describe("a window", () => {
  it.each([
    ["is shut before its start", "2023-02-28T23:59:59Z", false],
    ["is open at its start", "2023-03-01T00:00:00Z", true],
    ["is shut at its end", "2023-04-01T00:00:00Z", false],
  ])("%s", (_, now, open) => {
    expect(stepIsOpen(event, Step.CONFIRMATION, new Date(now))).toBe(open);
    expect(asksReason("confirm", event, new Date(now))).toBe(!open);
  });
  it("that nobody set is open while the event takes registrations", () => {
    expect(stepIsOpen(event, Step.NOMINATION, new Date())).toBe(true);
    expect(stepIsOpen({ ...event, state: Event_State.DRAFT }, Step.NOMINATION, new Date())).toBe(false);
  });
});

describe("taking back", () => {
  const before = (state: State) => ({ name: "events/a/participants/1", state, category: "events/a/categories/press" });
  const steps = (changes: ReturnType<typeof undoOf>) => changes.map(({ change }) => change.case);
  it.each([
    ["a confirmation", "confirm", State.NOMINATED, ["withdraw", "reinstate"]],
    ["an acceptance", "accept", State.CONFIRMED, ["withdraw", "reinstate", "confirm"]],
    ["a withdrawal of one accepted", "withdraw", State.ACCEPTED, ["reinstate", "confirm", "accept"]],
    ["a rejection of one confirmed", "reject", State.CONFIRMED, ["reinstate", "confirm"]],
    ["a decline", "decline", State.NOMINATED, ["reinstate"]],
    ["a reinstatement", "reinstate", State.DECLINED, ["withdraw"]],
  ] as const)("%s", (_, verb, state, verbs) => {
    expect(steps(undoOf(verb, before(state), "taken back"))).toEqual(verbs);
  });
  it("a change of category goes back where it came from", () => {
    const [back] = undoOf("changeCategory", before(State.NOMINATED), "taken back");
    expect(back?.change).toMatchObject({ case: "changeCategory", value: { category: "events/a/categories/press", reason: "taken back" } });
  });
});

it("a change names its participant, why, and the revision it was made from", () => {
  expect(changeOf("decline", "events/a/participants/1", { reason: "ill" }, "e1").change).toMatchObject({
    case: "decline",
    value: { name: "events/a/participants/1", reason: "ill", etag: "e1" },
  });
});
