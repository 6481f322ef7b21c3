// Sessions, meetings and bookings as the programme's pages draw them: alike.
import type { Interval } from "@plenary/client/gen/google/type/interval_pb";
import type { LocalizedText } from "@plenary/client/gen/plenary/v1/common_pb";
import {
  ActivityState,
  Attendee_Answer,
  Booking_State,
  type AssetUse,
  type Attendee,
  type Booking,
  type Interpretation,
  type Meeting,
  type Session,
} from "@plenary/client/gen/plenary/v1/schedule_pb";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { MINUTES_OF_DAY, minutesOn, type Day } from "../../parts/venue_day.ts";

export type Source = { kind: "session"; value: Session } | { kind: "meeting"; value: Meeting } | { kind: "booking"; value: Booking };

export interface Activity {
  name: string;
  source: Source;
  start: Date;
  end: Date;
  // Rooms, tables, vehicles, equipment; interpreters are apart.
  assets: readonly AssetUse[];
  interpreters: readonly string[];
  attendees: readonly Attendee[];
  // Whose stay it belongs to, or who meets.
  delegations: readonly string[];
  track: string;
  venue: string;
  languages: readonly string[];
  interpretation: Interpretation | undefined;
  isCancelled: boolean;
  // Whether the work in progress differs from what was released.
  isChanged: boolean;
  // A hold that may still expire.
  isHold: boolean;
  isFixed: boolean;
}

// What a move, a release or a search takes of an activity's titles; meetings without one are called by their parties.
export function titlesOf(activity: Activity): readonly LocalizedText[] {
  return activity.source.kind === "booking" ? [] : activity.source.value.titles;
}

function span(interval: Interval | undefined): { start: Date; end: Date } {
  const start = interval?.startTime ? timestampDate(interval.startTime) : new Date(0);
  return { start, end: interval?.endTime ? timestampDate(interval.endTime) : start };
}

export function activityOfSession(session: Session): Activity {
  return {
    name: session.name,
    source: { kind: "session", value: session },
    ...span(session.interval),
    assets: session.assets,
    interpreters: session.interpretation?.interpreters ?? [],
    attendees: session.attendees,
    delegations: session.delegations,
    track: session.track,
    venue: session.venue,
    languages: session.languages,
    interpretation: session.interpretation,
    isCancelled: session.state === ActivityState.CANCELLED,
    isChanged: session.isChanged,
    isHold: false,
    isFixed: session.isFixed,
  };
}

export function activityOfMeeting(meeting: Meeting): Activity {
  return {
    name: meeting.name,
    source: { kind: "meeting", value: meeting },
    ...span(meeting.interval),
    assets: meeting.assets,
    interpreters: meeting.interpretation?.interpreters ?? [],
    attendees: meeting.attendees,
    delegations: meeting.parties.map((party) => party.delegation).filter((name) => name !== ""),
    track: "",
    venue: meeting.venue,
    languages: meeting.languages,
    interpretation: meeting.interpretation,
    isCancelled: meeting.state === ActivityState.CANCELLED,
    isChanged: meeting.isChanged,
    isHold: false,
    isFixed: meeting.isFixed,
  };
}

export function activityOfBooking(booking: Booking): Activity {
  return {
    name: booking.name,
    source: { kind: "booking", value: booking },
    ...span(booking.interval),
    assets: booking.assets,
    interpreters: [],
    attendees: [],
    delegations: [],
    track: "",
    venue: booking.venue,
    languages: [],
    interpretation: undefined,
    isCancelled: booking.state === Booking_State.EXPIRED || booking.state === Booking_State.GIVEN_BACK,
    isChanged: false,
    isHold: booking.state === Booking_State.HELD,
    isFixed: false,
  };
}

// Who of an attendee is booked: the person, however they are named.
export function personKey(attendee: Attendee): string {
  return attendee.person || attendee.who;
}

// Whether their time is taken by it.
export function isBooked(attendee: Attendee): boolean {
  return !attendee.optional && !attendee.left && attendee.answer !== Attendee_Answer.DECLINED;
}

// When somebody is there: their own part, else all of it.
export function partOf(attendee: Attendee, activity: Pick<Activity, "start" | "end">): { start: Date; end: Date } {
  return {
    start: attendee.interval?.startTime ? timestampDate(attendee.interval.startTime) : activity.start,
    end: attendee.interval?.endTime ? timestampDate(attendee.interval.endTime) : activity.end,
  };
}

export function minutesLong({ start, end }: { start: Date; end: Date }): number {
  return Math.round((end.getTime() - start.getTime()) / 60_000);
}

// The event an activity lies in: "events/tibo-2023".
export function eventOf(name: string): string {
  return name.split("/").slice(0, 2).join("/");
}

// What follows the event in an activity's name, by which addresses name it: "sessions/opening".
export function shortName(name: string): string {
  return name.split("/").slice(2).join("/");
}

// Whether any of it lies on that local day.
export function activityOnDay(activity: Activity, day: Day, zone: string): boolean {
  return minutesOn(day, activity.start, zone) < MINUTES_OF_DAY && minutesOn(day, activity.end, zone) > 0;
}
