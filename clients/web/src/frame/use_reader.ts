// Who is signed in, by the server's word; while nobody answers, as it was kept on this device.
import { Code, ConnectError } from "@connectrpc/connect";
import { useQuery } from "@connectrpc/connect-query";
import { AccessService } from "@plenary/client/gen/plenary/v1/access_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { forgetOthers } from "../api/kept.ts";
import { keptReader } from "../api/kept_reader.ts";
import { forgetReader, WHO_AM_I, whoAmIKey } from "../api/me.ts";
import { isUnreachable, sessionBegan, useStanding } from "../api/session.ts";

const PATIENCE_MS = 4_000;
const AGAIN_MS = 1_000;

// When what was last restored had been read: it is the server's word again once it is newer.
let restoredAt: number | undefined;

export interface Reader {
  // "restored": as it was kept; the server has not said so yet. "unreached": nobody answers, and nothing is kept.
  standing: "asked" | "known" | "restored" | "unreached" | "refused" | "failed";
  error: ConnectError | null;
  retry(): void;
}

export function useReader(): Reader {
  const client = useQueryClient();
  const who = useQuery(AccessService.method.whoAmI, {}, WHO_AM_I);
  const { lost } = useStanding();
  const isUnreached = !who.data && (who.error ? isUnreachable(who.error) : !navigator.onLine);
  const standing = standingNow();

  function standingNow(): Reader["standing"] {
    if (who.data && who.dataUpdatedAt !== restoredAt) return "known";
    if (who.error?.code === Code.Unauthenticated) return "refused";
    if (who.data) return "restored";
    if (isUnreached) return keptReader() ? "asked" : "unreached";
    return who.error ? "failed" : "asked";
  }

  const name = who.data?.user?.name ?? who.data?.caller ?? "";
  useEffect(() => {
    if (standing === "refused") forgetReader();
    if (standing !== "known") return;
    sessionBegan();
    forgetOthers(name);
  }, [standing, name]);

  useEffect(() => {
    if (standing !== "asked") return;
    const restore = () => {
      const kept = keptReader();
      if (kept === undefined) return;
      restoredAt = kept.readAt;
      client.setQueryData(whoAmIKey, kept.answer, { updatedAt: kept.readAt });
    };
    if (isUnreached) return restore();
    const timer = setTimeout(restore, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [standing, isUnreached, client]);

  const isToBeAsked = (standing === "restored" || standing === "unreached") && !lost && who.fetchStatus === "idle";
  const { refetch } = who;
  useEffect(() => {
    if (!isToBeAsked) return;
    const timer = setTimeout(() => void refetch(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isToBeAsked, refetch]);

  return { standing, error: who.error, retry: () => void refetch() };
}
