import { ChangeService, type Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { refusalOf } from "@plenary/client";
import { useQuery } from "@tanstack/react-query";
import { clientOf } from "../../api/clients.ts";
import { useMe } from "../../api/me.ts";
import { newsOf, type News } from "./news.ts";
import { readSeen, writeSeen } from "./seen.ts";

interface Gathered {
  news: News[];
  // Up to where it was read, by partition.
  upTo: Map<string, string>;
  // The earliest of the times from which it was gathered; undefined on the first visit.
  since?: Date | undefined;
}

// More than this nobody reads; the page of changes has the rest.
const ENOUGH = 2_000;

// The changes of `partition` after `token`, up to now; without a token only where now is.
async function readOn(partition: string, token: string, signal: AbortSignal): Promise<{ changes: Change[]; token: string }> {
  const stop = new AbortController();
  signal.addEventListener("abort", () => stop.abort());
  const changes: Change[] = [];
  let reached = token;
  for await (const answer of clientOf(ChangeService).watchChanges({ parent: partition, resumeToken: token }, { signal: stop.signal })) {
    changes.push(...answer.changes);
    reached = answer.resumeToken || reached;
    // A heartbeat says that there is nothing more.
    if (answer.changes.length === 0 || changes.length >= ENOUGH) break;
  }
  stop.abort();
  return { changes, token: reached };
}

// Whether a place where one looked is too old, or of another server: one begins again from now.
const isOutdated = (error: unknown) => ["RESUME_TOKEN_EXPIRED", "INVALID_RESUME_TOKEN"].includes(refusalOf(error).reason);

// What others changed in `partitions` since the reader last said to have seen it.
export function useNews(partitions: readonly string[]): { gathered: Gathered | undefined; error: unknown; seen: () => void } {
  const me = useMe();
  const caller = me.user?.name ?? "";
  const query = useQuery({
    queryKey: ["news", caller, ...partitions],
    enabled: caller !== "" && partitions.length > 0,
    queryFn: async ({ signal }) => {
      const gathered: Gathered = { news: [], upTo: new Map() };
      for (const partition of partitions) {
        const seen = readSeen(caller, partition);
        const { changes, token } = await readOn(partition, seen?.token ?? "", signal).catch((error) => {
          if (seen && isOutdated(error)) return readOn(partition, "", signal);
          throw error;
        });
        gathered.upTo.set(partition, token);
        if (seen === null) {
          writeSeen(caller, partition, { token, at: new Date().toISOString() });
          continue;
        }
        const at = new Date(seen.at);
        if (gathered.since === undefined || at < gathered.since) gathered.since = at;
        const news = newsOf(partition, changes, caller);
        if (news) gathered.news.push(news);
      }
      return gathered;
    },
  });
  const seen = () => {
    for (const [partition, token] of query.data?.upTo ?? []) {
      writeSeen(caller, partition, { token, at: new Date().toISOString() });
    }
    void query.refetch();
  };
  return { gathered: query.data, error: query.error, seen };
}
