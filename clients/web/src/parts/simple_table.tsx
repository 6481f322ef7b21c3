import type { ReactNode } from "react";
import look from "./simple_table.module.css";

export interface SimpleColumn<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "right";
  // Whether the header is for readers of screens alone.
  isHeard?: boolean;
  // In a narrow window the cell that heads the row.
  isTitle?: boolean;
  width?: string;
}

interface SimpleTableProps<Row> {
  // What the table is of, for readers of screens.
  label: string;
  columns: SimpleColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  // Whether a row is to be seen before the others.
  isMarked?: (row: Row) => boolean;
}

// A short table that reads on; in a narrow window each row is a block with the headers inside.
export function SimpleTable<Row>({ label, columns, rows, keyOf, isMarked }: SimpleTableProps<Row>) {
  return (
    <table className={look.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ id, header, isHeard, align, width }) => (
            <th key={id} scope="col" style={{ textAlign: align ?? "left", ...(width === undefined ? {} : { width }) }}>
              {isHeard ? <span className="only-heard">{header}</span> : header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} data-marked={isMarked?.(row) || undefined}>
            {columns.map(({ id, header, isHeard, cell, align, isTitle }) => (
              <td key={id} data-label={isTitle || isHeard ? undefined : header} data-title={isTitle || undefined} data-align={align}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
