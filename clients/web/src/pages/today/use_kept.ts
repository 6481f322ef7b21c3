import { useEffect, useMemo } from "react";
import { readDraft, writeDraft } from "../../api/draft_store.ts";
import { readerNow } from "../../api/me.ts";

// `fresh`, and while there is none what was last fresh under `key` on this device: what was read once
// stays readable without a connection.
export function useKept<T>(key: string, fresh: T | undefined): T | undefined {
  const owner = readerNow();
  const kept = useMemo(() => readDraft<T>(owner, `today.${key}`)?.value, [owner, key]);
  useEffect(() => {
    if (fresh !== undefined) writeDraft(owner, `today.${key}`, fresh);
  }, [owner, key, fresh]);
  return fresh ?? kept;
}
