// What the pages of an event's planning know; read once, kept fresh, shared by them.
import { useQuery } from "@connectrpc/connect-query";
import type { Asset } from "@plenary/client/gen/plenary/v1/assets_pb";
import { Asset_Kind, AssetService } from "@plenary/client/gen/plenary/v1/assets_pb";
import { EventService, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { MatchmakingService, type MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { PlanningService, type PlanningSettings } from "@plenary/client/gen/plenary/v1/planning_pb";
import {
  ActivityState,
  ScheduleService,
  ScheduleView,
  type Booking,
  type Conflict,
  type Meeting,
  type ScheduleSettings,
} from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo } from "react";
import { useFresh } from "../../api/live.ts";
import { useMe } from "../../api/me.ts";
import { useAll } from "../../api/pages.ts";
import type { Language } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { boardDays, boardMeeting, markOf, spanOn, type BoardMeeting, type Closure } from "./board.ts";
import { useParties, type PartyName } from "./parties.ts";
import type { Day } from "../../parts/venue_day.ts";

export interface PlanData {
  event: Event;
  zone: string;
  settings: PlanningSettings;
  schedule: ScheduleSettings;
  requests: readonly MeetingRequest[];
  // Of the work in progress, but for those that were cancelled.
  meetings: readonly Meeting[];
  onBoard: readonly BoardMeeting[];
  closures: readonly Closure[];
  days: readonly Day[];
  // Those that are planned at, and those that meetings are at, as readers count.
  tables: readonly Asset[];
  misfits: readonly Conflict[];
  grain: number;
  mayPlan: boolean;
  nameOf: PartyName;
  tableName(asset: string): string;
  sidesOf(meeting: Meeting): string[];
  sidesOfRequest(request: MeetingRequest): [string, string];
}

// Whether the reader sees the whole event, and so its plan.
export function useSeesAll(event: string): boolean {
  const me = useMe();
  return [Role.VIEWER, Role.EVENT_MANAGER, Role.ADMINISTRATOR].some((role) => me.has(role, event));
}

export function useMayPlan(event: string): boolean {
  const me = useMe();
  return [Role.EVENT_MANAGER, Role.ADMINISTRATOR].some((role) => me.has(role, event));
}

const GRAIN = 15;

// Everything of the event `name`; undefined until it is read. `error` is the first refusal.
export function usePlanData(name: string): { data: PlanData | undefined; error: unknown; retry: () => void } {
  const language = useLanguage();
  const mayPlan = useMayPlan(name);
  const event = useQuery(EventService.method.getEvent, { name });
  const settings = useQuery(PlanningService.method.getPlanningSettings, { name: `${name}/planning` });
  const schedule = useQuery(ScheduleService.method.getScheduleSettings, { name: `${name}/schedule` });
  const requests = useAll(MatchmakingService.method.listMeetingRequests, { parent: name }, (page) => page.meetingRequests);
  const meetings = useAll(
    ScheduleService.method.listMeetings,
    { parent: name, view: ScheduleView.WORK_IN_PROGRESS },
    (page) => page.meetings,
  );
  const released = useAll(ScheduleService.method.listMeetings, { parent: name, view: ScheduleView.RELEASED_VIEW }, (page) => page.meetings);
  const misfits = useAll(ScheduleService.method.listMisfits, { parent: name, view: ScheduleView.WORK_IN_PROGRESS }, (page) => page.misfits);
  const bookings = useAll(ScheduleService.method.listBookings, { parent: name, filter: "state = FIRM" }, (page) => page.bookings);
  useFresh(
    name,
    PlanningService.method.getPlanningSettings,
    ScheduleService.method.getScheduleSettings,
    MatchmakingService.method.listMeetingRequests,
    ScheduleService.method.listMeetings,
    ScheduleService.method.listMisfits,
    ScheduleService.method.listBookings,
  );

  const planned = settings.data?.assets;
  const used = (meetings.data ?? []).flatMap(({ assets }) => assets.map(({ asset }) => asset));
  const names = [...new Set([...(planned ?? []), ...used])].sort();
  const assets = useQuery(
    AssetService.method.batchGetAssets,
    { names },
    { enabled: meetings.data !== undefined && planned !== undefined && names.length > 0 },
  );
  const organizations = (meetings.data ?? [])
    .flatMap(({ parties }) => parties.map(({ organization }) => organization))
    .filter((each) => each !== "");
  const nameOf = useParties(name, organizations);

  const data = useMemo((): PlanData | undefined => {
    const areRead =
      event.data && settings.data && schedule.data && requests.data && meetings.data && released.data && misfits.data && bookings.data;
    if (!areRead || (names.length > 0 && !assets.data)) return undefined;
    const zone = event.data.timeZone;
    const tables = tablesOf(assets.data?.assets ?? [], language);
    const tableNames = new Set(tables.map((table) => table.name));
    const before = new Map(released.data.map((meeting) => [meeting.name, meeting]));
    const unfit = new Set(misfits.data.filter(({ isWarning }) => !isWarning).map(({ activity }) => activity));
    const standing = meetings.data.filter(({ state }) => state !== ActivityState.CANCELLED);
    const onBoard = standing.flatMap((meeting) => {
      const mark = markOf(meeting, before.get(meeting.name), unfit.has(meeting.name), tableNames);
      return boardMeeting(meeting, mark, tableNames, zone) ?? [];
    });
    const windows = settings.data.windows.flatMap(({ interval }) => interval ?? []);
    const days = boardDays(onBoard, windows.length > 0 || !event.data.interval ? windows : [event.data.interval], zone);
    const assetNames = new Map(tables.map((table) => [table.name, textIn(table.displayNames, language)]));
    const sideName = (party: string, otherwise: string) => nameOf(party) || otherwise;
    return {
      event: event.data,
      zone,
      settings: settings.data,
      schedule: schedule.data,
      requests: requests.data,
      meetings: standing,
      onBoard,
      tables,
      days,
      misfits: misfits.data,
      mayPlan,
      nameOf,
      closures: bookings.data.flatMap((booking) => closuresOf(booking, tableNames, days, zone)),
      grain: settings.data.grainMinutes || schedule.data.grainMinutes || GRAIN,
      tableName: (asset) => assetNames.get(asset) ?? "",
      sidesOf: (meeting) => meeting.parties.map(({ delegation, organization }) => sideName(delegation || organization, "")),
      sidesOfRequest: ({ from, to }) => [
        sideName(from?.party ?? "", from?.displayName ?? ""),
        sideName(to?.party ?? "", to?.displayName ?? ""),
      ],
    };
  }, [
    event.data,
    settings.data,
    schedule.data,
    requests.data,
    meetings.data,
    released.data,
    misfits.data,
    bookings.data,
    assets.data,
    language,
    mayPlan,
    nameOf,
    names.length,
  ]);
  const all = [event, settings, schedule, requests, meetings, released, misfits, bookings, assets];
  return {
    data,
    error: all.find(({ error }) => error)?.error ?? undefined,
    retry: () => all.filter(({ error }) => error).forEach((query) => void query.refetch()),
  };
}

// "Table 2" before "Table 10".
function tablesOf(assets: readonly Asset[], language: Language): Asset[] {
  const order = new Intl.Collator(language === "be" ? "ru" : language, { numeric: true });
  const nameOf = (asset: Asset) => textIn(asset.displayNames, language);
  return assets
    .filter(({ kind }) => kind === Asset_Kind.TABLE || kind === Asset_Kind.ROOM)
    .sort((a, b) => b.kind - a.kind || order.compare(nameOf(a), nameOf(b)));
}

function closuresOf(booking: Booking, tables: ReadonlySet<string>, days: readonly Day[], zone: string): Closure[] {
  return booking.assets
    .filter(({ asset }) => tables.has(asset))
    .flatMap(({ asset }) =>
      days.flatMap((day) => {
        const span = spanOn(day, booking.interval, zone);
        return span ? { name: booking.name, day, table: asset, purpose: booking.purpose, ...span } : [];
      }),
    );
}

// When meetings may be planned on a day, in minutes of its wall clock.
export function windowsOn(day: Day, { settings, schedule, zone }: PlanData): { from: number; to: number }[] {
  if (settings.windows.length === 0) return [{ from: schedule.dayStartMinutes || 540, to: schedule.dayEndMinutes || 1140 }];
  return settings.windows.flatMap(({ interval }) => spanOn(day, interval, zone) ?? []);
}
