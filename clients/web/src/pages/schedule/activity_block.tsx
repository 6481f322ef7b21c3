import { IconAlertTriangle, IconLock } from "@tabler/icons-react";
import type { PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import type { Activity } from "./activity.ts";
import { kindKey, tintOf } from "./activity_look.ts";
import type { Grip } from "./use_drag.ts";
import { clock } from "../../parts/venue_day.ts";
import { inOwnTime } from "../../parts/when.ts";
import { useSchedule } from "./schedule_context.ts";
import styles from "./schedule.module.css";

interface ActivityBlockProps {
  activity: Activity;
  // Minutes of the day.
  start: number;
  end: number;
  // Per cent of the canvas.
  left: number;
  width: number;
  line: number;
  rowName: string;
  stopKey: string;
  // Whether the Tab key comes here.
  isStop: boolean;
  isFresh: boolean;
  isLifted: boolean;
  conflicts: number;
  mayDrag: boolean;
  onFocus: () => void;
  onOpen: () => void;
  onHold: (event: PointerEvent, grip: Grip) => void;
}

// One item on the day's grid: when, what, who, in which languages, and what is wrong with it.
export function ActivityBlock(props: ActivityBlockProps) {
  const { activity, start, end, left, width, line, conflicts } = props;
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { zone, tracks, titleOf, attendeeName } = useSchedule();
  const title = titleOf(activity);
  const times = `${clock(start)}–${clock(end)}`;
  const ownTimes = inOwnTime({ startTime: activity.start, endTime: activity.end }, language, zone) ?? "";
  const people = activity.attendees.filter(({ optional, left: gone }) => !optional && !gone).map(attendeeName);
  const languages = [...new Set([...activity.languages, ...(activity.interpretation?.languages ?? [])])].join(" ↔ ");
  const states = [
    t(kindKey(activity)),
    activity.isChanged && t("state.notReleased"),
    activity.isCancelled && t("state.cancelled"),
    activity.isHold && t("state.hold"),
    activity.isFixed && t("state.fixed"),
    conflicts > 0 && t("state.conflicts", { count: conflicts }),
  ].filter(Boolean);
  const told = [title, times, props.rowName, ...states, people.join(", "), languages].filter((part) => part !== "").join(". ");
  const grip = (which: Grip) => (
    <span
      aria-hidden
      className={styles.grip}
      data-end={which}
      onPointerDown={(event) => (event.stopPropagation(), props.onHold(event, which))}
    />
  );
  return (
    <div
      role="gridcell"
      tabIndex={props.isStop ? 0 : -1}
      className={styles.block}
      style={{ "--left": `${left}%`, "--width": `${width}%`, "--line": line, "--tint": tintOf(activity, tracks) }}
      aria-label={told}
      title={[title, times, ownTimes, people.join(", ")].filter((part) => part !== "").join("\n")}
      data-stop={props.stopKey}
      data-draggable={props.mayDrag || undefined}
      data-changed={activity.isChanged || undefined}
      data-cancelled={activity.isCancelled || undefined}
      data-hold={activity.isHold || activity.source.kind === "booking" || undefined}
      data-conflict={conflicts > 0 || undefined}
      data-fresh={props.isFresh || undefined}
      data-lifted={props.isLifted || undefined}
      onFocus={props.onFocus}
      onClick={props.onOpen}
      onPointerDown={(event) => (event.stopPropagation(), props.mayDrag && props.onHold(event, "whole"))}
    >
      <span className={styles.blockTime}>
        {conflicts > 0 && <IconAlertTriangle size={13} color="var(--bad)" aria-hidden />}
        {activity.isFixed && <IconLock size={12} aria-hidden />}
        {times}
      </span>
      <span className={styles.blockTitle}>{title}</span>
      <span className={styles.blockMore}>{[languages, people.join(", ")].filter((part) => part !== "").join(" · ")}</span>
      {props.mayDrag && (
        <>
          {grip("start")}
          {grip("end")}
        </>
      )}
    </div>
  );
}
