// Where an activity would be if it were moved.
import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { AssetUseSchema, MoveSchema, type AssetUse, type Attendee, type Move } from "@plenary/client/gen/plenary/v1/schedule_pb";
import type { Activity } from "./activity.ts";
import type { Assets } from "./clashes.ts";
import { roomOf } from "./rows.ts";

export interface Placement {
  start: Date;
  end: Date;
  // "" where it has none and gets none.
  room: string;
}

export function placementOf(activity: Activity, assets: Assets): Placement {
  return { start: activity.start, end: activity.end, room: roomOf(activity, assets) };
}

export function isSamePlace(one: Placement, other: Placement): boolean {
  return one.start.getTime() === other.start.getTime() && one.end.getTime() === other.end.getTime() && one.room === other.room;
}

// Puts `room` where the first room or table was, else before all.
export function withRoom(uses: readonly AssetUse[], before: string, room: string): AssetUse[] {
  if (room === before || room === "") return [...uses];
  if (before === "") return [create(AssetUseSchema, { asset: room }), ...uses];
  return uses.map((use) => (use.asset === before ? create(AssetUseSchema, { asset: room, units: use.units }) : use));
}

// Own parts of the time move along.
function shifted(attendee: Attendee, byMs: number): Attendee {
  const { startTime, endTime } = attendee.interval ?? {};
  if (byMs === 0 || (!startTime && !endTime)) return attendee;
  const later = (at: typeof startTime) => (at ? timestampFromDate(new Date(Number(at.seconds) * 1000 + byMs)) : undefined);
  return { ...attendee, interval: { ...attendee.interval!, startTime: later(startTime), endTime: later(endTime) } };
}

export function placed(activity: Activity, placement: Placement, assets: Assets): Activity {
  const by = placement.start.getTime() - activity.start.getTime();
  return {
    ...activity,
    start: placement.start,
    end: placement.end,
    assets: withRoom(activity.assets, roomOf(activity, assets), placement.room),
    attendees: activity.attendees.map((attendee) => shifted(attendee, by)),
  };
}

export function moveTo(activity: Activity, placement: Placement, assets: Assets, etag = ""): Move {
  return create(MoveSchema, {
    activity: activity.name,
    etag,
    startTime: timestampFromDate(placement.start),
    endTime: timestampFromDate(placement.end),
    room: placement.room === roomOf(activity, assets) ? "" : placement.room,
  });
}
