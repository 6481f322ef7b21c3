// What keys and clicks do to a table: the cursor, the selection, opening.
import { useCallback, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { nextCursor, toggled, withRange } from "./data_table_rows.ts";

interface Table {
  keys: readonly string[];
  selection: ReadonlySet<string>;
  onSelection: ((keys: ReadonlySet<string>) => void) | undefined;
  onOpen: ((index: number) => void) | undefined;
  // How many rows one sees at once.
  page: () => number;
  scrollTo: (index: number) => void;
  focus: () => void;
}

interface Hands {
  // The row the cursor is on; -1: none.
  cursor: number;
  onKeyDown: (event: KeyboardEvent) => void;
  // Takes the focus in: the cursor is somewhere then.
  onFocus: (first: number) => void;
  // These stay the same functions, so that rows need not be drawn anew.
  onClick: (event: MouseEvent, index: number) => void;
  onBox: (event: MouseEvent, index: number) => void;
}

const NOTHING: ReadonlySet<string> = new Set();
const INTERACTIVE = "a, button, input, label, select, [role=menu], [role=dialog]";

export function useHands(table: Table): Hands {
  const { keys, selection, onSelection, onOpen } = table;
  // By key, so that rows that come and go move neither.
  const [cursorKey, setCursorKey] = useState<string>();
  const anchor = useRef<string>(undefined);
  const cursor = cursorKey === undefined ? -1 : keys.indexOf(cursorKey);

  const moveTo = (index: number, stretch: boolean) => {
    if (stretch && onSelection) {
      anchor.current ??= keys[Math.max(0, cursor)];
      onSelection(withRange(selection, keys, Math.max(0, keys.indexOf(anchor.current!)), index));
    } else {
      anchor.current = keys[index];
    }
    setCursorKey(keys[index]);
    table.scrollTo(index);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || keys.length === 0) return;
    const next = nextCursor(event.code, cursor, keys.length, table.page());
    const withCtrl = event.ctrlKey || event.metaKey;
    if (next !== undefined) moveTo(next, event.shiftKey);
    else if (event.code === "Space" && onSelection && cursor >= 0) onSelection(toggled(selection, keys[cursor]!));
    else if (event.code === "KeyA" && withCtrl && onSelection) onSelection(new Set(keys));
    else if (event.code === "Escape" && onSelection && selection.size > 0) onSelection(NOTHING);
    else if (event.code === "Enter" && onOpen && cursor >= 0) onOpen(cursor);
    else return;
    event.preventDefault();
  };

  const select = (event: MouseEvent, index: number) => {
    event.stopPropagation();
    table.focus();
    const from = anchor.current === undefined ? -1 : keys.indexOf(anchor.current);
    onSelection?.(event.shiftKey && from >= 0 ? withRange(selection, keys, from, index) : toggled(selection, keys[index]!));
    anchor.current = keys[index];
    setCursorKey(keys[index]);
  };
  const click = (event: MouseEvent, index: number) => {
    if ((event.target as HTMLElement).closest(INTERACTIVE) || getSelection()?.isCollapsed === false) return;
    if (onSelection && (event.ctrlKey || event.metaKey || event.shiftKey)) return select(event, index);
    setCursorKey(keys[index]);
    onOpen?.(index);
  };
  const acts = useRef({ click, select });
  acts.current = { click, select };

  return {
    cursor,
    onKeyDown,
    onFocus: (first) => {
      if (cursor < 0 && keys.length > 0) setCursorKey(keys[first]);
    },
    onClick: useCallback((event, index) => acts.current.click(event, index), []),
    onBox: useCallback((event, index) => acts.current.select(event, index), []),
  };
}
