import { useQuery } from "@connectrpc/connect-query";
import { Skeleton, Text, UnstyledButton } from "@mantine/core";
import {
  CompareFiguresRequest_Grouping,
  Figure_Status,
  FigureComparison_Growth,
  IndicatorService,
  type FigureComparison_Row,
} from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatNumber } from "../../parts/numbers.ts";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";
import { STATUS_TONES, useRowWord } from "./figure_words.ts";
import { periodOf, type Span } from "./grid.ts";

interface CompareTableProps {
  indicator: string;
  span: Span;
  year: number;
  source: string;
  isByOrganization: boolean;
  label: string;
  // Opens the figure behind a number.
  onOpen: (name: string) => void;
}

const { COMPARED, NO_BASE, BASE_NOT_POSITIVE } = FigureComparison_Growth;

// A period beside the same one of the year before: growth both ways, share, every target.
export function CompareTable({ indicator, span, year, source, isByOrganization, label, onOpen }: CompareTableProps) {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const asked = useQuery(IndicatorService.method.compareFigures, {
    indicators: [indicator],
    period: periodOf(span, year),
    source,
    grouping: isByOrganization ? CompareFiguresRequest_Grouping.BY_ORGANIZATION : CompareFiguresRequest_Grouping.BY_COUNTRY,
  });
  const comparison = asked.data?.comparisons[0];
  const rows = comparison
    ? [...comparison.rows.filter(({ country, organization }) => country + organization !== ""), ...comparison.totals]
    : [];
  const keyOf = ({ country, organization }: FigureComparison_Row) => (isByOrganization ? organization : country);
  const rowWord = useRowWord(rows.map(keyOf));
  if (asked.error) return <Refused error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!comparison) return <Skeleton height={240} />;
  if (rows.length === 0) return <Empty text={t("nothingThen")} />;
  const number = (value: string) => formatNumber(value, language);
  const percent = (value: string) => t("percent", { value: number(value) });
  const signed = (value: string) =>
    percent(value)
      .replace(/^(?=\d)/, value === "0.0" ? "" : "+")
      .replace("-", "−");
  const columns: SimpleColumn<FigureComparison_Row>[] = [
    {
      id: "row",
      header: t(isByOrganization ? "exporter" : "country"),
      isTitle: true,
      cell: (row) => <Text fw={keyOf(row) === "" ? 600 : 400}>{rowWord(keyOf(row))}</Text>,
    },
    {
      id: "number",
      header: String(year),
      align: "right",
      cell: (row) =>
        row.number &&
        (row.number.figures.length === 1 ? (
          <UnstyledButton c="var(--mantine-color-anchor)" onClick={() => onOpen(row.number!.figures[0]!)}>
            {number(row.number.value)}
          </UnstyledButton>
        ) : (
          <span title={t("sum", { count: row.number.figures.length })}>{number(row.number.value)}</span>
        )),
    },
    { id: "base", header: String(year - 1), align: "right", cell: (row) => (row.base ? number(row.base.value) : "—") },
    {
      id: "growth",
      header: t("growth"),
      align: "right",
      cell: ({ growth, growthPercent }) =>
        growth === COMPARED ? (
          percent(growthPercent)
        ) : (
          <Text size="sm" c="dimmed">
            {growth === NO_BASE ? t("noBase") : growth === BASE_NOT_POSITIVE ? t("baseNotPositive") : "—"}
          </Text>
        ),
    },
    {
      id: "increase",
      header: t("increase"),
      align: "right",
      cell: ({ growth, increasePercent }) =>
        growth === COMPARED ? (
          <Text c={increasePercent.startsWith("-") ? "var(--bad)" : "var(--good)"} fw={500}>
            {signed(increasePercent)}
          </Text>
        ) : (
          ""
        ),
    },
    { id: "share", header: t("share"), align: "right", cell: ({ sharePercent }) => (sharePercent === "" ? "—" : percent(sharePercent)) },
    {
      id: "targets",
      header: t("target"),
      align: "right",
      cell: ({ targets }) =>
        targets.map((target, i) => (
          <div key={i}>
            {number(target.number?.value ?? "")}
            {target.attainmentPercent !== "" && (
              <div>
                <StateBadge tone={target.isMet ? "good" : "waiting"}>
                  {t(target.isMet ? "met" : "notMet", { percent: number(target.attainmentPercent) })}
                </StateBadge>
              </div>
            )}
          </div>
        )),
    },
    {
      id: "status",
      header: t("firmness"),
      cell: ({ number: value }) =>
        value && <StateBadge tone={STATUS_TONES[value.status]}>{t(`status.${Figure_Status[value.status]}`)}</StateBadge>,
    },
  ];
  return <SimpleTable label={label} columns={columns} rows={rows} keyOf={(row) => `${keyOf(row)} ${row.source}`} />;
}
