import { create, fromJson, toJson, type JsonValue } from "@bufbuild/protobuf";
import { FieldMaskSchema, type Timestamp } from "@bufbuild/protobuf/wkt";
import { Anchor, Button, Card, Checkbox, Group, Radio, Select, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IntervalSchema } from "@plenary/client/gen/google/type/interval_pb";
import {
  Event_Kind as Kind,
  Event_Role as Role,
  Event_SeatPolicy as SeatPolicy,
  EventSchema,
  EventService,
  VenueSchema,
  type Event,
} from "@plenary/client/gen/plenary/v1/events_pb";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { EVENTS, useAct } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDays, formatInstant, ownZone, zoneLabel } from "../../parts/when.ts";
import { useEvent } from "./event_data.ts";
import { mayMove } from "./event_steps.ts";
import { TextsFields } from "./texts_fields.tsx";
import { VenueTimeField } from "./venue_time_field.tsx";
import { zoneChoices } from "./zone_choices.ts";

const KINDS = [Kind.FORUM, Kind.CONFERENCE, Kind.NEGOTIATION_ROUND, Kind.EXHIBITION, Kind.VISIT, Kind.MEETING_SERIES];
const PATHS = [
  "kind",
  "display_names",
  "descriptions",
  "host",
  "time_zone",
  "interval",
  "venue",
  "seat_policy",
  "host_acceptance",
  "waiting_list",
  "country_code",
  "website",
  "binds_links_to_first_browser",
];
const TRY_AFTER_MS = 400;

export function NewEventPage() {
  const { t } = useTranslation("events");
  const fresh = useMemo(
    () =>
      create(EventSchema, {
        kind: Kind.FORUM,
        role: Role.HOSTED,
        timeZone: ownZone(),
        seatPolicy: SeatPolicy.ON_CONFIRMATION,
        waitingList: true,
      }),
    [],
  );
  return <EventForm title={t("form.new")} draft="event:new" before={undefined} initial={fresh} />;
}

export function EditEventPage() {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const event = useEvent();
  return (
    <EventForm
      key={event.etag}
      title={t("form.edit", { event: textIn(event.displayNames, language) })}
      draft={`event:${event.name}:${event.etag}`}
      before={event}
      initial={event}
    />
  );
}

interface EventFormProps {
  title: string;
  draft: string;
  // The event that is edited; unset for a new one.
  before: Event | undefined;
  initial: Event;
}

// What an event is, when and where, and how its seats are given; what the server says of it stands beside before the save.
function EventForm({ title, draft, before, initial }: EventFormProps) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const navigate = useNavigate();
  const { isActing, error, act } = useAct(EVENTS);
  const start = useMemo(() => toJson(EventSchema, initial) as JsonValue, [initial]);
  const [kept, setKept, clearKept, restoredAt] = useDraft<JsonValue>(draft, start);
  const event = useMemo(() => fromJson(EventSchema, kept, { ignoreUnknownFields: true }), [kept]);
  const [id, setId] = useState("");
  const set = (some: Partial<Event>) => setKept(toJson(EventSchema, { ...event, ...some }));
  const setTime = (end: "startTime" | "endTime", time: Timestamp | undefined) => {
    const { [end]: _, ...other } = event.interval ?? create(IntervalSchema);
    set({ interval: create(IntervalSchema, time ? { ...other, [end]: time } : other) });
  };
  const venue = event.venue ?? create(VenueSchema);
  const complete = event.displayNames.length > 0 && event.interval?.startTime !== undefined && event.interval.endTime !== undefined;

  const call = (validateOnly: boolean, requestId: string) =>
    before
      ? clientOf(EventService).updateEvent({ event, updateMask: create(FieldMaskSchema, { paths: PATHS }), requestId, validateOnly })
      : clientOf(EventService).createEvent({ event, eventId: id, requestId, validateOnly });
  const [settled] = useDebouncedValue(JSON.stringify(kept) + id, TRY_AFTER_MS);
  const tried = useQuery({
    queryKey: ["tried event", settled],
    queryFn: () => call(true, ""),
    enabled: complete && (before === undefined || settled !== JSON.stringify(start)),
    retry: false,
    gcTime: 0,
    structuralSharing: false,
  });
  const submit = async () => {
    let name = "";
    const done = await act({ kept, id }, async (requestId) => {
      name = (await call(false, requestId)).name;
    });
    if (!done) return;
    clearKept();
    notifyDone(t("form.saved", { event: textIn(event.displayNames, language) }));
    void navigate(`/${name}`);
  };
  return (
    <Page
      title={title}
      lead={
        restoredAt && (
          <>
            {t("form.restored", { when: formatInstant(restoredAt, language, ownZone()) })}{" "}
            <Anchor component="button" type="button" onClick={clearKept}>
              {t("form.discard")}
            </Anchor>
          </>
        )
      }
      actions={null}
    >
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg" maw={920}>
          <Card>
            <Stack gap="md">
              <Title order={2} size="h4">
                {t("form.what")}
              </Title>
              <TextsFields label={t("form.name")} value={event.displayNames} onChange={(displayNames) => set({ displayNames })} required />
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <Select
                  label={t("form.kind")}
                  required
                  allowDeselect={false}
                  data={KINDS.map((kind) => ({ value: String(kind), label: t(`kind.${Kind[kind]}`) }))}
                  value={String(event.kind)}
                  onChange={(value) => set({ kind: Number(value) })}
                />
                <Radio.Group
                  label={t("form.role")}
                  value={String(event.role)}
                  onChange={(value) => set({ role: Number(value) })}
                  {...(before ? { description: t("form.roleFixed") } : {})}
                >
                  <Group gap="lg" mt={6}>
                    <Radio value={String(Role.HOSTED)} label={t("form.hosted")} disabled={before !== undefined} />
                    <Radio value={String(Role.ATTENDED)} label={t("form.attended")} disabled={before !== undefined} />
                  </Group>
                </Radio.Group>
                {!before && (
                  <TextInput
                    label={t("form.id")}
                    description={t("form.idText")}
                    placeholder="forum-2027"
                    maxLength={63}
                    pattern="[a-z]([a-z0-9\-]*[a-z0-9])?"
                    value={id}
                    onChange={(typed) => setId(typed.currentTarget.value.trim())}
                  />
                )}
                <OrganizationPicker label={t("form.host")} value={event.host || null} onChange={(host) => set({ host: host ?? "" })} />
              </SimpleGrid>
              <TextsFields
                label={t("form.description")}
                value={event.descriptions}
                onChange={(descriptions) => set({ descriptions })}
                long
              />
              <TextInput
                label={t("form.website")}
                type="url"
                maxLength={2048}
                value={event.website}
                onChange={(typed) => set({ website: typed.currentTarget.value })}
              />
            </Stack>
          </Card>
          <Card>
            <Stack gap="md">
              <Title order={2} size="h4">
                {t("form.whenWhere")}
              </Title>
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <Select
                  label={t("form.zone")}
                  required
                  searchable
                  allowDeselect={false}
                  data={zoneChoices().map((zone) => ({ value: zone, label: `${zoneLabel(zone, language)} (${zone})` }))}
                  value={event.timeZone}
                  onChange={(zone) => set({ timeZone: zone ?? event.timeZone })}
                  limit={100}
                />
                <TextInput
                  label={t("form.country")}
                  description={t("form.countryText")}
                  maxLength={2}
                  value={event.countryCode}
                  onChange={(typed) => set({ countryCode: typed.currentTarget.value.toUpperCase() })}
                />
                <VenueTimeField
                  label={t("form.start")}
                  required
                  zone={event.timeZone}
                  value={event.interval?.startTime}
                  onChange={(time) => setTime("startTime", time)}
                  disabled={before !== undefined && !mayMove(before.state)}
                />
                <VenueTimeField
                  label={t("form.end")}
                  required
                  zone={event.timeZone}
                  value={event.interval?.endTime}
                  onChange={(time) => setTime("endTime", time)}
                  disabled={before !== undefined && !mayMove(before.state)}
                  description={
                    event.interval?.endTime && event.interval.startTime
                      ? t("form.days", { when: formatDays(event.interval, language, event.timeZone) })
                      : undefined
                  }
                />
              </SimpleGrid>
              {before && !mayMove(before.state) && (
                <Text size="sm" c="dimmed">
                  {t("form.postponeInstead")}
                </Text>
              )}
              <TextsFields
                label={t("form.locality")}
                value={venue.localities}
                onChange={(localities) => set({ venue: { ...venue, localities } })}
              />
              <TextsFields
                label={t("form.venue")}
                value={venue.displayNames}
                onChange={(displayNames) => set({ venue: { ...venue, displayNames } })}
              />
            </Stack>
          </Card>
          <Card>
            <Stack gap="md">
              <Title order={2} size="h4">
                {t("form.seats")}
              </Title>
              <Radio.Group
                label={t("form.policy")}
                value={String(event.seatPolicy || SeatPolicy.ON_CONFIRMATION)}
                onChange={(value) => set({ seatPolicy: Number(value) })}
              >
                <Stack gap="xs" mt={6}>
                  <Radio value={String(SeatPolicy.ON_CONFIRMATION)} label={t("form.onConfirmation")} />
                  <Radio value={String(SeatPolicy.ON_NOMINATION)} label={t("form.onNomination")} />
                </Stack>
              </Radio.Group>
              <Checkbox
                label={t("form.waitingList")}
                description={t("form.waitingListText")}
                checked={event.waitingList}
                onChange={(ticked) => set({ waitingList: ticked.currentTarget.checked })}
              />
              <Checkbox
                label={t("form.hostAcceptance")}
                description={t("form.hostAcceptanceText")}
                checked={event.hostAcceptance}
                onChange={(ticked) => set({ hostAcceptance: ticked.currentTarget.checked })}
              />
              <Checkbox
                label={t("form.bindsLinks")}
                description={t("form.bindsLinksText")}
                checked={event.bindsLinksToFirstBrowser}
                onChange={(ticked) => set({ bindsLinksToFirstBrowser: ticked.currentTarget.checked })}
              />
            </Stack>
          </Card>
          {tried.error && error === undefined && <Refused error={tried.error} />}
          {error !== undefined && <Refused error={error} />}
          <Group gap="xs">
            <Button type="submit" loading={isActing} disabled={!complete || tried.error !== null}>
              {t(before ? "form.save" : "form.create")}
            </Button>
            <Button variant="default" onClick={() => void navigate(before ? `/${before.name}` : "/events")}>
              {t("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
