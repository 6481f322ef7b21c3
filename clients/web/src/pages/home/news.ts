// What others changed, told by what it was rather than one by one.
import type { Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { instantOf } from "../../parts/when.ts";

// Kinds that have a word of their own in home.json; the rest is "other".
export const KINDS = [
  "events",
  "categories",
  "delegations",
  "participants",
  "sessions",
  "meetings",
  "meetingRequests",
  "people",
  "organizations",
  "actionItems",
  "commitments",
  "actionPlans",
  "negotiations",
  "trips",
] as const;
export type Kind = (typeof KINDS)[number] | "other";

export interface News {
  partition: string;
  // How many resources of each kind, the most first.
  counts: [Kind, number][];
  last: Date;
}

function kindOf(resourceName: string): Kind {
  const segments = resourceName.split("/");
  const collection = segments.length % 2 === 0 ? segments.at(-2) : segments.at(-1);
  return (KINDS as readonly string[]).includes(collection ?? "") ? (collection as Kind) : "other";
}

// `changes` of one partition, without those of `caller`; null where nothing is left.
export function newsOf(partition: string, changes: readonly Change[], caller: string): News | null {
  const others = changes.filter((change) => change.caller !== caller && !change.caller.startsWith(`${caller}/`));
  const last = others.at(-1)?.changeTime;
  if (!last) return null;
  const resources = new Map<Kind, Set<string>>();
  for (const { resourceName } of others) {
    const kind = kindOf(resourceName);
    resources.set(kind, (resources.get(kind) ?? new Set()).add(resourceName));
  }
  const counts = [...resources].map(([kind, names]) => [kind, names.size] as [Kind, number]);
  return { partition, counts: counts.sort((a, b) => b[1] - a[1]), last: instantOf(last) };
}
