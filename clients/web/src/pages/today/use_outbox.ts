import { Code } from "@connectrpc/connect";
import { createConnectQueryKey } from "@connectrpc/connect-query";
import { refusalOf } from "@plenary/client";
import { DelegationService, Participant_Attendance } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { Meeting_Party_Outcome, ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { dropDraft, readDraft, writeDraft } from "../../api/draft_store.ts";
import { clientOf } from "../../api/clients.ts";
import { useConnection } from "../../api/live.ts";
import { readerNow } from "../../api/me.ts";
import { useRefusalText } from "../../parts/refusal_text.ts";
import { sendAll, waiting, withMark, without, type Fate, type Mark, type MarkKind } from "./outbox.ts";

const AGAIN_MS = 5000;
// What says nothing of the mark itself: nobody was there, or the session has ended.
const NOT_HEARD = new Set([Code.Unavailable, Code.Unknown, Code.DeadlineExceeded, Code.Canceled, Code.Unauthenticated]);

// What shows the effect of a mark.
const SHOWN = {
  attendance: createConnectQueryKey({ schema: DelegationService.method.listParticipants, cardinality: undefined }),
  outcome: createConnectQueryKey({ schema: ScheduleService.method.getMeeting, cardinality: undefined }),
};

// What was tapped on this device in this event: kept until the server has it.
export interface Outbox {
  marks: readonly Mark[];
  isSending: boolean;
  tap(kind: MarkKind, name: string, value: string, party?: string): void;
  forget(id: string): void;
  retry(): void;
}

async function sendMark(mark: Mark): Promise<void> {
  if (mark.kind === "attendance") {
    const attendance = mark.value === "arrived" ? Participant_Attendance.ARRIVED : Participant_Attendance.EXPECTED;
    await clientOf(DelegationService).recordAttendance({ name: mark.name, attendance, requestId: mark.id });
    return;
  }
  const meeting = await clientOf(ScheduleService).getMeeting({ name: mark.name });
  const outcome = mark.value === "held" ? Meeting_Party_Outcome.HELD : Meeting_Party_Outcome.NO_SHOW;
  const outcomes = meeting.parties.map(({ delegation }) =>
    delegation === mark.party ? outcome : Meeting_Party_Outcome.OUTCOME_UNSPECIFIED,
  );
  await clientOf(ScheduleService).recordMeetingOutcome({ name: mark.name, outcomes, requestId: mark.id });
}

export function useOutbox(event: string): Outbox {
  const owner = readerNow();
  const key = `today.outbox.${event}`;
  const client = useQueryClient();
  const refusalText = useRefusalText();
  const connection = useConnection();
  const [marks, setMarks] = useState<readonly Mark[]>(() => readDraft<Mark[]>(owner, key)?.value ?? []);
  const [isSending, setSending] = useState(false);
  const busy = useRef(false);
  const latest = useRef(marks);

  const keep = useCallback(
    (change: (before: readonly Mark[]) => readonly Mark[]) => {
      latest.current = change(latest.current);
      if (latest.current.length > 0) writeDraft(owner, key, latest.current);
      else dropDraft(owner, key);
      setMarks(latest.current);
    },
    [owner, key],
  );
  const send = useCallback(async () => {
    if (busy.current || waiting(latest.current).length === 0) return;
    busy.current = true;
    setSending(true);
    const attempt = async (mark: Mark): Promise<Fate> => {
      try {
        await sendMark(mark);
        // What is shown is read anew first, so that nothing flickers back.
        await client.invalidateQueries({ queryKey: SHOWN[mark.kind] });
        return "sent";
      } catch (error) {
        const refusal = refusalOf(error);
        return NOT_HEARD.has(refusal.code) ? "lost" : { refused: refusalText(refusal) };
      }
    };
    await sendAll(latest.current, attempt, (mark, fate) => {
      if (fate === "sent") keep((before) => without(before, mark.id));
      else if (fate !== "lost") keep((before) => before.map((each) => (each.id === mark.id ? { ...each, ...fate } : each)));
    });
    busy.current = false;
    setSending(false);
  }, [client, keep, refusalText]);

  const isWaiting = waiting(marks).length > 0;
  useEffect(() => {
    if (!isWaiting) return;
    void send();
    const again = () => void send();
    const timer = setInterval(again, AGAIN_MS);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
    };
  }, [isWaiting, marks, connection, send]);

  return {
    marks,
    isSending,
    tap: (kind, name, value, party = "") =>
      keep((before) => withMark(before, { id: crypto.randomUUID(), kind, name, value, party, tappedAt: Date.now() })),
    forget: (id) => keep((before) => without(before, id)),
    retry: () => void send(),
  };
}
