// What was read and stays on this device, so that it can be read without a connection: of one reader
// alone, for a day at most. In the store that is read and emptied at once, across all tabs, so that
// nothing is left when somebody has signed out.

const PREFIX = "plenary.kept.";
// When somebody last left this device, in milliseconds since 1970: what was read before is not kept any more.
const LEFT = "plenary.left";
const KEPT_MS = 24 * 60 * 60 * 1000;
// The store is small, and drafts need it more.
const MOST = 20;

// Under which key is kept who is signed in.
export const READER = "reader";

export interface Kept<T> {
  // Who read it: "users/{user}".
  reader: string;
  value: T;
  // Milliseconds since 1970.
  readAt: number;
}

function parse<T>(text: string | null): Kept<T> | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Kept<T>);
  } catch {
    return undefined;
  }
}

function pathsKept(): string[] {
  return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "").filter((path) => path.startsWith(PREFIX));
}

// Forgets all of which `isOver` says so, and what cannot be read.
function forgetWhere(isOver: (kept: Kept<unknown>) => boolean): void {
  for (const path of pathsKept()) {
    const kept = parse(localStorage.getItem(path));
    if (kept === undefined || isOver(kept)) localStorage.removeItem(path);
  }
}

const isOld = ({ readAt }: Kept<unknown>, now: number) => now - readAt > KEPT_MS || readAt > now + KEPT_MS;

// What is kept under `key`, whoever read it.
export function readKept<T>(key: string, now = Date.now()): Kept<T> | undefined {
  const kept = parse<T>(localStorage.getItem(PREFIX + key));
  if (kept === undefined || isOld(kept, now)) return undefined;
  return kept;
}

// Keeps what `reader` read at `readAt`. `value` is what JSON can hold. Where the browser has no room left
// nothing is kept.
export function writeKept<T>(reader: string, key: string, value: T, readAt: number): void {
  if (readAt <= Number(localStorage.getItem(LEFT))) return;
  const oldest = pathsKept()
    .filter((path) => path !== PREFIX + key && path !== PREFIX + READER)
    .map((path) => ({ path, readAt: parse(localStorage.getItem(path))?.readAt ?? 0 }))
    .sort((a, b) => b.readAt - a.readAt)
    .slice(MOST - 1);
  for (const { path } of oldest) localStorage.removeItem(path);
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ reader, value, readAt } satisfies Kept<T>));
  } catch {
    dropKept(key);
  }
}

export function dropKept(key: string): void {
  localStorage.removeItem(PREFIX + key);
}

// Nobody is signed in any more, or the server says so: nothing stays, and nothing that is still on a page
// is kept anew.
export function forgetKept(now = Date.now()): void {
  forgetWhere(() => true);
  localStorage.setItem(LEFT, String(now));
}

// `reader` is signed in: what others read is not for them.
export function forgetOthers(reader: string): void {
  forgetWhere((kept) => kept.reader !== reader);
}

export function forgetOldKept(now = Date.now()): void {
  forgetWhere((kept) => isOld(kept, now));
}
