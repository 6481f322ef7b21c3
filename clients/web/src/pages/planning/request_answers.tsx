import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { MatchmakingService, MeetingRequest_State, type MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { intervalOf, rowOf, rowsFit, TimesField, type TimeRow } from "./times_field.tsx";
import { answersTo, minutesOf, turnOf } from "./request_texts.ts";

type Answer = "accept" | "decline" | "counter" | "cancel";

// What each is called on its button, and once it is done.
const VERBS = { accept: "accept", decline: "doDecline", counter: "doCounter", cancel: "doCancel" } as const;
const DONE = { accept: "accepted", decline: "declined", counter: "countered", cancel: "cancelled" } as const;

interface RequestAnswersProps {
  request: MeetingRequest;
  event: Event;
  sides: [string, string];
  mayAnswer: boolean;
}

// Accept, decline, propose another time, take back: what the state allows.
export function RequestAnswers({ request, event, sides, mayAnswer }: RequestAnswersProps) {
  const { t } = useTranslation("planning");
  const client = useQueryClient();
  const [asked, setAsked] = useState<Answer>();
  const [note, setNote] = useState("");
  const [rows, setRows] = useState<TimeRow[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const may = answersTo(request);
  const turn = turnOf(request);
  const isCountered = request.state === MeetingRequest_State.COUNTERED;

  const open = (answer: Answer) => {
    setError(undefined);
    setNote("");
    const proposed = request.counterIntervals.length > 0 ? request.counterIntervals : request.intervals;
    setRows(proposed.map((interval) => rowOf(interval, event.timeZone)));
    setAsked(answer);
  };
  const send = async (answer: Answer) => {
    setBusy(true);
    setError(undefined);
    const matchmaking = clientOf(MatchmakingService);
    const common = { name: request.name, etag: request.etag, requestId: crypto.randomUUID() };
    try {
      if (answer === "accept") await matchmaking.acceptMeetingRequest(common);
      if (answer === "decline") await matchmaking.declineMeetingRequest({ ...common, note });
      if (answer === "cancel") await matchmaking.cancelMeetingRequest({ ...common, reason: note });
      if (answer === "counter") {
        const intervals = rows.map((row) => intervalOf(row, event.timeZone));
        await matchmaking.counterMeetingRequest({ ...common, note, intervals });
      }
      await client.invalidateQueries();
      notifyDone(t(`requests.${DONE[answer]}`));
      setAsked(undefined);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  if (!mayAnswer || !Object.values(may).includes(true)) return null;
  return (
    <>
      {turn && (
        <Text size="sm" mt="sm">
          {t("requests.turnAsked", { side: isCountered ? sides[0] : sides[1] })}
        </Text>
      )}
      {error !== undefined && asked === undefined && <Refused error={error} />}
      <Group gap={6} mt="xs">
        {may.accept && (
          <Button size="xs" loading={busy && asked === undefined} onClick={() => void send("accept")}>
            {t(isCountered ? "requests.acceptCounter" : "requests.accept")}
          </Button>
        )}
        {may.counter && (
          <Button size="xs" variant="default" onClick={() => open("counter")}>
            {t("requests.counter")}
          </Button>
        )}
        {may.decline && (
          <Button size="xs" variant="default" onClick={() => open("decline")}>
            {t("requests.decline")}
          </Button>
        )}
        {may.cancel && (
          <Button size="xs" variant="default" onClick={() => open("cancel")}>
            {t("requests.cancel")}
          </Button>
        )}
      </Group>
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={asked && t(`requests.${VERBS[asked]}`)}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        <Text size="sm" mb="sm">
          {sides.join(" → ")}
        </Text>
        {asked === "counter" && <TimesField event={event} rows={rows} onChange={setRows} minutes={minutesOf(request.duration)} />}
        <Textarea
          label={t(asked === "cancel" ? "requests.cancelReason" : "requests.message")}
          autosize
          minRows={2}
          mt="sm"
          value={note}
          onChange={(change) => setNote(change.currentTarget.value)}
        />
        {error !== undefined && <Refused error={error} />}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={() => setAsked(undefined)}>
            {t("cancel")}
          </Button>
          {asked && (
            <Button
              loading={busy}
              disabled={asked === "counter" && (rows.length === 0 || !rowsFit(rows, minutesOf(request.duration)))}
              onClick={() => void send(asked)}
            >
              {t(`requests.${VERBS[asked]}`)}
            </Button>
          )}
        </Group>
      </Modal>
    </>
  );
}
