import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useSearchParams } from "react-router";

const PAUSE_MS = 150;

// What is typed into a search field, kept in the address (?q=…) shortly after.
export function useQueryInAddress(): { typed: string; query: string; setTyped: (typed: string) => void } {
  const [parameters, setParameters] = useSearchParams();
  const query = parameters.get("q") ?? "";
  const [typed, setTypedNow] = useState(query);
  const keep = useDebouncedCallback((next: string) => {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (next.trim() === "") after.delete("q");
        else after.set("q", next.trim());
        return after;
      },
      { replace: true },
    );
  }, PAUSE_MS);
  const setTyped = (next: string) => {
    setTypedNow(next);
    keep(next);
  };
  return { typed, query, setTyped };
}
