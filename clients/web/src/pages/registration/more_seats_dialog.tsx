import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { DelegationService, type Delegation } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";

interface MoreSeatsDialogProps {
  delegation: Delegation;
  count: number;
  onClose: () => void;
}

// Asks the secretariat for a larger quota, in the delegation's note.
export function MoreSeatsDialog({ delegation, count, onClose }: MoreSeatsDialogProps) {
  const { t } = useTranslation("registration");
  const [text, setText] = useState(t("moreSeats.text", { count }));
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [requestId] = useState(() => crypto.randomUUID());
  const send = async () => {
    setBusy(true);
    try {
      const note = [delegation.note, text.trim()].filter(Boolean).join("\n");
      await clientOf(DelegationService).updateDelegation({
        delegation: { name: delegation.name, note, etag: delegation.etag },
        updateMask: { paths: ["note"] },
        requestId,
      });
      notifyDone(t("moreSeats.done"));
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("moreSeats.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("moreSeats.explain")}
        </Text>
        <Textarea
          label={t("moreSeats.label")}
          autosize
          minRows={3}
          maxLength={2000}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {error !== undefined && <Refused error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("list.cancel")}
          </Button>
          <Button loading={isBusy} disabled={text.trim() === ""} onClick={() => void send()}>
            {t("moreSeats.send")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
