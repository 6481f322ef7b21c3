import { Text } from "@mantine/core";
import { ActionPlanService, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { OrganizationPicker, PersonPicker } from "../../parts/pickers.tsx";

// Hands an item to another lead executor, who acknowledges it anew.
export function ReplaceDialog({ item, title, onClose }: { item: ActionItem; title: string; onClose: () => void }) {
  const { t } = useTranslation("control");
  const [lead, setLead] = useState({ organization: item.lead?.organization ?? "", person: item.lead?.person ?? "" });
  const [reason, setReason] = useState("");
  const isOther = lead.person !== item.lead?.person || lead.organization !== item.lead.organization;
  const act = async (requestId: string) => {
    await clientOf(ActionPlanService).replaceExecutor({ name: item.name, etag: item.etag, lead, reason: reason.trim(), requestId });
    notifyDone(t("done.replace", { title }));
  };
  return (
    <ActDialog
      title={t("verb.replace")}
      action={t("verb.replace")}
      isReady={isOther && reason.trim() !== "" && lead.person + lead.organization !== ""}
      said={{ lead, reason }}
      act={act}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <OrganizationPicker
        label={t("item.organization")}
        value={lead.organization || null}
        onChange={(organization) => setLead({ ...lead, organization: organization ?? "" })}
      />
      <PersonPicker label={t("item.lead")} value={lead.person || null} onChange={(person) => setLead({ ...lead, person: person ?? "" })} />
      <Text size="sm" c="dimmed">
        {t("replaceMeans")}
      </Text>
      <LongField label={t("why")} required value={reason} onChange={setReason} />
    </ActDialog>
  );
}
