// The nearest free places for an activity: the same time in another room first, then other times where it is.
import { durationFromMs, timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Asset_Kind } from "@plenary/client/gen/plenary/v1/assets_pb";
import type { SuggestTimesResponse } from "@plenary/client/gen/plenary/v1/schedule_pb";
import type { Activity } from "./activity.ts";
import type { Assets } from "./clashes.ts";
import { isSamePlace, withRoom, type Placement } from "./placement.ts";
import { roomOf } from "./rows.ts";

const MOST = 3;
const MARGIN_MS = 7 * 86_400_000;

interface Wish {
  placement: Placement;
  // Whether rooms other than its own are looked for, at that very time.
  elsewhere: boolean;
  within: { start: Date; end: Date };
}

// Asks for times around `placement`.
export function questionFor(event: string, activity: Activity, assets: Assets, { placement, elsewhere, within }: Wish) {
  const { start, end, room } = placement;
  const kept = withRoom(activity.assets, roomOf(activity, assets), room);
  const asset = assets.get(room);
  const wish = { kind: asset?.kind ?? Asset_Kind.ROOM, seats: 0, venue: asset?.venue ?? activity.venue };
  const windowStart = elsewhere ? start : new Date(Math.max(within.start.getTime(), start.getTime() - MARGIN_MS));
  const windowEnd = elsewhere ? end : new Date(Math.min(within.end.getTime(), end.getTime() + MARGIN_MS));
  return {
    parent: event,
    moving: activity.name,
    maxSuggestions: elsewhere ? 1 : MOST + 1,
    venue: activity.venue,
    attendees: [...activity.attendees],
    assets: [
      ...(elsewhere ? kept.filter((use) => use.asset !== room) : kept),
      ...activity.interpreters.map((interpreter) => ({ asset: interpreter })),
    ],
    find: {
      duration: durationFromMs(end.getTime() - start.getTime()),
      preferredStart: timestampFromDate(start),
      window: { startTime: timestampFromDate(windowStart), endTime: timestampFromDate(windowEnd) },
      wishes: elsewhere ? [{ ...wish, candidates: candidates(room, assets) }] : [],
    },
  };
}

// Rooms of the same kind and venue but for the room itself.
function candidates(room: string, assets: Assets): string[] {
  const own = assets.get(room);
  return [...assets.values()]
    .filter(({ name, kind, venue, deleteTime }) => name !== room && !deleteTime && kind === own?.kind && venue === own?.venue)
    .map(({ name }) => name);
}

export function hasOtherRooms(room: string, assets: Assets): boolean {
  return room !== "" && candidates(room, assets).length > 0;
}

function placesIn(answer: SuggestTimesResponse | undefined, room: string): Placement[] {
  return (answer?.suggestions ?? []).flatMap(({ interval, assets: [found] }) =>
    interval?.startTime && interval.endTime
      ? [{ start: timestampDate(interval.startTime), end: timestampDate(interval.endTime), room: found ?? room }]
      : [],
  );
}

// The three nearest of both answers, without where it is now.
export function nearest(
  now: Placement,
  placement: Placement,
  elsewhere: SuggestTimesResponse | undefined,
  later: SuggestTimesResponse | undefined,
): Placement[] {
  return [...placesIn(elsewhere, placement.room), ...placesIn(later, placement.room)]
    .filter((place) => !isSamePlace(place, now))
    .slice(0, MOST);
}
