// Drafts in the browser's own store, each owner's apart: somebody else at this machine doesn't see them.

const PREFIX = "plenary.draft.";
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

interface Kept<T> {
  value: T;
  // Milliseconds since 1970.
  writtenAt: number;
}

const pathOf = (owner: string, key: string) => `${PREFIX}${owner}.${key}`;

function parse<T>(text: string | null): Kept<T> | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Kept<T>);
  } catch {
    return undefined;
  }
}

export function readDraft<T>(owner: string, key: string): Kept<T> | undefined {
  return parse<T>(localStorage.getItem(pathOf(owner, key)));
}

// Where the browser has no room left the draft lives as long as the page.
export function writeDraft<T>(owner: string, key: string, value: T, now = Date.now()): void {
  try {
    localStorage.setItem(pathOf(owner, key), JSON.stringify({ value, writtenAt: now } satisfies Kept<T>));
  } catch {
    dropOldDrafts(now, KEPT_MS / 10);
  }
}

export function dropDraft(owner: string, key: string): void {
  localStorage.removeItem(pathOf(owner, key));
}

// Drops what nobody came back to: drafts hold people's names.
export function dropOldDrafts(now = Date.now(), keptMs = KEPT_MS): void {
  const paths = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
  for (const path of paths.filter((path) => path.startsWith(PREFIX))) {
    const kept = parse(localStorage.getItem(path));
    if (kept === undefined || now - kept.writtenAt > keptMs) localStorage.removeItem(path);
  }
}
