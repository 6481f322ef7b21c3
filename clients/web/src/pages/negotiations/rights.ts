// What the reader may do in a negotiation.
import { Classification } from "@plenary/client/gen/plenary/v1/common_pb";
import { Negotiation_State, type Negotiation } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useMe } from "../../api/me.ts";

// What "everywhere" is called where a role is held on the whole installation.
const EVERYWHERE = "";

export interface Rights {
  // Writes topics, positions, protocols and the dossier.
  mayNegotiate: boolean;
  // Enters rounds and contacts.
  mayEnter: boolean;
}

// Of the negotiation: in a closed one nothing changes.
export function useRights(negotiation: Pick<Negotiation, "name" | "state"> | undefined): Rights {
  const me = useMe();
  if (negotiation === undefined || negotiation.state === Negotiation_State.CLOSED) return { mayNegotiate: false, mayEnter: false };
  const mayNegotiate = me.has(Role.NEGOTIATOR, negotiation.name) || me.has(Role.ADMINISTRATOR, negotiation.name);
  return { mayNegotiate, mayEnter: mayNegotiate || me.has(Role.EVENT_MANAGER, negotiation.name) };
}

// Whether the reader opens dossiers and answers for bodies, on the whole installation.
export function useMayOpenDossiers(): boolean {
  const me = useMe();
  return me.has(Role.NEGOTIATOR, EVERYWHERE) || me.has(Role.ADMINISTRATOR, EVERYWHERE);
}

// Whether the reader plans trips and decides on their reports.
export function useMayPlanTrips(): boolean {
  const me = useMe();
  return [Role.NEGOTIATOR, Role.EVENT_MANAGER, Role.ADMINISTRATOR].some((role) => me.has(role, EVERYWHERE));
}

// Up to which classification the reader reads and writes.
export function useClearance(): Classification {
  return useMe().user?.clearance || Classification.OFFICIAL;
}
