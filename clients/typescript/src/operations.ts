// Long work of the server, and waiting for it.
import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { anyUnpack, durationFromMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { Operations, type Operation } from "../gen/google/longrunning/operations_pb.ts";
import type { Status } from "../gen/google/rpc/status_pb.ts";
import type { Connection } from "./connection.ts";

// How often whoever waits hears how far the operation is, and how long a server is asked to wait
// where nobody wants to know.
const PROGRESS_INTERVAL_MS = 500;
const LONG_WAIT_MS = 20_000;

export interface WaitOptions {
  onProgress?: (operation: Operation) => void;
  // How long to wait; unless it says, however long it takes.
  deadlineMs?: number;
  signal?: AbortSignal;
}

// A refusal as it stands in an answer, such as an operation's error; its details are kept.
export function errorOfStatus(status: Status): ConnectError {
  const error = new ConnectError(status.message, status.code);
  error.details = status.details.map(({ typeUrl, value }) => ({ type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1), value }));
  return error;
}

// Waits until the operation is done and gives it; rejects with its error. DEADLINE_EXCEEDED: it is
// still under way.
export async function waitForOperation(connection: Connection, name: string, options: WaitOptions = {}): Promise<Operation> {
  const { onProgress, deadlineMs = Infinity, signal } = options;
  const { surroundings } = connection.options;
  const end = surroundings.now() + deadlineMs;
  const operations = createClient(Operations, connection);
  for (;;) {
    const timeLeftMs = end - surroundings.now();
    if (timeLeftMs <= 0) throw new ConnectError("the operation is still under way", Code.DeadlineExceeded);
    const timeout = durationFromMs(Math.min(onProgress ? PROGRESS_INTERVAL_MS : LONG_WAIT_MS, Math.ceil(timeLeftMs)));
    const operation = await operations.waitOperation({ name, timeout }, { signal });
    if (!operation.done) {
      onProgress?.(operation);
      continue;
    }
    if (operation.result.case === "error") throw errorOfStatus(operation.result.value);
    return operation;
  }
}

// What the operation has come to, where it is done and answered with a `schema`.
export function responseOf<T extends DescMessage>(operation: Operation, schema: T): MessageShape<T> | undefined {
  return operation.result.case === "response" ? anyUnpack(operation.result.value, schema) : undefined;
}

// How far the operation is, where it says so with a `schema`.
export function progressOf<T extends DescMessage>(operation: Operation, schema: T): MessageShape<T> | undefined {
  return operation.metadata && anyUnpack(operation.metadata, schema);
}
