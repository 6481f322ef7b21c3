import { useQuery } from "@connectrpc/connect-query";
import { Radio, Skeleton, Stack, Text } from "@mantine/core";
import { ActionPlanService, Extension_State, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { formatDay } from "../../parts/when.ts";

// Grants or refuses the later day that was asked for.
export function DecideDialog({ item, title, onClose }: { item: ActionItem; title: string; onClose: () => void }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const [decision, setDecision] = useState("");
  const [note, setNote] = useState("");
  const extensions = useQuery(ActionPlanService.method.listExtensions, { parent: item.name });
  const extension = extensions.data?.extensions.find(({ name }) => name === item.undecidedExtension);
  const day = extension ? formatDay(extension.newDueDate, language, "UTC") : "";
  const act = async (requestId: string) => {
    await clientOf(ActionPlanService).decideExtension({
      name: item.undecidedExtension,
      decision: decision === "grant" ? Extension_State.GRANTED : Extension_State.REFUSED,
      note: note.trim(),
      requestId,
    });
    notifyDone(t(`done.${decision}`, { title, day }));
  };
  return (
    <ActDialog
      title={t("verb.decideExtension")}
      action={t(decision === "refuse" ? "extension.refuse" : "extension.grant")}
      isReady={decision !== "" && extension !== undefined}
      said={{ decision, note }}
      act={act}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      {extension ? (
        <>
          <Text>{t("extension.asked", { from: formatDay(extension.oldDueDate, language, "UTC"), to: day })}</Text>
          <Text style={{ whiteSpace: "pre-line" }}>«{extension.reason}»</Text>
        </>
      ) : (
        <Skeleton height={48} />
      )}
      <Radio.Group label={t("extension.decision")} value={decision} onChange={setDecision} required>
        <Stack gap="xs" mt={4}>
          <Radio value="grant" label={t("extension.granted", { day })} />
          <Radio value="refuse" label={t("extension.refused")} />
        </Stack>
      </Radio.Group>
      <LongField label={t("noteOptional")} value={note} onChange={setNote} />
    </ActDialog>
  );
}
