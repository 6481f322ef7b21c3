import { ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo } from "react";
import { useAll } from "../../api/pages.ts";
import { obstacleOfConflict, type Obstacle } from "./obstacle.ts";
import { useSchedule } from "./schedule_context.ts";

// What does not fit (any more), by activity.
export function useMisfits(): ReadonlyMap<string, Obstacle[]> {
  const { event, seesAll, view } = useSchedule();
  const misfits = useAll(ScheduleService.method.listMisfits, { parent: event.name, view }, (page) => page.misfits, { enabled: seesAll });
  return useMemo(() => {
    const found = new Map<string, Obstacle[]>();
    for (const conflict of misfits.data ?? [])
      found.set(conflict.activity, [...(found.get(conflict.activity) ?? []), obstacleOfConflict(conflict)]);
    return found;
  }, [misfits.data]);
}
