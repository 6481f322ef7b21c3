// What can be done with participants, in which state, and what takes it back.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  Participant_State as State,
  ParticipantChangeSchema,
  type Participant,
  type ParticipantChange,
  type WhenFull,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { Event_State, RegistrationWindow_Step as Step, type Event } from "@plenary/client/gen/plenary/v1/events_pb";

export type Verb = "nominate" | "confirm" | "accept" | "reject" | "decline" | "withdraw" | "reinstate" | "changeCategory";

interface Rule {
  // In which states it applies.
  from: readonly State[];
  // Whether a reason is always asked for.
  needsReason: boolean;
  // The window it lies in; outside only the secretariat acts, with a reason.
  step?: Step;
  // Whether somebody loses a place by it.
  takesAway: boolean;
}

// As the server has them: services/delegations/rules.cc.
export const RULES: Record<Verb, Rule> = {
  nominate: { from: [State.DRAFT], needsReason: false, step: Step.NOMINATION, takesAway: false },
  confirm: { from: [State.NOMINATED], needsReason: false, step: Step.CONFIRMATION, takesAway: false },
  accept: { from: [State.CONFIRMED], needsReason: false, takesAway: false },
  decline: { from: [State.DRAFT, State.NOMINATED, State.WAITLISTED], needsReason: true, takesAway: true },
  reject: { from: [State.NOMINATED, State.WAITLISTED, State.CONFIRMED], needsReason: true, takesAway: true },
  withdraw: {
    from: [State.NOMINATED, State.WAITLISTED, State.CONFIRMED, State.ACCEPTED],
    needsReason: true,
    takesAway: true,
  },
  reinstate: {
    from: [State.DECLINED, State.REJECTED, State.WITHDRAWN, State.EXPIRED],
    needsReason: true,
    takesAway: false,
  },
  changeCategory: {
    from: [State.DRAFT, State.NOMINATED, State.WAITLISTED, State.CONFIRMED, State.ACCEPTED],
    needsReason: false,
    step: Step.NOMINATION,
    takesAway: false,
  },
};

const VERBS = Object.keys(RULES) as Verb[];

// Whether `verb` applies to somebody in `state` at `event`.
export function applies(verb: Verb, state: State, event: Pick<Event, "hostAcceptance">): boolean {
  return RULES[verb].from.includes(state) && (verb !== "accept" || event.hostAcceptance);
}

// What can be done with somebody, what leads on first.
export function verbsFor(participant: Pick<Participant, "state">, event: Pick<Event, "hostAcceptance">): Verb[] {
  return VERBS.filter((verb) => applies(verb, participant.state, event));
}

// Whether a step of registration may be taken now by whoever gives no reason.
export function stepIsOpen(event: Pick<Event, "state" | "windows">, step: Step, now: Date): boolean {
  if (event.state !== Event_State.PUBLISHED && event.state !== Event_State.RUNNING) return false;
  const interval = event.windows.find((window) => window.step === step)?.interval;
  if (!interval) return true;
  const at = BigInt(now.getTime());
  const ms = (time: { seconds: bigint; nanos: number }) => time.seconds * 1000n + BigInt(Math.floor(time.nanos / 1e6));
  return (!interval.startTime || ms(interval.startTime) <= at) && (!interval.endTime || at < ms(interval.endTime));
}

// Whether the server will ask why.
export function asksReason(verb: Verb, event: Pick<Event, "state" | "windows">, now: Date): boolean {
  const { needsReason, step } = RULES[verb];
  return needsReason || (step !== undefined && !stepIsOpen(event, step, now));
}

export interface Ask {
  reason?: string;
  // Of changeCategory: where to.
  category?: string;
  whenFull?: WhenFull;
}

// `verb` on one participant, as a batch takes it.
export function changeOf(verb: Verb, name: string, ask: Ask = {}, etag = ""): ParticipantChange {
  const { reason = "", category = "", whenFull } = ask;
  const value = { name, etag, reason, ...(whenFull === undefined ? {} : { whenFull }) };
  const change = (
    verb === "changeCategory" ? { case: "changeCategory", value: { ...value, category } } : { case: verb, value }
  ) as MessageInitShape<typeof ParticipantChangeSchema>["change"];
  return create(ParticipantChangeSchema, { change: change! });
}

const AFTER: Record<Verb, State> = {
  nominate: State.NOMINATED,
  confirm: State.CONFIRMED,
  accept: State.ACCEPTED,
  reject: State.REJECTED,
  decline: State.DECLINED,
  withdraw: State.WITHDRAWN,
  reinstate: State.NOMINATED,
  changeCategory: State.STATE_UNSPECIFIED,
};

const ORDER = [State.NOMINATED, State.CONFIRMED, State.ACCEPTED];

// What brings somebody back from NOMINATED to a state before.
function climbTo(state: State): Verb[] {
  return (["confirm", "accept"] as const).slice(0, Math.max(0, ORDER.indexOf(state)));
}

// The verbs that take `verb` back, one after the other. There is no way back to a draft, so whoever was one stays
// nominated; whoever lost a seat comes back to it only while it is free, else first in line.
export function undoOf(verb: Verb, before: Pick<Participant, "name" | "state" | "category">, reason: string): ParticipantChange[] {
  const { name, state, category } = before;
  if (verb === "changeCategory") return [changeOf(verb, name, { category, reason })];
  if (verb === "nominate") return [];
  if (verb === "reinstate") return [changeOf("withdraw", name, { reason })];
  const left = RULES[verb].takesAway;
  const back: Verb[] = [...(left ? [] : (["withdraw"] as const)), "reinstate", ...climbTo(state)];
  return back.map((step) => changeOf(step, name, { reason }));
}

// The state that `verb` leads to where there is a seat.
export function stateAfter(verb: Verb, before: State): State {
  return verb === "changeCategory" ? before : AFTER[verb];
}
