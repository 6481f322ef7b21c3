// What stands in the way of a change, read from a refusal or from a conflict that was found before it.
import { errorOfStatus, refusalOf, type Refusal } from "@plenary/client";
import type { Conflict } from "@plenary/client/gen/plenary/v1/schedule_pb";

export interface Span {
  start: Date;
  end: Date;
}

export interface Obstacle {
  // The rule: "SUBJECT_OCCUPIED"; "" where none was told.
  reason: string;
  metadata: Record<string, string>;
  // What the server said; undefined where only the page knows of it.
  refusal: Refusal | undefined;
  // Whether it refuses nothing.
  isWarning: boolean;
  // The nearest times at which everything fits.
  alternatives: Span[];
  // Rooms, interpreters, cars of the same kind that are free then.
  otherAssets: string[];
}

// "2023-04-18T07:00:00+00:00/2023-04-18T08:00:00+00:00,…"
export function spansIn(text: string | undefined): Span[] {
  if (!text) return [];
  return text
    .split(",")
    .map((each) => {
      const [start, end] = each.split("/");
      return { start: new Date(start!), end: new Date(end!) };
    })
    .filter(({ start, end }) => !Number.isNaN(start.getTime()) && !Number.isNaN(end.getTime()));
}

export function obstacleOfError(error: unknown, isWarning = false): Obstacle {
  const refusal = refusalOf(error);
  const { reason, metadata } = refusal;
  return {
    reason,
    metadata,
    refusal,
    isWarning,
    alternatives: spansIn(metadata.alternatives),
    otherAssets: metadata.otherAssets ? metadata.otherAssets.split(",") : [],
  };
}

export function obstacleOfConflict(conflict: Conflict): Obstacle {
  return obstacleOfError(conflict.error && errorOfStatus(conflict.error), conflict.isWarning);
}
