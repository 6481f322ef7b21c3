// What every page of an event's programme knows of it; read once, kept fresh, shared by them.
import type { Asset } from "@plenary/client/gen/plenary/v1/assets_pb";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import type { Attendee, ScheduleSettings, ScheduleView, Track } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { createContext, useContext } from "react";
import type { Activity } from "./activity.ts";
import type { Assets } from "./clashes.ts";
import type { Day } from "../../parts/venue_day.ts";

export interface Schedule {
  // "events/tibo-2023"
  event: Event;
  zone: string;
  // The days of the event, and those around it on which something takes place.
  days: Day[];
  // The day on which the event begins; guests may arrive before it.
  firstDay: Day | undefined;
  settings: ScheduleSettings;
  // The work in progress for whoever sees the whole event; else what was released.
  view: ScheduleView;
  isVersioned: boolean;
  activities: readonly Activity[];
  byName: ReadonlyMap<string, Activity>;
  assets: Assets;
  tracks: readonly Track[];
  delegations: readonly string[];
  seesAll: boolean;
  mayEdit: boolean;
  titleOf(activity: Activity): string;
  // Of a delegation, asset, track, venue, person or activity by its name.
  nameOf(name: string): string;
  attendeeName(attendee: Attendee): string;
  assetLine(asset: Asset): string;
  sizeLine(asset: Asset): string;
  // Reads again what may have changed.
  refresh(): Promise<void>;
}

export const ScheduleContext = createContext<Schedule | null>(null);

export function useSchedule(): Schedule {
  const schedule = useContext(ScheduleContext);
  if (schedule === null) throw new Error("the programme's pages stand inside of its frame");
  return schedule;
}
