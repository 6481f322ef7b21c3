// What a new version means for people.
import type { Activity, Plan, ScheduleChange } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { ScheduleChange_Kind } from "@plenary/client/gen/plenary/v1/schedule_pb";

export interface Effect {
  kinds: Record<keyof typeof ScheduleChange_Kind, number>;
  // Whom something concerns, each once.
  people: number;
  delegations: number;
  delegationNames: string[];
  // Who is told: whose times or places change, or that something is new or cancelled.
  told: number;
}

const WHEN_AND_WHERE = /interval|time|asset|venue|place/;

function isTold({ kind, fields }: ScheduleChange): boolean {
  return kind !== ScheduleChange_Kind.CHANGED || fields.some((field) => WHEN_AND_WHERE.test(field));
}

export function effectOf(changes: readonly ScheduleChange[]): Effect {
  const kinds: Effect["kinds"] = { KIND_UNSPECIFIED: 0, ADDED: 0, MOVED: 0, CHANGED: 0, REMOVED: 0 };
  for (const { kind } of changes) kinds[ScheduleChange_Kind[kind] as keyof typeof ScheduleChange_Kind] += 1;
  const delegationNames = [...new Set(changes.flatMap(({ delegations }) => delegations))].sort();
  return {
    kinds,
    delegationNames,
    delegations: delegationNames.length,
    people: new Set(changes.flatMap(({ people }) => people)).size,
    told: new Set(changes.filter(isTold).flatMap(({ people }) => people)).size,
  };
}

// What the next release will be called: releases count, small versions between them do not.
export function nextLabel(plans: readonly Plan[]): string {
  const releases = plans.map(({ label }) => Number(label.split(".")[0])).filter((number) => Number.isFinite(number));
  return String(Math.max(0, ...releases) + 1);
}

// The session, meeting or booking of either.
export function valueOf(activity: Activity | undefined) {
  return activity?.activity.case === undefined ? undefined : activity.activity.value;
}
