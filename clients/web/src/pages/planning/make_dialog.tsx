import { Button, Group, Modal, Radio, Select, Stack, Text } from "@mantine/core";
import { PlanEventRequest_Scope } from "@plenary/client/gen/plenary/v1/planning_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../../parts/refused.tsx";
import type { PlanOperation } from "./plan_operation.ts";

interface MakeDialogProps {
  opened: boolean;
  onClose(): void;
  operation: PlanOperation;
  // How many meetings are planned.
  count: number;
}

const SCOPES = [
  ["keep", PlanEventRequest_Scope.KEEP],
  ["newOnly", PlanEventRequest_Scope.NEW_ONLY],
  ["afresh", PlanEventRequest_Scope.AFRESH],
] as const;
const SECONDS = [10, 30, 120, 600];

// What may move, and how long to look; then planning begins.
export function MakeDialog({ opened, onClose, operation, count }: MakeDialogProps) {
  const { t } = useTranslation("planning");
  const [scope, setScope] = useState("keep");
  const [seconds, setSeconds] = useState("30");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const start = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await operation.start(SCOPES.find(([key]) => key === scope)![1], Number(seconds));
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t("make.title")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <Stack gap="md">
        <Radio.Group label={t("make.scope")} value={scope} onChange={setScope}>
          <Stack gap="xs" mt="xs">
            <Radio value="keep" label={t("make.keep")} description={t("make.keepHint")} data-autofocus />
            <Radio value="newOnly" label={t("make.newOnly")} />
            <Radio value="afresh" label={t("make.afresh")} />
          </Stack>
        </Radio.Group>
        <Select
          label={t("make.limit")}
          description={t("make.ends")}
          allowDeselect={false}
          value={seconds}
          onChange={(value) => value && setSeconds(value)}
          data={SECONDS.map((each) => ({
            value: String(each),
            label: each < 60 ? t("make.seconds", { count: each }) : t("make.minutes", { count: each / 60 }),
          }))}
        />
        <Text size="sm" c="dimmed">
          {t("make.unseen")}
        </Text>
        {error !== undefined && <Refused error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button loading={busy} onClick={() => void start()}>
            {t("act.plan", { count })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
