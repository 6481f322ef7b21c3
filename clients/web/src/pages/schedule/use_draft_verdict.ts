// What the ledger says of a session or meeting while it is being typed.
import { useQuery } from "@connectrpc/connect-query";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { create } from "@bufbuild/protobuf";
import { ScheduleService, TriedChangeSchema, type Meeting, type Session } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo } from "react";
import { obstacleOfConflict, type Obstacle } from "./obstacle.ts";
import { useSchedule } from "./schedule_context.ts";

const PAUSE_MS = 350;

export interface DraftVerdict {
  obstacles: Obstacle[];
  warnings: Obstacle[];
  isAsking: boolean;
}

export function useDraftVerdict(
  value: { case: "session"; value: Session } | { case: "meeting"; value: Meeting },
  isComplete: boolean,
): DraftVerdict {
  const { event } = useSchedule();
  const [rested] = useDebouncedValue(value, PAUSE_MS);
  const asked = useQuery(
    ScheduleService.method.checkConflicts,
    { parent: event.name, changes: [create(TriedChangeSchema, { change: rested })] },
    { enabled: isComplete, placeholderData: keepPreviousData, retry: false },
  );
  return useMemo(() => {
    const found = (isComplete ? (asked.data?.found ?? []) : []).flatMap(({ conflict }) => conflict ?? []).map(obstacleOfConflict);
    return {
      obstacles: found.filter(({ isWarning }) => !isWarning),
      warnings: found.filter(({ isWarning }) => isWarning),
      isAsking: isComplete && (asked.isFetching || rested !== value),
    };
  }, [asked.data, asked.isFetching, isComplete, rested, value]);
}
