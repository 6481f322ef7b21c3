// The programme page's address: ?day=2023-04-18&rows=rooms&selected=sessions/opening, beside the filters.
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { withParameters } from "../../parts/use_address.ts";
import { filterIn, type ProgrammeFilter } from "./programme_filter.ts";
import { DIMENSIONS, type Dimension } from "./rows.ts";
import { useSchedule } from "./schedule_context.ts";
import { dayOf, type Day } from "../../parts/venue_day.ts";

export type Shape = Dimension | "list";

interface ProgrammeAddress {
  day: Day;
  shape: Shape;
  filter: ProgrammeFilter;
  // What is open: "sessions/opening".
  selected: string;
  set(field: string, value: string): void;
}

const isShape = (text: string | null): text is Shape => text === "list" || DIMENSIONS.includes(text as Dimension);

// The day that is asked for, else today, else that on which the event begins.
export function dayIn(search: URLSearchParams, days: readonly Day[], firstDay: Day | undefined, today: Day): Day {
  const asked = search.get("day");
  if (asked && /^\d{4}-\d{2}-\d{2}$/.test(asked)) return asked;
  return days.includes(today) ? today : (firstDay ?? days[0] ?? today);
}

export function useProgrammeAddress(isNarrow: boolean): ProgrammeAddress {
  const { days, firstDay, zone } = useSchedule();
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (field: string, value: string) => {
      setSearch((before) => withParameters(before, { [field]: value }), { replace: field !== "day" && field !== "rows" });
    },
    [setSearch],
  );
  return useMemo(() => {
    const asked = search.get("rows");
    return {
      day: dayIn(search, days, firstDay, dayOf(new Date(), zone)),
      shape: isNarrow ? "list" : isShape(asked) ? asked : "rooms",
      filter: filterIn(search),
      selected: search.get("selected") ?? "",
      set,
    };
  }, [search, days, firstDay, zone, isNarrow, set]);
}
