// What can be done with a delegation as a whole, in which state, by whom.
import { Delegation_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";

export type DelegationVerb = "submit" | "approve" | "accept" | "return" | "decline";

interface Rule {
  from: readonly State[];
  needsReason: boolean;
  // Only the secretariat's.
  secretariat: boolean;
}

// As proto/plenary/v1/delegations.proto has them.
export const RULES: Record<DelegationVerb, Rule> = {
  submit: { from: [State.FORMING], needsReason: false, secretariat: false },
  approve: { from: [State.SUBMITTED], needsReason: false, secretariat: true },
  accept: { from: [State.APPROVED], needsReason: false, secretariat: true },
  return: { from: [State.SUBMITTED, State.APPROVED], needsReason: true, secretariat: true },
  decline: { from: [State.INVITED, State.FORMING, State.SUBMITTED, State.APPROVED], needsReason: true, secretariat: false },
};

// The verbs that apply, the one that leads on first.
export function verbsFor(state: State, event: Pick<Event, "hostAcceptance">, isSecretariat: boolean): DelegationVerb[] {
  return (Object.keys(RULES) as DelegationVerb[]).filter((verb) => {
    const { from, secretariat } = RULES[verb];
    return from.includes(state) && (isSecretariat || !secretariat) && (verb !== "accept" || event.hostAcceptance);
  });
}

// The verb that is the page's one filled button; undefined where nothing leads on.
export function primaryVerb(verbs: readonly DelegationVerb[]): DelegationVerb | undefined {
  return verbs.find((verb) => verb === "submit" || verb === "approve" || verb === "accept");
}
