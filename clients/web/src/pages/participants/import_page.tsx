import { Button, Stack, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { ImportMetadataSchema, ImportResponseSchema } from "@plenary/client/gen/plenary/v1/imports_pb";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { useOperation } from "../../api/operations.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useEvent } from "../events/event_data.ts";
import { FileDrop } from "./file_drop.tsx";
import { ImportColumns } from "./import_columns.tsx";
import { ImportOptionsCard } from "./import_options.tsx";
import { ImportOutcome } from "./import_outcome.tsx";
import { columnsOf, importRequest, NO_IMPORT, withColumn, type ImportState } from "./import_state.ts";

// A list of the whole event from a spreadsheet: how it is read, a trial without changes, then the import itself.
export function ImportPage() {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const [state, setState, clear] = useDraft<ImportState>(`import:${event.name}`, NO_IMPORT);
  const [error, setError] = useState<unknown>();
  const preview = useQuery({
    queryKey: ["import preview", state.file, state.sheet, language],
    queryFn: () =>
      clientOf(DelegationService).previewImport({
        parent: event.name,
        file: state.file,
        table: { sheet: state.sheet },
        languageCode: language,
      }),
    enabled: state.file !== "",
    staleTime: Infinity,
    retry: false,
    structuralSharing: false,
  });
  const columns = columnsOf(state, preview.data?.columns ?? []);
  const trial = useOperation(state.trial, ImportMetadataSchema, ImportResponseSchema);
  const run = useOperation(state.run, ImportMetadataSchema, ImportResponseSchema);

  // Whatever is changed makes the trial before it say nothing any more.
  const change = (some: Partial<ImportState>) => setState((now) => ({ ...now, trial: "", run: "", ...some }));
  const start = async (dryRun: boolean) => {
    setError(undefined);
    try {
      const { name } = await clientOf(DelegationService).importParticipants({
        ...importRequest(state, columns, event.name, language, dryRun),
        requestId: crypto.randomUUID(),
      });
      setState((now) => (dryRun ? { ...now, trial: name, run: "" } : { ...now, run: name }));
    } catch (refused) {
      setError(refused);
    }
  };
  const isRunning = (state.trial !== "" && !trial.done && !trial.error) || (state.run !== "" && !run.done && !run.error);
  return (
    <Page
      title={t("import.title")}
      lead={state.filename === "" ? t("import.lead") : t("import.file", { name: state.filename })}
      actions={
        state.file !== "" && (
          <Button variant="default" disabled={isRunning} leftSection={<IconRefresh size={16} aria-hidden />} onClick={clear}>
            {t("import.another")}
          </Button>
        )
      }
    >
      {state.file === "" && <FileDrop onFile={(file, filename) => setState({ ...NO_IMPORT, options: state.options, file, filename })} />}
      {preview.error && <Refused error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && (
        <Stack gap="lg">
          <ImportColumns
            preview={preview.data}
            columns={columns}
            disabled={isRunning}
            onColumn={(column) => setState((now) => withColumn(now, columns, column))}
            onSheet={(sheet) => change({ sheet, columns: null })}
          />
          <ImportOptionsCard options={state.options} disabled={isRunning} onChange={(options) => change({ options })} />
          {error !== undefined && <Refused error={error} />}
          {state.trial === "" && state.run === "" && (
            <div>
              <Button onClick={() => void start(true)}>{t("import.check")}</Button>
              <Text size="sm" c="dimmed" mt={6}>
                {t("import.checkText")}
              </Text>
            </div>
          )}
          {state.trial !== "" && state.run === "" && (
            <ImportOutcome
              operation={state.trial}
              {...trial}
              columns={columns}
              decisions={state.decisions}
              onDecide={(line, decision) => setState((now) => ({ ...now, decisions: { ...now.decisions, [line]: decision } }))}
              onCheckAgain={() => void start(true)}
              onImport={() => void start(false)}
            />
          )}
          {state.run !== "" && (
            <ImportOutcome
              operation={state.run}
              {...run}
              isRun
              columns={columns}
              decisions={state.decisions}
              onCheckAgain={() => change({})}
            />
          )}
        </Stack>
      )}
    </Page>
  );
}
