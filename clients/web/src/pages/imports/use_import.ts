import type { ConnectError } from "@connectrpc/connect";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import {
  ImportMetadataSchema,
  ImportResponseSchema,
  type ImportColumn,
  type ImportField,
  type ImportMetadata,
  type ImportPreview,
  type ImportResponse,
} from "@plenary/client/gen/plenary/v1/imports_pb";
import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { DELEGATIONS, RequestIds, useReadAnew } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { useOperation } from "../../api/operations.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { columnsOf, fieldsFor, importRequest, NO_IMPORT, settled, type ImportState, type Place } from "./import_state.ts";

// A trial or an import: how far it is and what it came to.
export interface Work {
  // "operations/…"; "" while there is none.
  operation: string;
  progress: ImportMetadata | undefined;
  done: boolean;
  error: ConnectError | undefined;
  response: ImportResponse | undefined;
}

export interface UseImport {
  state: ImportState;
  set: (next: (now: ImportState) => ImportState) => void;
  preview: UseQueryResult<ImportPreview>;
  // What a column can be for the reader, and how those of the list are read.
  fields: ImportField[];
  columns: ImportColumn[];
  trial: Work;
  run: Work;
  // Whether the server is at one of them.
  isRunning: boolean;
  isStarting: boolean;
  // Why it could not be started.
  error: unknown;
  start: (dryRun: boolean) => Promise<void>;
}

// A list on its way into `event`, of which everything is found again after a reload.
export function useImport(event: string, into: Place | undefined, isSecretariat: boolean): UseImport {
  const language = useLanguage();
  const [kept, set] = useDraft<ImportState>(`import:${into?.delegation ?? event}`, NO_IMPORT);
  const state = useMemo(() => settled(kept, into), [kept, into?.delegation, into?.category]);
  const preview = useQuery({
    queryKey: ["import preview", state.file, state.sheet, language],
    queryFn: () =>
      clientOf(DelegationService).previewImport({
        parent: event,
        file: state.file,
        table: { sheet: state.sheet },
        languageCode: language,
      }),
    enabled: state.file !== "",
    staleTime: Infinity,
    retry: false,
    structuralSharing: false,
  });
  const fields = fieldsFor({ isIntoOne: into !== undefined, isSecretariat });
  const columns = columnsOf(state, preview.data?.columns ?? [], fields);
  const trial = useWork(state.trial);
  const run = useWork(state.run);
  useFreshLists(event, run.done);

  const [error, setError] = useState<unknown>();
  const [isStarting, setStarting] = useState(false);
  const requestIds = useRef<RequestIds>(undefined);
  const start = async (dryRun: boolean) => {
    setError(undefined);
    setStarting(true);
    try {
      const request = importRequest(state, columns, event, language, dryRun);
      requestIds.current ??= new RequestIds();
      const { name } = await clientOf(DelegationService).importParticipants({ ...request, requestId: requestIds.current.idFor(request) });
      requestIds.current.done();
      set((now) => (dryRun ? { ...now, trial: name, run: "" } : { ...now, run: name }));
    } catch (refused) {
      setError(refused);
    } finally {
      setStarting(false);
    }
  };
  return { state, set, preview, fields, columns, trial, run, isRunning: isUnderWay(trial) || isUnderWay(run), isStarting, error, start };
}

function useWork(operation: string): Work {
  return { operation, ...useOperation(operation, ImportMetadataSchema, ImportResponseSchema) };
}

const isUnderWay = ({ operation, done, error }: Work) => operation !== "" && !done && !error;

// Has lists of participants read anew once an import is done.
function useFreshLists(event: string, isDone: boolean): void {
  const readAnew = useReadAnew(DELEGATIONS);
  const queries = useQueryClient();
  useEffect(() => {
    if (!isDone) return;
    void readAnew();
    void queries.invalidateQueries({ queryKey: ["roster", event] });
  }, [isDone, event, readAnew, queries]);
}
