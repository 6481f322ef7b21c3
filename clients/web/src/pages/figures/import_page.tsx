import { Alert, Button, Checkbox, Group, Progress, Select, Stack, Text, TextInput } from "@mantine/core";
import {
  Figure_Kind,
  Figure_Status,
  ImportFiguresMetadataSchema,
  ImportFiguresResponseSchema,
  IndicatorService,
  type FigureImportReject,
} from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { useOperation } from "../../api/operations.ts";
import { useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { FileDrop } from "../imports/file_drop.tsx";
import { Section } from "../../parts/section.tsx";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";
import { useIndicators } from "./asked.ts";
import { FiguresNav } from "./figures_nav.tsx";

const NOTHING = { file: "", filename: "", indicator: "", source: "", kind: "", status: "", revises: false, trial: "", run: "" };
const KINDS = [Figure_Kind.ACTUAL, Figure_Kind.TARGET, Figure_Kind.FORECAST];
const STATUSES = [Figure_Status.PRELIMINARY, Figure_Status.FINAL, Figure_Status.ILLUSTRATIVE];

// Figures from a spreadsheet: a trial that says what each line would become, then the import.
export function ImportPage() {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const indicators = useIndicators();
  const [state, setState, clear] = useDraft("figures-import", NOTHING);
  const [error, setError] = useState<unknown>();
  const name = state.run || state.trial;
  const work = useOperation(name, ImportFiguresMetadataSchema, ImportFiguresResponseSchema);
  const rejects = useAll(IndicatorService.method.listFigureImportRejects, { operation: name }, (page) => page.rejects, {
    enabled: name !== "" && work.done && !work.error,
  });
  // Whatever is changed makes the trial before it say nothing any more.
  const set = (some: Partial<typeof NOTHING>) => setState((now) => ({ ...now, trial: "", run: "", ...some }));
  const start = async (dryRun: boolean) => {
    setError(undefined);
    try {
      const operation = await clientOf(IndicatorService).importFigures({
        parent: state.indicator,
        file: state.file,
        revises: state.revises,
        dryRun,
        requestId: crypto.randomUUID(),
        defaults: { source: state.source.trim(), kind: Number(state.kind), status: Number(state.status) },
      });
      set(dryRun ? { trial: operation.name } : { trial: state.trial, run: operation.name });
    } catch (refused) {
      setError(refused);
    }
  };
  const isRunning = name !== "" && !work.done && !work.error;
  const { response, progress } = work;
  const taken = response ? response.created + response.revised : 0;
  const columns: SimpleColumn<FigureImportReject>[] = [
    { id: "line", header: t("import.line"), isTitle: true, cell: ({ line }) => String(line) },
    {
      id: "column",
      header: t("import.column"),
      cell: ({ heading, column }) => heading || (column > 0 ? String(column) : t("import.wholeLine")),
    },
    { id: "cell", header: t("import.cell"), cell: ({ cell }) => cell },
    { id: "why", header: t("import.why"), cell: ({ error: why }) => why?.message },
  ];
  return (
    <Page
      title={t("tab.import")}
      lead={state.filename === "" ? t("import.lead") : state.filename}
      actions={
        state.file !== "" && (
          <Button variant="default" disabled={isRunning} onClick={clear}>
            {t("import.another")}
          </Button>
        )
      }
    >
      <FiguresNav />
      {state.file === "" && <FileDrop onFile={(file, filename) => set({ file, filename })} />}
      {state.file !== "" && (
        <Stack gap="md" maw={760}>
          <Select
            label={t("indicator")}
            required
            allowDeselect={false}
            value={state.indicator || null}
            onChange={(indicator) => set({ indicator: indicator ?? "" })}
            data={(indicators.data ?? []).map((indicator) => ({
              value: indicator.name,
              label: `${textIn(indicator.displayNames, language)}, ${indicator.unit}`,
            }))}
          />
          <Text size="sm" c="dimmed">
            {t("import.defaults")}
          </Text>
          <Group grow align="flex-end">
            <TextInput label={t("source")} value={state.source} onChange={(event) => set({ source: event.currentTarget.value })} />
            <Select
              label={t("fact.kindOf")}
              clearable
              clearButtonProps={{ "aria-label": t("clear") }}
              value={state.kind || null}
              onChange={(kind) => set({ kind: kind ?? "" })}
              data={KINDS.map((kind) => ({ value: String(kind), label: t(`kind.${Figure_Kind[kind]}`) }))}
            />
            <Select
              label={t("firmness")}
              clearable
              clearButtonProps={{ "aria-label": t("clear") }}
              value={state.status || null}
              onChange={(status) => set({ status: status ?? "" })}
              data={STATUSES.map((status) => ({ value: String(status), label: t(`status.${Figure_Status[status]}`) }))}
            />
          </Group>
          <Checkbox
            label={t("import.revises")}
            checked={state.revises}
            onChange={(event) => set({ revises: event.currentTarget.checked })}
          />
          {(error ?? work.error) !== undefined && <Refused error={error ?? work.error} />}
          {state.trial === "" && (
            <div>
              <Button disabled={state.indicator === ""} onClick={() => void start(true)}>
                {t("import.check")}
              </Button>
            </div>
          )}
          {isRunning && (
            <Progress
              aria-label={t("import.progress")}
              value={progress && progress.figures > 0 ? (100 * progress.figuresDone) / progress.figures : 5}
            />
          )}
          {response && (
            <Alert
              color={response.rejected > 0 ? "orange" : "teal"}
              variant="light"
              title={t(state.run === "" ? "import.would" : "import.did")}
            >
              {t("import.counts", {
                created: response.created,
                revised: response.revised,
                unchanged: response.unchanged,
                rejected: response.rejected,
              })}
              {response.unreadHeadings.length > 0 && (
                <Text mt={4}>{t("import.unread", { headings: response.unreadHeadings.join(", ") })}</Text>
              )}
            </Alert>
          )}
          {response && state.run === "" && (
            <div>
              <Button disabled={taken === 0} onClick={() => void start(false)}>
                {t("import.run", { count: taken })}
              </Button>
            </div>
          )}
          {response && state.run !== "" && (
            <div>
              <Button component={Link} to={`/figures?indicator=${state.indicator.split("/")[1]}`}>
                {t("import.show")}
              </Button>
            </div>
          )}
        </Stack>
      )}
      {(rejects.data?.length ?? 0) > 0 && (
        <Section title={t("import.rejects")} count={rejects.data?.length ?? 0}>
          <SimpleTable
            label={t("import.rejects")}
            columns={columns}
            rows={rejects.data ?? []}
            keyOf={({ line, column }) => `${line} ${column}`}
          />
        </Section>
      )}
    </Page>
  );
}
