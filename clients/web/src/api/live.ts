// What others change, as it happens.
import type { DescMethodUnary } from "@bufbuild/protobuf";
import { createConnectQueryKey } from "@connectrpc/connect-query";
import type { Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { useQueryClient, type Query, type QueryKey } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { Connection } from "./live/messages.ts";
import { connectionNow, listen, onConnection, watchAnew } from "./live/tab.ts";

// Changes that come together are answered together.
const FRESH_AFTER_MS = 200;

// Tells `onChanges` of every change of the partition ("events/{event}", "directory", "control" …) as
// long as the component is there; with "" nothing is watched. Nothing is missed across a lost
// connection. An empty list says: what was read until now may lack something, so read it anew; it
// comes when watching has just begun, and whenever the server no longer knows what was missed.
export function useLive(partition: string, onChanges: (changes: Change[]) => void): void {
  const tell = useEffectEvent(onChanges);
  useEffect(() => {
    if (partition === "") return;
    return listen(partition, { changed: (changes) => tell(changes), missed: () => tell([]) }).stop;
  }, [partition]);
}

// Has the answers of these methods (or under these query keys) read anew, without a flicker, whenever
// something of the partition, or of one of several, changed.
export function useFresh(partitions: string | readonly string[], ...queries: (DescMethodUnary | QueryKey)[]): void {
  const client = useQueryClient();
  const keysOf = () =>
    queries.map((query) => ("input" in query ? createConnectQueryKey({ schema: query, cardinality: undefined }) : query));
  const readAnew = useEffectEvent((predicate: (query: Query) => boolean = () => true) => {
    for (const queryKey of keysOf()) void client.invalidateQueries({ queryKey, predicate });
  });
  const isReading = useEffectEvent(() => keysOf().some((queryKey) => client.isFetching({ queryKey }) > 0));
  const watched = [partitions].flat().join(" ");
  useEffect(() => {
    if (watched === "") return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (act: () => void) => {
      timer ??= setTimeout(() => {
        timer = undefined;
        act();
      }, FRESH_AFTER_MS);
    };
    // What is being read may have been asked before; to break it off would only make the page wait longer.
    const catchUp = () => (isReading() ? later(catchUp) : readAnew());
    const watches = watched
      .split(" ")
      .map((partition) => listen(partition, { changed: () => later(catchUp), missed: () => later(catchUp) }));
    const now = Date.now();
    if (watches.some(({ wasLive }) => wasLive)) readAnew(({ state }) => state.fetchStatus === "idle" && state.dataUpdatedAt < now);
    return () => {
      for (const { stop } of watches) stop();
      clearTimeout(timer);
    };
  }, [watched]);
}

// Whether changes arrive: "lost" while the server cannot be reached.
export function useConnection(): Connection {
  return useSyncExternalStore(onConnection, connectionNow);
}

// To be called when somebody has signed in or out: what is being watched was opened by somebody else.
export const restartLive = watchAnew;
