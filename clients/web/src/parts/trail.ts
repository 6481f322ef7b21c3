// What the breadcrumb shows last: the title of the page that is open.
import { useSyncExternalStore } from "react";

let title = "";
const listeners = new Set<() => void>();

export function setPageTitle(next: string): void {
  title = next;
  for (const listener of listeners) listener();
}

export function usePageTitle(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => title,
  );
}
