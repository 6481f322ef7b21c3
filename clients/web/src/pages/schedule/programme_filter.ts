// What of a programme is shown, as the address keeps it: ?track=…&delegation=…&person=…&interpreter=…
import { personKey, type Activity } from "./activity.ts";

export const FILTERS = ["track", "delegation", "person", "interpreter"] as const;
export type FilterField = (typeof FILTERS)[number];
export type ProgrammeFilter = Record<FilterField, string>;

export function filterIn(search: URLSearchParams): ProgrammeFilter {
  return Object.fromEntries(FILTERS.map((field) => [field, search.get(field) ?? ""])) as ProgrammeFilter;
}

export function isFiltering(filter: ProgrammeFilter): boolean {
  return FILTERS.some((field) => filter[field] !== "");
}

export function passes(activity: Activity, filter: ProgrammeFilter): boolean {
  const { track, delegation, person, interpreter } = filter;
  return (
    (track === "" || activity.track === track) &&
    (delegation === "" ||
      activity.delegations.includes(delegation) ||
      activity.attendees.some((attendee) => attendee.delegation === delegation)) &&
    (person === "" || activity.attendees.some((attendee) => personKey(attendee) === person || attendee.who === person)) &&
    (interpreter === "" || activity.interpreters.includes(interpreter))
  );
}
