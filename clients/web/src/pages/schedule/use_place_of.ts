import { useCallback } from "react";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import type { Activity } from "./activity.ts";
import { roomOf } from "./rows.ts";
import { useSchedule } from "./schedule_context.ts";

// Where an activity takes place: its hall or table, else in words, else the venue; "" where nobody knows.
export function usePlaceOf(): (activity: Activity) => string {
  const { assets, nameOf } = useSchedule();
  const language = useLanguage();
  return useCallback(
    (activity) => {
      const room = roomOf(activity, assets);
      if (room !== "") return nameOf(room);
      const places = activity.source.kind === "booking" ? [] : activity.source.value.places;
      return textIn(places, language) || (activity.venue ? nameOf(activity.venue) : "");
    },
    [assets, nameOf, language],
  );
}
