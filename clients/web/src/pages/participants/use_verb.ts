import type { Participant } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Status } from "@plenary/client/gen/google/rpc/status_pb";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { notifyDone } from "../../parts/notify.ts";
import { useEventName } from "../events/event_data.ts";
import { changeAll, takeBack } from "./batch.ts";
import { changeOf, type Ask, type Verb } from "./verbs.ts";

interface Done {
  // How many it was done to.
  done: number;
  // Why it was refused to the others.
  refused: Status[];
}

type Put = (changed: readonly Participant[]) => Promise<void>;

// Does a verb with participants, shows them as they are then, says so and offers the way back.
export function useVerb(put: Put): (verb: Verb, participants: readonly Participant[], ask: Ask, requestId: string) => Promise<Done> {
  const { t } = useTranslation("participants");
  const event = useEventName();
  return useCallback(
    async (verb, participants, ask, requestId) => {
      const changes = participants.map(({ name }) => changeOf(verb, name, ask));
      const results = await changeAll({ event, changes, reason: ask.reason ?? "", requestId });
      const done = participants.filter((_, place) => results[place]?.participant);
      await put(results.flatMap(({ participant }) => participant ?? []));
      const undo = async () => {
        const { participants: now, different } = await takeBack(event, verb, done, t("undoReason"));
        await put(now);
        if (different > 0) notifyDone(t("undoneExcept", { count: different }));
      };
      if (done.length > 0) notifyDone(t(`done.${verb}`, { count: done.length }), verb === "nominate" ? undefined : undo);
      return { done: done.length, refused: results.flatMap(({ error }) => error ?? []) };
    },
    [event, put, t],
  );
}
