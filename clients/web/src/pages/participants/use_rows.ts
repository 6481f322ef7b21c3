import { useMemo } from "react";
import { useLanguage } from "../../i18n/use_language.ts";
import { categoryLabel, useCategories, useDelegations, useEventName } from "../events/event_data.ts";
import { rowMaker, type Row } from "./row.ts";
import { useRoster, type UseRoster } from "./use_roster.ts";

export interface UseRows extends UseRoster {
  rows: Row[];
  // How a delegation and a category are called; "" for none.
  delegationOf: (name: string) => string;
  categoryOf: (name: string) => string;
}

// Everybody at the event whose pages these are, as lines of a list.
export function useRows(): UseRows {
  const language = useLanguage();
  const roster = useRoster(useEventName());
  const categories = useCategories();
  const delegations = useDelegations();
  const labels = useMemo(() => {
    const called = new Map(delegations.map(({ delegation, label }) => [delegation.name, label]));
    return {
      language,
      delegationOf: (name: string) => called.get(name) ?? name.split("/").at(-1)!,
      categoryOf: (name: string) => (name === "" ? "" : categoryLabel(categories, name, language)),
    };
  }, [language, delegations, categories]);
  const makeRows = useMemo(() => rowMaker(labels), [labels]);
  const rows = useMemo(() => makeRows(roster.roster), [makeRows, roster.roster]);
  return { ...roster, rows, delegationOf: labels.delegationOf, categoryOf: labels.categoryOf };
}
