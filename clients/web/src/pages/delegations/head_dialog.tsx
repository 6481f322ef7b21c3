import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import type { DelegationData, Member } from "../registration/use_registration_data.ts";
import { useAct } from "./use_act.ts";

interface HeadDialogProps {
  data: DelegationData;
  member: Member;
  onClose: () => void;
}

// Somebody else heads the delegation.
export function HeadDialog({ data: { delegation, members }, member, onClose }: HeadDialogProps) {
  const { t } = useTranslation("delegations");
  const { isBusy, error, act } = useAct();
  const [reason, setReason] = useState("");
  const before = delegation.headships.at(-1)?.participant;
  const beforeShown = members.find(({ participant }) => participant.name === before)?.shown;
  const set = (participant: string, requestId: string) =>
    clientOf(DelegationService).setHead({ delegation: delegation.name, participant, reason, requestId });
  const save = async () => {
    const done = await act((requestId) => set(member.participant.name, requestId));
    if (!done) return;
    notifyDone(t("head.done", { name: member.shown }), before ? async () => void (await set(before, crypto.randomUUID())) : undefined);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("head.title", { name: member.shown })} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="md">
        <Text size="sm">{beforeShown ? t("head.instead", { name: beforeShown }) : t("head.first")}</Text>
        <Text size="sm" c="dimmed">
          {t("head.quota")}
        </Text>
        <TextInput label={t("reasonOptional")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {error !== undefined && <Refused error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button loading={isBusy} onClick={() => void save()}>
            {t("head.action")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
