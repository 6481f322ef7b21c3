import { Text } from "@mantine/core";
import {
  Figure_Kind,
  Figure_Status,
  FigurePeriod_Kind,
  type Figure,
  type FigurePeriod,
  type Indicator,
} from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import { unitText } from "../../parts/units.ts";
import { parentOf } from "../../parts/resource_names.ts";
import { formatNumber } from "../../parts/numbers.ts";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";

const TONES: Record<Figure_Status, Tone> = {
  [Figure_Status.STATUS_UNSPECIFIED]: "quiet",
  [Figure_Status.FINAL]: "good",
  [Figure_Status.PRELIMINARY]: "tentative",
  [Figure_Status.ILLUSTRATIVE]: "conflict",
};

// Figures that go with results, each with how firm it is.
export function FiguresTable({ figures, indicators }: { figures: readonly Figure[]; indicators: readonly Indicator[] }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const period = ({ kind, year, number }: FigurePeriod) => t(`figure.period.${FigurePeriod_Kind[kind]}`, { year, number });
  const indicatorOf = ({ name }: Figure) => indicators.find((indicator) => indicator.name === parentOf(name));
  const columns: SimpleColumn<Figure>[] = [
    {
      id: "indicator",
      header: t("figure.indicator"),
      isTitle: true,
      width: "40%",
      cell: (figure) => textIn(indicatorOf(figure)?.displayNames ?? [], language),
    },
    { id: "period", header: t("figure.time"), cell: (figure) => (figure.period ? period(figure.period) : "") },
    {
      id: "value",
      header: t("figure.value"),
      align: "right",
      cell: ({ value, unit, kind }) => (
        <>
          {formatNumber(value, language)} {unitText(unit, language)}
          <Text size="sm" c="dimmed">
            {t(`figure.kind.${Figure_Kind[kind]}`)}
          </Text>
        </>
      ),
    },
    {
      id: "status",
      header: t("figure.status"),
      cell: ({ status }) => <StateBadge tone={TONES[status]}>{t(`figure.statuses.${Figure_Status[status]}`)}</StateBadge>,
    },
  ];
  return <SimpleTable label={t("figure.title")} columns={columns} rows={figures} keyOf={({ name }) => name} />;
}
