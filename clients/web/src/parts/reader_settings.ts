// What a reader has set for this browser. Presenting is the tab's alone: the projector's window
// hides, one's own does not.
import { useSyncExternalStore } from "react";
import { SHORTCUTS_OFF } from "./use_key.ts";

export type Density = "comfortable" | "compact";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

function useStored(store: () => Storage, key: string): [string | null, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => store().getItem(key));
  const set = (next: string) => {
    store().setItem(key, next);
    for (const listener of listeners) listener();
  };
  return [value, set];
}

const ours = () => localStorage;
const ofTab = () => sessionStorage;

// How close rows stand.
export function useDensity(): [Density, (density: Density) => void] {
  const [value, set] = useStored(ours, "plenary.density");
  return [value === "compact" ? "compact" : "comfortable", set];
}

// Whether one-key shortcuts work (WCAG 2.1.4).
export function useShortcuts(): [boolean, (on: boolean) => void] {
  const [value, set] = useStored(ours, SHORTCUTS_OFF);
  return [value !== "yes", (on) => set(on ? "no" : "yes")];
}

// Whether a room looks on: positions, telephones and passports are hidden.
export function usePresentingMode(): [boolean, (on: boolean) => void] {
  const [value, set] = useStored(ofTab, "plenary.presenting");
  return [value === "yes", (on) => set(on ? "yes" : "no")];
}
