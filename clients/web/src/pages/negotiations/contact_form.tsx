import { create } from "@bufbuild/protobuf";
import { Group, SegmentedControl, Select, TextInput } from "@mantine/core";
import { DocumentReferenceSchema, type DocumentReference } from "@plenary/client/gen/plenary/v1/common_pb";
import { Contact_Kind, NegotiationService, type Contact, type Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DayField } from "../../parts/day_field.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { PersonPicker } from "../../parts/pickers.tsx";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { PresencesField, type FormPresence } from "./presences_field.tsx";
import { today } from "../../parts/today.ts";

interface Paper {
  registrationNumber: string;
  date: string;
}

interface ContactValue {
  kind: Contact_Kind;
  date: string;
  timeOfDay: string;
  place: string;
  participants: FormPresence[];
  basis: Paper;
  content: string;
  permittedBy: string;
  record: Paper;
  recordSentTo: string;
  round: string;
}

const FIELDS = [
  "kind",
  "date",
  "time_of_day",
  "place",
  "participants",
  "basis",
  "content",
  "permitted_by",
  "record",
  "record_sent_to",
  "round",
];
const KINDS = [Contact_Kind.MEETING, Contact_Kind.CALL, Contact_Kind.LETTER, Contact_Kind.VISIT];

const isThere = ({ registrationNumber, date }: Paper) => registrationNumber !== "" || date !== "";

// What a paper says besides number and date stays.
const over = (before: DocumentReference | undefined, { registrationNumber, date }: Paper): DocumentReference => ({
  ...(before ?? create(DocumentReferenceSchema)),
  registrationNumber,
  date,
});

export function ContactForm({
  negotiation,
  rounds,
  contact,
  onClose,
}: {
  negotiation: string;
  rounds: Round[];
  contact?: Contact;
  onClose: () => void;
}) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const negotiations = clientOf(NegotiationService);
  const paperOf = (paper: Paper | undefined): Paper => ({ registrationNumber: paper?.registrationNumber ?? "", date: paper?.date ?? "" });
  const editedOf = (one?: Contact): Edited<ContactValue> => ({
    etag: one?.etag ?? "",
    value: {
      kind: one?.kind ?? Contact_Kind.MEETING,
      date: one?.date ?? today(),
      timeOfDay: one?.timeOfDay ?? "",
      place: one?.place ?? "",
      participants: (one?.participants ?? []).map(({ person, side, role, isHead, wasThere }) => ({ person, side, role, isHead, wasThere })),
      basis: paperOf(one?.basis),
      content: one?.content ?? "",
      permittedBy: one?.permittedBy ?? "",
      record: paperOf(one?.record),
      recordSentTo: one?.recordSentTo ?? "",
      round: one?.round ?? "",
    },
  });
  const save = async ({ basis, record, ...rest }: ContactValue, etag: string, requestId: string) => {
    const fields = {
      ...rest,
      ...(isThere(basis) ? { basis: over(contact?.basis, basis) } : {}),
      ...(isThere(record) ? { record: over(contact?.record, record) } : {}),
    };
    if (contact)
      await negotiations.updateContact({ contact: { ...fields, name: contact.name, etag }, updateMask: { paths: FIELDS }, requestId });
    else await negotiations.createContact({ parent: negotiation, contact: fields, requestId });
    notifyDone(t(contact ? "contact.saved" : "contact.created"));
  };
  return (
    <FormDialog
      title={t(contact ? "contact.edit" : "contact.create")}
      action={t(contact ? "contact.save" : "contact.create")}
      draft={`contact/${contact?.name ?? negotiation}`}
      initial={editedOf(contact)}
      isComplete={({ date }) => date !== ""}
      save={save}
      {...(contact ? { readLatest: async () => editedOf(await negotiations.getContact({ name: contact.name })) } : {})}
      onClose={onClose}
    >
      {(value, set) => (
        <>
          <SegmentedControl
            aria-label={t("contact.what")}
            value={String(value.kind)}
            onChange={(kind) => set({ kind: Number(kind) })}
            data={KINDS.map((kind) => ({ value: String(kind), label: t(`contact.kind.${Contact_Kind[kind]}`) }))}
          />
          <Group gap="sm" grow>
            <DayField label={t("contact.date")} required value={value.date} onChange={(date) => set({ date })} />
            <TextInput
              type="time"
              label={t("contact.timeOfDay")}
              value={value.timeOfDay}
              onChange={(event) => set({ timeOfDay: event.currentTarget.value })}
            />
          </Group>
          <LongField label={t("contact.content")} minRows={3} maxRows={12} value={value.content} onChange={(content) => set({ content })} />
          <TextInput label={t("contact.place")} value={value.place} onChange={(event) => set({ place: event.currentTarget.value })} />
          <PresencesField label={t("presence.title")} value={value.participants} onChange={(participants) => set({ participants })} />
          <Select
            label={t("contact.round")}
            clearable
            value={value.round || null}
            onChange={(round) => set({ round: round ?? "" })}
            data={rounds.map((round) => ({
              value: round.name,
              label: textIn(round.displayNames, language) || t("round.number", { number: round.number }),
            }))}
          />
          <Group gap="sm" grow>
            <TextInput
              label={t("contact.basis")}
              value={value.basis.registrationNumber}
              onChange={(event) => set({ basis: { ...value.basis, registrationNumber: event.currentTarget.value } })}
            />
            <DayField
              label={t("contact.basisDate")}
              value={value.basis.date}
              onChange={(date) => set({ basis: { ...value.basis, date } })}
            />
          </Group>
          <PersonPicker
            label={t("contact.permittedBy")}
            value={value.permittedBy || null}
            onChange={(permittedBy) => set({ permittedBy: permittedBy ?? "" })}
          />
          <Group gap="sm" grow>
            <TextInput
              label={t("contact.record")}
              value={value.record.registrationNumber}
              onChange={(event) => set({ record: { ...value.record, registrationNumber: event.currentTarget.value } })}
            />
            <DayField
              label={t("contact.recordDate")}
              value={value.record.date}
              onChange={(date) => set({ record: { ...value.record, date } })}
            />
          </Group>
          <TextInput
            label={t("contact.sentTo")}
            value={value.recordSentTo}
            onChange={(event) => set({ recordSentTo: event.currentTarget.value })}
          />
        </>
      )}
    </FormDialog>
  );
}
