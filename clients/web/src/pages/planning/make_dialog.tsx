import { Radio, Select, Stack, Text } from "@mantine/core";
import { PlanEventRequest_Scope } from "@plenary/client/gen/plenary/v1/planning_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NOTHING } from "../../api/change.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import type { PlanOperation } from "./plan_operation.ts";

interface MakeDialogProps {
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
export function MakeDialog({ onClose, operation, count }: MakeDialogProps) {
  const { t } = useTranslation("planning");
  const [scope, setScope] = useState("keep");
  const [seconds, setSeconds] = useState("30");
  return (
    <ActDialog
      title={t("make.title")}
      action={t("act.plan", { count })}
      said={{ scope, seconds }}
      touches={NOTHING}
      act={() => operation.start(SCOPES.find(([key]) => key === scope)![1], Number(seconds))}
      onClose={onClose}
    >
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
    </ActDialog>
  );
}
