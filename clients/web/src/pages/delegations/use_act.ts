import { Code, ConnectError } from "@connectrpc/connect";
import { useState } from "react";
import { useReadAnew } from "./use_read_anew.ts";

interface Act {
  isBusy: boolean;
  error: unknown;
  // Does `change` with an id that stays the same until it succeeded; whether it did.
  act: (change: (requestId: string) => Promise<unknown>) => Promise<boolean>;
}

// One change of a dialog: while it is under way, why it was refused, and everything read anew after it.
export function useAct(): Act {
  const readAnew = useReadAnew();
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const act = async (change: (requestId: string) => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await change(requestId);
      setRequestId(crypto.randomUUID());
      await readAnew();
      return true;
    } catch (refused) {
      // After a refusal something else may be asked; after a lost answer it is the same again.
      if (ConnectError.from(refused).code !== Code.Unavailable) setRequestId(crypto.randomUUID());
      setError(refused);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, error, act };
}
