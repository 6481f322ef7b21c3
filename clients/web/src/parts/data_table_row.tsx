import { memo, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Column } from "./data_table.tsx";
import look from "./data_table.module.css";

interface RowProps<Row> {
  id: string;
  row: Row;
  index: number;
  columns: readonly Column<Row>[];
  top: number;
  // Undefined where it is as high as what is in it.
  height: number | undefined;
  measure: ((element: HTMLElement | null) => void) | undefined;
  cursor: boolean;
  selected: boolean | undefined;
  opens: boolean;
  onClick: (event: MouseEvent, index: number) => void;
  onBox: (event: MouseEvent, index: number) => void;
}

function DrawnRow<Row>({ id, row, index, columns, top, height, measure, cursor, selected, opens, onClick, onBox }: RowProps<Row>) {
  const { t } = useTranslation("table");
  return (
    <div
      id={id}
      role="row"
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={look.row}
      data-cursor={cursor || undefined}
      data-opens={opens || undefined}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={(event) => onClick(event, index)}
    >
      {selected !== undefined && (
        <div role="gridcell" className={`${look.box} ${look.stays}`} onClick={(event) => onBox(event, index)}>
          <input type="checkbox" tabIndex={-1} checked={selected} readOnly aria-label={t("selectRow", { row: textOf(columns[0], row) })} />
        </div>
      )}
      {columns.map((column, place) => (
        <Cell key={column.id} column={column} row={row} first={place === 0} />
      ))}
      <div role="gridcell" className={look.cell} data-empty />
    </div>
  );
}

// Drawn anew only where something of it changed: ten thousand of them are scrolled through.
export const Row = memo(DrawnRow) as typeof DrawnRow;

function Cell<Row>({ column, row, first }: { column: Column<Row>; row: Row; first: boolean }) {
  const text = textOf(column, row);
  const content: ReactNode = column.cell ? (
    column.cell(row)
  ) : (
    <span className={look.text} title={text}>
      {text}
    </span>
  );
  return (
    <div
      role="gridcell"
      className={`${look.cell} ${first ? `${look.first} ${look.stays}` : ""}`}
      data-align={column.align}
      data-label={column.header}
      data-empty={text === "" || undefined}
    >
      {content}
    </div>
  );
}

function textOf<Row>(column: Column<Row> | undefined, row: Row): string {
  const value = column?.value(row) ?? "";
  return value instanceof Date ? (Number.isNaN(value.getTime()) ? "" : value.toLocaleDateString()) : String(value);
}
