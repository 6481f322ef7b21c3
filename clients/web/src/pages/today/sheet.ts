// A run sheet: where a delegation is to be, who drives and interprets, whom to call. Plain values, so
// that it can be kept in the browser and read without a connection.
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { ActivityState, type Programme, type ProgrammeItem } from "@plenary/client/gen/plenary/v1/schedule_pb";

export interface Phone {
  who: string;
  number: string;
}

export interface Stop {
  // "events/…/sessions/…" or "…/meetings/…"; of somebody's own journey the participant.
  activity: string;
  isMeeting: boolean;
  title: string;
  // Milliseconds since 1970.
  start: number;
  end: number;
  place: string;
  venue: string;
  journey: string;
  parties: string[];
  attendees: string[];
  vehicles: string[];
  interpreters: string[];
  responsible: string[];
  phones: Phone[];
  note: string;
  guestNote: string;
  isCancelled: boolean;
}

export interface SheetPerson {
  participant: string;
  name: string;
  latin: string;
  capacity: string;
  phone: string;
  hasArrived: boolean;
}

export interface Sheet {
  title: string;
  zone: string;
  stops: Stop[];
  people: SheetPerson[];
}

// "Driver Maketov: +375 29 000-00-02"
export function phoneOf(text: string): Phone {
  const at = text.lastIndexOf(":");
  return at < 0 ? { who: "", number: text.trim() } : { who: text.slice(0, at).trim(), number: text.slice(at + 1).trim() };
}

// What a telephone dials: "tel:+375290000002".
export function telOf(number: string): string {
  return `tel:${number.replace(/[^\d+#*,]/g, "")}`;
}

function stopOf(item: ProgrammeItem): Stop {
  const time = (instant: NonNullable<ProgrammeItem["interval"]>["startTime"]) => (instant ? timestampMs(instant) : 0);
  return {
    activity: item.activity,
    isMeeting: item.isMeeting,
    title: item.title,
    start: time(item.interval?.startTime),
    end: time(item.interval?.endTime),
    place: item.place,
    venue: item.venue,
    journey: item.journey,
    parties: [...item.parties],
    attendees: [...item.attendees],
    vehicles: [...item.vehicles],
    interpreters: [...item.interpreters],
    responsible: [...item.responsible],
    phones: item.phones.map(phoneOf),
    note: item.note,
    guestNote: item.guestNote,
    isCancelled: item.state === ActivityState.CANCELLED,
  };
}

export function stopsOf({ days }: Pick<Programme, "days">): Stop[] {
  return days.flatMap(({ items }) => items.map(stopOf)).sort((a, b) => a.start - b.start || a.end - b.end);
}

export interface Moment {
  now: Stop[];
  next: Stop | undefined;
  later: Stop[];
  earlier: Stop[];
}

// The stops of a day as seen at an instant: under way, next, behind that, over.
export function momentOf(stops: readonly Stop[], instant: number): Moment {
  const standing = stops.filter(({ isCancelled }) => !isCancelled);
  const [next, ...later] = standing.filter(({ start }) => start > instant);
  return {
    now: standing.filter(({ start, end }) => start <= instant && instant < end),
    next,
    later,
    earlier: stops.filter(({ end, isCancelled }) => end <= instant || isCancelled),
  };
}

// Those that touch the day [from, to).
export function stopsOfDay(stops: readonly Stop[], from: number, to: number): Stop[] {
  return stops.filter(({ start, end }) => start < to && (from < end || start === end));
}

// Whole minutes until an instant, rounded up: at 09:39:30 it is one minute until 09:40.
export function minutesUntil(instant: number, now: number): number {
  return Math.ceil((instant - now) / 60_000);
}
