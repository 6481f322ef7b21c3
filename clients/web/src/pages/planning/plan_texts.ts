// What stands in the way of a meeting and what would help, in the reader's words.
import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { Interval } from "@plenary/client/gen/google/type/interval_pb";
import {
  PlanConstraint_Kind,
  RemedyStep_Kind,
  type PlanConstraint,
  type PlannedPlace,
  type RemedyStep,
} from "@plenary/client/gen/plenary/v1/planning_pb";
import type { TFunction } from "i18next";
import type { Language } from "../../i18n/languages.ts";
import { formatInstant, formatInterval, formatTime, wallClock } from "../../parts/when.ts";
import type { PlanNames } from "./plan_names.ts";

// So many times are spelled out.
const FEW = 3;

// Those of `times` that matter where only `proposed` could be met in.
function touching(times: readonly Interval[], proposed: readonly Interval[]): readonly Interval[] {
  const ms = (time: Interval["startTime"]) => (time ? timestampMs(time) : 0);
  const found = times.filter((time) =>
    proposed.some((each) => ms(time.startTime) < ms(each.endTime) && ms(each.startTime) < ms(time.endTime)),
  );
  return found.length > 0 ? found : times;
}

export class PlanTexts {
  private readonly t: TFunction<"planning">;
  private readonly names: PlanNames;
  private readonly language: Language;
  private readonly zone: string;

  constructor(t: TFunction<"planning">, names: PlanNames, language: Language, zone: string) {
    this.t = t;
    this.names = names;
    this.language = language;
    this.zone = zone;
  }

  // "19 Apr, 10:00–10:30": the year is that of the event.
  when(interval: Interval | undefined): string {
    if (!interval?.startTime || !interval.endTime) return interval ? formatInterval(interval, this.language, this.zone) : "";
    const isOneDay = wallClock(interval.startTime, this.zone).day === wallClock(interval.endTime, this.zone).day;
    if (!isOneDay) return formatInterval(interval, this.language, this.zone);
    return `${formatInstant(interval.startTime, this.language, this.zone, "short")}–${formatTime(interval.endTime, this.language, this.zone)}`;
  }

  times(intervals: readonly Interval[]): string {
    if (intervals.length > FEW) return this.t("constraint.times", { count: intervals.length });
    return intervals.map((interval) => this.when(interval)).join(", ");
  }

  place({ interval, assets }: PlannedPlace): string {
    return [this.when(interval), ...(assets.length > 0 ? [assets.map((asset) => this.names.assets([asset])).join(", ")] : [])].join(", ");
  }

  // `proposed` are the times that the request itself names.
  constraint(constraint: PlanConstraint, proposed: readonly Interval[] = []): string {
    const { kind, capacity } = constraint;
    if (kind === PlanConstraint_Kind.WINDOWS && proposed.length > 0) return this.t("constraint.windowsAt", { when: this.times(proposed) });
    return this.t(`constraint.${PlanConstraint_Kind[kind]}` as "constraint.WINDOWS", {
      activity: this.names.activity(constraint.activity),
      person: this.names.person(constraint.person),
      assets: this.names.assets(constraint.assets),
      when: this.times(touching(constraint.intervals, proposed)),
      count: capacity,
    });
  }

  step(step: RemedyStep): string {
    return this.t(`step.${RemedyStep_Kind[step.kind]}` as "step.MOVE", {
      activity: this.names.activity(step.activity),
      person: this.names.person(step.person),
      assets: this.names.assets(step.assets),
      from: this.when(step.from),
      to: this.when(step.to),
      bound: step.bound,
    });
  }
}
