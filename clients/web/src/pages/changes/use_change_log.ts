import { Code } from "@connectrpc/connect";
import { refusalOf } from "@plenary/client";
import { ChangeService, type Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { useEffect, useState } from "react";
import { clientOf } from "../../api/clients.ts";
import { useLive } from "../../api/live.ts";
import { withNew } from "./change_log.ts";

const PAGE_SIZE = 1000;
// What is kept of a long log: its end.
const MOST = 20_000;

interface ChangeLog {
  // By number, as far as they are read.
  changes: Change[];
  // What others did meanwhile, which `show` adds.
  arrived: Change[];
  show(): void;
  reading: boolean;
  // Whether the reader may not read what was before: only what happens from now on is here.
  isFromNow: boolean;
  error: unknown;
  retry(): void;
}

// The change log of an event, which others go on writing.
export function useChangeLog(event: string): ChangeLog {
  const [changes, setChanges] = useState<Change[]>([]);
  const [arrived, setArrived] = useState<Change[]>([]);
  const [reading, setReading] = useState(true);
  const [isFromNow, setFromNow] = useState(false);
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    const readAll = async () => {
      let pageToken = "";
      do {
        const page = await clientOf(ChangeService).listChanges({ parent: event, pageSize: PAGE_SIZE, pageToken }, { signal: stop.signal });
        setChanges((known) => withNew(known, page.changes).slice(-MOST));
        pageToken = page.nextPageToken;
      } while (pageToken !== "");
    };
    setReading(true);
    setError(undefined);
    readAll()
      .catch((refused: unknown) => {
        if (stop.signal.aborted) return;
        if (refusalOf(refused).code === Code.PermissionDenied) setFromNow(true);
        else setError(refused);
      })
      .finally(() => stop.signal.aborted || setReading(false));
    return () => stop.abort();
  }, [event, attempt]);

  useLive(event, (fresh) => setArrived((known) => withNew(known, fresh)));
  const unknown = arrived.filter(({ number }) => number > (changes.at(-1)?.number ?? 0n));
  return {
    changes,
    // While the log is being read it says by itself what is new.
    arrived: reading ? [] : unknown,
    show: () => {
      setChanges((known) => withNew(known, arrived));
      setArrived([]);
    },
    reading,
    isFromNow,
    error,
    retry: () => setAttempt((before) => before + 1),
  };
}
