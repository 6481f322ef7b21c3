// What others change in the programme while one looks at it: it appears in its place, and a quiet line says who.
import { useQueryClient } from "@tanstack/react-query";
import { createConnectQueryKey } from "@connectrpc/connect-query";
import { Change_Kind, type Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "../../api/live.ts";
import { useMe } from "../../api/me.ts";

export interface RecentChange {
  activity: string;
  // "users/anna"
  caller: string;
  kind: Change_Kind;
}

// As long as what others changed stays marked.
const FRESH_MS = 20_000;
// Changes that come together are read together.
const PAUSE_MS = 250;

const OF_SCHEDULE = /^events\/[^/]+\/(sessions|meetings|bookings|plans|tracks|schedule)\b/;
const ACTIVITY = /^events\/[^/]+\/(sessions|meetings|bookings)\/[^/]+$/;

export function recentOf(changes: readonly Change[], me: string): RecentChange[] {
  return changes
    .filter(({ resourceName, caller, kind }) => ACTIVITY.test(resourceName) && caller !== me && kind !== Change_Kind.READ)
    .map(({ resourceName, caller, kind }) => ({ activity: resourceName, caller, kind }));
}

export function useRecentChanges(event: string, refresh: () => Promise<void>): { recent: RecentChange[]; forget: () => void } {
  const me = useMe().user?.name ?? "";
  const client = useQueryClient();
  const [recent, setRecent] = useState<RecentChange[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive(event, (changes) => {
    if (changes.length > 0 && !changes.some(({ resourceName }) => OF_SCHEDULE.test(resourceName))) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      void refresh();
      void client.invalidateQueries({
        queryKey: createConnectQueryKey({ schema: ScheduleService.method.listMisfits, cardinality: "finite" }),
      });
    }, PAUSE_MS);
    const others = recentOf(changes, me);
    if (others.length > 0)
      setRecent((before) => [...before.filter(({ activity }) => !others.some((other) => other.activity === activity)), ...others]);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (recent.length === 0) return;
    const end = setTimeout(() => setRecent([]), FRESH_MS);
    return () => clearTimeout(end);
  }, [recent]);
  return { recent, forget: useCallback(() => setRecent([]), []) };
}
