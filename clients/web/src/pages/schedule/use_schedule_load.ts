import { useQuery } from "@connectrpc/connect-query";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { AssetService } from "@plenary/client/gen/plenary/v1/assets_pb";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { EventService, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { ScheduleService, ScheduleSettings_Mode, ScheduleView } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useCallback, useMemo } from "react";
import { useAll } from "../../api/pages.ts";
import { useMe } from "../../api/me.ts";
import { activityOfBooking, activityOfMeeting, activityOfSession, type Activity } from "./activity.ts";
import type { Schedule } from "./schedule_context.ts";
import { useScheduleNames } from "./use_schedule_names.ts";
import { dayOf, daysOf, type Day } from "../../parts/venue_day.ts";

// The same each time, so that what is made of it is as well.
const NONE: never[] = [];

function daysOfProgramme(event: Event | undefined, activities: readonly Activity[], zone: string): Day[] {
  const days = new Set(activities.filter(({ isCancelled }) => !isCancelled).map(({ start }) => dayOf(start, zone)));
  const { startTime, endTime } = event?.interval ?? {};
  if (startTime && endTime) for (const day of daysOf(timestampDate(startTime), timestampDate(endTime), zone)) days.add(day);
  return [...days].sort();
}

export interface Loading {
  schedule: Schedule | undefined;
  error: unknown;
  retry: () => void;
}

// Reads the programme of an event: as it was released, or the work in progress where `wantsReleased` is not asked for
// and the reader sees the whole event.
export function useScheduleLoad(eventName: string, wantsReleased: boolean): Loading {
  const me = useMe();
  const mayEdit = me.has(Role.EVENT_MANAGER, eventName) || me.has(Role.ADMINISTRATOR, eventName);
  const seesAll = mayEdit || me.has(Role.VIEWER, eventName);
  const view = seesAll && !wantsReleased ? ScheduleView.WORK_IN_PROGRESS : ScheduleView.RELEASED_VIEW;
  const parent = eventName;
  const event = useQuery(EventService.method.getEvent, { name: eventName });
  const settings = useQuery(ScheduleService.method.getScheduleSettings, { name: `${eventName}/schedule` });
  const sessions = useAll(ScheduleService.method.listSessions, { parent, view }, (page) => page.sessions);
  const meetings = useAll(ScheduleService.method.listMeetings, { parent, view }, (page) => page.meetings);
  const bookings = useAll(ScheduleService.method.listBookings, { parent }, (page) => page.bookings);
  const tracks = useAll(ScheduleService.method.listTracks, { parent }, (page) => page.tracks);
  const assets = useAll(AssetService.method.listAssets, {}, (page) => page.assets);
  const venues = useAll(AssetService.method.listVenues, {}, (page) => page.venues);
  const delegations = useAll(DelegationService.method.listDelegations, { parent }, (page) => page.delegations);

  const activities = useMemo(
    () => [
      ...(sessions.data ?? []).map(activityOfSession),
      ...(meetings.data ?? []).map(activityOfMeeting),
      ...(bookings.data ?? []).map(activityOfBooking).filter(({ isCancelled }) => !isCancelled),
    ],
    [sessions.data, meetings.data, bookings.data],
  );
  const assetMap = useMemo(() => new Map((assets.data ?? []).map((asset) => [asset.name, asset])), [assets.data]);
  const names = useScheduleNames({
    event: event.data,
    assets: assetMap,
    venues: venues.data ?? NONE,
    tracks: tracks.data ?? NONE,
    delegations: delegations.data ?? NONE,
    activities,
  });

  const asked = [event, settings, sessions, meetings, assets];
  const refetchSessions = sessions.refetch;
  const refetchMeetings = meetings.refetch;
  const refetchBookings = bookings.refetch;
  const refetchSettings = settings.refetch;
  const refresh = useCallback(async () => {
    await Promise.all([refetchSessions(), refetchMeetings(), refetchBookings(), refetchSettings()]);
  }, [refetchSessions, refetchMeetings, refetchBookings, refetchSettings]);

  const schedule = useMemo((): Schedule | undefined => {
    if (!event.data || !settings.data || !sessions.data || !meetings.data || !assets.data) return undefined;
    const zone = event.data.timeZone || "UTC";
    return {
      event: event.data,
      zone,
      settings: settings.data,
      view,
      activities,
      assets: assetMap,
      seesAll,
      mayEdit,
      refresh,
      ...names,
      days: daysOfProgramme(event.data, activities, zone),
      firstDay: event.data.interval?.startTime ? dayOf(timestampDate(event.data.interval.startTime), zone) : undefined,
      isVersioned: settings.data.mode === ScheduleSettings_Mode.VERSIONED,
      byName: new Map(activities.map((activity) => [activity.name, activity])),
      tracks: tracks.data ?? NONE,
      delegations: (delegations.data ?? NONE).map(({ name }) => name),
    };
  }, [
    event.data,
    settings.data,
    sessions.data,
    meetings.data,
    assets.data,
    tracks.data,
    delegations.data,
    activities,
    assetMap,
    names,
    view,
    seesAll,
    mayEdit,
    refresh,
  ]);

  return {
    schedule,
    error: schedule === undefined ? asked.find(({ error }) => error)?.error : undefined,
    retry: () => asked.forEach((query) => void query.refetch()),
  };
}
