import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { useRefusalText } from "../../parts/refusal_text.ts";
import { formatDay } from "../../parts/when.ts";
import type { Obstacle, Span } from "./obstacle.ts";
import { useSchedule } from "./schedule_context.ts";
import { clock, dayOf, minutesOn } from "../../parts/venue_day.ts";

// Says spans of time by the venue's clock: "19 Apr, 10:00–10:45".
export function useSpanText(): (span: Span, withDay?: boolean) => string {
  const { zone } = useSchedule();
  const language = useLanguage();
  return ({ start, end }, withDay = true) => {
    const day = dayOf(start, zone);
    const from = minutesOn(day, start, zone);
    const to = minutesOn(day, end, zone);
    const times = `${clock(from)}–${clock(to)}${to > 24 * 60 ? " (+1)" : ""}`;
    return withDay ? `${formatDay(day, language, zone, "short")}, ${times}` : times;
  };
}

// Says what stands in the way, by the names the reader knows.
export function useObstacleText(): (obstacle: Obstacle) => string {
  const { t, i18n } = useTranslation("schedule");
  const { nameOf } = useSchedule();
  const spanText = useSpanText();
  const refusalText = useRefusalText();
  return ({ reason, metadata, refusal }) => {
    const key = `why.${reason}`;
    if (reason === "" || !i18n.exists(`schedule:${key}`)) return refusal ? refusalText(refusal) : "";
    const { subject, asset, delegation, blockedBy, from, to } = metadata;
    const about = subject ?? asset ?? delegation;
    return t(metadata.blockedBy && i18n.exists(`schedule:${key}_BY`) ? `${key}_BY` : key, {
      ...metadata,
      subject: about ? nameOf(about) : "",
      by: blockedBy ? nameOf(blockedBy) : "",
      times: from && to ? spanText({ start: new Date(from), end: new Date(to) }, false) : "",
    });
  };
}
