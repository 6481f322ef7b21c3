import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useCategories, useDelegations } from "../events/event_data.ts";
import { NO_DELEGATION, type Facet } from "./filters.ts";

// How a value of a facet is called.
export function useFacetLabels(): (facet: Facet, value: string) => string {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const categories = useCategories();
  const delegations = useDelegations();
  return useMemo(() => {
    const last = (name: string) => name.split("/").at(-1)!;
    const called = {
      category: new Map(categories.map(({ name, displayNames }) => [last(name), textIn(displayNames, language)])),
      delegation: new Map(delegations.map(({ delegation, label }) => [last(delegation.name), label])),
    };
    return (facet, value) => {
      if (facet === "delegation" && value === NO_DELEGATION) return t("noDelegation");
      if (facet === "category" || facet === "delegation") return called[facet].get(value) ?? value;
      return t(`${facet}.${value}`);
    };
  }, [t, language, categories, delegations]);
}
