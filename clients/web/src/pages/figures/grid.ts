// Figures as a table of countries by time.
import { Figure_Kind, FigurePeriod_Kind, type Figure, type FigurePeriod } from "@plenary/client/gen/plenary/v1/indicators_pb";

// A kind of period, as a page's address has it: "YEAR", "CUMULATIVE-9".
export type Span = string;

export const spanOf = ({ kind, number }: FigurePeriod): Span =>
  kind === FigurePeriod_Kind.YEAR ? "YEAR" : `${FigurePeriod_Kind[kind]}-${number}`;

export function periodOf(span: Span, year: number): { kind: FigurePeriod_Kind; year: number; number: number } {
  const [kind, number] = span.split("-");
  return { kind: FigurePeriod_Kind[kind as keyof typeof FigurePeriod_Kind], year, number: Number(number ?? 0) };
}

// By how long it is, then by when it ends.
const rankOf = (span: Span) => {
  const { kind, number } = periodOf(span, 0);
  return (
    [FigurePeriod_Kind.YEAR, FigurePeriod_Kind.CUMULATIVE, FigurePeriod_Kind.QUARTER, FigurePeriod_Kind.MONTH].indexOf(kind) * 100 + number
  );
};

// Every kind of period that there are figures of, years first.
export function spansIn(figures: readonly Figure[]): Span[] {
  return [...new Set(figures.flatMap(({ period }) => (period ? [spanOf(period)] : [])))].sort((a, b) => rankOf(a) - rankOf(b));
}

// Who says so, whoever says most first.
export function sourcesIn(figures: readonly Figure[]): string[] {
  const counts = new Map<string, number>();
  for (const { source } of figures) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([source]) => source);
}

export interface GridRow {
  // "" is all together.
  key: string;
  cells: Map<number, Figure>;
  targets: Map<number, Figure>;
}

export interface Grid {
  years: number[];
  // The greatest of the last year first; all together last.
  rows: GridRow[];
  // The greatest number of one country, for shades.
  greatest: number;
}

type By = "country" | "organization";

// What `source` says of the spans of each year, by country (of all exporters) or by exporter (with all).
export function gridOf(figures: readonly Figure[], span: Span, source: string, by: By): Grid {
  const other = by === "country" ? "organization" : "country";
  const rows = new Map<string, GridRow>();
  const years = new Set<number>();
  for (const figure of figures) {
    if (!figure.period || spanOf(figure.period) !== span || figure[other] !== "") continue;
    const row = rows.get(figure[by]) ?? { key: figure[by], cells: new Map(), targets: new Map() };
    if (figure.kind === Figure_Kind.TARGET) row.targets.set(figure.period.year, figure);
    else if (figure.kind === Figure_Kind.ACTUAL && figure.source === source) row.cells.set(figure.period.year, figure);
    else continue;
    rows.set(figure[by], row);
    years.add(figure.period.year);
  }
  const ordered = [...years].sort((a, b) => a - b);
  const last = ordered.at(-1) ?? 0;
  const weight = ({ cells }: GridRow) => Number(cells.get(last)?.value ?? 0);
  const sorted = [...rows.values()].sort((a, b) => Number(a.key === "") - Number(b.key === "") || weight(b) - weight(a));
  const parts = sorted.filter(({ key }) => key !== "").flatMap(({ cells }) => [...cells.values()].map(({ value }) => Number(value)));
  return { years: ordered, rows: sorted, greatest: Math.max(0, ...parts) };
}

// How dark a cell is, from 0 to 1; the eye tells roots apart better than the numbers themselves.
export function shadeOf(value: string, greatest: number): number {
  const number = Number(value);
  return greatest > 0 && number > 0 ? Math.min(1, Math.sqrt(number / greatest)) : 0;
}
