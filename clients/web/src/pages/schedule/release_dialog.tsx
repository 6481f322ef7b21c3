import { Alert, Text } from "@mantine/core";
import { ScheduleService, type ScheduleChange } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NOTHING } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { touchedBy } from "./schedule_changes.ts";
import { useSchedule } from "./schedule_context.ts";
import { useMisfits } from "./use_misfits.ts";

interface ReleaseDialogProps {
  changes: readonly ScheduleChange[];
  label: string;
  onDone: () => Promise<void>;
  onClose: () => void;
}

// "Release version 7? 41 people will see changed times." Others feel it at once, so it is asked.
export function ReleaseDialog({ changes, label, onDone, onClose }: ReleaseDialogProps) {
  const { t } = useTranslation("schedule");
  const { event } = useSchedule();
  const misfits = useMisfits();
  const [note, setNote] = useState("");
  const { people, delegations } = touchedBy(changes);
  const broken = [...misfits.values()].filter((obstacles) => obstacles.some(({ isWarning }) => !isWarning)).length;
  const act = async (requestId: string) => {
    const plan = await clientOf(ScheduleService).releasePlan({ parent: event.name, note, requestId });
    await onDone();
    notifyDone(t("release.done", { label: plan.label }));
  };
  return (
    <ActDialog
      title={t("release.title", { label })}
      action={t("release.do", { label })}
      cancel={t("release.notYet")}
      said={note}
      touches={NOTHING}
      act={act}
      onClose={onClose}
    >
      <Text>
        {t("release.changes", { count: changes.length })} {t("release.people", { count: people })}{" "}
        {t("release.delegations", { count: delegations })}
      </Text>
      {broken > 0 && (
        <Alert color="orange" variant="light">
          {t("release.misfits", { count: broken })}
        </Alert>
      )}
      <LongField label={t("release.note")} description={t("release.noteHint")} value={note} onChange={setNote} data-autofocus />
    </ActDialog>
  );
}
