import { Group, MultiSelect, NumberInput, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { NegotiationService, type Round, type Topic } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DayField } from "../../parts/day_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { EventPicker } from "../../parts/pickers.tsx";
import { instantAt, MINUTES_OF_DAY, parseClock } from "../../parts/venue_day.ts";
import { timestampOf, wallClock } from "../../parts/when.ts";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { PresencesField, type FormPresence } from "./presences_field.tsx";
import { zoneOf } from "./rounds.ts";
import { formTexts, written, type FormText } from "../../parts/texts.ts";
import { TextsField } from "../../parts/texts_field.tsx";

// A day and a time of day on the wall clock of the place, as fields have them; "" where they are not known.
interface WallTime {
  // "2023-08-24"
  day: string;
  // "14:30"
  time: string;
}

interface RoundValue {
  displayNames: FormText[];
  number: number;
  sessionNumber: number;
  isEvent: boolean;
  event: string;
  start: WallTime;
  end: WallTime;
  timeZone: string;
  places: FormText[];
  participants: FormPresence[];
  topics: string[];
}

interface RoundFormProps {
  negotiation: string;
  topics: Topic[];
  // The one to change; without it a new one is recorded.
  round?: Round;
  onClose: () => void;
}

const FIELDS = ["display_names", "number", "session_number", "event", "interval", "time_zone", "places", "participants", "topics"];
const ZONES = ["Europe/Minsk", "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Barnaul", "Asia/Shanghai", "Europe/Berlin", "UTC"];
const LAST_MINUTE = MINUTES_OF_DAY - 1;
const NO_DAY: WallTime = { day: "", time: "" };

function intervalOf({ start, end, timeZone }: RoundValue) {
  if (start.day === "") return undefined;
  const from = instantAt(start.day, parseClock(start.time) ?? 0, timeZone);
  const until = instantAt(end.day || start.day, parseClock(end.time) ?? LAST_MINUTE, timeZone);
  return { startTime: timestampOf(from), endTime: timestampOf(until) };
}

export function RoundForm({ negotiation, topics, round, onClose }: RoundFormProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const negotiations = clientOf(NegotiationService);
  const editedOf = (one?: Round): Edited<RoundValue> => {
    const timeZone = one ? zoneOf(one) : "Europe/Minsk";
    const { startTime, endTime } = one?.interval ?? {};
    return {
      etag: one?.etag ?? "",
      value: {
        displayNames: formTexts(one?.displayNames ?? [], language),
        number: one?.number ?? 0,
        sessionNumber: one?.sessionNumber ?? 0,
        isEvent: (one?.event ?? "") !== "",
        event: one?.event ?? "",
        start: startTime ? wallClock(startTime, timeZone) : NO_DAY,
        end: endTime ? wallClock(endTime, timeZone) : NO_DAY,
        timeZone,
        places: formTexts(one?.places ?? [], language),
        participants: (one?.participants ?? []).map(({ person, side, role, isHead, wasThere }) => ({
          person,
          side,
          role,
          isHead,
          wasThere,
        })),
        topics: one?.topics ?? [],
      },
    };
  };
  const save = async (value: RoundValue, etag: string, requestId: string) => {
    const { displayNames, number, sessionNumber, timeZone, places, participants } = value;
    const interval = intervalOf(value);
    const fields = {
      displayNames: written(displayNames),
      number,
      sessionNumber,
      event: value.isEvent ? value.event : "",
      ...(interval ? { interval } : {}),
      timeZone,
      places: written(places),
      participants,
      topics: value.topics,
    };
    if (round) {
      await negotiations.updateRound({ round: { ...fields, name: round.name, etag }, updateMask: { paths: FIELDS }, requestId });
    } else {
      await negotiations.createRound({ parent: negotiation, round: fields, requestId });
    }
    notifyDone(t(round ? "round.saved" : "round.created"));
  };
  return (
    <FormDialog
      title={t(round ? "round.edit" : "round.create")}
      action={t(round ? "round.save" : "round.create")}
      draft={`round/${round?.name ?? negotiation}`}
      initial={editedOf(round)}
      save={save}
      {...(round ? { readLatest: async () => editedOf(await negotiations.getRound({ name: round.name })) } : {})}
      onClose={onClose}
    >
      {(value, set) => (
        <>
          <TextsField label={t("round.name")} value={value.displayNames} onChange={(displayNames) => set({ displayNames })} />
          <Stack gap={4}>
            <Text size="sm" fw={500}>
              {t("round.what")}
            </Text>
            <SegmentedControl
              aria-label={t("round.what")}
              value={value.isEvent ? "event" : "talk"}
              onChange={(what) => set({ isEvent: what === "event" })}
              data={[
                { value: "talk", label: t("round.isTalk") },
                { value: "event", label: t("round.isEvent") },
              ]}
            />
          </Stack>
          {value.isEvent && (
            <EventPicker label={t("round.event")} value={value.event || null} onChange={(event) => set({ event: event ?? "" })} />
          )}
          <Group gap="sm" align="flex-end" grow>
            <DayField label={t("round.firstDay")} value={value.start.day} onChange={(day) => set({ start: { ...value.start, day } })} />
            <TextInput
              type="time"
              label={t("round.from")}
              value={value.start.time}
              onChange={(event) => set({ start: { ...value.start, time: event.currentTarget.value } })}
            />
          </Group>
          <Group gap="sm" align="flex-end" grow>
            <DayField label={t("round.lastDay")} value={value.end.day} onChange={(day) => set({ end: { ...value.end, day } })} />
            <TextInput
              type="time"
              label={t("round.until")}
              value={value.end.time}
              onChange={(event) => set({ end: { ...value.end, time: event.currentTarget.value } })}
            />
          </Group>
          <Select
            label={t("round.timeZone")}
            data={[...new Set([value.timeZone, ...ZONES])]}
            searchable
            allowDeselect={false}
            value={value.timeZone}
            onChange={(timeZone) => timeZone !== null && set({ timeZone })}
          />
          <TextsField label={t("round.place")} value={value.places} onChange={(places) => set({ places })} />
          <MultiSelect
            label={t("round.topics")}
            searchable
            value={value.topics}
            onChange={(chosen) => set({ topics: chosen })}
            data={topics.map((topic) => ({ value: topic.name, label: textIn(topic.titles, language) }))}
          />
          <PresencesField label={t("presence.title")} value={value.participants} onChange={(participants) => set({ participants })} />
          <Group gap="sm" grow>
            <NumberInput
              label={t("round.numberField")}
              description={t("round.numberHint")}
              min={0}
              value={value.number}
              onChange={(number) => set({ number: Number(number) || 0 })}
            />
            <NumberInput
              label={t("round.sessionField")}
              description={t("round.sessionHint")}
              min={0}
              value={value.sessionNumber}
              onChange={(sessionNumber) => set({ sessionNumber: Number(sessionNumber) || 0 })}
            />
          </Group>
        </>
      )}
    </FormDialog>
  );
}
