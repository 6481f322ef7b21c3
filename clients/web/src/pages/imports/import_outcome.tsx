import { Alert, Button, Card, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { Code } from "@connectrpc/connect";
import { refusalOf } from "@plenary/client";
import {
  ImportMetadata_Phase as Phase,
  type ImportColumn,
  type ImportMetadata,
  type ImportPreview,
} from "@plenary/client/gen/plenary/v1/imports_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cancelOperation } from "../../api/operations.ts";
import { notifyRefused } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import type { Decision, ImportState } from "./import_state.ts";
import { ImportRejects } from "./import_rejects.tsx";
import type { Work } from "./use_import.ts";
import look from "./import.module.css";

interface ImportOutcomeProps {
  work: Work;
  // Whether it is carried out, not only tried.
  isRun: boolean;
  preview: ImportPreview;
  columns: readonly ImportColumn[];
  decisions: ImportState["decisions"];
  isSecretariat: boolean;
  // Whether another one may be started now.
  mayStart: boolean;
  // Where those who were taken in are seen.
  toList: { href: string; words: string };
  onDecide: (line: number, decision: Decision) => void;
  onCheckAgain: () => void;
  onImport: () => void;
}

const COUNTS = ["created", "updated", "unchanged", "rejected", "peopleCreated"] as const;

// How far it is, what came of it, and what has to be mended.
export function ImportOutcome({ work, isRun, mayStart, toList, onCheckAgain, onImport, ...forRejects }: ImportOutcomeProps) {
  const { t } = useTranslation("imports");
  const { operation, progress, done, error, response } = work;
  const counts = response?.counts ?? progress;
  const isCancelled = error !== undefined && refusalOf(error).code === Code.Canceled;
  const carried = counts ? Number(counts.created + counts.updated) : 0;
  return (
    <Card component="section" aria-labelledby="import-outcome">
      <Stack gap="md">
        <Title order={2} size="h4" id="import-outcome">
          {t(!done && !error ? (isRun ? "importing" : "checking") : isRun ? "imported" : "checked")}
        </Title>
        {!done && !error && <Running progress={progress} operation={operation} />}
        {error && !isCancelled && <Refused error={error} onRetry={onCheckAgain} />}
        {isCancelled && (
          <Alert color="yellow" variant="light" role="status">
            {t("cancelled", { count: isRun ? carried : 0 })}
          </Alert>
        )}
        {counts && (done || error) && (
          <dl className={look.counts}>
            {COUNTS.map((count) => (
              <div key={count}>
                <Text component="dt" size="sm" c="dimmed">
                  {t(`count.${isRun ? "did" : "would"}.${count}`)}
                </Text>
                <dd>{Number(counts[count])}</dd>
              </div>
            ))}
          </dl>
        )}
        {(error ? isCancelled : done) && (
          <Group gap="xs">
            {isRun && (
              <Button component={Link} to={toList.href}>
                {toList.words}
              </Button>
            )}
            {!isRun && !error && (
              <Button disabled={carried === 0 || !mayStart} onClick={onImport}>
                {t("action", { count: carried })}
              </Button>
            )}
            <Button variant="default" disabled={!mayStart} onClick={onCheckAgain}>
              {t("checkAgain")}
            </Button>
          </Group>
        )}
        {done && counts && <ImportRejects operation={operation} {...forRejects} />}
      </Stack>
    </Card>
  );
}

function Running({ progress, operation }: { progress: ImportMetadata | undefined; operation: string }) {
  const { t } = useTranslation("imports");
  const total = Number(progress?.rowsTotal ?? 0n);
  const rows = Number(progress?.rowsDone ?? 0n);
  const text = progress?.phase === Phase.APPLYING ? t("progress", { rows, count: total }) : t("reading", { count: total });
  return (
    <Group gap="md">
      <Stack gap={4} flex={1} miw={200}>
        <Progress value={total === 0 ? 0 : (100 * rows) / total} aria-label={text} animated />
        <Text size="sm" role="status">
          {text}
        </Text>
      </Stack>
      <Button variant="default" onClick={() => void cancelOperation(operation).catch(notifyRefused)}>
        {t("cancel")}
      </Button>
    </Group>
  );
}
