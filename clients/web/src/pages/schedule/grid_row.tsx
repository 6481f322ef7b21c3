import { Anchor } from "@mantine/core";
import type { PointerEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Activity } from "./activity.ts";
import { ActivityBlock } from "./activity_block.tsx";
import { stopKey } from "./grid_walk.ts";
import { itineraryPath } from "./paths.ts";
import type { Dimension, Row } from "./rows.ts";
import { useSchedule } from "./schedule_context.ts";
import styles from "./schedule.module.css";
import type { Dragged } from "./use_drag.ts";
import { minutesOn, snap, type Day } from "../../parts/venue_day.ts";

interface GridRowProps {
  row: Row;
  day: Day;
  from: number;
  to: number;
  dimension: Dimension;
  // The item that the Tab key comes to.
  stop: string;
  isShown: (activity: Activity) => boolean;
  conflictsOf: (name: string) => number;
  fresh: ReadonlySet<string>;
  lifted: string;
  mayDrag: boolean;
  onFocus: (key: string, activity: Activity) => void;
  onOpen: (activity: Activity) => void;
  onHold: (event: PointerEvent, item: Dragged) => void;
  // What lies over the row: a ghost, the line of now.
  children: ReactNode;
}

// One room, table, person, interpreter or vehicle, and its day.
export function GridRow(props: GridRowProps) {
  const { row, day, from, to, dimension, mayDrag } = props;
  const { t } = useTranslation("schedule");
  const { event, zone, settings, nameOf, sizeLine } = useSchedule();
  const name = row.key === "" ? t("grid.elsewhere") : nameOf(row.key);
  const canvas = (span: { start: Date; end: Date }) => {
    const start = minutesOn(day, span.start, zone);
    const end = minutesOn(day, span.end, zone);
    const left = ((Math.max(start, from) - from) / (to - from)) * 100;
    return { start, end, left, width: Math.max(((Math.min(end, to) - from) / (to - from)) * 100 - left, 1) };
  };
  const startNew = (pointer: PointerEvent) => {
    if (!mayDrag || pointer.target !== pointer.currentTarget || (dimension !== "rooms" && dimension !== "tables")) return;
    const { left, width } = pointer.currentTarget.getBoundingClientRect();
    const grain = settings.grainMinutes || 15;
    const start = snap(from + ((pointer.clientX - left) / width) * (to - from) - grain / 2, grain);
    props.onHold(pointer, { activity: "", grip: "new", start, end: start + grain, row: row.key });
  };
  return (
    <div role="row" className={styles.row} data-row={row.key}>
      <div role="rowheader" className={styles.head}>
        <div className={styles.headName}>
          {dimension === "rooms" && row.key === "" ? (
            name
          ) : (
            <Anchor component={Link} to={itineraryPath(event.name, row.key)} inherit c="inherit">
              {name}
            </Anchor>
          )}
        </div>
        {row.asset && <div className={styles.headLine}>{sizeLine(row.asset)}</div>}
      </div>
      <div
        role="presentation"
        data-canvas
        className={styles.canvas}
        style={{ "--lines": row.lines }}
        data-quiet={row.items.length === 0 || undefined}
        data-editable={mayDrag && (dimension === "rooms" || dimension === "tables") ? true : undefined}
        onPointerDown={startNew}
      >
        {row.blocked.map(({ start, end, by }) => {
          const { left, width } = canvas({ start, end });
          return <div key={by.name} className={styles.busy} style={{ "--left": `${left}%`, "--width": `${width}%` }} />;
        })}
        {row.items.map((item) => {
          const { activity } = item;
          const { start, end, left, width } = canvas(item);
          if (!props.isShown(activity)) {
            return <div key={activity.name} className={styles.busy} style={{ "--left": `${left}%`, "--width": `${width}%` }} />;
          }
          const key = stopKey(row.key, activity.name);
          return (
            <ActivityBlock
              key={activity.name}
              activity={activity}
              start={start}
              end={end}
              left={left}
              width={width}
              line={item.line}
              rowName={name}
              stopKey={key}
              isStop={key === props.stop}
              isFresh={props.fresh.has(activity.name)}
              isLifted={props.lifted === activity.name}
              conflicts={props.conflictsOf(activity.name)}
              mayDrag={mayDrag && !activity.isCancelled}
              onFocus={() => props.onFocus(key, activity)}
              onOpen={() => props.onOpen(activity)}
              onHold={(event, grip) => props.onHold(event, { activity: activity.name, grip, start, end, row: row.key })}
            />
          );
        })}
        {props.children}
      </div>
    </div>
  );
}
