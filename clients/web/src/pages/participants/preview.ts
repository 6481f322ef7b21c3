// What verbs on many participants would do: who gets where, and what it does to quotas.
import {
  Participant_State as State,
  type Participant,
  type ParticipantResult,
  type QuotaReport,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { Event_SeatPolicy as SeatPolicy, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import type { Status } from "@plenary/client/gen/google/rpc/status_pb";

// Seats of a delegation in a category, before and after; of the whole event where the delegation is "".
export interface SeatEffect {
  delegation: string;
  category: string;
  before: number;
  after: number;
  // Unset: as many as are asked for.
  limit: number | undefined;
  // Who waits for one of these.
  waiting: number;
}

export interface Preview {
  done: Participant[];
  // Those of them who would wait now and did not before.
  newlyWaiting: Participant[];
  refused: { participant: Participant; error: Status }[];
  seats: SeatEffect[];
}

// Whether somebody in `state` takes a seat at `event`.
export function takesSeat(state: State, event: Pick<Event, "seatPolicy">): boolean {
  return (
    state === State.CONFIRMED || state === State.ACCEPTED || (state === State.NOMINATED && event.seatPolicy === SeatPolicy.ON_NOMINATION)
  );
}

// `results` are what became of `before`, one for each in the same order.
export function previewOf(
  before: readonly Participant[],
  results: readonly ParticipantResult[],
  report: QuotaReport | undefined,
  event: Pick<Event, "seatPolicy">,
): Preview {
  const preview: Preview = { done: [], newlyWaiting: [], refused: [], seats: [] };
  const moved = new Map<string, number>();
  const count = (participant: Participant, by: number) => {
    if (!takesSeat(participant.state, event)) return;
    for (const delegation of ["", participant.delegation]) {
      const key = `${delegation} ${participant.category}`;
      moved.set(key, (moved.get(key) ?? 0) + by);
      if (participant.delegation === "") break;
    }
  };
  before.forEach((participant, place) => {
    const { participant: after, error } = results[place] ?? {};
    if (!after) {
      if (error) preview.refused.push({ participant, error });
      return;
    }
    preview.done.push(after);
    if (after.state === State.WAITLISTED && participant.state !== State.WAITLISTED) preview.newlyWaiting.push(after);
    count(participant, -1);
    count(after, 1);
  });
  for (const [key, by] of moved) {
    if (by === 0) continue;
    const [delegation, category] = key.split(" ") as [string, string];
    const quotas = delegation === "" ? report?.categoryTotals : report?.quotas;
    const quota = quotas?.find((candidate) => candidate.delegation === delegation && candidate.category === category);
    // What has no limit is shown for delegations alone: of the whole event it says nothing new.
    if (delegation === "" && quota?.limit === undefined) continue;
    const taken = (quota?.used ?? 0) + (quota?.held ?? 0);
    preview.seats.push({ delegation, category, before: taken, after: taken + by, limit: quota?.limit, waiting: quota?.waiting ?? 0 });
  }
  return preview;
}
