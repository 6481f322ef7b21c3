import { useCallback, useEffect, useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import type { Column } from "./columns.ts";
import { areaOf, cellCount, isIn, moved, tabbed, type Area, type Place } from "./grid_moves.ts";
import type { Edit } from "./history.ts";
import { readClipboard } from "./list/clipboard.ts";
import type { Table } from "./list/guess.ts";
import { cellOf, type Row } from "./rows.ts";

interface GridOptions {
  rows: readonly Row[];
  columns: readonly Column[];
  dispatch: (edit: Edit) => void;
  // A pasted table; whether it was taken as a list of people.
  onTable: (table: Table) => boolean;
  // Mends the active cell by the first repair there is.
  onRepair: (place: Place) => void;
  nextProblem: (from: Place) => Place | undefined;
  hasChoices: (column: Column) => boolean;
}

export interface Grid {
  at: Place;
  area: Area;
  // What is being typed into the active cell; undefined while one only moves.
  typed: string | undefined;
  // Whether the list of answers is open.
  isListOpen: boolean;
  isSelected: (row: number, column: number) => boolean;
  go: (place: Place, extends_?: boolean) => void;
  type: (text: string) => void;
  commit: (text?: string) => void;
  edit: () => void;
  // Gives the keys back to the table.
  focus: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
  onCopy: (event: ClipboardEvent<HTMLInputElement>) => void;
  onCut: (event: ClipboardEvent<HTMLInputElement>) => void;
  // To be given the input of the active cell.
  input: React.RefObject<HTMLInputElement | null>;
  // Whether the keys belong to the table: then a new active cell takes the focus.
  hasFocus: React.RefObject<boolean>;
}

// Shift on its way to Shift Tab is no key of its own.
const MODIFIERS = /^(Shift|Control|Alt|Meta)(Left|Right)$/;

// The hands of the spreadsheet: one active cell with a field in it, an area stretched from it, typing
// that replaces, F2 that edits. Letters go by KeyboardEvent.code.
export function useGrid({ rows, columns, dispatch, onTable, onRepair, nextProblem, hasChoices }: GridOptions): Grid {
  const [wanted, setAt] = useState<Place>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Place>();
  const [typed, setTyped] = useState<string>();
  const [isListOpen, setListOpen] = useState(false);
  // Whether arrows move the caret (after F2) rather than leave the cell.
  const [movesCaret, setMovesCaret] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hasFocus = useRef(false);
  const leaves = useRef(false);
  const size = useMemo(() => ({ rows: rows.length, columns: columns.length }), [rows.length, columns.length]);
  const at = { row: Math.min(wanted.row, size.rows - 1), column: Math.min(wanted.column, size.columns - 1) };
  const area = areaOf(anchor ?? at, at);

  useEffect(() => {
    const field = input.current;
    if (field === null) return;
    // The first column is always in sight; what comes after it may not be.
    if (at.column === 0) field.closest("table")?.parentElement?.scrollTo({ left: 0 });
    if (!hasFocus.current) return;
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (typed === undefined) field.select();
  }, [at.row, at.column, typed === undefined]);

  const lay = (block: readonly (readonly string[])[], place: Place = { row: area.top, column: area.left }) =>
    dispatch({ do: "lay", at: place.row, columns: columns.slice(place.column), block });

  const stop = () => {
    setTyped(undefined);
    setListOpen(false);
    setMovesCaret(false);
  };
  const commit = (text = typed) => {
    if (text !== undefined && text !== cellOf(rows[at.row]!, columns[at.column]!)) lay([[text.trim()]], at);
    stop();
  };
  const go = (place: Place, extend = false) => {
    commit();
    setAnchor(extend ? (anchor ?? at) : undefined);
    setAt(place);
  };
  const edit = () => {
    setTyped(cellOf(rows[at.row]!, columns[at.column]!));
    setMovesCaret(true);
    if (hasChoices(columns[at.column]!)) setListOpen(true);
  };
  const focus = () => {
    hasFocus.current = true;
    input.current?.focus({ preventScroll: true });
  };
  const clear = () =>
    lay(Array.from({ length: area.bottom - area.top + 1 }, () => Array.from({ length: area.right - area.left + 1 }, () => "")));
  const fillDown = () => {
    const top = anchor === undefined && area.top > 0 ? area.top - 1 : area.top;
    const source = columns.slice(area.left, area.right + 1).map((column) => cellOf(rows[top]!, column));
    const count = area.bottom - top;
    if (count > 0)
      lay(
        Array.from({ length: count }, () => source),
        { row: top + 1, column: area.left },
      );
  };
  const removeRows = () => dispatch({ do: "remove", keys: new Set(rows.slice(area.top, area.bottom + 1).map(({ key }) => key)) });

  // The keys with Ctrl; whether it was one of them.
  const command = (event: KeyboardEvent): boolean => {
    const { code, shiftKey } = event;
    if (code === "KeyZ") dispatch({ do: shiftKey ? "redo" : "undo" });
    else if (code === "KeyY") dispatch({ do: "redo" });
    else if (code === "KeyD") fillDown();
    else if (code === "Minus" || code === "NumpadSubtract") removeRows();
    else if (code === "KeyA") {
      setAnchor({ row: 0, column: 0 });
      setAt({ row: size.rows - 1, column: size.columns - 1 });
    } else return false;
    return true;
  };

  const whileMoving = (event: KeyboardEvent): boolean => {
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && command(event)) return true;
    if (event.altKey && event.code === "Enter") {
      onRepair(at);
      return true;
    }
    if ((event.altKey && event.code === "ArrowDown" && hasChoices(columns[at.column]!)) || event.code === "F2") {
      edit();
      return true;
    }
    if (event.code === "F8") {
      const next = nextProblem(at);
      if (next) go(next);
      return true;
    }
    if (event.code === "Delete" || event.code === "Backspace") {
      clear();
      return true;
    }
    if (event.code === "Escape") {
      leaves.current = true;
      setAnchor(undefined);
      return true;
    }
    const next = moved(at, event.code, ctrl, size);
    if (next === undefined) return false;
    go(next, event.shiftKey);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || MODIFIERS.test(event.code)) return;
    const isTab = event.code === "Tab" && !event.ctrlKey && !event.altKey;
    if (isTab && leaves.current) return;
    if (event.code !== "Escape") leaves.current = false;
    if (isTab) {
      const next = tabbed(at, event.shiftKey, size);
      if (next === undefined) return commit();
      event.preventDefault();
      return go(next);
    }
    if ((event.code === "Enter" || event.code === "NumpadEnter") && !event.altKey) {
      event.preventDefault();
      return go(moved(at, event.shiftKey ? "ArrowUp" : "ArrowDown", false, size)!);
    }
    if (typed === undefined) {
      if (whileMoving(event)) event.preventDefault();
      return;
    }
    if (event.code === "Escape") {
      event.preventDefault();
      return stop();
    }
    const vertical = event.code === "ArrowUp" || event.code === "ArrowDown";
    const horizontal = event.code === "ArrowLeft" || event.code === "ArrowRight";
    if (isListOpen && vertical) return;
    if (vertical || (horizontal && !movesCaret)) {
      event.preventDefault();
      go(moved(at, event.code, false, size)!);
    }
  };

  // What is being typed when the page goes is part of the draft, which is written after this.
  const latestCommit = useRef(commit);
  latestCommit.current = commit;
  useEffect(() => {
    const keep = () => flushSync(() => latestCommit.current());
    addEventListener("pagehide", keep, { capture: true });
    return () => removeEventListener("pagehide", keep, { capture: true });
  }, []);

  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const table = readClipboard(event.clipboardData.getData("text/html"), event.clipboardData.getData("text/plain"));
    const isOneCell = table.length <= 1 && (table[0]?.length ?? 0) <= 1;
    if (isOneCell && typed !== undefined) return;
    event.preventDefault();
    if (table.length === 0) return;
    if (!isOneCell && onTable(table)) return;
    // One cell fills everything that is selected.
    if (isOneCell) {
      const text = table[0]![0] ?? "";
      return lay(Array.from({ length: area.bottom - area.top + 1 }, () => Array.from({ length: area.right - area.left + 1 }, () => text)));
    }
    lay(table);
  };
  const onCopy = (event: ClipboardEvent<HTMLInputElement>) => {
    if (typed !== undefined) return;
    event.preventDefault();
    const lines = rows
      .slice(area.top, area.bottom + 1)
      .map((row) => columns.slice(area.left, area.right + 1).map((column) => cellOf(row, column)));
    event.clipboardData.setData("text/plain", lines.map((line) => line.join("\t")).join("\n"));
  };
  const onCut = (event: ClipboardEvent<HTMLInputElement>) => {
    if (typed !== undefined) return;
    onCopy(event);
    clear();
  };
  const isSelected = useCallback(
    (row: number, column: number) => cellCount(area) > 1 && isIn(area, row, column),
    [area.top, area.bottom, area.left, area.right],
  );
  const type = (text: string) => {
    setTyped(text);
    if (hasChoices(columns[at.column]!)) setListOpen(true);
  };
  return { at, area, typed, isListOpen, isSelected, go, type, commit, edit, focus, onKeyDown, onPaste, onCopy, onCut, input, hasFocus };
}
