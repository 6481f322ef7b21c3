import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useMe } from "../../api/me.ts";
import { useEventName } from "../events/event_data.ts";
import type { Verb } from "./verbs.ts";

export interface Rights {
  // Whether the reader runs the event.
  secretariat: boolean;
  // Whether the reader may do `verb` with somebody of `delegation`.
  may: (verb: Verb, delegation: string) => boolean;
}

// Some verbs are the host's alone.
const SECRETARIAT_ONLY: readonly Verb[] = ["accept", "reject"];

// What the reader may do with the participants of the event whose pages these are.
export function useRights(): Rights {
  const me = useMe();
  const event = useEventName();
  const secretariat = me.has(Role.EVENT_MANAGER, event) || me.has(Role.ADMINISTRATOR, event);
  return {
    secretariat,
    may: (verb, delegation) => secretariat || (!SECRETARIAT_ONLY.includes(verb) && delegation !== "" && me.has(Role.REGISTRAR, delegation)),
  };
}
