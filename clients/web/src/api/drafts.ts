// What somebody typed and has not saved: it survives a closed browser, an expired session, a lost
// connection.
import { useCallback, useEffect, useRef, useState } from "react";
import { dropDraft, dropOldDrafts, readDraft, writeDraft } from "./draft_store.ts";
import { readerNow } from "./me.ts";

// How long after the last key a draft is written.
const WRITE_AFTER_MS = 300;

dropOldDrafts();

type SetDraft<T> = (next: T | ((now: T) => T)) => void;

// Like useState, but kept in the browser under `key`, for whoever is signed in, until `clear` is called (after a
// save) or thirty days have gone by; where `isSecret` says so of it, until the tab is closed. `T` is what
// JSON can hold. `restoredAt` says when what was found there had been typed. Another `key` is another draft.
export function useDraft<T>(
  key: string,
  initial: T,
  isSecret?: (draft: T) => boolean,
): [draft: T, set: SetDraft<T>, clear: () => void, restoredAt?: Date] {
  const owner = readerNow();
  const secret = useRef(isSecret);
  secret.current = isSecret;
  const found = () => {
    const kept = readDraft<T>(owner, key);
    return { owner, key, value: kept ? kept.value : initial, restoredAt: kept && new Date(kept.writtenAt), isDirty: false };
  };
  const [state, setState] = useState(found);
  let now = state;
  if (state.key !== key || state.owner !== owner) {
    now = found();
    setState(now);
  }
  // What is still to be written, for whoever ends before the time.
  const pending = useRef<{ owner: string; key: string; value: T } | undefined>(undefined);
  const flush = useCallback(() => {
    if (pending.current) {
      const { owner, key, value } = pending.current;
      writeDraft(owner, key, value, { isSecret: secret.current?.(value) ?? false });
    }
    pending.current = undefined;
  }, []);

  useEffect(() => {
    if (!now.isDirty) return;
    pending.current = { owner: now.owner, key: now.key, value: now.value };
    const timer = setTimeout(flush, WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [now, flush]);
  useEffect(() => {
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, [key, flush]);

  // Known to `flush` at once: nothing is drawn any more where the page is being left.
  const latest = useRef(now);
  latest.current = now;
  const set = useCallback<SetDraft<T>>((next) => {
    const changed = (before: T) => (typeof next === "function" ? (next as (now: T) => T)(before) : next);
    const { owner, key, value } = latest.current;
    latest.current = { ...latest.current, value: changed(value) };
    pending.current = { owner, key, value: latest.current.value };
    setState((before) => ({ ...before, value: changed(before.value), isDirty: true }));
  }, []);
  const clear = useCallback(() => {
    pending.current = undefined;
    dropDraft(owner, key);
    setState({ owner, key, value: initial, restoredAt: undefined, isDirty: false });
  }, [owner, key, initial]);
  return [now.value, set, clear, now.restoredAt];
}
