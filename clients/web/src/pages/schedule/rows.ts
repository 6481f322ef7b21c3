// The rows of a day: rooms, tables, people, interpreters or vehicles down, what they do across.
import { Asset_Kind, type Asset } from "@plenary/client/gen/plenary/v1/assets_pb";
import { isBooked, partOf, personKey, type Activity } from "./activity.ts";
import { exclude, type Assets } from "./clashes.ts";

export const DIMENSIONS = ["rooms", "tables", "people", "interpreters", "vehicles"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

const KIND_OF: Partial<Record<Dimension, Asset_Kind>> = {
  rooms: Asset_Kind.ROOM,
  tables: Asset_Kind.TABLE,
  interpreters: Asset_Kind.INTERPRETER,
  vehicles: Asset_Kind.VEHICLE,
};

export interface RowItem {
  activity: Activity;
  start: Date;
  end: Date;
  // Which of the row's lines it lies on, from 0, so that nothing covers anything.
  line: number;
}

export interface Row {
  // An asset, a person, or "" for what has no place of its own.
  key: string;
  asset: Asset | undefined;
  items: RowItem[];
  lines: number;
  // When it cannot be had since another that shares its walls is used.
  blocked: { start: Date; end: Date; by: Activity }[];
}

// Lays items that overlap on different lines, the earliest first on the first that is free.
export function stacked(items: readonly Omit<RowItem, "line">[]): { items: RowItem[]; lines: number } {
  const ends: number[] = [];
  const laid = [...items]
    .sort((one, other) => one.start.getTime() - other.start.getTime() || other.end.getTime() - one.end.getTime())
    .map((item) => {
      let line = ends.findIndex((end) => end <= item.start.getTime());
      if (line === -1) line = ends.push(0) - 1;
      ends[line] = item.end.getTime();
      return { ...item, line };
    });
  return { items: laid, lines: Math.max(ends.length, 1) };
}

const whole = (activity: Activity) => ({ activity, start: activity.start, end: activity.end });

// The first room or table of an activity, which a move to another row replaces.
export function roomOf(activity: Activity, assets: Assets): string {
  return (
    activity.assets.find(({ asset }) => {
      const kind = assets.get(asset)?.kind;
      return kind === Asset_Kind.ROOM || kind === Asset_Kind.TABLE;
    })?.asset ?? ""
  );
}

function uses(activity: Activity, asset: string): boolean {
  return activity.interpreters.includes(asset) || activity.assets.some((use) => use.asset === asset);
}

function assetRow(asset: Asset, activities: readonly Activity[], assets: Assets): Row {
  const own = activities.filter((activity) => uses(activity, asset.name));
  const blocked =
    asset.capacity > 1
      ? []
      : activities
          .filter((activity) => !activity.isCancelled && !uses(activity, asset.name))
          .filter((activity) => activity.assets.some((use) => exclude(use.asset, asset.name, assets)))
          .map((activity) => ({ start: activity.start, end: activity.end, by: activity }));
  return { key: asset.name, asset, blocked, ...stacked(own.map(whole)) };
}

// Rooms and the like that an event has to do with: those that are used, and those at the venues it uses.
export function assetsInPlay(dimension: Dimension, activities: readonly Activity[], assets: Assets): Asset[] {
  const used = new Set(activities.flatMap(({ assets: uses, interpreters }) => [...uses.map(({ asset }) => asset), ...interpreters]));
  const venues = new Set([...used].map((name) => assets.get(name)?.venue).filter((venue) => venue !== undefined && venue !== ""));
  return [...assets.values()].filter(
    (asset) =>
      asset.kind === KIND_OF[dimension] && !asset.deleteTime && (used.has(asset.name) || asset.venue === "" || venues.has(asset.venue)),
  );
}

function peopleRows(activities: readonly Activity[]): Row[] {
  const rows = new Map<string, Omit<RowItem, "line">[]>();
  for (const activity of activities) {
    for (const attendee of activity.attendees.filter(isBooked)) {
      const key = personKey(attendee);
      rows.set(key, [...(rows.get(key) ?? []), { activity, ...partOf(attendee, activity) }]);
    }
  }
  return [...rows].map(([key, items]) => ({ key, asset: undefined, blocked: [], ...stacked(items) }));
}

// The rows of `activities` of one day. `inPlay` are the assets that have a row though nothing is in it.
export function rowsOf(dimension: Dimension, activities: readonly Activity[], inPlay: readonly Asset[], assets: Assets): Row[] {
  if (dimension === "people") return peopleRows(activities);
  const rows = inPlay.map((asset) => assetRow(asset, activities, assets));
  if (dimension !== "rooms") return rows;
  const elsewhere = activities.filter((activity) => activity.source.kind !== "booking" && roomOf(activity, assets) === "");
  return elsewhere.length === 0 ? rows : [...rows, { key: "", asset: undefined, blocked: [], ...stacked(elsewhere.map(whole)) }];
}

// The hours a day is drawn for: those of the event, and of whatever lies outside of them on that day, in whole hours.
export function hoursOf(
  minutes: readonly { start: number; end: number }[],
  dayStart: number,
  dayEnd: number,
): { from: number; to: number } {
  const starts = minutes.map(({ start }) => Math.max(start, 0));
  const ends = minutes.map(({ end }) => Math.min(end, 24 * 60));
  const from = Math.floor(Math.min(dayStart, ...starts) / 60) * 60;
  const to = Math.ceil(Math.max(dayEnd, ...ends) / 60) * 60;
  return { from, to: Math.max(to, from + 60) };
}
