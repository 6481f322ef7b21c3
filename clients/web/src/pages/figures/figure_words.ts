import { Figure_Status, FigurePeriod_Kind, type FigurePeriod } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName } from "../../parts/code_names.ts";
import type { Tone } from "../../parts/state_badge.tsx";
import { useOrganizationLines } from "../../parts/directory.ts";
import { monthName } from "../../parts/when.ts";

export const STATUS_TONES: Record<Figure_Status, Tone> = {
  [Figure_Status.STATUS_UNSPECIFIED]: "quiet",
  [Figure_Status.FINAL]: "good",
  [Figure_Status.PRELIMINARY]: "tentative",
  [Figure_Status.ILLUSTRATIVE]: "conflict",
};

// How a period is called: "2023", "January–September 2023", "Q3 2023".
export function usePeriodWord(): (period: Pick<FigurePeriod, "kind" | "year" | "number">) => string {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  return ({ kind, year, number }) =>
    t(`period.${FigurePeriod_Kind[kind]}`, {
      year,
      number,
      month: number > 0 ? monthName(number, language) : "",
      first: monthName(1, language),
    });
}

// Without the year: "Year", "January–September".
export function useSpanWord(): (period: Pick<FigurePeriod, "kind" | "number">) => string {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  return ({ kind, number }) =>
    t(`span.${FigurePeriod_Kind[kind]}`, { number, month: number > 0 ? monthName(number, language) : "", first: monthName(1, language) });
}

// How a row is called: its country or exporter, or all together.
export function useRowWord(keys: readonly string[]): (key: string) => string {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const organization = useOrganizationLines(keys.filter((key) => key.startsWith("organizations/")));
  return (key) => (key === "" ? t("total") : key.startsWith("organizations/") ? organization(key) || "…" : countryName(key, language));
}
