// Verbs on many participants, row by row, and taking them back.
import {
  DelegationService,
  type Participant,
  type ParticipantChange,
  type ParticipantResult,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { BatchMode } from "@plenary/client/gen/plenary/v1/common_pb";
import { clientOf } from "../../api/clients.ts";
import { undoOf, type Verb } from "./verbs.ts";

// The most that one call takes.
const MOST = 1000;

interface Batch {
  event: string;
  changes: readonly ParticipantChange[];
  // For every row that gives none of its own.
  reason: string;
  requestId: string;
  validateOnly?: boolean;
}

// Does the changes in their order and says what became of each.
export async function changeAll({ event, changes, reason, requestId, validateOnly = false }: Batch): Promise<ParticipantResult[]> {
  const results: ParticipantResult[] = [];
  for (let first = 0; first < changes.length; first += MOST) {
    const answer = await clientOf(DelegationService).batchChangeParticipants({
      parent: event,
      changes: changes.slice(first, first + MOST),
      mode: BatchMode.ROW_BY_ROW,
      reason,
      requestId: validateOnly ? "" : `${requestId}-${first}`,
      validateOnly,
    });
    results.push(...answer.results);
  }
  return results;
}

export interface TakenBack {
  participants: Participant[];
  // How many are not as they were: no way leads back, or their seat was given to the next in line.
  different: number;
}

// Takes `verb` back on everybody it was done to.
export async function takeBack(event: string, verb: Verb, before: readonly Participant[], reason: string): Promise<TakenBack> {
  const changes = before.flatMap((participant) => undoOf(verb, participant, reason));
  const results = await changeAll({ event, changes, reason, requestId: crypto.randomUUID() });
  const latest = new Map<string, Participant>();
  for (const { participant } of results) if (participant) latest.set(participant.name, participant);
  const different = before.filter(({ name, state, category }) => {
    const now = latest.get(name);
    return now?.state !== state || now.category !== category;
  }).length;
  return { participants: [...latest.values()], different };
}
