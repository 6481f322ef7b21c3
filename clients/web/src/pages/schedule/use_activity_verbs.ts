// What can be done with an activity beside moving and editing it.
import { ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import type { Activity } from "./activity.ts";
import { useSchedule } from "./schedule_context.ts";

interface ActivityVerbs {
  cancel(reason: string): Promise<void>;
  remove(): Promise<void>;
  confirmHold(): Promise<void>;
  giveBack(): Promise<void>;
}

export function useActivityVerbs(activity: Activity, onDone: () => void): ActivityVerbs {
  const { t } = useTranslation("schedule");
  const { titleOf, refresh } = useSchedule();
  const schedule = clientOf(ScheduleService);
  const { name, source } = activity;
  const title = titleOf(activity);

  const act = async (call: () => Promise<unknown>, done: string, undo?: () => Promise<unknown>) => {
    try {
      await call();
      await refresh();
      notifyDone(
        t(done, { title }),
        undo &&
          (async () => {
            await undo();
            await refresh();
          }),
      );
      onDone();
    } catch (error) {
      notifyRefused(error);
    }
  };
  const change = () => ({ name, etag: source.value.etag, requestId: crypto.randomUUID() });
  const restore = () =>
    source.kind === "meeting"
      ? schedule.undeleteMeeting({ name, requestId: crypto.randomUUID() })
      : schedule.undeleteSession({ name, requestId: crypto.randomUUID() });
  return {
    cancel: (reason) =>
      act(
        () =>
          source.kind === "meeting" ? schedule.cancelMeeting({ ...change(), reason }) : schedule.cancelSession({ ...change(), reason }),
        "done.cancelled",
      ),
    remove: () =>
      act(() => (source.kind === "meeting" ? schedule.deleteMeeting(change()) : schedule.deleteSession(change())), "done.deleted", restore),
    confirmHold: () => act(() => schedule.confirmBooking(change()), "done.confirmedHold"),
    giveBack: () => act(() => schedule.releaseBooking(change()), "done.givenBack"),
  };
}
