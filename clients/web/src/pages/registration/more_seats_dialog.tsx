import { Text } from "@mantine/core";
import { DelegationService, type Delegation } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NOTHING } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";

interface MoreSeatsDialogProps {
  delegation: Delegation;
  count: number;
  onClose: () => void;
}

// Asks the secretariat for a larger quota, in the delegation's note.
export function MoreSeatsDialog({ delegation, count, onClose }: MoreSeatsDialogProps) {
  const { t } = useTranslation("registration");
  const [text, setText] = useState(t("moreSeats.text", { count }));
  const act = async (requestId: string) => {
    const note = [delegation.note, text.trim()].filter(Boolean).join("\n");
    await clientOf(DelegationService).updateDelegation({
      delegation: { name: delegation.name, note, etag: delegation.etag },
      updateMask: { paths: ["note"] },
      requestId,
    });
    notifyDone(t("moreSeats.done"));
  };
  return (
    <ActDialog
      title={t("moreSeats.title")}
      action={t("moreSeats.send")}
      isReady={text.trim() !== ""}
      said={text}
      touches={NOTHING}
      act={act}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {t("moreSeats.explain")}
      </Text>
      <LongField label={t("moreSeats.label")} minRows={3} maxLength={2000} data-autofocus value={text} onChange={setText} />
    </ActDialog>
  );
}
