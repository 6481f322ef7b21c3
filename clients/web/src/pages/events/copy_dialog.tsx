import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { Text } from "@mantine/core";
import { EventService, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { EVENTS } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { formatDays, instantOf, timestampOf } from "../../parts/when.ts";
import { addDays, dayOf, instantAt } from "../../parts/venue_day.ts";
import { TextsFields } from "./texts_fields.tsx";
import { VenueTimeField } from "./venue_time_field.tsx";

interface CopyDialogProps {
  event: Event;
  onClose: () => void;
}

// The same weekday a year later: fifty-two weeks.
function nextYear(event: Event): Timestamp | undefined {
  const start = event.interval?.startTime;
  if (!start) return undefined;
  return timestampOf(instantAt(addDays(dayOf(instantOf(start), event.timeZone), 364), 0, event.timeZone));
}

// "The same as last year": an event with the same categories, questions and windows, moved.
export function CopyDialog({ event, onClose }: CopyDialogProps) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const navigate = useNavigate();
  const [start, setStart] = useState(() => nextYear(event));
  const [displayNames, setDisplayNames] = useState(event.displayNames);
  const tried = useQuery({
    queryKey: ["tried copy", event.name, String(start?.seconds)],
    queryFn: () =>
      clientOf(EventService).copyEvent({
        sourceEvent: event.name,
        startTime: start!,
        displayNames: event.displayNames,
        validateOnly: true,
      }),
    enabled: start !== undefined,
    structuralSharing: false,
    placeholderData: (last) => last,
    retry: false,
  });
  const act = async (requestId: string) => {
    const answer = await clientOf(EventService).copyEvent({ sourceEvent: event.name, startTime: start!, displayNames, requestId });
    notifyDone(t("copy.done", { event: textIn(displayNames, language) }));
    void navigate(`/${answer.event?.name ?? ""}`);
  };
  const copied = tried.data;
  return (
    <ActDialog
      title={t("copy.title", { event: textIn(event.displayNames, language) })}
      action={t("copy.create")}
      size="lg"
      isReady={start !== undefined && displayNames.length > 0 && tried.error === null}
      stays
      said={{ start, displayNames }}
      touches={EVENTS}
      act={act}
      onClose={onClose}
    >
      <Text size="sm">{t("copy.text")}</Text>
      <VenueTimeField label={t("copy.start")} required zone={event.timeZone} value={start} onChange={setStart} data-autofocus />
      <TextsFields label={t("form.name")} value={displayNames} onChange={setDisplayNames} required />
      {tried.error && <Refused error={tried.error} />}
      {copied?.event?.interval && (
        <Text size="sm" role="status">
          {t("copy.preview", {
            when: formatDays(copied.event.interval, language, copied.event.timeZone),
            categories: copied.categories.map(({ displayNames: names }) => textIn(names, language)).join(", "),
            count: copied.event.windows.length,
          })}
        </Text>
      )}
    </ActDialog>
  );
}
