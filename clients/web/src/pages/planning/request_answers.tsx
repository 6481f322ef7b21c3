import { Button, Group, Text } from "@mantine/core";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { MatchmakingService, MeetingRequest_State, type MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { intervalOf, rowOf, rowsFit, TimesField, type TimeRow } from "./times_field.tsx";
import { answersTo, minutesOf, turnOf } from "./request_texts.ts";

// The answers with which something is said, as their buttons stand.
const SAID = ["counter", "decline", "cancel"] as const;
type Said = (typeof SAID)[number];

// What each is called on its dialog's button, and once it is done.
const VERBS = { decline: "doDecline", counter: "doCounter", cancel: "doCancel" } as const;
const DONE = { decline: "declined", counter: "countered", cancel: "cancelled" } as const;

interface RequestAnswersProps {
  request: MeetingRequest;
  event: Event;
  sides: [string, string];
  mayAnswer: boolean;
}

// Accept, decline, propose another time, take back: what the state allows.
export function RequestAnswers({ request, event, sides, mayAnswer }: RequestAnswersProps) {
  const { t } = useTranslation("planning");
  const acceptance = useAct("all");
  const [asked, setAsked] = useState<Said>();
  const may = answersTo(request);
  const turn = turnOf(request);
  const isCountered = request.state === MeetingRequest_State.COUNTERED;
  const common = { name: request.name, etag: request.etag };
  const accept = async () => {
    const done = await acceptance.act("accept", (requestId) => clientOf(MatchmakingService).acceptMeetingRequest({ ...common, requestId }));
    if (done) notifyDone(t("requests.accepted"));
  };

  if (!mayAnswer || !Object.values(may).includes(true)) return null;
  return (
    <>
      {turn && (
        <Text size="sm" mt="sm">
          {t("requests.turnAsked", { side: isCountered ? sides[0] : sides[1] })}
        </Text>
      )}
      {acceptance.error !== undefined && asked === undefined && <Refused error={acceptance.error} />}
      <Group gap={6} mt="xs">
        {may.accept && (
          <Button size="xs" loading={acceptance.isActing} onClick={() => void accept()}>
            {t(isCountered ? "requests.acceptCounter" : "requests.accept")}
          </Button>
        )}
        {SAID.filter((answer) => may[answer]).map((answer) => (
          <Button key={answer} size="xs" variant="default" onClick={() => setAsked(answer)}>
            {t(`requests.${answer}`)}
          </Button>
        ))}
      </Group>
      {asked && <AnswerDialog answer={asked} request={request} event={event} sides={sides} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface AnswerDialogProps extends Omit<RequestAnswersProps, "mayAnswer"> {
  answer: Said;
  onClose: () => void;
}

// An answer with which something is said: why, or which other times would do.
function AnswerDialog({ answer, request, event, sides, onClose }: AnswerDialogProps) {
  const { t } = useTranslation("planning");
  const [note, setNote] = useState("");
  const [rows, setRows] = useState<TimeRow[]>(() => {
    const proposed = request.counterIntervals.length > 0 ? request.counterIntervals : request.intervals;
    return proposed.map((interval) => rowOf(interval, event.timeZone));
  });
  const minutes = minutesOf(request.duration);
  const act = async (requestId: string) => {
    const matchmaking = clientOf(MatchmakingService);
    const common = { name: request.name, etag: request.etag, requestId };
    switch (answer) {
      case "counter":
        await matchmaking.counterMeetingRequest({ ...common, note, intervals: rows.map((row) => intervalOf(row, event.timeZone)) });
        break;
      case "decline":
        await matchmaking.declineMeetingRequest({ ...common, note });
        break;
      case "cancel":
        await matchmaking.cancelMeetingRequest({ ...common, reason: note });
    }
    notifyDone(t(`requests.${DONE[answer]}`));
  };
  return (
    <ActDialog
      title={t(`requests.${VERBS[answer]}`)}
      action={t(`requests.${VERBS[answer]}`)}
      isReady={answer !== "counter" || (rows.length > 0 && rowsFit(rows, minutes))}
      said={{ note, rows }}
      touches="all"
      act={act}
      onClose={onClose}
    >
      <Text size="sm">{sides.join(" → ")}</Text>
      {answer === "counter" && <TimesField event={event} rows={rows} onChange={setRows} minutes={minutes} />}
      <LongField label={t(answer === "cancel" ? "requests.cancelReason" : "requests.message")} value={note} onChange={setNote} />
    </ActDialog>
  );
}
