import { useEffect, useState } from "react";
import { withSample, type Sample } from "./plan_facts.ts";
import type { PlanOperation } from "./plan_operation.ts";

const STORED = "plenary.planning.samples";

interface Kept {
  name: string;
  samples: Sample[];
}

function keptOf(name: string | undefined): Sample[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORED) ?? "null") as Kept | null;
    return kept && kept.name === name ? kept.samples : [];
  } catch {
    return [];
  }
}

// Where the search was over its time, as far as this tab has seen it; kept across reloads.
export function useSamples({ name, progress, response }: PlanOperation): readonly Sample[] {
  const [state, setState] = useState<Kept>();
  const samples = state && state.name === name ? state.samples : keptOf(name);
  const length = response?.elapsed ?? progress?.elapsed;
  const elapsed = length && Number(length.seconds) * 1000 + length.nanos / 1e6;
  const best = response?.score?.total ?? progress?.bestScore;
  const bound = response?.bound ?? progress?.bound;
  useEffect(() => {
    if (!name || elapsed === undefined || best === undefined || bound === undefined) return;
    const sample = { elapsed, best: Number(best), bound: Number(bound) };
    setState((before) => {
      const next = { name, samples: withSample(before?.name === name ? before.samples : keptOf(name), sample) };
      sessionStorage.setItem(STORED, JSON.stringify(next));
      return next;
    });
  }, [name, elapsed, best, bound]);
  return samples;
}
