import { DelegationService, type Delegation } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { clientOf } from "../../api/clients.ts";
import type { DelegationVerb } from "./verbs.ts";

// Does `verb`, of which `reason` says why.
export function doVerb(verb: DelegationVerb, { name, etag }: Delegation, reason: string, requestId: string): Promise<Delegation> {
  const client = clientOf(DelegationService);
  const request = { name, etag, reason, requestId };
  switch (verb) {
    case "submit":
      return client.submitDelegation(request);
    case "approve":
      return client.approveDelegation(request);
    case "accept":
      return client.acceptDelegation(request);
    case "return":
      return client.returnDelegation(request);
    case "decline":
      return client.declineDelegation(request);
  }
}
