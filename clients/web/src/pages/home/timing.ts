// Which of the events are now, which come next, which are over.
import { Event_State as State, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { instantOf } from "../../parts/when.ts";

export type Phase = "now" | "next" | "open" | "over";

// "open": its days are over, but nobody has closed it. Postponed ones come next; what was cancelled is
// over.
export function phaseOf(event: Event, now: Date): Phase {
  const { CLOSED, ARCHIVED, CANCELLED, RUNNING, POSTPONED, PUBLISHED } = State;
  if (event.state === CLOSED || event.state === ARCHIVED || event.state === CANCELLED) return "over";
  if (event.state === POSTPONED) return "next";
  const start = event.interval?.startTime && instantOf(event.interval.startTime);
  const end = event.interval?.endTime && instantOf(event.interval.endTime);
  if (event.state === RUNNING || (event.state === PUBLISHED && start && end && start <= now && now < end)) return "now";
  if (!end || end > now) return "next";
  return "open";
}

const startOf = (event: Event) => (event.interval?.startTime ? instantOf(event.interval.startTime).getTime() : Infinity);

// The events by phase: what comes, the nearest first; what is over, the latest first.
export function byPhase(events: readonly Event[], now: Date): Record<Phase, Event[]> {
  const phases: Record<Phase, Event[]> = { now: [], next: [], open: [], over: [] };
  for (const event of events) phases[phaseOf(event, now)].push(event);
  for (const phase of ["now", "next"] as const) phases[phase].sort((a, b) => startOf(a) - startOf(b));
  for (const phase of ["open", "over"] as const) phases[phase].sort((a, b) => startOf(b) - startOf(a));
  return phases;
}

// How many of `names` lie in each event: {"events/forum": 3}.
export function countByEvent(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const event = name.split("/").slice(0, 2).join("/");
    counts.set(event, (counts.get(event) ?? 0) + 1);
  }
  return counts;
}
