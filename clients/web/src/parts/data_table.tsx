// A table of up to many thousand rows: only those in sight are drawn. Arrows, Page Up and Down, Home and End
// move, Space selects, Shift stretches the selection, Ctrl A selects all, Enter opens.
import { Skeleton, Stack } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef, useState, type CSSProperties, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../i18n/use_language.ts";
import { useHands } from "./data_table_hands.ts";
import { Head } from "./data_table_head.tsx";
import { Row } from "./data_table_row.tsx";
import { shareSelected, shownOf, sortRows, type Sort, type Value } from "./data_table_rows.ts";
import look from "./data_table.module.css";
import { useDensity } from "./reader_settings.ts";

export interface Column<Row> {
  id: string;
  header: string;
  // What rows are sorted by and, without `cell`, what is shown; "" where there is nothing.
  value: (row: Row) => Value;
  cell?: (row: Row) => ReactNode;
  // In pixels, at least; columns share what is left in these proportions.
  width?: number;
  align?: "left" | "right" | "center";
  // Whether it is there only once somebody chooses it.
  hidden?: boolean;
}

export interface DataTableProps<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  // What is selected, by key; without `onSelection` nothing can be.
  selection?: ReadonlySet<string>;
  onSelection?: (keys: ReadonlySet<string>) => void;
  onOpen?: (row: Row) => void;
  // What stands there instead of rows.
  empty?: ReactNode;
  // What the table is of, for readers of screens.
  label?: string;
  // The order and the columns where the page keeps them, in its address say; else the table does.
  sort?: Sort;
  onSort?: (sort: Sort | undefined) => void;
  shown?: readonly string[];
  onShown?: (ids: string[]) => void;
  // Whether the rows come in the order of `sort` already.
  sorted?: boolean;
  // Whether rows are on their way.
  loading?: boolean;
  // In pixels, where rows stand comfortably.
  rowHeight?: number;
  // The most that the table is high.
  height?: string;
}

// Below this many pixels a row is a card.
const NARROW = 600;
const NOTHING: ReadonlySet<string> = new Set();

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { keyOf, selection = NOTHING, onSelection, onOpen } = props;
  const { t } = useTranslation("table");
  const id = useId();
  const [density] = useDensity();
  const rowHeight = Math.round((props.rowHeight ?? 44) * (density === "compact" ? 0.78 : 1));
  const { ref: frame, width } = useElementSize();
  const narrow = width > 0 && width < NARROW;
  const [sort, setSort] = useSort(props);
  const [columns, setShown] = useShown(props);
  const rows = useSorted(props, sort);
  const keys = useMemo(() => rows.map(keyOf), [rows, keyOf]);

  const scroller = useRef<HTMLDivElement>(null);
  const cursorRef = useRef(-1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? rowHeight + 44 : rowHeight),
    getItemKey: (index) => keys[index]!,
    overscan: 8,
    scrollPaddingStart: 40,
    // The cursor's row stays drawn, however far one scrolls away from it: it is what has the focus.
    rangeExtractor: (range: Range) => withIndex(defaultRangeExtractor(range), cursorRef.current),
  });
  // A card is as high as what is in it, so heights measured before say nothing after.
  useEffect(() => virtualizer.measure(), [virtualizer, narrow, rowHeight]);
  const hands = useHands({
    keys,
    selection,
    onSelection,
    onOpen: onOpen && ((index) => onOpen(rows[index]!)),
    page: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1),
    scrollTo: (index) => virtualizer.scrollToIndex(index),
    focus: () => scroller.current?.focus({ preventScroll: true }),
  });
  cursorRef.current = hands.cursor;
  const selected = onSelection && shareSelected(selection, keys);

  return (
    <div
      ref={frame}
      className={look.frame}
      data-narrow={narrow || undefined}
      data-wide={!narrow || undefined}
      data-selects={onSelection && true}
    >
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        className={look.scroller}
        style={{ maxHeight: props.height ?? "max(360px, calc(100dvh - 240px))" }}
        aria-label={props.label ?? t("table")}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={onSelection && true}
        aria-activedescendant={hands.cursor >= 0 ? `${id}-${hands.cursor}` : undefined}
        onKeyDown={hands.onKeyDown}
        onFocus={(event) => event.target === event.currentTarget && hands.onFocus(virtualizer.range?.startIndex ?? 0)}
      >
        <div role="presentation" className={look.sheet} style={columnsOf(columns, onSelection !== undefined)}>
          <Head
            columns={columns}
            all={props.columns}
            onShown={setShown}
            sort={sort}
            onSort={setSort}
            selected={selected}
            onSelectAll={() => onSelection?.(selected === "all" ? NOTHING : new Set(keys))}
            narrow={narrow}
          />
          <div role="rowgroup" style={{ position: "relative", height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, key, start }) => (
              <Row
                key={key}
                id={`${id}-${index}`}
                row={rows[index]!}
                index={index}
                columns={columns}
                top={start}
                height={narrow ? undefined : rowHeight}
                measure={narrow ? virtualizer.measureElement : undefined}
                cursor={index === hands.cursor}
                selected={onSelection && selection.has(keys[index]!)}
                opens={onOpen !== undefined}
                onClick={hands.onClick}
                onBox={hands.onBox}
              />
            ))}
          </div>
        </div>
      </div>
      {rows.length === 0 && (props.loading ? <Waiting /> : <div className={look.nothing}>{props.empty}</div>)}
    </div>
  );
}

function Waiting() {
  return (
    <Stack gap="sm" className={look.waiting} aria-hidden>
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} height={24} />
      ))}
    </Stack>
  );
}

function useSort<Row>({ sort, onSort }: DataTableProps<Row>): [Sort | undefined, (sort: Sort | undefined) => void] {
  const own = useState<Sort>();
  return onSort ? [sort, onSort] : own;
}

function useShown<Row>({ columns, shown, onShown }: DataTableProps<Row>): [readonly Column<Row>[], (ids: string[]) => void] {
  const [own, setOwn] = useState<readonly string[]>();
  const ids = onShown ? shown : own;
  const chosen = useMemo(() => shownOf(columns, ids), [columns, ids]);
  return [chosen, onShown ?? setOwn];
}

function useSorted<Row>({ rows, columns, sorted }: DataTableProps<Row>, sort: Sort | undefined): readonly Row[] {
  const language = useLanguage();
  const by = sorted ? undefined : columns.find(({ id }) => id === sort?.id);
  const descending = sort?.descending ?? false;
  return useMemo(() => (by ? sortRows(rows, by.value, descending, language) : rows), [rows, by, descending, language]);
}

function columnsOf<Row>(columns: readonly Column<Row>[], selects: boolean): CSSProperties {
  const widths = columns.map(({ width = 140 }) => `minmax(${width}px, ${width}fr)`);
  return {
    "--columns": [...(selects ? ["40px"] : []), ...widths, "36px"].join(" "),
    "--first-at": selects ? "40px" : "0px",
  } as CSSProperties;
}

function withIndex(range: number[], index: number): number[] {
  return index < 0 || range.includes(index) ? range : [...range, index].sort((a, b) => a - b);
}
