// Whole lists, page by page.
import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import type { ConnectError } from "@connectrpc/connect";
import { createConnectQueryKey, useTransport } from "@connectrpc/connect-query";
import { rangeOf } from "@plenary/client";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";

// The most that the server gives at once.
const PAGE_SIZE = 1000;

// Everything that `call` gives, page after page, for whoever has no React at hand:
//   allPages((pageToken) => clientOf(EventService).listEvents({ pageToken }), (page) => page.events)
export async function allPages<P extends { nextPageToken: string }, T>(
  call: (pageToken: string) => Promise<P>,
  itemsOf: (page: P) => readonly T[],
): Promise<T[]> {
  const all: T[] = [];
  let pageToken = "";
  do {
    const page = await call(pageToken);
    all.push(...itemsOf(page));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return all;
}

interface AllOptions {
  enabled?: boolean;
}

// The whole list that `method` gives for `request`, in the same cache as connect-query's own:
// whatever invalidates the method's queries has it read anew.
export function useAll<I extends DescMessage, O extends DescMessage, T>(
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  itemsOf: (page: MessageShape<O>) => readonly T[],
  { enabled = true }: AllOptions = {},
): UseQueryResult<T[], ConnectError> {
  const transport = useTransport();
  return useQuery<T[], ConnectError>({
    queryKey: [...createConnectQueryKey({ schema: method, input: request, transport, cardinality: "finite" }), "all"],
    queryFn: ({ signal }) =>
      rangeOf(transport, method, { ...request, pageSize: PAGE_SIZE } as MessageInitShape<I>, itemsOf, { signal }).toArray(),
    // Messages hold bigints, which the cache cannot compare.
    structuralSharing: false,
    enabled,
  });
}
