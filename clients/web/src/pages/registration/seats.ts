// Seats of the delegation by category, filling while people are entered.
import type { Category } from "@plenary/client/gen/plenary/v1/events_pb";
import type { Quota } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { categoryOfRow, type Roster } from "./roster.ts";
import { filled, type Row } from "./rows.ts";

export interface CategorySeats {
  category: string;
  // Undefined: no limit.
  limit: number | undefined;
  taken: number;
  held: number;
  // New in the table, in a seat and without one.
  seated: number;
  unseated: number;
  // Registered before and waiting.
  waiting: number;
}

export interface Seats {
  categories: CategorySeats[];
  // The rows for whom no seat is left, by key, with how many new ones wait before them, from 1.
  unseated: Map<string, number>;
}

// The seats as they are, with nobody new.
export function seatsNow(quotas: readonly Quota[], categories: readonly Category[]): CategorySeats[] {
  return categories.flatMap(({ name }) => {
    const quota = quotas.find(({ category }) => category === name);
    if (!quota) return [];
    const { limit, used, held, waiting } = quota;
    return [{ category: name, limit, taken: used, held, seated: 0, unseated: 0, waiting }];
  });
}

// How the seats would go to the rows in the order of the table. `takesSeats`: whether people get
// their seat at once, or only once they are confirmed.
export function seatsOf(
  rows: readonly Row[],
  quotas: readonly Quota[],
  categories: readonly Category[],
  roster: Roster,
  takesSeats = true,
): Seats {
  const unseated = new Map<string, number>();
  const byCategory = new Map<string, Row[]>();
  for (const row of filled(rows)) {
    const category = categoryOfRow(row, roster);
    if (category !== undefined) byCategory.set(category, [...(byCategory.get(category) ?? []), row]);
  }
  const shown = categories.filter(({ name }) => byCategory.has(name) || quotas.some((quota) => quota.category === name));
  return {
    unseated,
    categories: shown.map(({ name }) => {
      const quota = quotas.find((each) => each.category === name);
      const mine = byCategory.get(name) ?? [];
      const taken = quota?.used ?? 0;
      const held = quota?.held ?? 0;
      const free = quota?.limit === undefined || !takesSeats ? mine.length : Math.max(0, quota.limit - taken - held);
      const seated = Math.min(free, mine.length);
      mine.slice(seated).forEach((row, at) => unseated.set(row.key, at + 1));
      return { category: name, limit: quota?.limit, taken, held, seated, unseated: mine.length - seated, waiting: quota?.waiting ?? 0 };
    }),
  };
}
