import type { MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { PlanEventRequest_Scope, PlanningService, type PlannedPlace, type Remedy } from "@plenary/client/gen/plenary/v1/planning_pb";
import { ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useTranslation } from "react-i18next";
import { useAct, useChange } from "../../api/change.ts";
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
  const change = useChange("all");
  const { isActing, error, act } = useAct("all");

  const put = async (place: PlannedPlace, isPinned: boolean) => {
    if (request === undefined) return;
    const { name } = await placeMeeting(data.event.name, request, place, isPinned);
    notifyDone(t("help.done"), async () => {
      await change({ takeBack: name }, (requestId) => clientOf(ScheduleService).deleteMeeting({ name, requestId }));
    });
  };
  const giveUpFairness = async (bound: number, requestId: string) => {
    await clientOf(PlanningService).updatePlanningSettings({
      settings: { name: data.settings.name, etag: data.settings.etag, maxBreakDifference: bound },
      updateMask: { paths: ["max_break_difference"] },
      requestId,
    });
  };

  return {
    busy: isActing,
    error,
    take: (place: PlannedPlace) => act({ place }, () => put(place, false)),
    apply: (remedy: Remedy) =>
      act({ remedy }, async (requestId) => {
        const way = wayOf(remedy, request?.name ?? "");
        if (way === "outside") return put(remedy.place!, true);
        if (way === "fairness") await giveUpFairness(Math.max(...remedy.steps.map(({ bound }) => bound)), requestId);
        await operation.start(PlanEventRequest_Scope.KEEP, SECONDS);
      }),
  };
}
