// Up to where the reader has looked, for each partition of the change log; kept in this browser.

export interface Seen {
  token: string;
  // When that was, ISO 8601.
  at: string;
}

const keyOf = (caller: string, partition: string) => `plenary.seen.${caller}.${partition}`;

export function readSeen(caller: string, partition: string): Seen | null {
  const kept = localStorage.getItem(keyOf(caller, partition));
  return kept === null ? null : (JSON.parse(kept) as Seen);
}

export function writeSeen(caller: string, partition: string, seen: Seen): void {
  localStorage.setItem(keyOf(caller, partition), JSON.stringify(seen));
}
