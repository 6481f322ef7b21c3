import { create } from "@bufbuild/protobuf";
import { ChangeSchema, type Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { describe, expect, it } from "vitest";
import { callerOf, chiefOf, collectionOf, deedsOf, matches, pageOf, runsOf, subjectOf, verbOf, withNew } from "./change_log.ts";

function change(number: number, verb: string, resource: string, transaction = number): Change {
  return create(ChangeSchema, {
    number: BigInt(number),
    method: `plenary.v1.SomeService/${verb}`,
    resourceName: `events/forum${resource}`,
    transactionId: new Uint8Array([transaction]),
    caller: "users/anna/tokens/t1",
  });
}

describe("a change", () => {
  it("is told by the kind of thing that it is about", () => {
    expect(collectionOf("events/forum")).toBe("events");
    expect(collectionOf("events/forum/planning")).toBe("planning");
    expect(collectionOf("events/forum/meetings/m1")).toBe("meetings");
    expect(subjectOf(change(1, "UpdateMeeting", "/meetings/m1"))).toBe("meetings");
    expect(subjectOf(change(1, "UpdateEvent", ""))).toBe("event");
  });
  it("names who made it without what they signed in with", () => {
    expect(callerOf(change(1, "UpdateEvent", ""))).toBe("users/anna");
    expect(verbOf(change(1, "UpdateEvent", ""))).toBe("UpdateEvent");
  });
  it("leads to the page of what was changed", () => {
    expect(pageOf("events/forum/delegations/kursk")).toBe("/events/forum/delegations/kursk");
    expect(pageOf("events/forum/meetingRequests/r")).toBe("/events/forum/plan/requests?request=r");
    expect(pageOf("files/f1")).toBeUndefined();
  });
});

describe("deeds", () => {
  it("hold what one call changed, the newest first", () => {
    const deeds = deedsOf([
      change(1, "UpdateEvent", ""),
      change(2, "PlanEvent", "/meetings/m1", 7),
      change(3, "PlanEvent", "/meetings/m2", 7),
    ]);
    expect(deeds.map(({ number, changes }) => [number, changes.length])).toEqual([
      [3, 2],
      [1, 1],
    ]);
  });
  it("are named after what the verb names", () => {
    const [deed] = deedsOf([change(1, "ConfirmParticipant", "/delegations/d", 3), change(2, "ConfirmParticipant", "/participants/p", 3)]);
    expect(chiefOf(deed!).resourceName).toBe("events/forum/participants/p");
  });
  it("of one kind in a row are told as one, but not across what was seen", () => {
    const deeds = deedsOf([1, 2, 3].map((number) => change(number, "CreateSession", `/sessions/s${number}`)));
    expect(runsOf(deeds).map(({ number, changes }) => [number, changes.length])).toEqual([[3, 3]]);
    expect(runsOf(deeds, 2).map(({ number }) => number)).toEqual([3, 2]);
  });
  it("are found by person and kind", () => {
    const [deed] = deedsOf([change(1, "ConfirmParticipant", "/participants/p")]);
    expect(matches(deed!, { caller: "users/anna", subject: "registration" })).toBe(true);
    expect(matches(deed!, { caller: "users/boris" })).toBe(false);
    expect(matches(deed!, { subject: "programme" })).toBe(false);
  });
});

it("What arrives twice is taken in once", () => {
  const known = [change(1, "UpdateEvent", ""), change(2, "UpdateEvent", "")];
  expect(withNew(known, [change(2, "UpdateEvent", ""), change(3, "UpdateEvent", "")]).map((each) => Number(each.number))).toEqual([
    1, 2, 3,
  ]);
});
