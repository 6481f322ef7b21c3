import { Radio, Stack, Text } from "@mantine/core";
import { ActionItem_Reason, ActionItem_State, ActionPlanService, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";

const { FULFILLED, PARTLY, NO_LONGER_RELEVANT } = ActionItem_Reason;

interface RemoveDialogProps {
  items: readonly ActionItem[];
  // What it is about: the item's title, or how many there are.
  title: string;
  onDone?: () => void;
  onClose: () => void;
}

// Removes items from control, for good, and says why.
export function RemoveDialog({ items, title, onDone, onClose }: RemoveDialogProps) {
  const { t } = useTranslation("control");
  const areReported = items.every(({ state }) => state === ActionItem_State.REPORTED);
  const [reason, setReason] = useState(areReported ? FULFILLED : NO_LONGER_RELEVANT);
  const [note, setNote] = useState("");
  const act = async (requestId: string) => {
    for (const { name } of items) {
      await clientOf(ActionPlanService).removeFromControl({ name, reason, note: note.trim(), requestId: `${requestId}-${name}` });
    }
    notifyDone(t("done.remove", { count: items.length }));
  };
  return (
    <ActDialog
      title={t("remove.title", { count: items.length })}
      action={t("remove.action", { count: items.length })}
      said={{ reason, note, items: items.map(({ name }) => name) }}
      act={act}
      onClose={onClose}
      {...(onDone ? { onDone } : {})}
    >
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text size="sm">{t("remove.forGood")}</Text>
      <Radio.Group label={t("remove.why")} value={String(reason)} onChange={(value) => setReason(Number(value))}>
        <Stack gap="xs" mt={4}>
          {[FULFILLED, PARTLY, NO_LONGER_RELEVANT].map((each) => (
            <Radio
              key={each}
              value={String(each)}
              label={t(`reason.${ActionItem_Reason[each]}`)}
              disabled={!areReported && each !== NO_LONGER_RELEVANT}
            />
          ))}
        </Stack>
      </Radio.Group>
      {!areReported && (
        <Text size="sm" c="dimmed">
          {t("remove.notReported")}
        </Text>
      )}
      <LongField label={t("noteOptional")} value={note} onChange={setNote} />
    </ActDialog>
  );
}
