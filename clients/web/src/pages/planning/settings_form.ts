// The rules of planning as they are typed, and as the server has them.
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { create } from "@bufbuild/protobuf";
import {
  PlanningSettings_Window_Part,
  PlanningSettings_WindowSchema,
  PlanningSettings_WeightsSchema,
  PlanningSettingsSchema,
  type PlanningSettings,
  type PlanningSettings_Weights,
} from "@plenary/client/gen/plenary/v1/planning_pb";
import { minutesOf } from "./request_texts.ts";
import { intervalOf, lengthOf, rowOf, type TimeRow } from "./times_field.tsx";

export interface WindowRow extends TimeRow {
  part: PlanningSettings_Window_Part;
}

export type Weight = Exclude<keyof PlanningSettings_Weights, "$typeName" | "$unknown">;

// What each weighs where nothing else is said.
export const WEIGHTS: Record<Weight, number> = {
  breaks: 10,
  idle: 1,
  unfairness: 5,
  early: 0,
  missed: 20,
  moved: 50,
  replaced: 20,
  tableChanges: 0,
  roomFit: 1,
};
export const PRICES = [100_000, 3000, 1000, 500, 200] as const;

export interface SettingsForm {
  windows: WindowRow[];
  assets: string[];
  grain: number;
  // Minutes; 0: the event's default.
  duration: number;
  gap: number;
  // Undefined: no limit.
  difference: number | undefined;
  weights: Record<Weight, number>;
  prices: number[];
}

export function formOf(settings: PlanningSettings, zone: string): SettingsForm {
  const weights = { ...WEIGHTS };
  for (const weight of Object.keys(WEIGHTS) as Weight[]) weights[weight] = settings.weights?.[weight] ?? WEIGHTS[weight];
  return {
    windows: settings.windows.flatMap(({ interval, part }) => (interval ? [{ ...rowOf(interval, zone), part }] : [])),
    assets: [...settings.assets],
    grain: settings.grainMinutes,
    duration: minutesOf(settings.defaultDuration),
    gap: settings.gapMinutes,
    difference: settings.maxBreakDifference,
    weights,
    prices: PRICES.map((price, at) => (settings.leftOutPrices.length === 0 ? price : Number(settings.leftOutPrices[at] ?? 0n))),
  };
}

export const MASK = [
  "windows",
  "assets",
  "grain_minutes",
  "default_duration",
  "gap_minutes",
  "max_break_difference",
  "weights",
  "left_out_prices",
];

export function settingsOf(form: SettingsForm, { name, etag }: PlanningSettings, zone: string): PlanningSettings {
  return create(PlanningSettingsSchema, {
    name,
    etag,
    windows: form.windows.map((row) => create(PlanningSettings_WindowSchema, { interval: intervalOf(row, zone), part: row.part })),
    assets: form.assets,
    grainMinutes: form.grain,
    gapMinutes: form.gap,
    weights: create(PlanningSettings_WeightsSchema, form.weights),
    leftOutPrices: form.prices.map((price) => BigInt(price)),
    ...(form.duration > 0 && { defaultDuration: durationFromMs(form.duration * 60_000) }),
    ...(form.difference !== undefined && { maxBreakDifference: form.difference }),
  });
}

// Whether it can be sent: every window has a length.
export function isSound({ windows }: SettingsForm): boolean {
  return windows.every((row) => (lengthOf(row) ?? 0) > 0);
}
