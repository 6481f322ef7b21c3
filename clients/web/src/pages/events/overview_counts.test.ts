import { Participant_Attendance, Participant_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { expect, it } from "vitest";
import { countParticipants } from "./overview_counts.ts";

const who = (state: State, category = "press") => ({ state, category, attendance: Participant_Attendance.EXPECTED });

it("who is to come are those nominated, confirmed and accepted, not those who wait or left", () => {
  const counts = countParticipants([
    who(State.NOMINATED),
    who(State.CONFIRMED),
    who(State.ACCEPTED),
    who(State.WAITLISTED),
    who(State.WITHDRAWN),
    who(State.DRAFT),
  ]);
  expect([counts.expected, counts.confirmed]).toEqual([3, 2]);
});

it("each category has its own counts", () => {
  const counts = countParticipants([who(State.DECLINED), who(State.EXPIRED), who(State.NOMINATED, "delegate")]);
  expect(counts.byCategory.get("press")).toMatchObject({ left: 2, nominated: 0 });
  expect(counts.byCategory.get("delegate")).toMatchObject({ nominated: 1, left: 0 });
  expect(counts.byState.get(State.DECLINED)).toBe(1);
});
