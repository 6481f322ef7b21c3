// Who waits for a decision, in which order, and who comes next.
import { Participant_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Language } from "../../i18n/languages.ts";
import { sortByReader } from "../../parts/names.ts";
import type { Row } from "./row.ts";
import type { Verb } from "./verbs.ts";

// What a queue is for: the sender's confirmation, or the host's acceptance.
export type Step = "confirm" | "accept";

// Which state waits for it, and the verb that says no.
export const STEPS: Record<Step, { waiting: State; no: Verb }> = {
  confirm: { waiting: State.NOMINATED, no: "decline" },
  accept: { waiting: State.CONFIRMED, no: "reject" },
};

// Delegation by delegation, in each as official lists go. Those in `kept` stay where they were, decided or not: what one
// reads doesn't move.
export function queueOf(rows: readonly Row[], step: Step, kept: ReadonlySet<string>, language: Language): Row[] {
  const waiting = rows.filter(({ participant }) => participant.state === STEPS[step].waiting || kept.has(participant.name));
  return sortByReader(waiting, ({ delegation }) => delegation, language);
}

// Whose turn it is after `from`: the next below who waits still, else the first above; undefined where nobody does.
export function nextWaiting(queue: readonly Row[], from: number, step: Step): number | undefined {
  const waits = (index: number) => queue[index]!.participant.state === STEPS[step].waiting;
  for (let index = from + 1; index < queue.length; ++index) if (waits(index)) return index;
  for (let index = 0; index < Math.min(from, queue.length); ++index) if (waits(index)) return index;
  return undefined;
}
