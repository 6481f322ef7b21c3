import { useEffect } from "react";

interface Key {
  // KeyboardEvent.code, so that J is where it is on a Russian layout: "KeyJ", "Slash".
  code: string;
  ctrl?: boolean;
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable=true], [role=dialog]") !== null;

// Whether the reader has switched one-key shortcuts off (WCAG 2.1.4).
export const SHORTCUTS_OFF = "plenary.shortcuts.off";

// Calls `act` when the key is pressed outside of any field and dialog.
export function useKey({ code, ctrl = false }: Key, act: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.code !== code || event.altKey || event.shiftKey || event.repeat) return;
      if ((event.ctrlKey || event.metaKey) !== ctrl) return;
      if (!ctrl && (typing(event.target) || localStorage.getItem(SHORTCUTS_OFF) === "yes")) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [code, ctrl, act]);
}
