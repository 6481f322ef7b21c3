import { Alert, Button, FileButton, Progress, Stack, Text } from "@mantine/core";
import { IconFileUpload, IconLock } from "@tabler/icons-react";
import { RegistrationWindow_Step as Step } from "@plenary/client/gen/plenary/v1/events_pb";
import { useCallback, useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import type { FileName } from "../../api/files.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useEvent } from "../events/event_data.ts";
import { useRights } from "../participants/rights.ts";
import { stepIsOpen } from "../participants/verbs.ts";
import { columnFaults } from "./column_faults.ts";
import { FileDrop } from "./file_drop.tsx";
import { ImportColumns } from "./import_columns.tsx";
import { ImportOptionsCard } from "./import_options.tsx";
import { ImportOutcome } from "./import_outcome.tsx";
import { needsReason, withColumn, withDecision, withFile, type ImportState, type Place } from "./import_state.ts";
import { useImport } from "./use_import.ts";
import { SPREADSHEETS, useUpload } from "./use_upload.ts";

// The one delegation into which everybody of a list comes.
export interface Into extends Place {
  label: string;
  // Where its people are registered one by one.
  back: string;
  // How its quotas stand.
  seats: ReactNode;
}

// A list from a spreadsheet, of the whole event or `into` one delegation: how it is read, a trial without
// changes, then the import itself. A file chosen elsewhere comes along in the state of the address.
export function ImportPage({ into }: { into?: Into }) {
  const { t } = useTranslation("imports");
  const event = useEvent();
  const { secretariat } = useRights();
  if (into !== undefined || secretariat) return <Import into={into} isSecretariat={secretariat} />;
  return (
    <Page title={t("title")}>
      <Empty text={t("notYours")}>
        <Button component={Link} to={`/${event.name}/register`}>
          {t("toRegister")}
        </Button>
      </Empty>
    </Page>
  );
}

function Import({ into, isSecretariat }: { into: Into | undefined; isSecretariat: boolean }) {
  const { t } = useTranslation("imports");
  const event = useEvent();
  const list = useImport(event.name, into, isSecretariat);
  const { state, set, preview, fields, columns, trial, run, isRunning, isStarting, error, start } = list;
  const onFile = useCallback((file: FileName, filename: string) => set((now) => withFile(now, file, filename)), [set]);
  const upload = useUpload(onFile);
  useBroughtFile(upload.take);

  const faults = columnFaults(columns);
  const isClosed = !isSecretariat && !stepIsOpen(event, Step.NOMINATION, new Date());
  const lacksReason = isSecretariat && needsReason(event, state.options, new Date()) && state.options.reason.trim() === "";
  const mayStart = faults.length === 0 && !isClosed && !lacksReason && !isStarting;
  // Whatever is changed makes the trial before it say nothing any more.
  const change = (some: Partial<ImportState>) => set((now) => ({ ...now, trial: "", run: "", ...some }));
  return (
    <Page
      title={into ? t("titleInto", { delegation: into.label }) : t("title")}
      lead={state.filename || t("lead")}
      actions={
        <>
          {into && (
            <Button component={Link} to={into.back} variant="default">
              {t("toTable")}
            </Button>
          )}
          {state.file !== "" && (
            <FileButton onChange={(file) => void upload.take(file)} accept={SPREADSHEETS} inputProps={{ "aria-label": t("another") }}>
              {(props) => (
                <Button
                  {...props}
                  variant="default"
                  disabled={isRunning}
                  loading={upload.share !== undefined}
                  leftSection={<IconFileUpload size={16} aria-hidden />}
                >
                  {t("another")}
                </Button>
              )}
            </FileButton>
          )}
        </>
      }
    >
      <Stack gap="lg">
        {isClosed && (
          <Alert color="yellow" variant="light" icon={<IconLock size={20} aria-hidden />} title={t("closed")}>
            {t("closedText")}
          </Alert>
        )}
        {state.file === "" && <FileDrop onFile={onFile} />}
        {upload.share !== undefined && <Progress value={upload.share * 100} aria-label={t("uploading")} />}
        {upload.error !== undefined && <Refused error={upload.error} />}
        {preview.error && <Refused error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.isLoading && <PageSkeleton />}
        {preview.data && (
          <>
            <ImportColumns
              preview={preview.data}
              columns={columns}
              fields={fields}
              faults={faults}
              doubts={state.columns === null ? preview.data.problems : []}
              disabled={isRunning}
              onColumn={(column) => set((now) => withColumn(now, columns, column))}
              onSheet={(sheet) => change({ sheet, columns: null })}
            />
            <ImportOptionsCard
              options={state.options}
              disabled={isRunning}
              isIntoOne={into !== undefined}
              isSecretariat={isSecretariat}
              seats={into?.seats}
              onChange={(options) => change({ options })}
            />
            {error !== undefined && <Refused error={error} />}
            {state.trial === "" && state.run === "" ? (
              <div>
                <Button disabled={!mayStart} loading={isStarting} onClick={() => void start(true)}>
                  {t("check")}
                </Button>
                <Text size="sm" c="dimmed" mt={6}>
                  {t("checkText")}
                </Text>
              </div>
            ) : (
              <ImportOutcome
                work={state.run === "" ? trial : run}
                isRun={state.run !== ""}
                preview={preview.data}
                columns={columns}
                decisions={state.decisions}
                isSecretariat={isSecretariat}
                mayStart={mayStart}
                toList={into ? { href: into.back, words: t("toTable") } : { href: `/${event.name}/participants`, words: t("toList") }}
                onDecide={(line, decision) => set((now) => withDecision(now, line, decision))}
                onCheckAgain={() => void start(true)}
                onImport={() => void start(false)}
              />
            )}
          </>
        )}
      </Stack>
    </Page>
  );
}

// Takes a file that another page brought along; not once more after a reload, which keeps the address's state.
function useBroughtFile(take: (file: File) => Promise<void>): void {
  const navigate = useNavigate();
  const { pathname, state } = useLocation();
  const brought = (state as { file?: File } | null)?.file;
  useEffect(() => {
    if (brought === undefined) return;
    void navigate(pathname, { replace: true });
    void take(brought);
  }, [brought, pathname, navigate, take]);
}
