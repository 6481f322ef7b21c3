import { Switch } from "@mantine/core";
import { ScheduleView } from "@plenary/client/gen/plenary/v1/schedule_pb";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSchedule } from "./schedule_context.ts";
import { useAddress } from "../../parts/use_address.ts";

// Which schedule a page to print or to hand on shows: what was released, unless somebody wants what is not (?draft=1),
// or nothing was released yet.
export function useShownView(): { view: ScheduleView; control: ReactNode } {
  const { t } = useTranslation("schedule");
  const [get, set] = useAddress();
  const { isVersioned, seesAll, settings } = useSchedule();
  const mayChoose = isVersioned && seesAll && settings.releasedPlan !== "" && settings.changedActivities > 0;
  const isDraft = seesAll && isVersioned && (settings.releasedPlan === "" || get("draft") === "1");
  return {
    view: isDraft ? ScheduleView.WORK_IN_PROGRESS : ScheduleView.RELEASED_VIEW,
    control: mayChoose && (
      <Switch
        label={t("print.draft")}
        checked={isDraft}
        onChange={(event) => set({ draft: event.currentTarget.checked ? "1" : null })}
        pb={6}
      />
    ),
  };
}
