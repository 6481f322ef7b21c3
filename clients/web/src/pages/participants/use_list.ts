// What the list of participants shows, kept in its address: what is typed, filters, order, columns.
import { useDebouncedCallback } from "@mantine/hooks";
import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import type { Column } from "../../parts/data_table.tsx";
import { sortRows, type Sort } from "../../parts/data_table_rows.ts";
import { withParameters } from "../../parts/use_address.ts";
import { FACETS, passes, readFilters, readSort, withFacet, withSort, type Facet, type Filters } from "./filters.ts";
import type { Row } from "./row.ts";
import { matches, otherLayout, queryOf } from "./search_text.ts";

// A pause after which what is typed goes into the address.
const PAUSE_MS = 400;

export interface List {
  typed: string;
  setTyped: (typed: string) => void;
  filters: Filters;
  setFacet: (facet: Facet, values: readonly string[]) => void;
  clear: () => void;
  isFiltered: boolean;
  sort: Sort | undefined;
  setSort: (sort: Sort | undefined) => void;
  shown: string[] | undefined;
  setShown: (ids: string[]) => void;
  // What is left, in order.
  rows: Row[];
  // What was meant, where the keyboard had the other layout on.
  meant: string | undefined;
}

export function useList(all: readonly Row[], columns: readonly Column<Row>[]): List {
  const language = useLanguage();
  const [params, setParams] = useSearchParams();
  const [typed, setTypedHere] = useState(params.get("q") ?? "");
  const change = useCallback(
    (next: (params: URLSearchParams) => URLSearchParams) => setParams(next, { replace: true, preventScrollReset: true }),
    [setParams],
  );
  const keepTyped = useDebouncedCallback((text: string) => {
    change((now) => withParameters(now, { q: text }));
  }, PAUSE_MS);
  const setTyped = (text: string) => {
    setTypedHere(text);
    keepTyped(text);
  };

  // By their texts, since every change of the address makes them anew.
  const facetText = FACETS.map((facet) => params.get(facet) ?? "").join(" ");
  const filters = useMemo(() => readFilters(params), [facetText]);
  const sortText = params.get("sort") ?? "";
  const sort = useMemo(() => readSort(params), [sortText]);
  const shownText = params.get("columns");
  const shown = useMemo(() => shownText?.split(","), [shownText]);

  const by = columns.find(({ id }) => id === sort?.id);
  const sorted = useMemo(() => (by ? sortRows(all, by.value, sort!.descending, language) : all), [all, by, sort, language]);
  const passed = useMemo(() => sorted.filter((row) => passes(row, filters)), [sorted, filters]);
  const { rows, meant } = useMemo(() => search(passed, typed), [passed, typed]);
  return {
    typed,
    setTyped,
    filters,
    setFacet: (facet, values) => change((now) => withFacet(now, facet, values)),
    clear: () => {
      setTypedHere("");
      change((now) => FACETS.reduce((next, facet) => withFacet(next, facet, []), withParameters(now, { q: null })));
    },
    isFiltered: typed !== "" || FACETS.some((facet) => filters[facet].length > 0),
    sort,
    setSort: (next) => change((now) => withSort(now, next)),
    shown,
    setShown: (ids) =>
      change((now) => {
        const next = new URLSearchParams(now);
        next.set("columns", ids.join(","));
        return next;
      }),
    rows,
    meant,
  };
}

function search(rows: Row[], typed: string): { rows: Row[]; meant: string | undefined } {
  const query = queryOf(typed);
  if (query.length === 0) return { rows, meant: undefined };
  const found = rows.filter((row) => matches(row.text, query));
  if (found.length > 0) return { rows: found, meant: undefined };
  const meant = otherLayout(typed);
  const others = rows.filter((row) => matches(row.text, queryOf(meant)));
  return others.length > 0 ? { rows: others, meant } : { rows: found, meant: undefined };
}
