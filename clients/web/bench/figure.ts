// How figures are chosen, gathered and printed, as tests/bench/figure.h has it.
import { availableParallelism } from "node:os";

export interface Figure {
  name: string;
  // "GetParticipant through the gateway over gRPC"
  what: string;
  wanted: "at least" | "at most";
  bound: number;
  // One a round.
  values: number[];
  // What else was seen, by name and unit: "gRPC calls/s".
  beside?: Record<string, number[]>;
}

// Several figures that are measured together.
export interface Measurement {
  figures: string[];
  run: () => Promise<Figure[]>;
}

export const ROUNDS = 5;
// BENCH_SECONDS: how long a round takes.
export const ROUND_SECONDS = Math.max(1, Number(process.env.BENCH_SECONDS ?? 6));

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

// Enough digits to tell rounds apart, and no more.
function digits(value: number): string {
  return value.toFixed(Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
}

function spread(values: readonly number[]): string {
  return values.length === 1
    ? digits(values[0]!)
    : `${digits(median(values))} (${digits(Math.min(...values))}–${digits(Math.max(...values))})`;
}

function print({ name, what, wanted, bound, values, beside = {} }: Figure): void {
  const value = median(values);
  const isMet = wanted === "at least" ? value >= bound : value <= bound;
  const parts = [
    `${values.length} rounds, median ${digits(value)}, min ${digits(Math.min(...values))}, max ${digits(Math.max(...values))}`,
    `wanted ${wanted} ${bound}, ${isMet ? "met" : "MISSED"}`,
    `${availableParallelism()} cores`,
    ...Object.entries(beside).map(([also, seen]) => `${also} ${spread(seen)}`),
  ];
  console.log(`# ${name}: ${what}; ${parts.join("; ")}\nfigure ${name} ${digits(value)}`);
}

// Runs those measurements that BENCH_FIGURES asks for; one that fails is told and the next runs.
// Gives what the program should end with: 0 where every figure was measured, met or not.
export async function runAll(measurements: readonly Measurement[]): Promise<number> {
  const chosen = (process.env.BENCH_FIGURES ?? "").split(",").filter((name) => name !== "");
  let status = 0;
  for (const { figures, run } of measurements) {
    if (chosen.length > 0 && !figures.some((name) => chosen.includes(name))) continue;
    try {
      for (const figure of await run()) print(figure);
    } catch (error) {
      console.error(`bench: ${figures.join(", ")}: ${error instanceof Error ? error.stack : String(error)}`);
      status = 1;
    }
  }
  return status;
}
