import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { IntervalSchema } from "@plenary/client/gen/google/type/interval_pb";
import { MeetingSchema, type Meeting } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { describe, expect, it } from "vitest";
import { boardDays, boardMeeting, boardOf, firstDay, lanesOf, markOf, placeOf, spanOn, stepped, type BoardMeeting } from "./board.ts";

const ZONE = "Europe/Minsk";
const DAY = "2023-04-19";
const TABLES = new Set(["assets/t1", "assets/t2"]);

function at(clock: string): ReturnType<typeof timestampFromDate> {
  return timestampFromDate(new Date(`${DAY}T${clock}:00+03:00`));
}

function meeting(id: string, from: string, to: string, table = "assets/t1", rest: Partial<Meeting> = {}): Meeting {
  return create(MeetingSchema, {
    name: `events/forum/meetings/${id}`,
    interval: { startTime: at(from), endTime: at(to) },
    assets: table === "" ? [] : [{ asset: table }],
    ...rest,
  } as Parameters<typeof create<typeof MeetingSchema>>[1]);
}

function onBoard(id: string, from: string, to: string, table?: string): BoardMeeting {
  return boardMeeting(meeting(id, from, to, table), "new", TABLES, ZONE)!;
}

const MORNING = { from: 600, to: 720 };

describe("the mark of a meeting", () => {
  const released = meeting("m", "10:00", "10:30");
  it.each([
    ["new where it was not released", meeting("m", "10:00", "10:30"), undefined, false, "new"],
    ["moved where it has another time", meeting("m", "11:00", "11:30"), released, false, "moved"],
    ["moved where it has another table", meeting("m", "10:00", "10:30", "assets/t2"), released, false, "moved"],
    ["released where it is as it was", meeting("m", "10:00", "10:30"), released, false, "released"],
    ["pinned whatever else", meeting("m", "11:00", "11:30", "assets/t1", { isPinned: true }), released, false, "pinned"],
    ["misfit before anything", meeting("m", "10:00", "10:30", "assets/t1", { isPinned: true }), released, true, "misfit"],
  ] as const)("is %s", (_label, now, before, isMisfit, mark) => {
    expect(markOf(now, before, isMisfit, TABLES)).toBe(mark);
  });
});

describe("the board of a day", () => {
  const meetings = [onBoard("a", "10:00", "11:00"), onBoard("b", "10:30", "11:00", "assets/t2"), onBoard("c", "14:00", "14:30")];
  const board = boardOf({
    tables: ["assets/t1", "assets/t2"],
    meetings,
    windows: [MORNING],
    grain: 30,
    closures: [{ name: "events/forum/bookings/b1", day: DAY, table: "assets/t2", purpose: "Press", from: 690, to: 720 }],
  });
  const kinds = board.rows.map(({ cells }) => cells.map(({ kind }) => kind).join(" "));

  it("has a row for each step of a window or meeting, and none for what lies between", () => {
    expect(board.rows.map(({ from }) => from)).toEqual([600, 630, 660, 690, 840]);
    expect(board.rows.map(({ isAfterGap }) => isAfterGap)).toEqual([false, false, false, false, true]);
  });
  it("draws a longer meeting over several rows", () => {
    expect(kinds).toEqual(["meeting free", "covered meeting", "free free", "free closed", "meeting outside"]);
    expect(board.rows[0]!.cells[0]).toMatchObject({ rows: 2 });
  });
  it("is walked by arrows, past what is higher than a row", () => {
    expect(stepped(board, { row: 0, lane: 0 }, "ArrowDown")).toEqual({ row: 2, lane: 0 });
    expect(stepped(board, { row: 1, lane: 1 }, "ArrowLeft")).toEqual({ row: 0, lane: 0 });
    expect(stepped(board, { row: 2, lane: 0 }, "ArrowUp")).toEqual({ row: 0, lane: 0 });
    expect(stepped(board, { row: 4, lane: 0 }, "ArrowDown")).toEqual({ row: 4, lane: 0 });
    expect(stepped(board, { row: 2, lane: 0 }, "End")).toEqual({ row: 2, lane: 1 });
  });
  it("finds a meeting", () => {
    expect(placeOf(board, "events/forum/meetings/c")).toEqual({ row: 4, lane: 0 });
    expect(placeOf(board, "events/forum/meetings/z")).toBeUndefined();
  });
  it("has a lane for what is at no table", () => {
    const { lanes } = boardOf({
      tables: ["assets/t1"],
      meetings: [onBoard("d", "10:00", "10:30", "")],
      windows: [],
      closures: [],
      grain: 30,
    });
    expect(lanes.map(({ table }) => table)).toEqual(["assets/t1", ""]);
  });
});

it("Meetings at once have lanes of their own", () => {
  const lanes = lanesOf("assets/t1", [onBoard("a", "10:00", "11:00"), onBoard("b", "10:30", "11:00"), onBoard("c", "11:00", "11:30")]);
  expect(lanes.map(({ number, meetings }) => [number, meetings.length])).toEqual([
    [1, 2],
    [2, 1],
  ]);
});

it("The days are those of windows and meetings, and the first one shown has something on it", () => {
  const meetings = [onBoard("a", "10:00", "11:00")];
  const window = create(IntervalSchema, {
    startTime: timestampFromDate(new Date("2023-04-18T10:00:00+03:00")),
    endTime: timestampFromDate(new Date("2023-04-18T13:00:00+03:00")),
  });
  const days = boardDays(meetings, [window], ZONE);
  expect(days).toEqual(["2023-04-18", DAY]);
  expect(firstDay(days, meetings)).toBe(DAY);
});

it("What goes past midnight is cut to the day", () => {
  expect(spanOn(DAY, meeting("a", "22:00", "23:30").interval, ZONE)).toEqual({ from: 1320, to: 1410 });
  expect(spanOn("2023-04-20", meeting("a", "22:00", "23:30").interval, ZONE)).toBeUndefined();
});
