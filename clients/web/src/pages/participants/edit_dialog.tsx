import { clone, create } from "@bufbuild/protobuf";
import { FieldMaskSchema, type Timestamp } from "@bufbuild/protobuf/wkt";
import { Checkbox, Group, MultiSelect, NumberInput, Select, SimpleGrid, Stack, TagsInput, TextInput, Title } from "@mantine/core";
import { refusalOf } from "@plenary/client";
import {
  DelegationService,
  Participant_Capacity as Capacity,
  Participant_Function as Func,
  Participant_State as State,
  ParticipantSchema,
  Stay_JourneySchema,
  StaySchema,
  type Participant,
  type Stay,
  type Stay_Journey as Journey,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { RegistrationWindow_Step as Step } from "@plenary/client/gen/plenary/v1/events_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NOTHING } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { withText } from "../../parts/with_text.ts";
import { useEvent } from "../events/event_data.ts";
import { unanswered } from "../events/question_draft.ts";
import { VenueTimeField } from "../events/venue_time_field.tsx";
import { isActive } from "../registration/use_registration_data.ts";
import { AnswerFields } from "./answer_fields.tsx";
import { useRights } from "./rights.ts";
import type { Row } from "./row.ts";
import { stepIsOpen } from "./verbs.ts";

interface EditDialogProps {
  row: Row;
  put: (changed: readonly Participant[]) => Promise<void>;
  onClose: () => void;
}

type Way = "arrival" | "departure";

const CAPACITIES = [
  Capacity.HEAD,
  Capacity.DEPUTY_HEAD,
  Capacity.REPRESENTATIVE,
  Capacity.ALTERNATE,
  Capacity.ADVISER,
  Capacity.OBSERVER,
  Capacity.SUPPORT,
];
const FUNCTIONS = [
  Func.SPEAKER,
  Func.EXHIBITOR,
  Func.COMPANY_REPRESENTATIVE,
  Func.PRESS,
  Func.MODERATOR,
  Func.INTERPRETER,
  Func.ORGANIZER,
  Func.GUEST,
];

// What this participation says beside person, delegation and category, which verbs change.
export function EditDialog({ row, put, onClose }: EditDialogProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const rights = useRights();
  const before = row.participant;
  const [now, setNow] = useState(() => clone(ParticipantSchema, before));
  const [title, setTitle] = useState(() => textIn(before.titles, language));
  const [affiliation, setAffiliation] = useState(() => textIn(before.affiliations, language));
  const [reason, setReason] = useState("");
  const isOpen = stepIsOpen(event, Step.NOMINATION, new Date());
  const set = (some: Partial<Participant>) => setNow((value) => ({ ...value, ...some }));
  const stay = now.stay;
  const setStay = (some: Partial<Stay>) => set({ stay: { ...(stay ?? create(StaySchema)), ...some } });
  const journeyOf = (way: Way) => stay?.[way] ?? create(Stay_JourneySchema);
  const setJourney = (way: Way, some: Partial<Journey>) => setStay({ [way]: { ...journeyOf(way), ...some } });
  const setTime = (way: Way, time: Timestamp | undefined) => {
    const { time: _, ...others } = journeyOf(way);
    setStay({ [way]: time ? { ...others, time } : others });
  };

  // Answers that are changed have to be whole, once somebody is nominated.
  const answersChanged = JSON.stringify(now.customValues) !== JSON.stringify(before.customValues);
  const mustAnswer = answersChanged && before.state !== State.DRAFT && isActive(before);
  const lacking = mustAnswer ? unanswered(event.customFields, before.category, now.customValues) : [];

  const act = async (requestId: string) => {
    const paths = [
      "capacity",
      "functions",
      "titles",
      "affiliations",
      "stay",
      "listing_consent",
      "note",
      "custom_values",
      ...(rights.secretariat ? ["precedence"] : []),
    ];
    const saved = await clientOf(DelegationService).updateParticipant({
      participant: create(ParticipantSchema, {
        ...now,
        titles: withText(now.titles, language, title.trim()),
        affiliations: withText(now.affiliations, language, affiliation.trim()),
      }),
      updateMask: create(FieldMaskSchema, { paths }),
      requestId,
      reason,
    });
    await put([saved]);
    notifyDone(t("edit.done", { name: row.name }));
  };
  const journeyFields = (way: Way) => (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {t(`column.${way}`)}
      </Title>
      <VenueTimeField label={t("edit.time")} zone={event.timeZone} value={stay?.[way]?.time} onChange={(time) => setTime(way, time)} />
      <Group grow gap="xs">
        <TextInput
          label={t("edit.carrier")}
          maxLength={128}
          value={stay?.[way]?.carrier ?? ""}
          onChange={(typed) => setJourney(way, { carrier: typed.currentTarget.value })}
        />
        <TextInput
          label={t("edit.number")}
          maxLength={64}
          value={stay?.[way]?.number ?? ""}
          onChange={(typed) => setJourney(way, { number: typed.currentTarget.value })}
        />
      </Group>
      <TextInput
        label={t("edit.place")}
        maxLength={255}
        value={stay?.[way]?.place ?? ""}
        onChange={(typed) => setJourney(way, { place: typed.currentTarget.value })}
      />
    </Stack>
  );
  return (
    <ActDialog
      title={t("edit.title", { name: row.name })}
      action={t("edit.action")}
      size="xl"
      isReady={lacking.length === 0 && (isOpen || reason.trim() !== "")}
      stays
      said={{ now, title, affiliation, reason }}
      touches={NOTHING}
      act={act}
      explain={(error) => refusalOf(error).reason === "ETAG_MISMATCH" && t("edit.someoneElse")}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t("column.title")}
          maxLength={1024}
          value={title}
          onChange={(typed) => setTitle(typed.currentTarget.value)}
          placeholder={row.title}
        />
        <TextInput
          label={t("column.affiliation")}
          maxLength={1024}
          value={affiliation}
          onChange={(typed) => setAffiliation(typed.currentTarget.value)}
          placeholder={row.affiliation}
        />
        <Select
          label={t("column.capacity")}
          clearable
          clearButtonProps={{ "aria-label": t("edit.clear") }}
          data={CAPACITIES.map((value) => ({ value: String(value), label: t(`capacity.${Capacity[value]}`) }))}
          value={now.capacity === Capacity.CAPACITY_UNSPECIFIED ? null : String(now.capacity)}
          onChange={(value) => set({ capacity: Number(value ?? 0) })}
        />
        <MultiSelect
          label={t("column.functions")}
          data={FUNCTIONS.map((value) => ({ value: String(value), label: t(`function.${Func[value]}`) }))}
          value={now.functions.map(String)}
          onChange={(values) => set({ functions: values.map(Number) })}
        />
        {rights.secretariat && (
          <NumberInput
            label={t("column.precedence")}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            value={now.precedence || ""}
            onChange={(value) => set({ precedence: Number(value) || 0 })}
          />
        )}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {journeyFields("arrival")}
        {journeyFields("departure")}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t("column.hotel")}
          maxLength={255}
          value={stay?.hotel ?? ""}
          onChange={(typed) => setStay({ hotel: typed.currentTarget.value })}
        />
        <TagsInput
          label={t("column.needs")}
          description={t("edit.needs")}
          maxTags={20}
          splitChars={[";"]}
          value={stay?.needs ?? []}
          onChange={(needs) => setStay({ needs })}
        />
      </SimpleGrid>
      <AnswerFields
        category={before.category}
        value={now.customValues}
        lacking={lacking}
        onChange={(customValues) => set({ customValues })}
      />
      <LongField label={t("column.note")} maxLength={4000} value={now.note} onChange={(note) => set({ note })} />
      <Checkbox
        label={t("edit.consent")}
        checked={now.listingConsent}
        onChange={(ticked) => set({ listingConsent: ticked.currentTarget.checked })}
      />
      {!isOpen && (
        <LongField label={t("reason")} description={t("reasonOutside")} required maxLength={2000} value={reason} onChange={setReason} />
      )}
    </ActDialog>
  );
}
