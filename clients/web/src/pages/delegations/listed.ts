// The delegations of an event as their list shows them.
import { Delegation_State as State, type Delegation, type Participant, type Quota } from "@plenary/client/gen/plenary/v1/delegations_pb";

export interface Seats {
  taken: number;
  // Undefined where no category has one.
  limit: number | undefined;
  waiting: number;
  over: number;
}

// Seats over the categories of a delegation that have a limit; over all where none has one.
export function seatsIn(quotas: readonly Quota[]): Seats {
  const limited = quotas.filter(({ limit }) => limit !== undefined);
  const counted = limited.length > 0 ? limited : quotas;
  const sum = (of: (quota: Quota) => number, among = quotas) => among.reduce((total, quota) => total + of(quota), 0);
  return {
    taken: sum(({ used, held }) => used + held, counted),
    limit: limited.length > 0 ? sum(({ limit }) => limit!, limited) : undefined,
    waiting: sum(({ waiting }) => waiting),
    over: sum(({ overBy }) => overBy),
  };
}

// Whether a delegation needs a head and has none.
export function lacksHead(delegation: Pick<Delegation, "name" | "state" | "headships">, heads: ReadonlyMap<string, Participant>): boolean {
  const needsOne = [State.FORMING, State.SUBMITTED, State.APPROVED, State.ACCEPTED].includes(delegation.state);
  return needsOne && delegation.headships.length === 0 && !heads.has(delegation.name);
}

// Official order: by the precedence of the head; who has none comes after, by name.
export function byPrecedence<T extends { name: string }>(delegations: readonly T[], heads: ReadonlyMap<string, Participant>): T[] {
  const place = ({ name }: T) => heads.get(name)?.precedence || Number.MAX_SAFE_INTEGER;
  return delegations
    .map((delegation, at) => ({ delegation, at }))
    .sort((a, b) => place(a.delegation) - place(b.delegation) || a.at - b.at)
    .map(({ delegation }) => delegation);
}
