import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NOTHING } from "../../api/change.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
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
  const people = activity.attendees.filter(isBooked).length;
  return (
    <ActDialog
      title={t("cancelling.title", { title: titleOf(activity) })}
      action={t("cancelling.do")}
      cancel={t("cancelling.keep")}
      danger
      said={reason}
      touches={NOTHING}
      act={() => onCancel(reason)}
      onClose={onClose}
    >
      <Text size="sm">{isVersioned ? t("cancelling.later", { count: people }) : t("cancelling.now", { count: people })}</Text>
      <TextInput
        label={t("cancelling.reason")}
        description={t("cancelling.told")}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </ActDialog>
  );
}
