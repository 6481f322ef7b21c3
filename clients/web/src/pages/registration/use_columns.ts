import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { allColumns, type Column } from "./columns.ts";
import type { Roster } from "./roster.ts";
import type { Row } from "./rows.ts";

const USUAL: readonly Column[] = ["family", "given", "patronymic", "category", "capacity", "latin", "email", "phone"];

// Which columns there are and which are shown: the usual ones, those that somebody chose (in the
// address), those that hold something, and the questions that must be answered.
export function useColumns(rows: readonly Row[], roster: Roster): { all: Column[]; shown: Column[]; choose: (columns: Column[]) => void } {
  const language = useLanguage();
  const [search, setSearch] = useSearchParams();
  const chosen = search.get("columns");
  const all = useMemo(
    () =>
      allColumns(
        language,
        roster.customFields.map(({ id }) => id),
      ),
    [language, roster.customFields],
  );
  const held = useMemo(() => {
    const columns = new Set<string>();
    for (const row of rows) for (const [column, text] of Object.entries(row.cells)) if (text) columns.add(column);
    return columns;
  }, [rows]);
  const shown = useMemo(() => {
    const usual = new Set<Column>([...USUAL, `title.${language}`, ...roster.customFields.map(({ id }): Column => `custom.${id}`)]);
    if (roster.categories.length < 2) usual.delete("category");
    const wanted = chosen === null ? usual : new Set(chosen.split(",") as Column[]);
    return all.filter((column) => column === "family" || column === "given" || wanted.has(column) || held.has(column));
  }, [all, chosen, held, language, roster]);
  const choose = (columns: Column[]) => {
    const next = new URLSearchParams(search);
    next.set("columns", columns.join(","));
    setSearch(next, { replace: true });
  };
  return { all, shown, choose };
}
