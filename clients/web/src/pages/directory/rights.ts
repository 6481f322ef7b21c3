// What the reader may do in the directory, as directory.proto says it.
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useMe } from "../../api/me.ts";

export interface DirectoryRights {
  // Adds and changes organizations.
  writesOrganizations: boolean;
  // Adds and changes people.
  writesPeople: boolean;
  // Deletes, and merges two people into one.
  removes: boolean;
  // Sees who may be the same person.
  seesDuplicates: boolean;
  // Sees the list of pairs that somebody should look at.
  settlesDuplicates: boolean;
}

export function useDirectoryRights(): DirectoryRights {
  const me = useMe();
  const holds = (...roles: Role[]) => roles.some((role) => me.has(role));
  const writesOrganizations = holds(Role.EVENT_MANAGER, Role.NEGOTIATOR, Role.ADMINISTRATOR);
  const writesPeople = writesOrganizations || holds(Role.ACCREDITATION_OFFICER);
  return {
    writesOrganizations,
    writesPeople,
    removes: me.has(Role.EVENT_MANAGER, "installation") || me.has(Role.ADMINISTRATOR, "installation"),
    seesDuplicates: writesPeople || holds(Role.REGISTRAR),
    settlesDuplicates: holds(Role.EVENT_MANAGER, Role.ADMINISTRATOR),
  };
}
