// What can be done to an event as a whole, and in which state: services/events/rules.cc.
import { Event_State as State } from "@plenary/client/gen/plenary/v1/events_pb";

export type EventVerb = "publish" | "start" | "close" | "archive" | "postpone" | "cancel" | "delete";

const FROM: Record<EventVerb, readonly State[]> = {
  publish: [State.DRAFT],
  start: [State.PUBLISHED],
  close: [State.RUNNING],
  archive: [State.CLOSED, State.CANCELLED],
  postpone: [State.PUBLISHED, State.RUNNING, State.POSTPONED],
  cancel: [State.DRAFT, State.PUBLISHED, State.RUNNING, State.POSTPONED],
  delete: [State.DRAFT, State.CANCELLED],
};

export function eventVerbsFor(state: State): EventVerb[] {
  return (Object.keys(FROM) as EventVerb[]).filter((verb) => FROM[verb].includes(state));
}

// What leads on from a state; undefined where nothing does.
export function nextEventVerb(state: State): EventVerb | undefined {
  const next: Partial<Record<State, EventVerb>> = {
    [State.DRAFT]: "publish",
    [State.PUBLISHED]: "start",
    [State.RUNNING]: "close",
    [State.CLOSED]: "archive",
    [State.POSTPONED]: "postpone",
  };
  return next[state];
}

// Whether the interval may be edited; else it is postponed.
export function mayMove(state: State): boolean {
  return state === State.DRAFT || state === State.PUBLISHED;
}
