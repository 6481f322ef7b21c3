import { memo, type MouseEvent, type ReactNode } from "react";
import type { Column } from "./columns.ts";
import look from "./grid.module.css";
import type { Problem } from "./problems.ts";
import { cellOf, type Row } from "./rows.ts";

interface GridRowProps {
  row: Row;
  at: number;
  columns: readonly Column[];
  problems: readonly Problem[];
  // The first and last selected column, "" where none is.
  selected: string;
  // The active column, -1 where another row is active, and what stands in it.
  active: number;
  field: ReactNode;
  ghostOf: (row: Row, column: Column) => string;
  shownText: (column: Column, text: string) => string;
  reasonOf: (problem: Problem) => string;
  state: ReactNode;
  onPoint: (row: number, column: number, event: MouseEvent) => void;
}

// One row of the spreadsheet. Cells are drawn as text; only the active one has a field.
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, at, columns, problems, selected, active, field, ghostOf, shownText, reasonOf, state, onPoint } = props;
  const [from, to] = selected === "" ? [1, 0] : (selected.split("-").map(Number) as [number, number]);
  return (
    <tr role="row" aria-rowindex={at + 2}>
      <th role="rowheader" scope="row" className={look.number}>
        {at + 1}
      </th>
      {columns.map((column, i) => {
        const problem = problems.find((each) => each.column === column);
        const text = shownText(column, cellOf(row, column));
        const ghost = text === "" ? ghostOf(row, column) : "";
        const names = [
          look.cell,
          column === "family" && look.family,
          i >= from && i <= to && look.selected,
          problem && look[problem.severity],
          i === active && look.active,
        ];
        return (
          <td
            key={column}
            role="gridcell"
            aria-colindex={i + 2}
            aria-selected={i === active || (i >= from && i <= to)}
            aria-invalid={problem ? true : undefined}
            className={names.filter(Boolean).join(" ")}
            title={problem ? reasonOf(problem) : text}
            onMouseDown={(event) => onPoint(at, i, event)}
            onMouseEnter={(event) => event.buttons === 1 && onPoint(at, i, event)}
          >
            {i === active ? field : text || <span className={look.ghost}>{ghost}</span>}
          </td>
        );
      })}
      <td role="gridcell" aria-colindex={columns.length + 2} className={look.state}>
        {state}
      </td>
    </tr>
  );
});
