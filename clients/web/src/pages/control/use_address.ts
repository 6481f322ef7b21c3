import { useSearchParams } from "react-router";

// What a page keeps in its address: `get` with what is usual, `set` leaves out what is usual.
export function useAddress(): [get: (key: string, usual?: string) => string, set: (some: Record<string, string>) => void] {
  const [query, setQuery] = useSearchParams();
  const set = (some: Record<string, string>) =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(some)) {
          if (value === "") next.delete(key);
          else next.set(key, value);
        }
        return next;
      },
      { replace: true },
    );
  return [(key, usual = "") => query.get(key) ?? usual, set];
}
