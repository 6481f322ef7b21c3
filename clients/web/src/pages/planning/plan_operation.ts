// The planning of an event that is under way, or the last one that was: found again after a reload,
// in another tab, on another machine.
import { createConnectQueryKey, useQuery, useTransport } from "@connectrpc/connect-query";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { progressOf } from "@plenary/client";
import { Operations, type Operation } from "@plenary/client/gen/google/longrunning/operations_pb";
import {
  PlanEventMetadataSchema,
  PlanEventResponseSchema,
  PlanningService,
  type PlanEventMetadata,
  type PlanEventRequest_Scope,
  type PlanEventResponse,
} from "@plenary/client/gen/plenary/v1/planning_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { clientOf } from "../../api/clients.ts";
import { cancelOperation, useOperation } from "../../api/operations.ts";

export interface PlanOperation {
  name: string | undefined;
  isRunning: boolean;
  progress: PlanEventMetadata | undefined;
  response: PlanEventResponse | undefined;
  error: unknown;
  start(scope: PlanEventRequest_Scope, seconds: number): Promise<void>;
  cancel(): Promise<void>;
}

function isOf(operation: Operation, event: string): boolean {
  return progressOf(operation, PlanEventMetadataSchema)?.event === event;
}

// The newest comes first where one is under way; else the last in the list.
function latestOf(operations: readonly Operation[], event: string): string | undefined {
  const own = operations.filter((operation) => isOf(operation, event));
  return (own.find(({ done }) => !done) ?? own[0])?.name;
}

export function usePlanOperation(event: string, mayPlan: boolean): PlanOperation {
  const client = useQueryClient();
  const transport = useTransport();
  const list = useQuery(
    Operations.method.listOperations,
    { name: "operations", pageSize: 1000 },
    { enabled: mayPlan, structuralSharing: false },
  );
  const [started, setStarted] = useState<string>();
  const name = started ?? latestOf(list.data?.operations ?? [], event);
  const { progress, done, error, response } = useOperation(name, PlanEventMetadataSchema, PlanEventResponseSchema);

  useEffect(() => {
    if (done)
      void client.invalidateQueries({
        queryKey: createConnectQueryKey({ schema: Operations.method.listOperations, transport, cardinality: undefined }),
      });
  }, [done, client, transport]);

  return {
    name,
    progress,
    error,
    response,
    isRunning: name !== undefined && !done && error === undefined,
    start: async (scope, seconds) => {
      const operation = await clientOf(PlanningService).planEvent({
        parent: event,
        scope,
        timeLimit: durationFromMs(seconds * 1000),
        requestId: crypto.randomUUID(),
      });
      setStarted(operation.name);
    },
    cancel: async () => {
      if (name) await cancelOperation(name);
    },
  };
}
