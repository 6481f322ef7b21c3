// What the ledger says of a place before anything is put there.
import { useQuery } from "@connectrpc/connect-query";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, skipToken } from "@tanstack/react-query";
import { ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo } from "react";
import type { Activity } from "./activity.ts";
import { clashesOf, type Clash } from "./clashes.ts";
import { obstacleOfConflict, type Obstacle } from "./obstacle.ts";
import { isSamePlace, moveTo, placed, type Placement } from "./placement.ts";
import { useSchedule } from "./schedule_context.ts";

export interface Verdict {
  // What would refuse it.
  obstacles: Obstacle[];
  warnings: Obstacle[];
  // Whether the server has said so, or only what the page knows.
  isSettled: boolean;
}

const PAUSE_MS = 150;

const obstacleOfClash = ({ subject, blockedBy }: Clash): Obstacle => ({
  reason: "SUBJECT_OCCUPIED",
  metadata: { subject, blockedBy },
  refusal: undefined,
  isWarning: false,
  alternatives: [],
  otherAssets: [],
});

// Judges `activity` at `placement` at once by what the page knows, and by the server's answer as soon as it is there.
export function useVerdict(activity: Activity | undefined, placement: Placement | undefined): Verdict | undefined {
  const { activities, assets, event } = useSchedule();
  const [rested] = useDebouncedValue(placement, PAUSE_MS);
  const settled = activity && placement && rested && isSamePlace(placement, rested) ? rested : undefined;
  const asked = useQuery(
    ScheduleService.method.checkConflicts,
    settled ? { parent: event.name, changes: [{ change: { case: "move", value: moveTo(activity!, settled, assets) } }] } : skipToken,
    { staleTime: 5_000, placeholderData: keepPreviousData },
  );
  const local = useMemo(
    () => (activity && placement ? clashesOf(placed(activity, placement, assets), activities, assets).map(obstacleOfClash) : []),
    [activity, placement, activities, assets],
  );
  if (!activity || !placement) return undefined;
  if (!settled || !asked.data || asked.isPlaceholderData) return { obstacles: local, warnings: [], isSettled: false };
  const found = asked.data.found
    .map(({ conflict }) => conflict)
    .filter((conflict) => conflict !== undefined)
    .map(obstacleOfConflict);
  return { obstacles: found.filter(({ isWarning }) => !isWarning), warnings: found.filter(({ isWarning }) => isWarning), isSettled: true };
}
