// Long work of the server: how far it is and what it came to, across reloads of the page.
import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { durationFromMs, type Any } from "@bufbuild/protobuf/wkt";
import type { ConnectError } from "@connectrpc/connect";
import { errorOfStatus, progressOf, responseOf } from "@plenary/client";
import { Operations, type Operation } from "@plenary/client/gen/google/longrunning/operations_pb";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { clientOf } from "./clients.ts";

// How long the server is asked to wait before it says how far it is.
const PROGRESS_INTERVAL_MS = 500;

interface OperationState<Progress, Response> {
  // What it says of how far it is: its metadata.
  progress: Progress | undefined;
  done: boolean;
  // Why it failed, or why nothing can be said of it.
  error: ConnectError | undefined;
  response: Response | undefined;
}

// Follows the operation of this name; with "" or undefined there is nothing to follow. Whoever keeps
// the name (in the address, or a draft) finds the operation again after a reload.
//
//   const { progress, done, error, response } = useOperation(name, ImportMetadataSchema, ImportResponseSchema);
//
// Without schemas progress and response are what is in the answer, still packed.
export function useOperation(name?: string): OperationState<Any, Any>;
export function useOperation<P extends DescMessage, R extends DescMessage>(
  name: string | undefined,
  progress: P,
  response: R,
): OperationState<MessageShape<P>, MessageShape<R>>;
export function useOperation(name?: string, progress?: DescMessage, response?: DescMessage): OperationState<unknown, unknown> {
  const { data: operation, error } = useQuery<Operation, ConnectError>({
    queryKey: ["operation", name],
    queryFn: ({ signal }) => clientOf(Operations).waitOperation({ name, timeout: durationFromMs(PROGRESS_INTERVAL_MS) }, { signal }),
    enabled: Boolean(name),
    // The server has waited already.
    refetchInterval: ({ state }) => (state.data?.done || state.error ? false : 1),
    refetchIntervalInBackground: true,
    staleTime: ({ state }) => (state.data?.done ? Infinity : 0),
    structuralSharing: false,
  });
  // Unpacked once: effects depend on what is in them.
  return useMemo(() => {
    const refused = operation?.result.case === "error" ? errorOfStatus(operation.result.value) : undefined;
    const packed = operation?.result.case === "response" ? operation.result.value : undefined;
    return {
      progress: operation && (progress ? progressOf(operation, progress) : operation.metadata),
      done: operation?.done ?? false,
      error: refused ?? error ?? undefined,
      response: operation && (response ? responseOf(operation, response) : packed),
    };
  }, [operation, error, progress, response]);
}

// Asks the server to stop it; it ends with CANCELLED, or is done in spite of it.
export async function cancelOperation(name: string): Promise<void> {
  await clientOf(Operations).cancelOperation({ name });
}
