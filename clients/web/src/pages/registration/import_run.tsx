import { Alert, Button, Checkbox, Group, Progress, Select, Stack, Text } from "@mantine/core";
import { DelegationService, WhenFull } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Category } from "@plenary/client/gen/plenary/v1/events_pb";
import {
  ImportMetadataSchema,
  ImportResponseSchema,
  type ImportMetadata,
  type ImportPreview,
} from "@plenary/client/gen/plenary/v1/imports_pb";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { cancelOperation, useOperation } from "../../api/operations.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { useReadAnew } from "../delegations/use_read_anew.ts";
import { ImportRejects } from "./import_rejects.tsx";
import { columnsOf, decisionsOf, type ImportPlan } from "./import_plan.ts";
import { Panel } from "./panel.tsx";
import notice from "./registration.module.css";

interface ImportRunProps {
  event: string;
  delegation: string;
  file: string;
  preview: ImportPreview;
  categories: readonly Category[];
  plan: ImportPlan;
  onPlan: (plan: ImportPlan) => void;
  // The trial and the import under way or done; "" while there is none.
  tried: string;
  imported: string;
  onOperation: (key: "trial" | "import", operation: string) => void;
  onDone: () => void;
}

// A trial that changes nothing, with what it would reject; then the import.
export function ImportRun(props: ImportRunProps) {
  const { event, delegation, file, preview, categories, plan, onPlan, tried, imported, onOperation, onDone } = props;
  const { t } = useTranslation("registration");
  const language = useLanguage();
  const readAnew = useReadAnew();
  const trial = useOperation(tried, ImportMetadataSchema, ImportResponseSchema);
  const work = useOperation(imported, ImportMetadataSchema, ImportResponseSchema);
  const [error, setError] = useState<unknown>();
  const [isStarting, setStarting] = useState(false);
  const isRunning = (tried !== "" && !trial.done && !trial.error) || (imported !== "" && !work.done && !work.error);
  useEffect(() => {
    if (work.response === undefined) return;
    onDone();
    void readAnew();
  }, [work.response !== undefined]);

  const start = async (dryRun: boolean) => {
    setStarting(true);
    setError(undefined);
    try {
      const operation = await clientOf(DelegationService).importParticipants({
        parent: event,
        delegation,
        file,
        table: preview.table,
        columns: columnsOf(plan),
        languageCode: language,
        dryRun,
        category: plan.category || categories[0]?.name || "",
        whenFull: plan.whenFull,
        confirm: plan.confirm,
        repairLookalikes: plan.repairsLookalikes,
        decisions: decisionsOf(plan),
        requestId: crypto.randomUUID(),
      });
      onOperation(dryRun ? "trial" : "import", operation.name);
    } catch (refused) {
      setError(refused);
    } finally {
      setStarting(false);
    }
  };
  const counts = trial.response?.counts;
  const ready = counts ? Number(counts.created + counts.updated + counts.unchanged) : 0;
  return (
    <>
      <Panel title={t("import.how")}>
        <Stack gap="sm">
          <Group gap="sm" align="flex-end">
            <Select
              label={t("import.category")}
              allowDeselect={false}
              data={categories.map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))}
              value={plan.category || categories[0]?.name || null}
              onChange={(category) => onPlan({ ...plan, category: category ?? "" })}
            />
            <Select
              label={t("import.whenFull.label")}
              allowDeselect={false}
              data={[WhenFull.WHEN_FULL_UNSPECIFIED, WhenFull.WAIT, WhenFull.REFUSE, WhenFull.USE_OVERFLOW].map((value) => ({
                value: String(value),
                label: t(`import.whenFull.${WhenFull[value]}`),
              }))}
              value={String(plan.whenFull)}
              onChange={(value) => onPlan({ ...plan, whenFull: Number(value) })}
            />
          </Group>
          <Checkbox
            label={t("import.lookalikes")}
            checked={plan.repairsLookalikes}
            onChange={(changed) => onPlan({ ...plan, repairsLookalikes: changed.currentTarget.checked })}
          />
          <Checkbox
            label={t("next.confirm")}
            checked={plan.confirm}
            onChange={(changed) => onPlan({ ...plan, confirm: changed.currentTarget.checked })}
          />
        </Stack>
      </Panel>
      {error !== undefined && <Refused error={error} />}
      {tried !== "" && imported === "" && (
        <Running title={t("import.trying")} operation={tried} progress={trial.progress} done={trial.done} error={trial.error} />
      )}
      {imported !== "" && (
        <Running title={t("import.importing")} operation={imported} progress={work.progress} done={work.done} error={work.error} />
      )}
      {counts && imported === "" && (
        <Alert
          color={counts.rejected > 0n ? "yellow" : "teal"}
          variant="light"
          className={counts.rejected > 0n ? notice.waiting : notice.good}
          role="status"
          title={t("import.would", { count: ready })}
        >
          <Text size="sm">{t("import.wouldReject", { count: Number(counts.rejected) })}</Text>
        </Alert>
      )}
      {work.response?.counts && (
        <Alert
          color="teal"
          variant="light"
          className={notice.good}
          role="status"
          title={t("import.done", { count: Number(work.response.counts.created) })}
        >
          <Text size="sm">
            {t("import.doneMore", {
              updated: Number(work.response.counts.updated),
              unchanged: Number(work.response.counts.unchanged),
              rejected: Number(work.response.counts.rejected),
            })}
          </Text>
        </Alert>
      )}
      {(work.done || trial.done) && (
        <ImportRejects
          operation={work.done ? imported : tried}
          plan={plan}
          onDecide={(line, decision) => onPlan({ ...plan, decisions: { ...plan.decisions, [line]: decision } })}
        />
      )}
      <Group gap="xs">
        <Button
          variant={counts ? "default" : "filled"}
          loading={isStarting}
          disabled={isRunning || preview.problems.length > 0}
          onClick={() => void start(true)}
        >
          {t(counts ? "import.tryAgain" : "import.try")}
        </Button>
        {counts && imported === "" && (
          <Button loading={isStarting} disabled={isRunning || ready === 0} onClick={() => void start(false)}>
            {t("import.action", { count: ready })}
          </Button>
        )}
        {imported !== "" && work.done && (
          <Button variant="default" loading={isStarting} onClick={() => void start(false)}>
            {t("import.again")}
          </Button>
        )}
      </Group>
    </>
  );
}

interface RunningProps {
  title: string;
  operation: string;
  progress: ImportMetadata | undefined;
  done: boolean;
  error: unknown;
}

// How far it is; it goes on without the page.
function Running({ title, operation, progress, done, error }: RunningProps) {
  const { t } = useTranslation("registration");
  if (error) return <Refused error={error} />;
  if (done) return null;
  const total = Number(progress?.rowsTotal ?? 0n);
  const rows = Number(progress?.rowsDone ?? 0n);
  return (
    <div role="status">
      <Group justify="space-between" mb={4}>
        <Text size="sm">
          {title} {total > 0 && t("import.progress", { rows, total })}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => void cancelOperation(operation)}>
          {t("import.stop")}
        </Button>
      </Group>
      <Progress value={total > 0 ? (rows / total) * 100 : 0} aria-label={title} animated />
    </div>
  );
}
