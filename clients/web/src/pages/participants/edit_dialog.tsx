import { clone, create } from "@bufbuild/protobuf";
import { FieldMaskSchema, type Timestamp } from "@bufbuild/protobuf/wkt";
import {
  Button,
  Checkbox,
  Group,
  Modal,
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { refusalOf } from "@plenary/client";
import { LocalizedTextSchema } from "@plenary/client/gen/plenary/v1/common_pb";
import {
  DelegationService,
  Participant_Capacity as Capacity,
  Participant_Function as Func,
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
import { clientOf } from "../../api/clients.ts";
import type { Language } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { useEvent } from "../events/event_data.ts";
import { VenueTimeField } from "../events/venue_time_field.tsx";
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

// `texts` with the one of `language` replaced, or taken out where it is empty.
function withText(texts: Participant["titles"], language: Language, text: string) {
  const others = texts.filter((one) => one.language.split("-")[0] !== language || one.side !== "");
  return text.trim() === "" ? others : [...others, create(LocalizedTextSchema, { language, text: text.trim() })];
}

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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [requestId] = useState(() => crypto.randomUUID());
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

  const save = async () => {
    setBusy(true);
    setError(undefined);
    const paths = [
      "capacity",
      "functions",
      "titles",
      "affiliations",
      "stay",
      "listing_consent",
      "note",
      ...(rights.secretariat ? ["precedence"] : []),
    ];
    try {
      const saved = await clientOf(DelegationService).updateParticipant({
        participant: create(ParticipantSchema, {
          ...now,
          titles: withText(now.titles, language, title),
          affiliations: withText(now.affiliations, language, affiliation),
        }),
        updateMask: create(FieldMaskSchema, { paths }),
        requestId,
        reason,
      });
      await put([saved]);
      notifyDone(t("edit.done", { name: row.name }));
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
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
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t("edit.title", { name: row.name })}
      closeButtonProps={{ "aria-label": t("close") }}
      closeOnClickOutside={false}
    >
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
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
          <Textarea
            label={t("column.note")}
            autosize
            minRows={2}
            maxLength={4000}
            value={now.note}
            onChange={(typed) => set({ note: typed.currentTarget.value })}
          />
          <Checkbox
            label={t("edit.consent")}
            checked={now.listingConsent}
            onChange={(ticked) => set({ listingConsent: ticked.currentTarget.checked })}
          />
          {!isOpen && (
            <Textarea
              label={t("reason")}
              description={t("reasonOutside")}
              required
              autosize
              minRows={2}
              maxLength={2000}
              value={reason}
              onChange={(typed) => setReason(typed.currentTarget.value)}
            />
          )}
          {error !== undefined && <Refused error={error}>{refusalOf(error).reason === "ETAG_MISMATCH" && t("edit.someoneElse")}</Refused>}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={!isOpen && reason.trim() === ""}>
              {t("edit.action")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
