// A moment as a form has it: a day and a time of day on the wall clock of a place.
import { wallClock } from "../../parts/when.ts";

export interface WallTime {
  // "2023-08-24"
  day: string;
  // "14:30"
  time: string;
}

// How far the wall clock of `zone` is ahead of universal time at `instant`, in milliseconds.
function offsetAt(instant: Date, zone: string): number {
  const { day, time } = wallClock(instant, zone);
  return Date.parse(`${day}T${time}:00Z`) - Math.floor(instant.getTime() / 60_000) * 60_000;
}

// When it is that in `zone`. Of an hour that clocks repeat the first is taken; one that they skip is
// told by the clock before.
export function instantAt({ day, time }: WallTime, zone: string): Date {
  const asUniversal = Date.parse(`${day}T${time}:00Z`);
  const guess = asUniversal - offsetAt(new Date(asUniversal), zone);
  return new Date(asUniversal - offsetAt(new Date(guess), zone));
}
