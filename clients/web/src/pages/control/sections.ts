// The control list: what waits, in the order in which it is read.
import { ActionItem_State, type ActionItem, type Commitment, type ControlList } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { isUnderControl } from "./item_rules.ts";

export type SectionKey = "overdue" | "due" | "toAcknowledge" | "toDecide" | "extensions" | "later";

export interface Section {
  key: SectionKey;
  items: ActionItem[];
  hasMore: boolean;
}

const DAY_MS = 86_400_000;

// Whole days from `from` to `to`, both "2023-08-24".
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

const dueOf = (item: ActionItem) => item.effectiveDueDate || item.dueDate;

const byDueDate = (a: ActionItem, b: ActionItem) => (dueOf(a) || "9999").localeCompare(dueOf(b) || "9999") || a.name.localeCompare(b.name);

// Of somebody, as the server puts it.
export function sectionsOfList(list: ControlList): Section[] {
  const { overdue, due, toAcknowledge, toDecide, extensionsToDecide } = list;
  const sections: [SectionKey, typeof overdue][] = [
    ["overdue", overdue],
    ["due", due],
    ["toDecide", toDecide],
    ["extensions", extensionsToDecide],
    ["toAcknowledge", toAcknowledge],
  ];
  return sections.map(([key, section]) => ({ key, items: section?.actionItems ?? [], hasMore: section?.hasMore ?? false }));
}

// Of everybody, on a day and in some days from it; each item stands once.
export function sectionsOfAll(items: readonly ActionItem[], date: string, days: number): Section[] {
  const sections: Record<SectionKey, ActionItem[]> = { overdue: [], due: [], toDecide: [], extensions: [], toAcknowledge: [], later: [] };
  for (const item of [...items].sort(byDueDate)) if (isUnderControl(item.state)) sections[sectionOf(item, date, days)].push(item);
  return (Object.keys(sections) as SectionKey[]).map((key) => ({ key, items: sections[key], hasMore: false }));
}

function sectionOf(item: ActionItem, date: string, days: number): SectionKey {
  const due = dueOf(item);
  if (item.state === ActionItem_State.REPORTED) return "toDecide";
  if (due !== "" && due < date) return "overdue";
  if (due !== "" && daysBetween(date, due) < days) return "due";
  if (item.undecidedExtension !== "") return "extensions";
  return item.state === ActionItem_State.ASSIGNED ? "toAcknowledge" : "later";
}

// Under one counterpart each, in the order in which they first come; what has none comes last.
export function groupedBy<T>(rows: readonly T[], keyOf: (row: T) => string): { key: string; rows: T[] }[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups].map(([key, grouped]) => ({ key, rows: grouped })).sort((a, b) => Number(a.key === "") - Number(b.key === ""));
}

interface Sources {
  commitments: readonly Commitment[];
  plans: readonly { name: string; counterpart: string }[];
  negotiations: readonly { name: string; counterpart: string }[];
}

// With whom an item has to do: by its commitment, its planned visit, its plan, its negotiation.
export function counterpartsIn({ commitments, plans, negotiations }: Sources): (item: ActionItem) => string {
  const by = new Map([...commitments, ...plans, ...negotiations].map(({ name, counterpart }) => [name, counterpart]));
  return (item) => by.get(item.commitment) || item.plannedEvent?.counterpart || by.get(item.actionPlan) || by.get(item.negotiation) || "";
}
