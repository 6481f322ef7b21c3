import { Participant_Capacity as Capacity } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { isCustom, isTitle, type Column } from "./columns.ts";
import { CAPACITIES, readCapacity } from "./list/words.ts";
import type { Roster } from "./roster.ts";

// The heading of each column, in the reader's language.
export function useColumnText(roster: Pick<Roster, "customFields">): (column: Column) => string {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  return useCallback(
    (column) => {
      if (isTitle(column)) return t(`column.title.${column.slice("title.".length)}`);
      if (!isCustom(column)) return t(`column.${column}`);
      const field = roster.customFields.find(({ id }) => column === `custom.${id}`);
      return field ? textIn(field.displayNames, language) : column;
    },
    [t, language, roster.customFields],
  );
}

export interface CellChoice {
  // What is written into the cell.
  value: string;
  label: string;
}

// The answers there are for a column; undefined where anything may be written.
export function useCellChoices(roster: Roster): (column: Column) => CellChoice[] | undefined {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  const capacities = useMemo(
    () => CAPACITIES.map((capacity) => ({ value: Capacity[capacity], label: t(`capacity.${Capacity[capacity]}`) })),
    [t],
  );
  const categories = useMemo(
    () => roster.categories.map(({ displayNames }) => textIn(displayNames, language)).map((label) => ({ value: label, label })),
    [roster.categories, language],
  );
  return useCallback(
    (column) => {
      if (column === "capacity") return capacities;
      if (column === "category") return categories;
      if (!isCustom(column)) return undefined;
      const field = roster.customFields.find(({ id }) => column === `custom.${id}`);
      if (field === undefined || field.choices.length === 0) return undefined;
      return field.choices.map(({ displayNames }) => textIn(displayNames, language)).map((label) => ({ value: label, label }));
    },
    [capacities, categories, roster.customFields, language],
  );
}

// What a cell shows: capacities by their words, whatever language they were pasted in.
export function useShownText(): (column: Column, text: string) => string {
  const { t } = useTranslation("registration");
  return useCallback(
    (column, text) => {
      const capacity = column === "capacity" && text !== "" ? readCapacity(text) : undefined;
      return capacity === undefined ? text : t(`capacity.${Capacity[capacity]}`);
    },
    [t],
  );
}
