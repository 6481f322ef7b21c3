// On what each role can be bound (docs/access.md).
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";

export type BindingPlace = "installation" | "event" | "delegation" | "negotiation";

export const PLACES_OF: Record<Role, readonly BindingPlace[]> = {
  [Role.ROLE_UNSPECIFIED]: [],
  [Role.VIEWER]: ["installation", "event", "delegation"],
  [Role.REGISTRAR]: ["delegation"],
  [Role.EVENT_MANAGER]: ["installation", "event"],
  [Role.ACCREDITATION_OFFICER]: ["installation", "event"],
  [Role.NEGOTIATOR]: ["installation", "negotiation"],
  [Role.CONTROLLER]: ["installation"],
  [Role.AUDITOR]: ["installation"],
  [Role.ADMINISTRATOR]: ["installation"],
};
