import { createConnectQueryKey } from "@connectrpc/connect-query";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

// Reads anew what is known of delegations, after a change of one's own.
export function useReadAnew(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await client.invalidateQueries({ queryKey: createConnectQueryKey({ schema: DelegationService, cardinality: undefined }) });
  }, [client]);
}
