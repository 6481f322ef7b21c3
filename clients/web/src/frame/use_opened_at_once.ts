import { useRef, useState, type RefObject } from "react";

interface OpenedAtOnce {
  opened: boolean;
  onChange: (opened: boolean) => void;
  target: RefObject<HTMLButtonElement | null>;
}

// What opens by a button and is open from the start. The button that was pressed is gone when it closes
// first; the one in its place gets the focus.
export function useOpenedAtOnce(): OpenedAtOnce {
  const [opened, setOpened] = useState(true);
  const target = useRef<HTMLButtonElement>(null);
  const onChange = (next: boolean) => {
    setOpened(next);
    const focused = document.activeElement;
    if (!next && (focused === document.body || focused?.closest("[role=menu], [role=dialog]"))) target.current?.focus();
  };
  return { opened, onChange, target };
}
