import { MultiSelect, Select, Text, TextInput } from "@mantine/core";
import type { Negotiation, Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { Protocol_Type, ProtocolService, type Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DayField } from "../../parts/day_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { languageName } from "../../parts/language_name.ts";
import { isWritable, mayNameSignatories } from "./protocol_rules.ts";
import { SignatoriesField, type FormSignatory } from "./signatories_field.tsx";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";
import { TextsField } from "../../parts/texts_field.tsx";

interface ProtocolValue {
  type: Protocol_Type;
  titles: FormText[];
  languages: string[];
  prevailingLanguage: string;
  round: string;
  place: string;
  date: string;
  signatories: FormSignatory[];
  registrationNumber: string;
  externalUrl: string;
}

interface ProtocolFormProps {
  negotiation: Pick<Negotiation, "name" | "counterpart" | "ourOrganization">;
  rounds: Round[];
  // The one to change; without it a new one is written.
  protocol?: Protocol;
  // The one that the new one amends.
  amends?: Protocol;
  onClose: () => void;
  onSaved?: (name: string) => void;
}

const TYPES = [Protocol_Type.MINUTES, Protocol_Type.RECORD_OF_CONVERSATION, Protocol_Type.MEMORANDUM, Protocol_Type.AGREEMENT];
const DOCUMENT = ["document"];
const SIGNING = ["signatories", "place", "date"];
const TEXT = ["titles", "languages", "prevailing_language", "round"];

function fieldsOf(protocol: Protocol): string[] {
  if (isWritable(protocol)) return [...TEXT, ...SIGNING, ...DOCUMENT];
  return mayNameSignatories(protocol) ? [...SIGNING, ...DOCUMENT] : DOCUMENT;
}

export function ProtocolForm({ negotiation, rounds, protocol, amends, onClose, onSaved }: ProtocolFormProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const protocols = clientOf(ProtocolService);
  const editedOf = (one?: Protocol): Edited<ProtocolValue> => ({
    etag: protocol ? (one?.etag ?? "") : "",
    value: {
      type: one?.type ?? Protocol_Type.MINUTES,
      titles: formTexts(one?.titles ?? [], language),
      languages: one?.languages ?? [language],
      prevailingLanguage: one?.prevailingLanguage ?? "",
      round: one?.round ?? rounds.at(-1)?.name ?? "",
      place: one?.place ?? "",
      // What amends another is dated by itself.
      date: protocol ? (one?.date ?? "") : "",
      signatories: (one?.signatories ?? []).map(({ side, person, powers, offices, powersDocument }) => ({
        side,
        person,
        powers,
        office: textIn(offices, language),
        powersNumber: powersDocument?.registrationNumber ?? "",
        powersDate: powersDocument?.date ?? "",
      })),
      registrationNumber: protocol ? (one?.document?.registrationNumber ?? "") : "",
      externalUrl: protocol ? (one?.document?.externalUrl ?? "") : "",
    },
  });
  const messageOf = (value: ProtocolValue) => ({
    type: value.type,
    titles: written(value.titles),
    languages: value.languages,
    prevailingLanguage: value.languages.includes(value.prevailingLanguage) ? value.prevailingLanguage : "",
    round: value.round,
    place: value.place,
    date: value.date,
    ...(value.registrationNumber + value.externalUrl === ""
      ? {}
      : { document: { registrationNumber: value.registrationNumber, externalUrl: value.externalUrl } }),
    signatories:
      value.type === Protocol_Type.RECORD_OF_CONVERSATION
        ? []
        : value.signatories.map(({ side, person, powers, office, powersNumber, powersDate }) => {
            const before = protocol?.signatories.find((signatory) => signatory.person === person);
            const others = before?.offices.filter((each) => each.language !== language) ?? [];
            return {
              side,
              person,
              powers,
              offices: office === "" ? others : [{ language, text: office }, ...others],
              ...(powersNumber === "" ? {} : { powersDocument: { registrationNumber: powersNumber, date: powersDate } }),
            };
          }),
  });
  const save = async (value: ProtocolValue, etag: string, requestId: string) => {
    const saved = protocol
      ? await protocols.updateProtocol({
          protocol: { ...messageOf(value), name: protocol.name, etag },
          updateMask: { paths: fieldsOf(protocol) },
          requestId,
        })
      : await protocols.createProtocol({
          parent: negotiation.name,
          protocol: { ...messageOf(value), amends: amends?.name ?? "" },
          requestId,
        });
    notifyDone(t(protocol ? "protocol.saved" : "protocol.created"));
    onSaved?.(saved.name);
  };
  const action = protocol ? "protocol.save" : amends ? "protocol.verb.amend" : "protocol.create";
  const isFree = protocol === undefined || isWritable(protocol);
  const maySign = isFree || mayNameSignatories(protocol);
  return (
    <FormDialog
      title={t(protocol ? "protocol.edit" : action)}
      action={t(action)}
      draft={`protocol/${protocol?.name ?? amends?.name ?? negotiation.name}`}
      initial={editedOf(protocol ?? amends)}
      isComplete={({ titles, languages, type, round }) =>
        hasText(titles) && languages.length > 0 && (type !== Protocol_Type.MINUTES || round !== "")
      }
      save={save}
      {...(protocol ? { readLatest: async () => editedOf(await protocols.getProtocol({ name: protocol.name })) } : {})}
      onClose={onClose}
    >
      {(value, set) => (
        <>
          {!isFree && (
            <Text size="sm" c="dimmed">
              {t(maySign ? "protocol.onlySigning" : "protocol.onlyDocument")}
            </Text>
          )}
          {isFree && (
            <>
              <Select
                label={t("protocol.typeField")}
                description={t(`protocol.typeHint.${Protocol_Type[value.type]}`)}
                allowDeselect={false}
                disabled={protocol !== undefined || amends !== undefined}
                value={String(value.type)}
                onChange={(type) => set({ type: Number(type) })}
                data={TYPES.map((type) => ({ value: String(type), label: t(`protocol.type.${Protocol_Type[type]}`) }))}
              />
              <TextsField label={t("protocol.titleField")} value={value.titles} onChange={(titles) => set({ titles })} required />
              <MultiSelect
                label={t("protocol.languages")}
                description={t("protocol.languagesHint")}
                required
                value={value.languages}
                onChange={(languages) => set({ languages })}
                data={LANGUAGES.map((each) => ({ value: each, label: languageName(each) }))}
              />
              {value.languages.length > 1 && (
                <Select
                  label={t("protocol.prevailing")}
                  clearable
                  placeholder={t("protocol.allEqual")}
                  value={value.prevailingLanguage || null}
                  onChange={(prevailingLanguage) => set({ prevailingLanguage: prevailingLanguage ?? "" })}
                  data={value.languages.map((each) => ({ value: each, label: languageName(each) }))}
                />
              )}
              <Select
                label={t("protocol.round")}
                required={value.type === Protocol_Type.MINUTES}
                clearable={value.type !== Protocol_Type.MINUTES}
                value={value.round || null}
                onChange={(round) => set({ round: round ?? "" })}
                data={rounds.map((round) => ({
                  value: round.name,
                  label: textIn(round.displayNames, language) || t("round.number", { number: round.number }),
                }))}
              />
            </>
          )}
          {maySign && (
            <>
              <TextInput label={t("protocol.place")} value={value.place} onChange={(event) => set({ place: event.currentTarget.value })} />
              <DayField
                label={t("protocol.date")}
                description={t("protocol.dateHint")}
                value={value.date}
                onChange={(date) => set({ date })}
              />
              {value.type !== Protocol_Type.RECORD_OF_CONVERSATION && (
                <SignatoriesField
                  label={t("signatory.title")}
                  sides={[negotiation.ourOrganization, negotiation.counterpart].filter((side) => side !== "")}
                  type={value.type}
                  value={value.signatories}
                  onChange={(signatories) => set({ signatories })}
                />
              )}
            </>
          )}
          <TextInput
            label={t("protocol.registrationNumber")}
            value={value.registrationNumber}
            onChange={(event) => set({ registrationNumber: event.currentTarget.value })}
          />
          <TextInput
            label={t("protocol.externalUrl")}
            type="url"
            value={value.externalUrl}
            onChange={(event) => set({ externalUrl: event.currentTarget.value })}
          />
        </>
      )}
    </FormDialog>
  );
}
