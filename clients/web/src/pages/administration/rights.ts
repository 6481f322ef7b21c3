import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useMe } from "../../api/me.ts";

// What the reader does here: an administrator manages, an auditor looks and holds.
export function useAdministrationRights(): { manages: boolean; holds: boolean; erases: boolean } {
  const me = useMe();
  const manages = me.has(Role.ADMINISTRATOR, "");
  return { manages, holds: manages || me.has(Role.AUDITOR, ""), erases: manages || me.has(Role.ACCREDITATION_OFFICER, "") };
}
