// What a release would change, and whom it touches.
import { ScheduleChange_Kind, type Activity as AnyActivity, type ScheduleChange } from "@plenary/client/gen/plenary/v1/schedule_pb";
import type { Tone } from "../../parts/state_badge.tsx";
import { activityOfBooking, activityOfMeeting, activityOfSession, type Activity } from "./activity.ts";

export function activityOfAny(any: AnyActivity | undefined): Activity | undefined {
  switch (any?.activity.case) {
    case "session":
      return activityOfSession(any.activity.value);
    case "meeting":
      return activityOfMeeting(any.activity.value);
    case "booking":
      return activityOfBooking(any.activity.value);
    default:
      return undefined;
  }
}

export interface Touched {
  people: number;
  delegations: number;
}

// Everybody once, however many changes touch them.
export function touchedBy(changes: readonly ScheduleChange[]): Touched {
  return {
    people: new Set(changes.flatMap(({ people }) => people)).size,
    delegations: new Set(changes.flatMap(({ delegations }) => delegations)).size,
  };
}

// The label of the release after `label`: "4" after "3.2".
export function labelAfter(label: string): string {
  const whole = Number.parseInt(label, 10);
  return String(Number.isNaN(whole) ? 1 : whole + 1);
}

// How each kind of change is marked.
export const CHANGE_TONES: Record<ScheduleChange_Kind, Tone> = {
  [ScheduleChange_Kind.KIND_UNSPECIFIED]: "quiet",
  [ScheduleChange_Kind.ADDED]: "good",
  [ScheduleChange_Kind.MOVED]: "waiting",
  [ScheduleChange_Kind.CHANGED]: "tentative",
  [ScheduleChange_Kind.REMOVED]: "bad",
};
