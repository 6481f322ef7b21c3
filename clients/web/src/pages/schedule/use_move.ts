// Moving an activity, and what became of it.
import { useMutation } from "@connectrpc/connect-query";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import type { Activity } from "./activity.ts";
import { obstacleOfError, type Obstacle } from "./obstacle.ts";
import { moveTo, placed, placementOf, type Placement } from "./placement.ts";
import { useSchedule } from "./schedule_context.ts";
import { useSpanText } from "./use_obstacle_text.ts";

export interface RefusedMove {
  activity: Activity;
  placement: Placement;
  obstacle: Obstacle;
}

export interface Moving {
  // Moves; true where it is done. What was refused stands in `refused`.
  move(activity: Activity, placement: Placement): Promise<boolean>;
  // Keeps it there in the work in progress although it conflicts.
  keepAnyway(refused: RefusedMove): Promise<void>;
  // Where an activity is shown while the server has not answered.
  pending: ReadonlyMap<string, Placement>;
  refused: RefusedMove | undefined;
  forget(): void;
}

export function useMove(): Moving {
  const { t } = useTranslation("schedule");
  const { assets, event, titleOf, nameOf, refresh } = useSchedule();
  const spanText = useSpanText();
  const moveActivities = useMutation(ScheduleService.method.moveActivities);
  const [pending, setPending] = useState<ReadonlyMap<string, Placement>>(new Map());
  const [refused, setRefused] = useState<RefusedMove>();

  const show = (name: string, placement: Placement | undefined) =>
    setPending((before) => {
      const after = new Map(before);
      if (placement) after.set(name, placement);
      else after.delete(name);
      return after;
    });
  const send = (activity: Activity, placement: Placement, etag: string) =>
    moveActivities.mutateAsync({
      parent: event.name,
      moves: [moveTo(activity, placement, assets, etag)],
      requestId: crypto.randomUUID(),
    });

  const move = async (activity: Activity, placement: Placement) => {
    const before = placementOf(activity, assets);
    setRefused(undefined);
    show(activity.name, placement);
    try {
      await send(activity, placement, activity.source.value.etag);
      await refresh();
      const where = [spanText(placement), placement.room && nameOf(placement.room)].filter(Boolean).join(", ");
      notifyDone(t("move.done", { title: titleOf(activity), where }), async () => {
        await send(placed(activity, placement, assets), before, "");
        await refresh();
      });
      return true;
    } catch (error) {
      const obstacle = obstacleOfError(error);
      if (obstacle.reason === "") notifyRefused(error);
      else setRefused({ activity, placement, obstacle });
      if (obstacle.reason === "ETAG_MISMATCH") await refresh();
      return false;
    } finally {
      show(activity.name, undefined);
    }
  };

  const keepAnyway = async ({ activity, placement }: RefusedMove) => {
    const at = placed(activity, placement, assets);
    const interval = { startTime: timestampFromDate(at.start), endTime: timestampFromDate(at.end) };
    const common = { updateMask: { paths: ["interval", "assets"] }, allowConflicts: true, requestId: crypto.randomUUID() };
    try {
      if (activity.source.kind === "meeting") {
        await clientOf(ScheduleService).updateMeeting({ meeting: { name: activity.name, interval, assets: [...at.assets] }, ...common });
      } else {
        await clientOf(ScheduleService).updateSession({ session: { name: activity.name, interval, assets: [...at.assets] }, ...common });
      }
      setRefused(undefined);
      await refresh();
    } catch (error) {
      notifyRefused(error);
    }
  };

  return { move, keepAnyway, pending, refused, forget: () => setRefused(undefined) };
}
