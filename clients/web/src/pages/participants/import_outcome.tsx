import { Alert, Button, Card, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { Code, type ConnectError } from "@connectrpc/connect";
import { refusalOf } from "@plenary/client";
import {
  ImportMetadata_Phase as Phase,
  type ImportColumn,
  type ImportMetadata,
  type ImportResponse,
} from "@plenary/client/gen/plenary/v1/imports_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cancelOperation } from "../../api/operations.ts";
import { notifyRefused } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { useEventName } from "../events/event_data.ts";
import type { Decision, ImportState } from "./import_state.ts";
import { ImportRejects } from "./import_rejects.tsx";
import look from "./import.module.css";

interface ImportOutcomeProps {
  operation: string;
  progress: ImportMetadata | undefined;
  done: boolean;
  error: ConnectError | undefined;
  response: ImportResponse | undefined;
  // Whether it was carried out, not only tried.
  isRun?: boolean;
  columns: readonly ImportColumn[];
  decisions: ImportState["decisions"];
  onDecide?: (line: number, decision: Decision) => void;
  onCheckAgain: () => void;
  onImport?: () => void;
}

const COUNTS = ["created", "updated", "unchanged", "rejected", "peopleCreated"] as const;

// How far it is, what came of it, and what has to be mended.
export function ImportOutcome(props: ImportOutcomeProps) {
  const { operation, progress, done, error, response, isRun = false, columns, decisions, onDecide, onCheckAgain, onImport } = props;
  const { t } = useTranslation("participants");
  const event = useEventName();
  const counts = response?.counts ?? progress;
  const isCancelled = error !== undefined && refusalOf(error).code === Code.Canceled;
  const carried = counts ? Number(counts.created + counts.updated) : 0;
  return (
    <Card component="section" aria-labelledby="import-outcome">
      <Stack gap="md">
        <Title order={2} size="h4" id="import-outcome">
          {t(!done && !error ? (isRun ? "import.importing" : "import.checking") : isRun ? "import.imported" : "import.checked")}
        </Title>
        {!done && !error && <Running progress={progress} operation={operation} />}
        {error && !isCancelled && <Refused error={error} onRetry={onCheckAgain} />}
        {isCancelled && (
          <Alert color="yellow" variant="light" role="status">
            {t("import.cancelled", { count: carried })}
          </Alert>
        )}
        {counts && (done || error) && (
          <dl className={look.counts}>
            {COUNTS.map((count) => (
              <div key={count}>
                <Text component="dt" size="sm" c="dimmed">
                  {t(`import.count.${isRun ? "did" : "would"}.${count}`)}
                </Text>
                <dd>{Number(counts[count])}</dd>
              </div>
            ))}
          </dl>
        )}
        {done && !error && (
          <Group gap="xs">
            {isRun ? (
              <>
                <Button component={Link} to={`/${event}/participants`}>
                  {t("import.toList")}
                </Button>
                <Button variant="default" onClick={onCheckAgain}>
                  {t("import.mendAndRepeat")}
                </Button>
              </>
            ) : (
              <>
                <Button disabled={carried === 0} onClick={onImport}>
                  {t("import.action", { count: carried })}
                </Button>
                <Button variant="default" onClick={onCheckAgain}>
                  {t("import.checkAgain")}
                </Button>
              </>
            )}
          </Group>
        )}
        {done && counts && (
          <ImportRejects operation={operation} columns={columns} decisions={decisions} {...(onDecide ? { onDecide } : {})} />
        )}
      </Stack>
    </Card>
  );
}

function Running({ progress, operation }: { progress: ImportMetadata | undefined; operation: string }) {
  const { t } = useTranslation("participants");
  const total = Number(progress?.rowsTotal ?? 0n);
  const rows = Number(progress?.rowsDone ?? 0n);
  const text = progress?.phase === Phase.APPLYING ? t("import.progress", { rows, count: total }) : t("import.reading", { count: total });
  return (
    <Group gap="md">
      <Stack gap={4} flex={1} miw={200}>
        <Progress value={total === 0 ? 0 : (100 * rows) / total} aria-label={text} animated />
        <Text size="sm" role="status">
          {text}
        </Text>
      </Stack>
      <Button variant="default" onClick={() => void cancelOperation(operation).catch(notifyRefused)}>
        {t("import.cancel")}
      </Button>
    </Group>
  );
}
