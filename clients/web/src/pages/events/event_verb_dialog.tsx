import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { Group, Text } from "@mantine/core";
import { Participant_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { EventService, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { EVENTS } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import type { EventVerb } from "./event_steps.ts";
import type { ParticipantCounts } from "./overview_counts.ts";
import { VenueTimeField } from "./venue_time_field.tsx";

interface EventVerbDialogProps {
  verb: EventVerb;
  event: Event;
  counts: ParticipantCounts | undefined;
  onClose: () => void;
}

// A step of the whole event: what it does, to how many, and why where that is asked.
export function EventVerbDialog({ verb, event, counts, onClose }: EventVerbDialogProps) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const navigate = useNavigate();
  const [reason, setReason] = useState("");
  const [start, setStart] = useState<Timestamp>();
  const [end, setEnd] = useState<Timestamp>();
  const needsReason = verb === "postpone" || verb === "cancel";
  const halfInterval = (start === undefined) !== (end === undefined);
  const name = textIn(event.displayNames, language);

  const call = (requestId: string) => {
    const request = { name: event.name, etag: event.etag, requestId };
    const events = clientOf(EventService);
    switch (verb) {
      case "publish":
        return events.publishEvent(request);
      case "start":
        return events.startEvent(request);
      case "close":
        return events.closeEvent(request);
      case "archive":
        return events.archiveEvent(request);
      case "cancel":
        return events.cancelEvent({ ...request, reason });
      case "delete":
        return events.deleteEvent(request);
      case "postpone":
        return events.postponeEvent({ ...request, reason, ...(start && end ? { interval: { startTime: start, endTime: end } } : {}) });
    }
  };
  const act = async (requestId: string) => {
    await call(requestId);
    if (verb === "delete") {
      notifyDone(t("verbs.done.delete", { event: name }), async () => {
        await clientOf(EventService).undeleteEvent({ name: event.name, requestId: crypto.randomUUID() });
      });
      void navigate("/events");
    } else {
      notifyDone(t(`verbs.done.${verb}`, { event: name }));
    }
  };
  return (
    <ActDialog
      title={t(`verbs.ask.${verb}`, { event: name })}
      action={t(`verbs.act.${verb}`)}
      isReady={(!needsReason || reason.trim() !== "") && !halfInterval}
      danger={verb === "cancel" || verb === "delete"}
      said={{ verb, reason, start, end }}
      touches={EVENTS}
      act={act}
      onClose={onClose}
    >
      <Text size="sm">{t(`verbs.does.${verb}`)}</Text>
      <Concerned verb={verb} counts={counts} />
      {verb === "postpone" && (
        <Group grow gap="xs" align="flex-start">
          <VenueTimeField label={t("form.start")} zone={event.timeZone} value={start} onChange={setStart} />
          <VenueTimeField
            label={t("form.end")}
            zone={event.timeZone}
            value={end}
            onChange={setEnd}
            error={halfInterval && t("verbs.bothEnds")}
          />
        </Group>
      )}
      {needsReason && <LongField label={t("verbs.reason")} required maxLength={2000} data-autofocus value={reason} onChange={setReason} />}
    </ActDialog>
  );
}

// How many people feel it.
function Concerned({ verb, counts }: { verb: EventVerb; counts: ParticipantCounts | undefined }) {
  const { t } = useTranslation("events");
  if (!counts) return null;
  const open = (counts.byState.get(State.NOMINATED) ?? 0) + (counts.byState.get(State.WAITLISTED) ?? 0);
  const text =
    verb === "close"
      ? open > 0 && t("verbs.expire", { count: open })
      : verb === "cancel" || verb === "postpone"
        ? counts.expected > 0 && t("verbs.concerns", { count: counts.expected })
        : false;
  return (
    text && (
      <Text size="sm" fw={500}>
        {text}
      </Text>
    )
  );
}
