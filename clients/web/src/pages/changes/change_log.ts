// The change log of an event, made ready to be read.
import type { Change } from "@plenary/client/gen/plenary/v1/changes_pb";

// What a change is about, as the filter of the page has it.
export type Subject = "registration" | "programme" | "meetings" | "event";
export const SUBJECTS: readonly Subject[] = ["registration", "programme", "meetings", "event"];

const SUBJECT_OF: Record<string, Subject> = {
  delegations: "registration",
  participants: "registration",
  quotas: "registration",
  seatHolds: "registration",
  categories: "registration",
  projects: "registration",
  registrationLinks: "registration",
  sessions: "programme",
  tracks: "programme",
  bookings: "programme",
  plans: "programme",
  schedule: "programme",
  meetings: "meetings",
  meetingRequests: "meetings",
  blockedPairs: "meetings",
  matchmaking: "meetings",
  planning: "meetings",
};

// "meetings" of "events/forum/meetings/m1", "planning" of "events/forum/planning", "events" of an event.
export function collectionOf(resourceName: string): string {
  const segments = resourceName.split("/");
  return (segments.length % 2 === 0 ? segments.at(-2) : segments.at(-1)) ?? "";
}

export function subjectOf(change: Change): Subject {
  return SUBJECT_OF[collectionOf(change.resourceName)] ?? "event";
}

// "ConfirmParticipant" of "plenary.v1.DelegationService/ConfirmParticipant".
export function verbOf(change: Change): string {
  return change.method.split("/").at(-1) ?? "";
}

// Who made it, without what they signed in with: "users/anna" of "users/anna/tokens/t1".
export function callerOf(change: Change): string {
  return change.caller.split("/").slice(0, 2).join("/");
}

// Changes that were made together by one call.
export interface Deed {
  // The number of its last change, which no other deed has.
  number: number;
  changes: Change[];
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at]);

// What the deed is named after: a resource of the kind that the verb names, where there is one.
export function chiefOf(deed: Deed): Change {
  const verb = verbOf(deed.changes[0]!).toLowerCase();
  const singular = (change: Change) => collectionOf(change.resourceName).replace(/ies$/, "y").replace(/s$/, "").toLowerCase();
  const named = deed.changes.filter((change) => verb.endsWith(singular(change)));
  return named.length === 1 ? named[0]! : deed.changes[0]!;
}

// The deeds, the newest first, of changes by number.
export function deedsOf(changes: readonly Change[]): Deed[] {
  const deeds: Deed[] = [];
  for (const change of changes) {
    const last = deeds.at(-1);
    const before = last?.changes[0];
    const isSame = before && before.transactionId.length > 0 && sameBytes(before.transactionId, change.transactionId);
    if (isSame && before.method === change.method) {
      last.changes.push(change);
      last.number = Number(change.number);
    } else {
      deeds.push({ number: Number(change.number), changes: [change] });
    }
  }
  return deeds.reverse();
}

// So far apart, at most, are deeds that are told as one, in seconds.
const RUN_SECONDS = 600n;

const secondsOf = ({ changes }: Deed) => changes[0]?.changeTime?.seconds ?? 0n;

// Like deeds of one person, one soon after the other, told as one: 44 requests that were made in a row.
// None goes across `boundary`, up to which the reader has seen the log.
export function runsOf(deeds: readonly Deed[], boundary = 0): Deed[] {
  const runs: Deed[] = [];
  let last: Deed | undefined;
  for (const deed of deeds) {
    const run = runs.at(-1);
    const isAlike =
      last &&
      run &&
      verbOf(last.changes[0]!) === verbOf(deed.changes[0]!) &&
      callerOf(last.changes[0]!) === callerOf(deed.changes[0]!) &&
      secondsOf(last) - secondsOf(deed) <= RUN_SECONDS &&
      run.number > boundary === deed.number > boundary;
    if (isAlike) run.changes.push(...deed.changes);
    else runs.push({ number: deed.number, changes: [...deed.changes] });
    last = deed;
  }
  return runs;
}

export interface ChangeFilter {
  subject?: Subject;
  caller?: string;
}

export function matches(deed: Deed, { subject, caller }: ChangeFilter): boolean {
  if (caller && callerOf(deed.changes[0]!) !== caller) return false;
  return !subject || deed.changes.some((change) => subjectOf(change) === subject);
}

// Takes in what is new, each number once, by number.
export function withNew(known: readonly Change[], arrived: readonly Change[]): Change[] {
  const last = known.at(-1)?.number ?? 0n;
  return [...known, ...arrived.filter((change) => change.number > last)];
}

// Where what was changed can be seen; undefined where there is no page of it.
export function pageOf(resourceName: string): string | undefined {
  const [first, event, ...rest] = resourceName.split("/");
  if (first !== "events" || event === undefined) return undefined;
  const base = `/events/${event}`;
  const id = rest.at(-1) ?? "";
  switch (collectionOf(resourceName)) {
    case "events":
      return base;
    case "delegations":
      return `${base}/delegations/${id}`;
    case "quotas":
      return `${base}/delegations/${rest[1] ?? ""}`;
    case "participants":
      return `${base}/participants/${id}`;
    case "sessions":
    case "meetings":
      return `${base}/programme?selected=${rest.join("/")}`;
    case "meetingRequests":
      return `${base}/plan/requests?request=${id}`;
    case "plans":
      return `${base}/plan/compare?to=${id}`;
    case "planning":
    case "matchmaking":
    case "blockedPairs":
      return `${base}/plan/settings`;
    case "schedule":
    case "tracks":
    case "bookings":
      return `${base}/programme`;
    default:
      return undefined;
  }
}
