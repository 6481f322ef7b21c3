import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useAddress } from "../../parts/use_address.ts";

const PAUSE_MS = 150;

// What is typed into a search field, kept in the address (?q=…) shortly after.
export function useQueryInAddress(): { typed: string; query: string; setTyped: (typed: string) => void } {
  const [get, set] = useAddress();
  const query = get("q");
  const [typed, setTypedNow] = useState(query);
  const keep = useDebouncedCallback((next: string) => set({ q: next.trim() }), PAUSE_MS);
  const setTyped = (next: string) => {
    setTypedNow(next);
    keep(next);
  };
  return { typed, query, setTyped };
}
