import type { MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { PlanEventRequest_Scope, PlanningService, type PlannedPlace, type Remedy } from "@plenary/client/gen/plenary/v1/planning_pb";
import { ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import { placeMeeting } from "./place_meeting.ts";
import type { PlanData } from "./plan_data.ts";
import type { PlanOperation } from "./plan_operation.ts";
import { wayOf } from "./remedies.ts";

const SECONDS = 10;

// Does what a remedy asks for, as far as that is for us to do.
export function useRemedies(data: PlanData, request: MeetingRequest | undefined, operation: PlanOperation) {
  const { t } = useTranslation("planning");
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const doing = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    try {
      await act();
      await client.invalidateQueries();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const put = async (place: PlannedPlace, isPinned: boolean) => {
    if (request === undefined) return;
    const { name } = await placeMeeting(data.event.name, request, place, isPinned);
    notifyDone(t("help.done"), async () => {
      await clientOf(ScheduleService).deleteMeeting({ name, requestId: crypto.randomUUID() });
      await client.invalidateQueries();
    });
  };
  const giveUpFairness = async (bound: number) => {
    await clientOf(PlanningService).updatePlanningSettings({
      settings: { name: data.settings.name, etag: data.settings.etag, maxBreakDifference: bound },
      updateMask: { paths: ["max_break_difference"] },
      requestId: crypto.randomUUID(),
    });
  };

  return {
    busy,
    error,
    take: (place: PlannedPlace) => doing(() => put(place, false)),
    apply: (remedy: Remedy) =>
      doing(async () => {
        const way = wayOf(remedy, request?.name ?? "");
        if (way === "outside") return put(remedy.place!, true);
        if (way === "fairness") await giveUpFairness(Math.max(...remedy.steps.map(({ bound }) => bound)));
        await operation.start(PlanEventRequest_Scope.KEEP, SECONDS);
      }),
  };
}
