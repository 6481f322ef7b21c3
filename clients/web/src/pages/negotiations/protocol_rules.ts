// What may be done with a protocol in its state, and what that freezes.
import { Protocol_State, Protocol_Type, type Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";

export type ProtocolVerb = "approve" | "agree" | "initial" | "sign" | "bringIntoForce" | "terminate" | "returnToDraft" | "amend";

const { RECORD_OF_CONVERSATION, MINUTES } = Protocol_Type;
const { DRAFT, AGREED, INITIALLED, APPROVED, SIGNED, IN_FORCE, TERMINATED } = Protocol_State;

type Standing = Pick<Protocol, "type" | "state" | "signatories" | "supersededBy">;

const WAY_OF_AGREEMENTS = [DRAFT, AGREED, INITIALLED, SIGNED, IN_FORCE];

// The states a paper of this type goes through, in order.
export function wayOf(type: Protocol_Type): Protocol_State[] {
  if (type === RECORD_OF_CONVERSATION) return [DRAFT, APPROVED];
  return type === MINUTES ? [DRAFT, AGREED, SIGNED] : WAY_OF_AGREEMENTS;
}

const isSigned = ({ signature }: Protocol["signatories"][number]) => signature !== undefined;

// How many signatures are still to come of a paper whose texts are agreed.
export function awaited({ state, signatories }: Pick<Protocol, "state" | "signatories">): number {
  return state === AGREED || state === INITIALLED ? signatories.filter((each) => !isSigned(each)).length : 0;
}

// Whether its items and all the rest of it may be written.
export const isWritable = ({ state }: Pick<Protocol, "state">): boolean => state === DRAFT;

// Whether nothing of it changes any more but where the paper is kept.
export function isImmutable({ state, signatories }: Pick<Protocol, "state" | "signatories">): boolean {
  return [APPROVED, SIGNED, IN_FORCE, TERMINATED].includes(state) || signatories.some(isSigned);
}

// Whether signatories, place and date may still be set.
export const mayNameSignatories = (protocol: Pick<Protocol, "type" | "state" | "signatories">): boolean =>
  protocol.type !== RECORD_OF_CONVERSATION && !isImmutable(protocol);

// What may be done next, what goes on before what goes back.
export function verbsOf(protocol: Standing): ProtocolVerb[] {
  const { type, state } = protocol;
  const mayAmend = protocol.supersededBy === "" && [APPROVED, SIGNED, IN_FORCE].includes(state);
  const back: ProtocolVerb[] = isImmutable(protocol) ? [] : ["returnToDraft"];
  const onward = (): ProtocolVerb[] => {
    switch (state) {
      case DRAFT:
        return [type === RECORD_OF_CONVERSATION ? "approve" : "agree"];
      case AGREED:
        return [type === MINUTES ? "sign" : "initial", ...back];
      case INITIALLED:
        return ["sign", ...back];
      case SIGNED:
        return type === MINUTES ? [] : ["bringIntoForce"];
      case IN_FORCE:
        return ["terminate"];
      default:
        return [];
    }
  };
  return [...onward(), ...(mayAmend ? (["amend"] as const) : [])];
}
