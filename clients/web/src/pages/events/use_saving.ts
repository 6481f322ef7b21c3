import { createConnectQueryKey } from "@connectrpc/connect-query";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

interface Saving {
  busy: boolean;
  error: unknown;
  // Calls with an id that is the same until it worked, then has what was read of events read anew. Whether it worked.
  save: (call: (requestId: string) => Promise<unknown>) => Promise<boolean>;
}

// Saving something of an event.
export function useSaving(): Saving {
  const client = useQueryClient();
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async (call: (requestId: string) => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await call(requestId);
    } catch (refused) {
      setError(refused);
      // What is corrected is another request.
      setRequestId(crypto.randomUUID());
      return false;
    } finally {
      setBusy(false);
    }
    setRequestId(crypto.randomUUID());
    for (const service of [EventService, DelegationService]) {
      void client.invalidateQueries({ queryKey: createConnectQueryKey({ schema: service, cardinality: undefined }) });
    }
    return true;
  };
  return { busy, error, save };
}
