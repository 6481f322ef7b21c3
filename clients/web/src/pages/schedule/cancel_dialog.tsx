import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isBooked, type Activity } from "./activity.ts";
import { useSchedule } from "./schedule_context.ts";

interface CancelDialogProps {
  activity: Activity;
  onCancel: (reason: string) => Promise<void>;
  onClose: () => void;
}

// Others feel it at once, so it says whom it touches, and asks why.
export function CancelDialog({ activity, onCancel, onClose }: CancelDialogProps) {
  const { t } = useTranslation("schedule");
  const { titleOf, isVersioned } = useSchedule();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const people = activity.attendees.filter(isBooked).length;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("cancelling.title", { title: titleOf(activity) })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack
        component="form"
        gap="md"
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          void onCancel(reason).finally(onClose);
        }}
      >
        <Text size="sm">{isVersioned ? t("cancelling.later", { count: people }) : t("cancelling.now", { count: people })}</Text>
        <TextInput
          label={t("cancelling.reason")}
          description={t("cancelling.told")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancelling.keep")}
          </Button>
          <Button color="red" type="submit" loading={busy}>
            {t("cancelling.do")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
