// Where the keys of a spreadsheet lead.

export interface Place {
  row: number;
  column: number;
}

export interface Size {
  rows: number;
  columns: number;
}

const PAGE = 10;
const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));

// The place that a key leads to; undefined where it leads nowhere.
export function moved({ row, column }: Place, code: string, ctrl: boolean, { rows, columns }: Size): Place | undefined {
  const to = (nextRow: number, nextColumn: number) => ({ row: within(nextRow, rows), column: within(nextColumn, columns) });
  switch (code) {
    case "ArrowUp":
      return to(ctrl ? 0 : row - 1, column);
    case "ArrowDown":
      return to(ctrl ? rows - 1 : row + 1, column);
    case "ArrowLeft":
      return to(row, ctrl ? 0 : column - 1);
    case "ArrowRight":
      return to(row, ctrl ? columns - 1 : column + 1);
    case "Home":
      return to(ctrl ? 0 : row, 0);
    case "End":
      return to(ctrl ? rows - 1 : row, columns - 1);
    case "PageUp":
      return to(row - PAGE, column);
    case "PageDown":
      return to(row + PAGE, column);
    default:
      return undefined;
  }
}

// The next cell in reading order, or the one before; undefined beyond the table, which Tab then leaves.
export function tabbed({ row, column }: Place, back: boolean, { rows, columns }: Size): Place | undefined {
  const at = row * columns + column + (back ? -1 : 1);
  if (at < 0 || at >= rows * columns) return undefined;
  return { row: Math.floor(at / columns), column: at % columns };
}

export interface Area {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

// The cells from one to another, both with it.
export function areaOf(one: Place, other: Place): Area {
  return {
    top: Math.min(one.row, other.row),
    bottom: Math.max(one.row, other.row),
    left: Math.min(one.column, other.column),
    right: Math.max(one.column, other.column),
  };
}

export function isIn({ top, bottom, left, right }: Area, row: number, column: number): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

export function cellCount({ top, bottom, left, right }: Area): number {
  return (bottom - top + 1) * (right - left + 1);
}
