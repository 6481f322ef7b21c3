import { Delegation_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { expect, it } from "vitest";
import { primaryVerb, verbsFor } from "./verbs.ts";

it.each([
  [State.FORMING, true, false, "submit", ["submit", "decline"]],
  [State.SUBMITTED, true, true, "approve", ["approve", "return", "decline"]],
  [State.SUBMITTED, true, false, undefined, ["decline"]],
  [State.APPROVED, true, true, "accept", ["accept", "return", "decline"]],
  [State.APPROVED, false, true, undefined, ["return", "decline"]],
  [State.ACCEPTED, true, true, undefined, []],
])("In state %s (host accepts: %s, secretariat: %s) %s leads on", (state, hostAcceptance, secretariat, primary, verbs) => {
  expect(verbsFor(state, { hostAcceptance }, secretariat)).toEqual(verbs);
  expect(primaryVerb(verbsFor(state, { hostAcceptance }, secretariat))).toBe(primary);
});
