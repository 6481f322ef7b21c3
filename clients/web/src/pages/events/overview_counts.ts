// What the overview of an event counts.
import {
  Delegation_State as DelegationState,
  Participant_State as State,
  type Delegation,
  type Participant,
} from "@plenary/client/gen/plenary/v1/delegations_pb";

type Counted = Pick<Participant, "state" | "category" | "attendance">;

// The columns of the table of categories: who is in each.
export const GROUPS = {
  draft: [State.DRAFT],
  nominated: [State.NOMINATED],
  waiting: [State.WAITLISTED],
  confirmed: [State.CONFIRMED],
  accepted: [State.ACCEPTED],
  left: [State.DECLINED, State.REJECTED, State.WITHDRAWN, State.SUBSTITUTED, State.EXPIRED],
} as const satisfies Record<string, readonly State[]>;
export type Group = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as Group[];

const GROUP_OF = new Map<State, Group>(GROUP_NAMES.flatMap((group) => GROUPS[group].map((state) => [state, group] as const)));

export interface ParticipantCounts {
  byState: ReadonlyMap<State, number>;
  // By category, then by group.
  byCategory: ReadonlyMap<string, Readonly<Record<Group, number>>>;
  // Who is to come, and who of them has said so.
  expected: number;
  confirmed: number;
}

const none = (): Record<Group, number> => ({ draft: 0, nominated: 0, waiting: 0, confirmed: 0, accepted: 0, left: 0 });

export function countParticipants(participants: readonly Counted[]): ParticipantCounts {
  const byState = new Map<State, number>();
  const byCategory = new Map<string, Record<Group, number>>();
  for (const { state, category } of participants) {
    byState.set(state, (byState.get(state) ?? 0) + 1);
    const group = GROUP_OF.get(state);
    if (!group) continue;
    const counts = byCategory.get(category) ?? none();
    counts[group] += 1;
    byCategory.set(category, counts);
  }
  const of = (...states: State[]) => states.reduce((sum, state) => sum + (byState.get(state) ?? 0), 0);
  return {
    byState,
    byCategory,
    expected: of(State.NOMINATED, State.CONFIRMED, State.ACCEPTED),
    confirmed: of(State.CONFIRMED, State.ACCEPTED),
  };
}

export function countDelegations(delegations: readonly Pick<Delegation, "state">[]): Map<DelegationState, number> {
  const counts = new Map<DelegationState, number>();
  for (const { state } of delegations) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}
