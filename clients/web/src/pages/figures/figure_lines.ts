// How figures are called in a line: "Export of ICT services, China, 2023: 24.3 USD million".
import { useQuery } from "@connectrpc/connect-query";
import { IndicatorService, type Figure } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { unitText } from "../../parts/units.ts";
import { formatNumber } from "../../parts/numbers.ts";
import { rootOf } from "../../parts/resource_names.ts";
import { useIndicators } from "./asked.ts";
import { usePeriodWord, useRowWord } from "./figure_words.ts";

// Of one indicator, whose name is not said: "China, 2023: 24.3 USD million".
export function useFigureLine(figures: readonly Figure[]): (figure: Figure) => string {
  const language = useLanguage();
  const period = usePeriodWord();
  const row = useRowWord(figures.flatMap(({ country, organization }) => [country, organization]));
  return ({ country, organization, period: when, value, unit }) => {
    const whose = [organization === "" || country !== "" ? row(country) : "", organization === "" ? "" : row(organization)];
    const key = [...whose, when ? period(when) : ""].filter((part) => part !== "").join(", ");
    return `${key}: ${formatNumber(value, language)} ${unitText(unit, language)}`;
  };
}

// Of whichever indicator; "" until they were read.
export function useFigureLines(names: readonly string[]): (name: string) => string {
  const language = useLanguage();
  const indicators = useIndicators();
  const read = useQuery(
    IndicatorService.method.batchGetFigures,
    { parent: "indicators/-", names: [...names] },
    { enabled: names.length > 0, placeholderData: (before) => before },
  );
  const figures = read.data?.figures ?? [];
  const line = useFigureLine(figures);
  return (name) => {
    const figure = figures.find((each) => each.name === name);
    const indicator = indicators.data?.find((each) => each.name === rootOf(name));
    if (!figure) return "";
    return [textIn(indicator?.displayNames ?? [], language), line(figure)].filter((part) => part !== "").join(", ");
  };
}
