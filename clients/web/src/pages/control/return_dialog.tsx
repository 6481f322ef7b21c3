import { ActionPlanService, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import { ReasonDialog } from "../../parts/reason_dialog.tsx";

interface ItemDialogProps {
  item: ActionItem;
  title: string;
  onClose: () => void;
}

// Sends a report back, with what it lacks.
export function ReturnDialog({ item, title, onClose }: ItemDialogProps) {
  const { t } = useTranslation("control");
  return (
    <ReasonDialog
      title={t("verb.return")}
      action={t("verb.return")}
      label={t("returnWhy")}
      act={async (reason, requestId) => {
        await clientOf(ActionPlanService).returnActionItem({ name: item.name, reason, requestId });
        notifyDone(t("done.return", { title }));
      }}
      onClose={onClose}
    />
  );
}

// Says to whoever decides that the item may go.
export function RecommendDialog({ item, title, onClose }: ItemDialogProps) {
  const { t } = useTranslation("control");
  return (
    <ReasonDialog
      title={t("verb.recommend")}
      action={t("verb.recommend")}
      label={t("noteOptional")}
      isOptional
      act={async (note, requestId) => {
        await clientOf(ActionPlanService).recommendRemoval({ name: item.name, note, requestId });
        notifyDone(t("done.recommend", { count: 1, title }));
      }}
      onClose={onClose}
    />
  );
}
