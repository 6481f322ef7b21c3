import { Text } from "@mantine/core";
import { ActionPlanService, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { formatDay } from "../../parts/when.ts";

// Asks for a later day, with a reason. The first day stays on the record.
export function ExtensionDialog({ item, title, onClose }: { item: ActionItem; title: string; onClose: () => void }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const [asked, setAsked, clear] = useDraft(`extension/${item.name}`, { newDueDate: "", reason: "" });
  const isLater = asked.newDueDate > item.dueDate;
  const act = async (requestId: string) => {
    await clientOf(ActionPlanService).requestExtension({
      parent: item.name,
      extension: { newDueDate: asked.newDueDate, reason: asked.reason.trim() },
      requestId,
    });
    clear();
    notifyDone(t("done.extend", { title }));
  };
  return (
    <ActDialog
      title={t("extension.ask")}
      action={t("verb.extend")}
      isReady={isLater && asked.reason.trim() !== ""}
      said={asked}
      act={act}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text size="sm">
        {t("extension.dueNow", { day: formatDay(item.dueDate, language, "UTC") })}
        {item.firstDueDate !== item.dueDate && ` ${t("extension.dueFirst", { day: formatDay(item.firstDueDate, language, "UTC") })}`}
      </Text>
      <DayField
        label={t("extension.newDay")}
        required
        value={asked.newDueDate}
        onChange={(newDueDate) => setAsked((before) => ({ ...before, newDueDate }))}
        {...(asked.newDueDate !== "" && !isLater ? { description: t("extension.notLater") } : {})}
      />
      <LongField
        label={t("extension.reason")}
        required
        value={asked.reason}
        onChange={(reason) => setAsked((before) => ({ ...before, reason }))}
      />
    </ActDialog>
  );
}
