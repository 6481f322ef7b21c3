// Rounds in time: which were held, which are to come.
import type { Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import type { Language } from "../../i18n/languages.ts";
import { formatDays, formatInterval, instantOf, wallClock, zoneLabel } from "../../parts/when.ts";

const ZONE_OF_OURS = "Europe/Minsk";

export const zoneOf = (round: Pick<Round, "timeZone">): string => round.timeZone || ZONE_OF_OURS;

const startOf = (round: Round) => (round.interval?.startTime ? instantOf(round.interval.startTime).getTime() : undefined);
const endOf = (round: Round) => (round.interval?.endTime ? instantOf(round.interval.endTime).getTime() : undefined);

// When a round is: its days, and its hours where it has some.
export function whenOf(round: Pick<Round, "interval" | "timeZone">, language: Language): string {
  const { interval } = round;
  if (!interval?.startTime || !interval.endTime) return interval ? formatDays(interval, language, zoneOf(round)) : "";
  const zone = zoneOf(round);
  const isWholeDays =
    wallClock(interval.startTime, zone).time === "00:00" && ["23:59", "00:00"].includes(wallClock(interval.endTime, zone).time);
  return isWholeDays ? formatDays(interval, language, zone) : `${formatInterval(interval, language, zone)} (${zoneLabel(zone, language)})`;
}

export interface RoundsInTime {
  // The latest first; those without a time by their number.
  held: Round[];
  // The next one first.
  next: Round[];
}

// A round without a time is counted among those held once a later number was.
export function inTime(rounds: readonly Round[], now: Date): RoundsInTime {
  const isOver = (round: Round) => (endOf(round) ?? startOf(round) ?? Infinity) <= now.getTime();
  const lastHeld = Math.max(0, ...rounds.filter(isOver).map(({ number }) => number));
  const held = rounds.filter((round) => isOver(round) || (startOf(round) === undefined && round.number < lastHeld));
  const next = rounds.filter((round) => !held.includes(round));
  return {
    held: held.sort((a, b) => (startOf(b) ?? 0) - (startOf(a) ?? 0) || b.number - a.number),
    next: next.sort((a, b) => (startOf(a) ?? Infinity) - (startOf(b) ?? Infinity) || a.number - b.number),
  };
}
