// A role by the key of its word in common.json.
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";

export const ROLE_WORDS: Record<Role, string> = {
  [Role.ROLE_UNSPECIFIED]: "role.unknown",
  [Role.VIEWER]: "role.viewer",
  [Role.REGISTRAR]: "role.registrar",
  [Role.EVENT_MANAGER]: "role.eventManager",
  [Role.ACCREDITATION_OFFICER]: "role.accreditationOfficer",
  [Role.NEGOTIATOR]: "role.negotiator",
  [Role.CONTROLLER]: "role.controller",
  [Role.AUDITOR]: "role.auditor",
  [Role.ADMINISTRATOR]: "role.administrator",
};
