// The board of an event's meetings: tables across, the times of a day down.
import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { Interval } from "@plenary/client/gen/google/type/interval_pb";
import { ActivityState, type Meeting } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { dayOf, daysOf, minutesOn, MINUTES_OF_DAY, type Day } from "../../parts/venue_day.ts";

// How a meeting of the work in progress stands to what was released.
export type Mark = "new" | "moved" | "pinned" | "misfit" | "released";

// Minutes of the wall clock after the midnight of a day, [from, to).
export interface Span {
  from: number;
  to: number;
}

export interface BoardMeeting extends Span {
  meeting: Meeting;
  day: Day;
  // The asset; "" where it is at none of the tables.
  table: string;
  mark: Mark;
}

// Something else that takes a table: a booking, or that nobody may meet there then.
export interface Closure extends Span {
  name: string;
  day: Day;
  table: string;
  purpose: string;
}

export type Cell =
  | { kind: "meeting"; item: BoardMeeting; rows: number }
  | { kind: "closed"; closure: Closure }
  // Nobody plans here: outside of the times of planning.
  | { kind: "outside" }
  | { kind: "free" }
  // Under a cell that is higher than one row.
  | { kind: "covered" };

export interface Lane {
  table: string;
  // From 1 where a table has several meetings at once; 0 where one lane is enough.
  number: number;
  meetings: BoardMeeting[];
}

export interface BoardRow {
  from: number;
  cells: Cell[];
  // Whether time is left out above it: between two windows.
  isAfterGap: boolean;
}

export interface Board {
  lanes: Lane[];
  rows: BoardRow[];
}

const overlaps = (a: Span, b: Span) => a.from < b.to && b.from < a.to;

// The part of an interval that lies on `day`; undefined where none does.
export function spanOn(day: Day, interval: Interval | undefined, zone: string): Span | undefined {
  if (!interval?.startTime || !interval.endTime) return undefined;
  const from = Math.max(0, minutesOn(day, timestampDate(interval.startTime), zone));
  const to = Math.min(MINUTES_OF_DAY, minutesOn(day, timestampDate(interval.endTime), zone));
  return from < to ? { from, to } : undefined;
}

const sameTime = (a: Meeting, b: Meeting) =>
  a.interval?.startTime?.seconds === b.interval?.startTime?.seconds && a.interval?.endTime?.seconds === b.interval?.endTime?.seconds;

// The first of its assets that is a table or room.
export function tableOf(meeting: Meeting, tables: ReadonlySet<string>): string {
  return meeting.assets.find(({ asset }) => tables.has(asset))?.asset ?? "";
}

export function markOf(meeting: Meeting, released: Meeting | undefined, isMisfit: boolean, tables: ReadonlySet<string>): Mark {
  if (isMisfit) return "misfit";
  if (meeting.isPinned) return "pinned";
  if (released === undefined || released.state === ActivityState.CANCELLED) return "new";
  return sameTime(meeting, released) && tableOf(meeting, tables) === tableOf(released, tables) ? "released" : "moved";
}

export function boardMeeting(meeting: Meeting, mark: Mark, tables: ReadonlySet<string>, zone: string): BoardMeeting | undefined {
  const { startTime } = meeting.interval ?? {};
  if (startTime === undefined) return undefined;
  const day = dayOf(timestampDate(startTime), zone);
  const span = spanOn(day, meeting.interval, zone);
  return span && { meeting, day, table: tableOf(meeting, tables), mark, ...span };
}

// The days on which something is planned or could be.
export function boardDays(meetings: readonly BoardMeeting[], windows: readonly Interval[], zone: string): Day[] {
  const days = new Set(meetings.map(({ day }) => day));
  for (const { startTime, endTime } of windows) {
    if (startTime && endTime) daysOf(timestampDate(startTime), timestampDate(endTime), zone).forEach((day) => days.add(day));
  }
  return [...days].sort();
}

// Each meeting on the first lane of its table that is free then.
export function lanesOf(table: string, meetings: readonly BoardMeeting[]): Lane[] {
  const lanes: Lane[] = [];
  for (const item of meetings.filter((each) => each.table === table).sort((a, b) => a.from - b.from)) {
    const free = lanes.find((lane) => lane.meetings.at(-1)!.to <= item.from);
    if (free) free.meetings.push(item);
    else lanes.push({ table, number: lanes.length + 1, meetings: [item] });
  }
  if (lanes.length === 0) return [{ table, number: 0, meetings: [] }];
  if (lanes.length === 1) lanes[0]!.number = 0;
  return lanes;
}

// The beginnings of the rows: steps of `grain` wherever there is a window or a meeting.
function rowStarts(spans: readonly Span[], grain: number): number[] {
  const starts = new Set<number>();
  for (const { from, to } of spans) {
    for (let at = Math.floor(from / grain) * grain; at < to; at += grain) starts.add(at);
  }
  return [...starts].sort((a, b) => a - b);
}

interface BoardOfDay {
  tables: readonly string[];
  meetings: readonly BoardMeeting[];
  windows: readonly Span[];
  closures: readonly Closure[];
  grain: number;
}

export function boardOf({ tables, meetings, windows, closures, grain }: BoardOfDay): Board {
  const withElsewhere = meetings.some(({ table }) => table === "") ? [...tables, ""] : tables;
  const lanes = withElsewhere.flatMap((table) => lanesOf(table, meetings));
  const starts = rowStarts([...windows, ...meetings], grain);
  const isOpen = (row: Span) => windows.some((window) => overlaps(window, row));

  const cellAt = (lane: Lane, at: number): Cell => {
    const row = { from: starts[at]!, to: starts[at]! + grain };
    const before = at > 0 ? { from: starts[at - 1]!, to: starts[at - 1]! + grain } : undefined;
    const met = lane.meetings.find((each) => overlaps(each, row));
    if (met) {
      if (before !== undefined && overlaps(met, before)) return { kind: "covered" };
      return { kind: "meeting", item: met, rows: starts.filter((from) => overlaps(met, { from, to: from + grain })).length };
    }
    const closure = closures.find((each) => each.table === lane.table && overlaps(each, row));
    if (closure) return { kind: "closed", closure };
    return isOpen(row) ? { kind: "free" } : { kind: "outside" };
  };

  const rows = starts.map((from, at) => ({
    from,
    cells: lanes.map((lane) => cellAt(lane, at)),
    isAfterGap: at > 0 && starts[at - 1]! + grain < from,
  }));
  return { lanes, rows };
}

// Where somebody is on the board.
export interface Place {
  row: number;
  lane: number;
}

// The row in which a cell begins that others may be covered by.
export function rootOf(board: Board, { row, lane }: Place): Place {
  let root = row;
  while (root > 0 && board.rows[root]!.cells[lane]!.kind === "covered") --root;
  return { row: root, lane };
}

// Where an arrow, Home or End leads; the same place where it leads nowhere.
export function stepped(board: Board, place: Place, key: string): Place {
  const last = board.rows.length - 1;
  const cell = board.rows[place.row]?.cells[place.lane];
  const height = cell && "rows" in cell ? cell.rows : 1;
  switch (key) {
    case "ArrowDown":
      return place.row + height > last ? place : { ...place, row: place.row + height };
    case "ArrowUp":
      return place.row === 0 ? place : rootOf(board, { ...place, row: place.row - 1 });
    case "ArrowRight":
      return rootOf(board, { ...place, lane: Math.min(board.lanes.length - 1, place.lane + 1) });
    case "ArrowLeft":
      return rootOf(board, { ...place, lane: Math.max(0, place.lane - 1) });
    case "Home":
      return rootOf(board, { ...place, lane: 0 });
    case "End":
      return rootOf(board, { ...place, lane: board.lanes.length - 1 });
    default:
      return place;
  }
}

// Where a meeting is drawn.
export function placeOf(board: Board, meeting: string): Place | undefined {
  for (const [row, { cells }] of board.rows.entries()) {
    const lane = cells.findIndex((cell) => cell.kind === "meeting" && cell.item.meeting.name === meeting);
    if (lane >= 0) return { row, lane };
  }
  return undefined;
}

// The day that is shown first: the first with something on it.
export function firstDay(days: readonly Day[], meetings: readonly BoardMeeting[]): Day | undefined {
  return days.find((day) => meetings.some((item) => item.day === day)) ?? days[0];
}
