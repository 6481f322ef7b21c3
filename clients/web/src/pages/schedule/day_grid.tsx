import { Text } from "@mantine/core";
import { Fragment, useCallback, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Activity } from "./activity.ts";
import { DragGhost } from "./drag_ghost.tsx";
import { GridRow } from "./grid_row.tsx";
import { neighbour, stopsOf, type Direction } from "./grid_walk.ts";
import { NowLine, useNow } from "./now_line.tsx";
import type { Placement } from "./placement.ts";
import { hoursOf, roomOf, type Dimension, type Row } from "./rows.ts";
import { useSchedule } from "./schedule_context.ts";
import styles from "./schedule.module.css";
import { useDrag, type Dragged } from "./use_drag.ts";
import { clock, instantAt, minutesOn, type Day } from "../../parts/venue_day.ts";

interface DayGridProps {
  day: Day;
  dimension: Dimension;
  rows: Row[];
  // Items that are not what is filtered for show only that the time is taken.
  isShown: (activity: Activity) => boolean;
  conflictsOf: (name: string) => number;
  fresh: ReadonlySet<string>;
  onOpen: (activity: Activity) => void;
  onFocus: (activity: Activity) => void;
  onMove: (activity: Activity, placement: Placement) => void;
  onCreate: (start: number, end: number, room: string) => void;
}

const DIRECTIONS: Record<string, Direction> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
// From so many on the browser leaves out what is not seen.
const MANY_ROWS = 60;
const MOVABLE_ROWS: readonly Dimension[] = ["rooms", "tables"];

// The day: rows down, time across.
export function DayGrid(props: DayGridProps) {
  const { day, dimension, rows, onMove, onCreate } = props;
  const { t } = useTranslation("schedule");
  const { zone, settings, assets, byName, mayEdit, nameOf } = useSchedule();
  const grid = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState("");
  const keysId = useId();
  const now = useNow(day);
  const grain = settings.grainMinutes || 15;
  const { from, to } = useMemo(() => {
    const spans = rows.flatMap((row) =>
      row.items.map(({ start, end }) => ({ start: minutesOn(day, start, zone), end: minutesOn(day, end, zone) })),
    );
    return hoursOf(spans, settings.dayStartMinutes || 540, settings.dayEndMinutes || 1140);
  }, [rows, day, zone, settings]);

  const placementOfDrag = useCallback(
    (dragged: Dragged): Placement => {
      const activity = byName.get(dragged.activity);
      const keepsRoom = !MOVABLE_ROWS.includes(dimension) || dragged.row === "" || dragged.grip !== "whole";
      const original = activity ? roomOf(activity, assets) : dragged.row;
      return {
        start: instantAt(day, dragged.start, zone),
        end: instantAt(day, dragged.end, zone),
        room: keepsRoom ? original : dragged.row,
      };
    },
    [byName, dimension, assets, day, zone],
  );

  const { dragged, hold } = useDrag({
    from,
    to,
    grain,
    crossesRows: MOVABLE_ROWS.includes(dimension),
    onDrop: (dropped) => {
      const activity = byName.get(dropped.activity);
      if (activity) onMove(activity, placementOfDrag(dropped));
      else onCreate(dropped.start, dropped.end, dropped.row);
    },
  });
  const placement = useMemo(() => (dragged ? placementOfDrag(dragged) : undefined), [dragged, placementOfDrag]);

  const stops = useMemo(() => stopsOf(rows, props.isShown), [rows, props.isShown]);
  const current = stops.some(({ key }) => key === stop) ? stop : (stops[0]?.key ?? "");
  const walk = (event: KeyboardEvent) => {
    const direction = DIRECTIONS[event.code];
    if (event.code === "Enter" || event.code === "Space") {
      const at = stops.find(({ key }) => key === current);
      if (!at || !(event.target as Element).matches("[role=gridcell]")) return;
      event.preventDefault();
      props.onOpen(at.activity);
    }
    if (!direction || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = neighbour(stops, current, direction);
    if (next === undefined) return;
    setStop(next.key);
    grid.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(next.key)}"]`)?.focus();
  };

  const hours = (to - from) / 60;
  return (
    <>
      <div className={styles.scroller}>
        <div
          ref={grid}
          role="grid"
          aria-label={t("grid.label")}
          aria-describedby={mayEdit ? keysId : undefined}
          className={styles.grid}
          data-many={rows.length > MANY_ROWS || undefined}
          style={{ "--hours": hours }}
          onKeyDown={walk}
        >
          <div className={styles.axis} aria-hidden>
            <div className={styles.corner} />
            <div className={styles.ticks}>
              {Array.from({ length: hours }, (_, hour) => (
                <span key={hour} className={styles.tick} style={{ left: `${(hour / hours) * 100}%` }}>
                  {clock(from + hour * 60)}
                </span>
              ))}
            </div>
          </div>
          {rows.map((row, index) => (
            <Fragment key={row.key}>
              {row.asset && row.asset.venue !== "" && row.asset.venue !== rows[index - 1]?.asset?.venue && (
                <div role="row" className={styles.group}>
                  <div role="rowheader" className={styles.groupName}>
                    {nameOf(row.asset.venue)}
                  </div>
                </div>
              )}
              <GridRow
                row={row}
                day={day}
                from={from}
                to={to}
                dimension={dimension}
                stop={current}
                isShown={props.isShown}
                conflictsOf={props.conflictsOf}
                fresh={props.fresh}
                lifted={dragged?.activity ?? ""}
                mayDrag={mayEdit}
                onFocus={(key, activity) => (setStop(key), props.onFocus(activity))}
                onOpen={props.onOpen}
                onHold={hold}
              >
                {dragged && placement && dragged.row === row.key && (
                  <DragGhost dragged={dragged} placement={placement} from={from} to={to} activity={byName.get(dragged.activity)} />
                )}
                <NowLine minutes={now} from={from} to={to} />
              </GridRow>
            </Fragment>
          ))}
        </div>
        {rows.length === 0 && (
          <Text p="lg" c="dimmed">
            {t("grid.noRows")}
          </Text>
        )}
      </div>
      {mayEdit && (
        <Text id={keysId} size="xs" c="dimmed" mt={6}>
          {t("grid.keys")}
        </Text>
      )}
    </>
  );
}
