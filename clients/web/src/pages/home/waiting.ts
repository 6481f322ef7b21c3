// What waits for the reader, as lines that lead to where it is dealt with.

// Each by the key of its words in home.json: waiting.KEY.
export type WaitingKind =
  | "nominations"
  | "delegationsToApprove"
  | "meetingRequests"
  | "duplicates"
  | "overdue"
  | "due"
  | "toAcknowledge"
  | "toDecide"
  | "extensions"
  | "silent"
  | "allOverdue"
  | "tripReports"
  | "tripsToAccept";

export interface Waiting {
  kind: WaitingKind;
  count: number;
  // Whether `count` is only the least that there is.
  more?: boolean;
  to: string;
  // Where it lies in one event.
  event?: string;
}

// What should have been done before comes first, then the longest list.
const LATE: ReadonlySet<WaitingKind> = new Set(["overdue", "allOverdue", "tripReports", "silent"]);

export const isLate = ({ kind }: Waiting) => LATE.has(kind);

export function inOrder(waiting: readonly Waiting[]): Waiting[] {
  return waiting.filter(({ count }) => count > 0).sort((a, b) => Number(isLate(b)) - Number(isLate(a)) || b.count - a.count);
}

// One line an event for what is counted by event.
export function perEvent(kind: WaitingKind, counts: ReadonlyMap<string, number>, to: (event: string) => string): Waiting[] {
  return [...counts].map(([event, count]) => ({ kind, count, event, to: to(event) }));
}
