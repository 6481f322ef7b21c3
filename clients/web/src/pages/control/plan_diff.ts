// What an edition of a plan changed.
import type { ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";

export type Fate = "new" | "changed" | "gone" | "same";

export interface DiffRow {
  item: ActionItem;
  fate: Fate;
  // As it was, of what changed.
  before?: ActionItem;
}

// What people agreed on: not how far it is since.
const saidBy = ({ titles, texts, lead, coExecutors, controller, firstDueDate, plannedEvent }: ActionItem) =>
  JSON.stringify([
    titles.map(({ language, text }) => [language, text]),
    texts.map(({ language, text }) => [language, text]),
    lead?.organization,
    lead?.person,
    coExecutors.map(({ organization, person }) => [organization, person]),
    controller,
    firstDueDate,
    plannedEvent?.kind,
    plannedEvent?.quarter,
    plannedEvent?.counterpart,
    plannedEvent?.place,
  ]);

// The items of `now` against those of an edition before, and last what is not there any more.
export function planDiff(before: readonly ActionItem[], now: readonly ActionItem[]): DiffRow[] {
  const earlier = new Map(before.map((item) => [item.name, item]));
  const rows = now.map((item): DiffRow => {
    const old = earlier.get(item.name);
    if (!old) return { item, fate: "new" };
    return saidBy(old) === saidBy(item) ? { item, fate: "same" } : { item, fate: "changed", before: old };
  });
  const kept = new Set(now.map(({ name }) => name));
  return [...rows, ...before.filter(({ name }) => !kept.has(name)).map((item): DiffRow => ({ item, fate: "gone" }))];
}
