import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { ScheduleService, type ScheduleChange } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [requestId] = useState(() => crypto.randomUUID());
  const { people, delegations } = touchedBy(changes);
  const broken = [...misfits.values()].filter((obstacles) => obstacles.some(({ isWarning }) => !isWarning)).length;
  const release = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const plan = await clientOf(ScheduleService).releasePlan({
        parent: event.name,
        note,
        requestId: `${requestId}-${note}`.slice(0, 128),
      });
      await onDone();
      notifyDone(t("release.done", { label: plan.label }));
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("release.title", { label })} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="md" component="form" onSubmit={(submit) => (submit.preventDefault(), void release())}>
        <Text>
          {t("release.changes", { count: changes.length })} {t("release.people", { count: people })}{" "}
          {t("release.delegations", { count: delegations })}
        </Text>
        {broken > 0 && (
          <Alert color="orange" variant="light">
            {t("release.misfits", { count: broken })}
          </Alert>
        )}
        <Textarea
          label={t("release.note")}
          description={t("release.noteHint")}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
        />
        {error !== undefined && <Refused error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("release.notYet")}
          </Button>
          <Button type="submit" loading={busy}>
            {t("release.do", { label })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
