// Dragging on the day's grid: an item to another time or row, one of its ends, or a new one out of empty space.
// Everything snaps to the grain; Escape lets go.
import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from "react";
import { snap } from "../../parts/venue_day.ts";

export type Grip = "whole" | "start" | "end" | "new";

export interface Dragged {
  // What is dragged; "" for a new one.
  activity: string;
  grip: Grip;
  // Minutes of the day.
  start: number;
  end: number;
  row: string;
}

interface DragOptions {
  // Minutes of the day that the canvas shows.
  from: number;
  to: number;
  grain: number;
  // Whether it may go to other rows.
  crossesRows: boolean;
  onDrop: (dragged: Dragged) => void;
}

interface Held extends Dragged {
  x: number;
  y: number;
  width: number;
  rows: { key: string; top: number; bottom: number }[];
}

// A hand that shakes is no drag.
const STILL_PX = 4;

function rowsIn(canvas: Element): Held["rows"] {
  const grid = canvas.closest("[role=grid]");
  return [...(grid?.querySelectorAll<HTMLElement>("[data-row]") ?? [])].map((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return { key: row.dataset.row!, top, bottom };
  });
}

// Where what is held would be with the pointer at (x, y).
export function draggedTo(held: Held, x: number, y: number, { from, to, grain, crossesRows }: Omit<DragOptions, "onDrop">): Dragged {
  const { activity, grip } = held;
  const moved = ((x - held.x) / held.width) * (to - from);
  const row = crossesRows && grip === "whole" ? (held.rows.find(({ top, bottom }) => y >= top && y < bottom)?.key ?? held.row) : held.row;
  if (grip === "start") return { activity, grip, row, end: held.end, start: Math.min(snap(held.start + moved, grain), held.end - grain) };
  if (grip === "end") return { activity, grip, row, start: held.start, end: Math.max(snap(held.end + moved, grain), held.start + grain) };
  if (grip === "new") {
    const other = snap(held.start + moved, grain);
    return { activity, grip, row, start: Math.min(held.start, other), end: Math.max(held.start + grain, other) };
  }
  const start = snap(held.start + moved, grain);
  return { activity, grip, row, start, end: start + held.end - held.start };
}

// The click that follows a drop, in the same task, opens nothing.
function swallowClick(): void {
  const swallow = (click: Event) => click.stopPropagation();
  addEventListener("click", swallow, { capture: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
}

export function useDrag(options: DragOptions) {
  const [dragged, setDragged] = useState<Dragged>();
  const held = useRef<Held>(undefined);
  const latest = useRef(options);
  latest.current = options;

  useEffect(() => {
    let current: Dragged | undefined;
    const follow = (event: PointerEvent) => {
      if (!held.current) return;
      if (!current && Math.hypot(event.clientX - held.current.x, event.clientY - held.current.y) < STILL_PX) return;
      event.preventDefault();
      current = draggedTo(held.current, event.clientX, event.clientY, latest.current);
      setDragged(current);
    };
    const letGo = () => {
      held.current = undefined;
      current = undefined;
      setDragged(undefined);
    };
    const drop = () => {
      const dropped = current;
      letGo();
      if (!dropped) return;
      swallowClick();
      latest.current.onDrop(dropped);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.code === "Escape" && held.current) letGo();
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", letGo);
    addEventListener("keydown", escape);
    return () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", letGo);
      removeEventListener("keydown", escape);
    };
  }, []);

  const hold = (event: ReactPointerEvent, item: Dragged) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    const canvas = event.currentTarget.closest("[data-canvas]");
    if (!canvas) return;
    const { width } = canvas.getBoundingClientRect();
    held.current = { ...item, x: event.clientX, y: event.clientY, width, rows: rowsIn(canvas) };
  };
  return { dragged, hold };
}
