import { useCallback, useId, useRef, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ActiveCell } from "./active_cell.tsx";
import { widthOf, type Column } from "./columns.ts";
import look from "./grid.module.css";
import type { Place } from "./grid_moves.ts";
import { GridRow } from "./grid_row.tsx";
import type { Edit } from "./history.ts";
import type { Table } from "./list/guess.ts";
import { ProblemBar } from "./problem_bar.tsx";
import type { Problem, Repair } from "./problems.ts";
import type { Roster } from "./roster.ts";
import { cellOf, type Row } from "./rows.ts";
import { useCellChoices, useColumnText, useShownText } from "./use_column_text.ts";
import { useGrid, type Grid } from "./use_grid.ts";
import { useProblemText } from "./use_problem_text.ts";

interface PeopleGridProps {
  rows: readonly Row[];
  columns: readonly Column[];
  roster: Roster;
  problems: ReadonlyMap<string, Problem[]>;
  // What an empty cell would become: the Latin spelling, the usual category.
  ghostOf: (row: Row, column: Column) => string;
  stateOf: (row: Row, at: number) => ReactNode;
  dispatch: (edit: Edit) => void;
  onTable: (table: Table) => boolean;
  onRepair: (row: Row, repair: Repair) => void;
  // Takes an empty cell's grey text over.
  onAccept: (row: Row, column: Column) => void;
  // Where others can send the reader to.
  handle: React.RefObject<Grid | null>;
}

// The people as a spreadsheet.
export function PeopleGrid(props: PeopleGridProps) {
  const { rows, columns, roster, problems, ghostOf, stateOf, dispatch, onTable, onRepair, onAccept, handle } = props;
  const { t } = useTranslation("registration");
  const columnText = useColumnText(roster);
  const choicesOf = useCellChoices(roster);
  const shownText = useShownText();
  const { problem: reasonOf } = useProblemText();
  const reasonId = useId();

  const problemAt = ({ row, column }: Place) => problems.get(rows[row]?.key ?? "")?.find((each) => each.column === columns[column]);
  const repairAt = (place: Place) => {
    const repair = problemAt(place)?.repairs[0];
    const row = rows[place.row]!;
    if (repair) onRepair(row, repair);
    else if (cellOf(row, columns[place.column]!) === "") onAccept(row, columns[place.column]!);
  };
  const nextProblem = (from: Place): Place | undefined => {
    const places = rows
      .flatMap((row, at) => (problems.get(row.key) ?? []).map((problem) => ({ row: at, column: columns.indexOf(problem.column) })))
      .filter(({ column }) => column >= 0)
      .sort((one, other) => one.row - other.row || one.column - other.column);
    return places.find(({ row, column }) => row > from.row || (row === from.row && column > from.column)) ?? places[0];
  };
  const grid = useGrid({
    rows,
    columns,
    dispatch,
    onTable,
    onRepair: repairAt,
    nextProblem,
    hasChoices: (column) => choicesOf(column) !== undefined,
  });
  handle.current = grid;
  const latest = useRef(grid);
  latest.current = grid;
  const onPoint = useCallback((row: number, column: number, event: MouseEvent) => {
    const { at, go, hasFocus } = latest.current;
    if (at.row === row && at.column === column) return;
    if (event.type === "mousedown") event.preventDefault();
    hasFocus.current = true;
    go({ row, column }, event.shiftKey || event.type === "mouseenter");
  }, []);

  const { at, area } = grid;
  const activeColumn = columns[at.column]!;
  const activeRow = rows[at.row]!;
  const activeProblem = problemAt(at);
  const label = t("grid.cell", { column: columnText(activeColumn), row: at.row + 1 });
  const field = (
    <ActiveCell
      grid={grid}
      label={label}
      text={cellOf(activeRow, activeColumn)}
      shown={shownText(activeColumn, cellOf(activeRow, activeColumn))}
      ghost={ghostOf(activeRow, activeColumn)}
      choices={choicesOf(activeColumn)}
      isInvalid={activeProblem !== undefined}
      describedBy={reasonId}
    />
  );
  const hasArea = area.top !== area.bottom || area.left !== area.right;
  return (
    <div>
      <div className={look.frame}>
        <table
          role="grid"
          className={look.grid}
          aria-label={t("grid.label")}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length + 2}
          aria-multiselectable
          style={{ width: columns.reduce((sum, column) => sum + widthOf(column), 190) }}
        >
          <colgroup>
            <col style={{ width: 40 }} />
            {columns.map((column) => (
              <col key={column} style={{ width: widthOf(column) }} />
            ))}
            <col style={{ width: 150 }} />
          </colgroup>
          <thead>
            <tr role="row" aria-rowindex={1}>
              <th scope="col" className={`${look.head} ${look.number}`}>
                №
              </th>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  role="columnheader"
                  className={`${look.head} ${column === "family" ? look.family : ""}`}
                  title={columnText(column)}
                >
                  {columnText(column)}
                </th>
              ))}
              <th scope="col" role="columnheader" className={`${look.head} ${look.state}`}>
                {t("grid.state")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <GridRow
                key={row.key}
                row={row}
                at={i}
                columns={columns}
                problems={problems.get(row.key) ?? NONE}
                selected={hasArea && i >= area.top && i <= area.bottom ? `${area.left}-${area.right}` : ""}
                active={i === at.row ? at.column : -1}
                field={i === at.row ? field : undefined}
                ghostOf={ghostOf}
                shownText={shownText}
                reasonOf={reasonOf}
                state={stateOf(row, i)}
                onPoint={onPoint}
              />
            ))}
          </tbody>
        </table>
      </div>
      <ProblemBar
        id={reasonId}
        place={label}
        problem={activeProblem}
        ghost={cellOf(activeRow, activeColumn) === "" ? ghostOf(activeRow, activeColumn) : ""}
        onRepair={(repair) => {
          onRepair(activeRow, repair);
          grid.focus();
        }}
        onAccept={
          activeColumn === "latin"
            ? () => {
                onAccept(activeRow, activeColumn);
                grid.focus();
              }
            : undefined
        }
      />
    </div>
  );
}

const NONE: readonly Problem[] = [];
