// Which participants a list shows, as its address says: ?q=…&state=NOMINATED,CONFIRMED&category=press.
import {
  Participant_Attendance as Attendance,
  Participant_Capacity as Capacity,
  Participant_Function as Func,
  Participant_State as State,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Sort } from "../../parts/data_table_rows.ts";
import type { Row } from "./row.ts";

// By what participants can be chosen; each with the values of the address.
export const FACETS = ["state", "category", "delegation", "capacity", "function", "attendance"] as const;
export type Facet = (typeof FACETS)[number];
export type Filters = Readonly<Record<Facet, readonly string[]>>;

export const NO_DELEGATION = "none";

const last = (name: string) => name.split("/").at(-1) ?? "";

// What somebody has of each facet, as the address writes it.
const VALUES: Record<Facet, (row: Row) => string[]> = {
  state: ({ participant }) => [State[participant.state]],
  category: ({ participant }) => [last(participant.category)],
  delegation: ({ participant }) => [last(participant.delegation) || NO_DELEGATION],
  capacity: ({ participant }) => [Capacity[participant.capacity]],
  function: ({ participant }) => participant.functions.map((value) => Func[value]),
  attendance: ({ participant }) => [Attendance[participant.attendance || Attendance.EXPECTED]],
};

export function readFilters(params: URLSearchParams): Filters {
  const read = (facet: Facet) =>
    params
      .get(facet)
      ?.split(",")
      .filter((value) => value !== "") ?? [];
  return Object.fromEntries(FACETS.map((facet) => [facet, read(facet)])) as unknown as Filters;
}

// `params` with other values of one facet.
export function withFacet(params: URLSearchParams, facet: Facet, values: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(params);
  if (values.length === 0) next.delete(facet);
  else next.set(facet, values.join(","));
  return next;
}

export function passes(row: Row, filters: Filters): boolean {
  return FACETS.every((facet) => {
    const wanted = filters[facet];
    return wanted.length === 0 || VALUES[facet](row).some((value) => wanted.includes(value));
  });
}

// How many of `rows` have each value of a facet, of those that every other facet lets through.
export function countsOf(rows: readonly Row[], filters: Filters, facet: Facet): Map<string, number> {
  const others = { ...filters, [facet]: [] };
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (!passes(row, others)) continue;
    for (const value of VALUES[facet](row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

// The order in the address: "name" up, "-name" down.
export function readSort(params: URLSearchParams): Sort | undefined {
  const text = params.get("sort") ?? "";
  return text === "" ? undefined : { id: text.replace(/^-/, ""), descending: text.startsWith("-") };
}

export function withSort(params: URLSearchParams, sort: Sort | undefined): URLSearchParams {
  const next = new URLSearchParams(params);
  if (sort) next.set("sort", `${sort.descending ? "-" : ""}${sort.id}`);
  else next.delete("sort");
  return next;
}

const quoted = (event: string, kind: string, values: readonly string[], field: string) =>
  values.map((value) => (value === NO_DELEGATION && field === "delegation" ? `${field} = ""` : `${field} = "${event}/${kind}/${value}"`));

// The same choice as the server filters, for an export; undefined where it has no words for it.
export function filterText(filters: Filters, event: string): string | undefined {
  if (filters.function.length > 0) return undefined;
  const groups = [
    filters.state.map((value) => `state = ${value}`),
    quoted(event, "categories", filters.category, "category"),
    quoted(event, "delegations", filters.delegation, "delegation"),
    filters.capacity.map((value) => `capacity = ${value}`),
    filters.attendance.map((value) => `attendance = ${value}`),
  ].filter((group) => group.length > 0);
  return groups.map((group) => (group.length === 1 ? group[0] : `(${group.join(" OR ")})`)).join(" AND ");
}
