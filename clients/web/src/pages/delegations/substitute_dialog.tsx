import { Checkbox, SegmentedControl, SimpleGrid, Text, TextInput } from "@mantine/core";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { RegistrationWindow_Step as Step } from "@plenary/client/gen/plenary/v1/events_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DELEGATIONS } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { PersonPicker } from "../../parts/pickers.tsx";
import { categoryLabel } from "../events/event_data.ts";
import { stepIsOpen } from "../participants/verbs.ts";
import { clean, languageOf } from "../registration/list/clean.ts";
import { nameInit } from "../registration/request.ts";
import { newRow } from "../registration/rows.ts";
import type { DelegationData, Member } from "../registration/use_registration_data.ts";

interface SubstituteDialogProps {
  data: DelegationData;
  member: Member;
  onClose: () => void;
}

const EMPTY = { family: "", given: "", patronymic: "", title: "", email: "" };

// Somebody else comes in a participant's place and takes the seat.
export function SubstituteDialog({ data: { delegation, event, categories }, member, onClose }: SubstituteDialogProps) {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const [how, setHow] = useState<"new" | "known">("new");
  const [person, setPerson] = useState<string | null>(null);
  const [fields, setFields] = useState(EMPTY);
  const [releases, setReleases] = useState(false);
  const [reason, setReason] = useState("");
  const isOpen = stepIsOpen(event, Step.SUBSTITUTION, new Date());
  const isComplete = (how === "known" ? person !== null : fields.family.trim() !== "") && (isOpen || reason.trim() !== "");
  const field = (name: keyof typeof EMPTY, required = false) => (
    <TextInput
      label={t(`substitute.${name}`)}
      required={required}
      value={fields[name]}
      onChange={(typed) => setFields({ ...fields, [name]: typed.currentTarget.value })}
    />
  );
  const act = async (requestId: string) => {
    const title = clean(fields.title);
    const titles = title === "" ? [] : [{ language: languageOf(title, language), text: title }];
    const newPerson = {
      names: [nameInit(newRow(fields), { language })],
      jobTitles: titles,
      workEmail: clean(fields.email),
      organization: delegation.organization,
    };
    await clientOf(DelegationService).substituteParticipant({
      name: member.participant.name,
      reason,
      requestId,
      releasesBookings: releases,
      ...(how === "known" ? { substitute: person! } : { newPerson, titles }),
    });
    notifyDone(t("substitute.done", { name: member.shown }));
  };
  return (
    <ActDialog
      title={t("substitute.ask", { name: member.shown })}
      action={t("substitute.action")}
      size="lg"
      isReady={isComplete}
      said={{ how, person, fields, releases, reason }}
      touches={DELEGATIONS}
      act={act}
      onClose={onClose}
    >
      <Text size="sm">{t("substitute.quota", { category: categoryLabel(categories, member.participant.category, language) })}</Text>
      <SegmentedControl
        aria-label={t("substitute.who")}
        data={[
          { value: "new", label: t("substitute.new") },
          { value: "known", label: t("substitute.known") },
        ]}
        value={how}
        onChange={(value) => setHow(value as typeof how)}
      />
      {how === "known" ? (
        <PersonPicker label={t("substitute.person")} required value={person} onChange={setPerson} />
      ) : (
        <>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            {field("family", true)}
            {field("given")}
            {field("patronymic")}
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {field("title")}
            {field("email")}
          </SimpleGrid>
        </>
      )}
      <Checkbox label={t("substitute.releases")} checked={releases} onChange={(changed) => setReleases(changed.currentTarget.checked)} />
      <TextInput
        label={t(isOpen ? "reasonOptional" : "reasonOutside")}
        required={!isOpen}
        value={reason}
        onChange={(typed) => setReason(typed.currentTarget.value)}
      />
    </ActDialog>
  );
}
