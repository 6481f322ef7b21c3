import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useQuery } from "@tanstack/react-query";
import { namesOf, readJson } from "../../api/counted.ts";
import { useMe } from "../../api/me.ts";
import { countByEvent } from "./timing.ts";
import { inOrder, perEvent, type Waiting, type WaitingKind } from "./waiting.ts";

interface Section {
  actionItems?: unknown[];
  hasMore?: boolean;
}

// What ActionPlanService/GetControlList answers, as far as it is counted.
interface ControlList {
  due?: Section;
  overdue?: Section;
  toAcknowledge?: Section;
  toDecide?: Section;
  extensionsToDecide?: Section;
  silent?: unknown[];
  hasMoreSilent?: boolean;
}

interface WaitingAnswer {
  waiting: Waiting[];
  isLoading: boolean;
  error: unknown;
}

const eventOf = (name: string) => name.split("/").slice(0, 2).join("/");

function useNames(method: string, items: string, filter: string, enabled: boolean, parent?: string) {
  return useQuery({
    queryKey: ["names", method, filter],
    queryFn: ({ signal }) => namesOf(method, items, { filter, ...(parent === undefined ? {} : { parent }) }, signal),
    enabled,
  });
}

// What waits for the reader in `events` (those that are not over), in the directory and under control,
// by role.
export function useWaiting(events: readonly Event[]): WaitingAnswer {
  const me = useMe();
  const manages = me.has(Role.EVENT_MANAGER);
  const controls = me.has(Role.CONTROLLER);
  const travels = manages || controls || me.has(Role.NEGOTIATOR);

  const everywhere = "events/-";
  const nominations = useNames("DelegationService/ListParticipants", "participants", "state = NOMINATED", manages, everywhere);
  const handedIn = useNames("DelegationService/ListDelegations", "delegations", "state = SUBMITTED", manages, everywhere);
  const requests = useNames(
    "MatchmakingService/ListMeetingRequests",
    "meetingRequests",
    "state = PENDING OR state = COUNTERED",
    manages || me.has(Role.REGISTRAR),
    everywhere,
  );
  const overdue = useNames("ActionPlanService/ListActionItems", "actionItems", "overdue = true", controls);
  const lateReports = useNames("TripService/ListTrips", "trips", "is_report_overdue = true", travels);
  const reported = useNames("TripService/ListTrips", "trips", "state = REPORTED", manages);
  const duplicates = useQuery({
    queryKey: ["names", "duplicates"],
    queryFn: ({ signal }) => readJson<{ likelyDuplicates?: unknown[] }>("DirectoryService/ListLikelyDuplicates", { pageSize: 100 }, signal),
    enabled: manages,
  });
  const mine = useQuery({
    queryKey: ["control list", me.user?.person],
    queryFn: ({ signal }) => readJson<ControlList>("ActionPlanService/GetControlList", { sectionSize: 100 }, signal),
    enabled: (me.user?.person ?? "") !== "",
  });

  const known = new Set(events.map(({ name }) => name));
  const inEvents = (kind: WaitingKind, names: string[] | undefined, path: string) =>
    perEvent(kind, countByEvent((names ?? []).filter((name) => known.has(eventOf(name)))), (event) => `/${event}/${path}`);
  const section = (kind: WaitingKind, part: Section | undefined, show: string): Waiting => ({
    kind,
    count: part?.actionItems?.length ?? 0,
    more: part?.hasMore ?? false,
    to: `/control?whose=mine#${show}`,
  });
  const list = mine.data;
  const all: Waiting[] = [
    ...inEvents("nominations", nominations.data, "participants/confirmations"),
    ...inEvents("delegationsToApprove", handedIn.data, "delegations?state=SUBMITTED"),
    ...inEvents("meetingRequests", requests.data, "plan/requests?state=open"),
    { kind: "duplicates", count: duplicates.data?.likelyDuplicates?.length ?? 0, to: "/directory/duplicates" },
    section("overdue", list?.overdue, "overdue"),
    section("due", list?.due, "due"),
    section("toAcknowledge", list?.toAcknowledge, "toAcknowledge"),
    section("toDecide", list?.toDecide, "toDecide"),
    section("extensions", list?.extensionsToDecide, "extensions"),
    { kind: "silent", count: list?.silent?.length ?? 0, more: list?.hasMoreSilent ?? false, to: "/control?whose=mine#silent" },
    { kind: "allOverdue", count: overdue.data?.length ?? 0, to: "/control/items?state=overdue" },
    { kind: "tripReports", count: lateReports.data?.length ?? 0, to: "/negotiations/trips?late" },
    { kind: "tripsToAccept", count: reported.data?.length ?? 0, to: "/negotiations/trips?state=REPORTED" },
  ];
  const asked = [nominations, handedIn, requests, duplicates, mine, overdue, lateReports, reported];
  return {
    waiting: inOrder(all),
    isLoading: asked.some(({ isLoading }) => isLoading),
    error: asked.find(({ error }) => error)?.error ?? null,
  };
}
