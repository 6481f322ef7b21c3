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

const draftsIn = (store: Storage) =>
  Array.from({ length: store.length }, (_, index) => store.key(index) ?? "").filter((path) => path.startsWith(PREFIX));

export function readDraft<T>(owner: string, key: string): Kept<T> | undefined {
  const path = pathOf(owner, key);
  return parse<T>(sessionStorage.getItem(path)) ?? parse<T>(localStorage.getItem(path));
}

interface Written {
  // Whether it goes with the tab instead of staying on the machine.
  isSecret?: boolean;
  now?: number;
}

// Where the browser has no room left the draft lives as long as the page.
export function writeDraft<T>(owner: string, key: string, value: T, { isSecret = false, now = Date.now() }: Written = {}): void {
  const [store, other] = isSecret ? [sessionStorage, localStorage] : [localStorage, sessionStorage];
  other.removeItem(pathOf(owner, key));
  try {
    store.setItem(pathOf(owner, key), JSON.stringify({ value, writtenAt: now } satisfies Kept<T>));
  } catch {
    dropOldDrafts(now, KEPT_MS / 10);
  }
}

export function dropDraft(owner: string, key: string): void {
  for (const store of [sessionStorage, localStorage]) store.removeItem(pathOf(owner, key));
}

// Drops what nobody came back to: drafts hold people's names.
export function dropOldDrafts(now = Date.now(), keptMs = KEPT_MS): void {
  for (const path of draftsIn(localStorage)) {
    const kept = parse(localStorage.getItem(path));
    if (kept === undefined || now - kept.writtenAt > keptMs) localStorage.removeItem(path);
  }
}

// Drops what goes with the tab, for somebody who leaves it open behind them.
export function dropSecretDrafts(): void {
  for (const path of draftsIn(sessionStorage)) sessionStorage.removeItem(path);
}
