// What of the ledger of occupied time a page knows already: enough to tell while something is dragged, before the
// server is asked, that a hall or a person is taken. The server's judgement replaces it when it comes.
import type { Asset } from "@plenary/client/gen/plenary/v1/assets_pb";
import { isBooked, partOf, personKey, type Activity } from "./activity.ts";

export interface Clash {
  // Who or what is taken: an asset or a person.
  subject: string;
  blockedBy: string;
}

interface Line {
  subject: string;
  start: number;
  end: number;
  units: number;
}

export type Assets = ReadonlyMap<string, Asset>;

const secondsOf = (duration: { seconds: bigint } | undefined) => Number(duration?.seconds ?? 0n);

// The asset, and what it is made of, which is booked along with it.
export function partsOf(name: string, assets: Assets, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const part of assets.get(name)?.parts ?? []) partsOf(part, assets, seen);
  return seen;
}

// Whether using one keeps the other from being used.
export function exclude(one: string, other: string, assets: Assets): boolean {
  const parts = partsOf(one, assets);
  return [...partsOf(other, assets)].some((part) => parts.has(part));
}

function linesOfAsset(name: string, units: number, before: number, after: number, activity: Activity, assets: Assets): Line[] {
  const start = activity.start.getTime() - before * 1000;
  const end = activity.end.getTime() + after * 1000;
  const lines = [...partsOf(name, assets)].map((subject) => ({ subject, start, end, units }));
  const person = assets.get(name)?.person;
  return person ? [...lines, { subject: person, start: activity.start.getTime(), end: activity.end.getTime(), units: 1 }] : lines;
}

function linesOf(activity: Activity, assets: Assets): Line[] {
  const used = activity.assets.flatMap((use) => {
    const asset = assets.get(use.asset);
    const before = use.before ? secondsOf(use.before) : secondsOf(asset?.setupDuration);
    const after = use.after ? secondsOf(use.after) : secondsOf(asset?.clearUpDuration);
    return linesOfAsset(use.asset, Math.max(use.units, 1), before, after, activity, assets);
  });
  const interpreting = activity.interpreters.flatMap((name) => linesOfAsset(name, 1, 0, 0, activity, assets));
  const people = activity.attendees.filter(isBooked).map((attendee) => {
    const { start, end } = partOf(attendee, activity);
    return { subject: personKey(attendee), start: start.getTime(), end: end.getTime(), units: 1 };
  });
  return [...used, ...interpreting, ...people];
}

const meet = (one: Line, other: Line) => one.start < other.end && other.start < one.end;

// The most units of a shared asset that others take at one instant of `line`.
function unitsTaken(line: Line, others: readonly Line[]): number {
  const instants = [line.start, ...others.map((other) => other.start).filter((start) => start > line.start && start < line.end)];
  return Math.max(
    ...instants.map((at) => others.reduce((sum, other) => (other.start <= at && at < other.end ? sum + other.units : sum), 0)),
  );
}

// What would be in the way of `placed`, which is left out of `others` itself; each blocker once.
export function clashesOf(placed: Activity, others: readonly Activity[], assets: Assets): Clash[] {
  if (placed.isCancelled) return [];
  const wanted = linesOf(placed, assets);
  const nearby = others
    .filter((other) => other.name !== placed.name && !other.isCancelled)
    .flatMap((other) => linesOf(other, assets).map((line) => ({ ...line, activity: other.name })));
  const found = new Map<string, Clash>();
  for (const line of wanted) {
    const meeting = nearby.filter((other) => other.subject === line.subject && meet(line, other));
    const capacity = Math.max(assets.get(line.subject)?.capacity ?? 1, 1);
    if (meeting.length === 0 || unitsTaken(line, meeting) + line.units <= capacity) continue;
    for (const { activity } of meeting) found.set(`${line.subject} ${activity}`, { subject: line.subject, blockedBy: activity });
  }
  return [...found.values()];
}
