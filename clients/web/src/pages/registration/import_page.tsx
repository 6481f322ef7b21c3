import { Alert, Button, FileButton, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams, useSearchParams } from "react-router";
import { useDraft } from "../../api/drafts.ts";
import { uploadFile } from "../../api/files.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useCategories, useEventName } from "../events/event_data.ts";
import { ImportColumns } from "./import_columns.tsx";
import { ImportRun } from "./import_run.tsx";
import { NO_PLAN, type ImportPlan } from "./import_plan.ts";
import look from "./registration.module.css";

// A long list read by the server: how its columns are read, a trial that changes nothing, then the
// import. The file and the work under way stand in the address, so that a reload finds them again.
export function ImportPage() {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  const event = useEventName();
  const { delegation: id } = useParams();
  const delegation = `${event}/delegations/${id}`;
  const categories = useCategories();
  const [search, setSearch] = useSearchParams();
  const location = useLocation();
  const file = search.get("file") ?? "";
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const [plan, setPlan, clearPlan] = useDraft<ImportPlan>(`registration/import/${file}`, NO_PLAN);
  const preview = useQuery(
    DelegationService.method.previewImport,
    { parent: event, file, columns: plan.columns, languageCode: language },
    { enabled: file !== "", retry: false, placeholderData: (before) => before },
  );
  const upload = useCallback(
    async (chosen: File) => {
      setError(undefined);
      setShare(0);
      try {
        const name = await uploadFile(chosen, setShare);
        setSearch({ file: name }, { replace: true });
      } catch (refused) {
        setError(refused);
      } finally {
        setShare(undefined);
      }
    },
    [setSearch],
  );

  // A file that the table found too long comes along.
  const brought = useRef((location.state as { file?: File } | null)?.file);
  useEffect(() => {
    const chosen = brought.current;
    brought.current = undefined;
    if (chosen && file === "") void upload(chosen);
  }, [file, upload]);

  const set = (key: string, value: string) => {
    const next = new URLSearchParams(search);
    next.set(key, value);
    setSearch(next, { replace: true });
  };
  return (
    <Page
      title={t("import.title")}
      lead={t("import.lead")}
      actions={
        <>
          <Button component={Link} to=".." relative="path" variant="default">
            {t("import.back")}
          </Button>
          {file !== "" && (
            <FileButton accept=".xlsx,.csv,.tsv,.txt" onChange={(chosen) => chosen && void upload(chosen)}>
              {(props) => (
                <Button {...props} variant="default">
                  {t("import.other")}
                </Button>
              )}
            </FileButton>
          )}
        </>
      }
    >
      {error !== undefined && <Refused error={error} />}
      {share !== undefined && (
        <div role="status">
          <Text size="sm">{t("import.uploading")}</Text>
          <Progress value={share * 100} aria-label={t("import.uploading")} />
        </div>
      )}
      {file === "" && share === undefined && (
        <div
          className={look.panel}
          onDragOver={(dragged) => dragged.preventDefault()}
          onDrop={(dropped) => {
            dropped.preventDefault();
            const chosen = dropped.dataTransfer.files[0];
            if (chosen) void upload(chosen);
          }}
        >
          <Stack align="center" py="xl" gap="sm">
            <IconFileSpreadsheet size={32} aria-hidden />
            <Text ta="center">{t("import.drop")}</Text>
            <FileButton accept=".xlsx,.csv,.tsv,.txt" onChange={(chosen) => chosen && void upload(chosen)}>
              {(props) => <Button {...props}>{t("import.choose")}</Button>}
            </FileButton>
          </Stack>
        </div>
      )}
      {preview.error && <Refused error={preview.error} onRetry={() => void preview.refetch()} />}
      {file !== "" && preview.isLoading && <PageSkeleton />}
      {preview.data && file !== "" && (
        <>
          <ImportColumns preview={preview.data} onColumns={(columns) => setPlan({ ...plan, columns })} />
          {preview.data.problems.map((problem) => (
            <Alert key={problem} color="yellow" variant="light">
              {problem}
            </Alert>
          ))}
          <ImportRun
            event={event}
            delegation={delegation}
            file={file}
            preview={preview.data}
            categories={categories}
            plan={plan}
            onPlan={setPlan}
            tried={search.get("trial") ?? ""}
            imported={search.get("import") ?? ""}
            onOperation={set}
            onDone={clearPlan}
          />
        </>
      )}
    </Page>
  );
}
