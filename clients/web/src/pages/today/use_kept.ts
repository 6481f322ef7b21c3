import { Code, type ConnectError } from "@connectrpc/connect";
import { useQueryClient } from "@tanstack/react-query";
import type { WhoAmIResponse } from "@plenary/client/gen/plenary/v1/access_pb";
import { useEffect, useMemo } from "react";
import { dropKept, readKept, writeKept } from "../../api/kept.ts";
import { keepReader } from "../../api/kept_reader.ts";
import { readerNow, whoAmIKey } from "../../api/me.ts";

interface Read<T> {
  // Undefined while it has not been read; what JSON can hold.
  fresh: T | undefined;
  // Milliseconds since 1970.
  readAt: number;
  // Why it could not be read.
  error: ConnectError | null | undefined;
}

interface Shown<T> {
  value: T | undefined;
  // When it was read where it is not fresh.
  keptAt: number | undefined;
}

// What was read, and while it is not what was last read under `key` on this device by the same reader
// (api/kept.ts): what was read once stays readable without a connection. What the server refuses to
// show is dropped.
export function useKept<T>(key: string, { fresh, readAt, error }: Read<T>): Shown<T> {
  const client = useQueryClient();
  const reader = readerNow();
  const path = `today.${key}`;
  const isRefused = error?.code === Code.PermissionDenied || error?.code === Code.NotFound;
  const kept = useMemo(() => readKept<T>(path), [path]);
  useEffect(() => {
    if (isRefused) dropKept(path);
    const who = client.getQueryData<WhoAmIResponse>(whoAmIKey);
    if (fresh === undefined || isRefused || who?.user === undefined) return;
    writeKept(reader, path, fresh, readAt);
    keepReader(who, readAt);
  }, [client, reader, path, fresh, readAt, isRefused]);
  if (fresh !== undefined || isRefused || kept?.reader !== reader) return { value: fresh, keptAt: undefined };
  return { value: kept.value, keptAt: kept.readAt };
}
