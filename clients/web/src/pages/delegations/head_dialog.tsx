import { Text, TextInput } from "@mantine/core";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DELEGATIONS } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { notifyDone } from "../../parts/notify.ts";
import type { DelegationData, Member } from "../registration/use_registration_data.ts";

interface HeadDialogProps {
  data: DelegationData;
  member: Member;
  onClose: () => void;
}

// Somebody else heads the delegation.
export function HeadDialog({ data: { delegation, members }, member, onClose }: HeadDialogProps) {
  const { t } = useTranslation("delegations");
  const [reason, setReason] = useState("");
  const before = delegation.headships.at(-1)?.participant;
  const beforeShown = members.find(({ participant }) => participant.name === before)?.shown;
  const set = (participant: string, requestId: string) =>
    clientOf(DelegationService).setHead({ delegation: delegation.name, participant, reason, requestId });
  const act = async (requestId: string) => {
    await set(member.participant.name, requestId);
    notifyDone(t("head.done", { name: member.shown }), before ? async () => void (await set(before, crypto.randomUUID())) : undefined);
  };
  return (
    <ActDialog
      title={t("head.title", { name: member.shown })}
      action={t("head.action")}
      said={reason}
      touches={DELEGATIONS}
      act={act}
      onClose={onClose}
    >
      <Text size="sm">{beforeShown ? t("head.instead", { name: beforeShown }) : t("head.first")}</Text>
      <Text size="sm" c="dimmed">
        {t("head.quota")}
      </Text>
      <TextInput label={t("reasonOptional")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ActDialog>
  );
}
