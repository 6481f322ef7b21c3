// What a page keeps in its address, so that it can be sent and gone back to.
import { useCallback } from "react";
import { useSearchParams } from "react-router";

// By key; "" and null for what is usual, which the address leaves out.
export type Parameters = Readonly<Record<string, string | null>>;

export function withParameters(before: URLSearchParams, some: Parameters): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [key, value] of Object.entries(some)) {
    if (value === null || value === "") after.delete(key);
    else after.set(key, value);
  }
  return after;
}

type Get = (key: string, usual?: string) => string;
// Without `replace` the way back leads to what was there before.
type Set = (some: Parameters, how?: { replace: boolean }) => void;

// `get` gives what is usual where the address says nothing; `set` changes some of it.
export function useAddress(): [get: Get, set: Set] {
  const [query, setQuery] = useSearchParams();
  const get = useCallback<Get>((key, usual = "") => query.get(key) ?? usual, [query]);
  const set = useCallback<Set>((some, how = { replace: true }) => setQuery((before) => withParameters(before, some), how), [setQuery]);
  return [get, set];
}
