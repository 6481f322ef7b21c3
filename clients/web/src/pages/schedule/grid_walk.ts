// Going over the day's grid with the arrow keys: along a row by time, to the row above or below by nearness in time.
import type { Activity } from "./activity.ts";
import type { Row } from "./rows.ts";

export type Direction = "left" | "right" | "up" | "down";

export interface Stop {
  // One item in one row; the same activity may stand in several.
  key: string;
  activity: Activity;
  row: number;
  start: number;
  end: number;
}

export const stopKey = (row: string, activity: string) => `${row}|${activity}`;

export function stopsOf(rows: readonly Row[], isShown: (activity: Activity) => boolean): Stop[] {
  return rows.flatMap((row, index) =>
    row.items
      .filter(({ activity }) => isShown(activity))
      .map(({ activity, start, end }) => ({
        key: stopKey(row.key, activity.name),
        activity,
        row: index,
        start: start.getTime(),
        end: end.getTime(),
      })),
  );
}

const middle = ({ start, end }: Stop) => (start + end) / 2;

// Where the arrow leads; undefined at the edge.
export function neighbour(stops: readonly Stop[], from: string, direction: Direction): Stop | undefined {
  const at = stops.find(({ key }) => key === from);
  if (at === undefined) return stops[0];
  if (direction === "left" || direction === "right") {
    const inRow = stops.filter(({ row }) => row === at.row);
    return inRow[inRow.indexOf(at) + (direction === "right" ? 1 : -1)];
  }
  const rows = stops.map(({ row }) => row).filter((row) => (direction === "down" ? row > at.row : row < at.row));
  if (rows.length === 0) return undefined;
  const row = direction === "down" ? Math.min(...rows) : Math.max(...rows);
  return stops
    .filter((stop) => stop.row === row)
    .reduce((best, stop) => (Math.abs(middle(stop) - middle(at)) < Math.abs(middle(best) - middle(at)) ? stop : best));
}
