import type { Refusal } from "@plenary/client";
import { Participant_State as State, DelegationService, type Participant } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DELEGATIONS, useAct, useReadAnew } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import { changeAll } from "../participants/batch.ts";
import { changeOf } from "../participants/verbs.ts";
import type { Roster } from "./roster.ts";
import { nameOf, type Row } from "./rows.ts";
import { registrationRequest, verdictOf, type Registration } from "./use_judgement.ts";

export interface SavedRow {
  participant: Participant;
  name: string;
}

// What the server answered to a save.
export interface Answer {
  saved: SavedRow[];
  refused: { name: string; refusal: Refusal }[];
}

export const waits = ({ participant }: SavedRow) => participant.state === State.WAITLISTED;

export interface Saving {
  isSaving: boolean;
  error: unknown;
  answer: Answer | undefined;
  save: () => Promise<void>;
  dismiss: () => void;
}

// Registers the people of the table. Whoever is refused stays in it. The same people sent again after
// a lost answer are not registered twice.
export function useSaving(registration: Registration, roster: Roster, onSaved: (rows: readonly Row[]) => void): Saving {
  const { t } = useTranslation("registration");
  const readAnew = useReadAnew(DELEGATIONS);
  const { isActing, error, act } = useAct(DELEGATIONS);
  const [answer, setAnswer] = useState<Answer>();

  const undo = async (saved: readonly SavedRow[]) => {
    const reason = t("answer.undoReason");
    const event = registration.delegation.split("/").slice(0, 2).join("/");
    await changeAll({
      event,
      changes: saved.map(({ participant }) => changeOf("withdraw", participant.name, { reason })),
      reason,
      requestId: crypto.randomUUID(),
    });
    setAnswer(undefined);
    await readAnew();
  };
  const save = async () => {
    await act(registration, async (requestId) => {
      const { results } = await clientOf(DelegationService).registerDelegation({
        ...registrationRequest(registration, roster),
        requestId,
      });
      const verdicts = registration.rows.map((row, at) => ({
        row,
        name: nameOf(row) || row.person?.shown || "",
        verdict: verdictOf(results[at]!),
      }));
      const saved = verdicts.flatMap(({ name, verdict }) => (verdict.participant ? [{ name, participant: verdict.participant }] : []));
      setAnswer({ saved, refused: verdicts.flatMap(({ name, verdict }) => (verdict.refusal ? [{ name, refusal: verdict.refusal }] : [])) });
      onSaved(verdicts.filter(({ verdict }) => verdict.participant).map(({ row }) => row));
      if (saved.length > 0) notifyDone(t("answer.done", { count: saved.length }), () => undo(saved));
    });
  };
  return { isSaving: isActing, error, answer, save, dismiss: () => setAnswer(undefined) };
}
