// What is known of a plan, as its first sentence tells it.
import type { MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { MeetingRequest_State } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import {
  ActivityExplanation_Standing,
  PlanProof,
  type PlanEventResponse,
  type PlanScore,
} from "@plenary/client/gen/plenary/v1/planning_pb";

export interface Sides {
  // Agreed, whether placed or not.
  placed: MeetingRequest[];
  unplaced: MeetingRequest[];
  // Somebody's turn to answer.
  waiting: MeetingRequest[];
  closed: MeetingRequest[];
}

// By preference, then by name: what matters most first.
function byWeight(a: MeetingRequest, b: MeetingRequest): number {
  return preferenceOf(a) - preferenceOf(b) || (a.name < b.name ? -1 : 1);
}

// The rank of the wish, 1 to 5; unset is 3.
export function preferenceOf({ preference }: MeetingRequest): 1 | 2 | 3 | 4 | 5 {
  return (preference || 3) as 1 | 2 | 3 | 4 | 5;
}

export function sidesOf(requests: readonly MeetingRequest[]): Sides {
  const sides: Sides = { placed: [], unplaced: [], waiting: [], closed: [] };
  for (const request of requests) {
    if (request.state === MeetingRequest_State.SCHEDULED) sides.placed.push(request);
    else if (request.state === MeetingRequest_State.ACCEPTED) sides.unplaced.push(request);
    else if (request.state === MeetingRequest_State.PENDING || request.state === MeetingRequest_State.COUNTERED)
      sides.waiting.push(request);
    else sides.closed.push(request);
  }
  for (const list of Object.values(sides) as MeetingRequest[][]) list.sort(byWeight);
  return sides;
}

// "12.5 %": how much better a plan may be. What is not proved is never rounded to nothing.
export function gapText(best: bigint, bound: bigint, language: string): string {
  const percent = best <= bound ? 0 : Math.max(0.1, (100 * Number(best - bound)) / Number(best));
  return new Intl.NumberFormat(language === "be" ? "ru" : language, { style: "percent", maximumFractionDigits: 1 }).format(percent / 100);
}

// Whether what was said of the plan still speaks of it: nothing was placed or lost since.
export function stillStands(response: PlanEventResponse, { placed, unplaced }: Sides, meetings: number): boolean {
  const said = response.meetingsCreated + response.meetingsMoved + response.meetingsReplaced + response.meetingsKept;
  const isSame = said === placed.length || said === meetings;
  return isSame && response.unplacedCount === unplaced.length;
}

export function isProved(response: PlanEventResponse): boolean {
  return response.proof === PlanProof.PROVED_OPTIMAL;
}

// How many of what has no place cannot have one, whatever moves.
export function impossibleCount(response: PlanEventResponse): number {
  const hopeless = [ActivityExplanation_Standing.IMPOSSIBLE, ActivityExplanation_Standing.REFUSED];
  return response.unplaced.filter(({ explanation }) => explanation && hopeless.includes(explanation.standing)).length;
}

export type Term = Exclude<keyof PlanScore, "total" | "$typeName" | "$unknown">;
const TERMS: readonly Term[] = [
  "leftOut",
  "breaks",
  "idle",
  "unfairness",
  "early",
  "missed",
  "moved",
  "replaced",
  "tableChanges",
  "roomFit",
];

// What the score is made of, without what is nothing; the heaviest first.
export function termsOf(score: PlanScore): { term: Term; points: bigint }[] {
  return TERMS.map((term) => ({ term, points: score[term] }))
    .filter(({ points }) => points !== 0n)
    .sort((a, b) => (a.points < b.points ? 1 : a.points > b.points ? -1 : 0));
}

// How far a plan was at an instant of its search.
export interface Sample {
  // Milliseconds since it began.
  elapsed: number;
  best: number;
  bound: number;
}

// Takes in where the search is, unless nothing changed but the time.
export function withSample(samples: readonly Sample[], next: Sample): Sample[] {
  const last = samples.at(-1);
  const before = samples.at(-2);
  const isSame = (a: Sample | undefined, b: Sample) => a !== undefined && a.best === b.best && a.bound === b.bound;
  if (last && next.elapsed < last.elapsed) return [next];
  if (isSame(last, next) && isSame(before, next)) return [...samples.slice(0, -1), next];
  return [...samples, next];
}
