import { Button, Group, SegmentedControl, Select, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Figure } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { unitText } from "../../parts/units.ts";
import { lastId } from "../../parts/resource_names.ts";
import { formatNumber } from "../../parts/numbers.ts";
import { Section } from "../../parts/section.tsx";
import { useFigures, useFreshFigures, useIndicators, useMayWrite } from "./asked.ts";
import { Chart, type ChartSeries } from "./chart.tsx";
import { CompareTable } from "./compare_table.tsx";
import { FigureForm } from "./figure_form.tsx";
import { FigurePanel } from "./figure_panel.tsx";
import { useRowWord, useSpanWord } from "./figure_words.ts";
import look from "./figures.module.css";
import { FiguresNav } from "./figures_nav.tsx";
import { gridOf, periodOf, sourcesIn, spansIn } from "./grid.ts";
import { HeatTable, isSoft } from "./heat_table.tsx";
import { IndicatorForm } from "./indicator_form.tsx";
import { IndicatorMenu } from "./indicator_menu.tsx";

// The lines that a reader can still tell apart.
const MOST_LINES = 7;

// An indicator by country and year: as a table and as lines, against the year before and the target.
export function FiguresPage() {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const [get, set] = useAddress();
  const [isAdding, setIsAdding] = useState(false);
  const [isCreating, setIsCreating] = useState(false);
  useFreshFigures();
  const mayWrite = useMayWrite();
  const indicators = useIndicators();
  const asked = get("indicator");
  const everything = useFigures(indicators.data ? "indicators/-" : "");
  const spread = (name: string) => (everything.data ?? []).filter((figure) => figure.name.startsWith(`${name}/`)).length;
  const richest = [...(indicators.data ?? [])].sort((a, b) => spread(b.name) - spread(a.name))[0];
  const indicator = indicators.data?.find(({ name }) => name === `indicators/${asked}`) ?? richest;
  const all = (everything.data ?? []).filter((figure) => indicator && figure.name.startsWith(`${indicator.name}/`));

  const by = get("by") === "organization" ? "organization" : "country";
  const spans = spansIn(all);
  const span = spans.find((each) => each === get("span")) ?? spans[0] ?? "YEAR";
  const sources = sourcesIn(all);
  const source = sources.find((each) => each === get("source")) ?? sources[0] ?? "";
  const grid = gridOf(all, span, source, by);
  const year = grid.years.find((each) => each === Number(get("year"))) ?? grid.years.at(-1);
  const rowWord = useRowWord(grid.rows.map(({ key }) => key));
  const spanWord = useSpanWord();
  const show = (name: string) => set({ indicator: lastId(name), span: "", source: "", year: "", figure: "" });
  const open = (figure: string) => set({ figure: figure.split("/")[3] ?? "" });

  const parts = grid.rows.filter(({ key }) => key !== "").slice(0, MOST_LINES);
  const total = grid.rows.find(({ key }) => key === "");
  const point = (figure: Figure | undefined) => ({
    value: figure ? Number(figure.value) : null,
    isSoft: figure !== undefined && isSoft(figure),
  });
  const lines: ChartSeries[] = (parts.length > 0 ? parts : grid.rows).map(({ key, cells }) => ({
    name: rowWord(key),
    kind: "line",
    points: grid.years.map((each) => point(cells.get(each))),
  }));
  const targets = total && total.targets.size > 0 ? total : grid.rows.find((row) => row.targets.size > 0);
  const against: ChartSeries[] = targets
    ? [
        { name: t("kind.TARGET"), kind: "bar", points: grid.years.map((each) => point(targets.targets.get(each))) },
        { name: t("kind.ACTUAL"), kind: "bar", points: grid.years.map((each) => point(targets.cells.get(each))) },
      ]
    : [];

  const failed = indicators.error ?? everything.error;
  if (failed) return <Refused error={failed} onRetry={() => void everything.refetch()} />;
  if (!indicators.data || !everything.data) return <PageSkeleton />;
  const title = indicator ? textIn(indicator.displayNames, language) : "";
  const years = grid.years.map(String);
  const chartProps = {
    categories: years,
    unit: unitText(indicator?.unit ?? "", language),
    numberText: (value: number) => formatNumber(String(value), language),
  };
  return (
    <Page
      title={t("title")}
      lead={indicator && [title, unitText(indicator.unit, language)].join(", ")}
      actions={
        mayWrite &&
        indicator && (
          <>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
              {t("figure.create")}
            </Button>
            <IndicatorMenu indicator={indicator} hasFigures={all.length > 0} onShow={show} />
          </>
        )
      }
    >
      <FiguresNav />
      {!indicator && (
        <Empty text={t("noIndicators")}>{mayWrite && <Button onClick={() => setIsCreating(true)}>{t("indicators.create")}</Button>}</Empty>
      )}
      {isCreating && <IndicatorForm onSaved={show} onClose={() => setIsCreating(false)} />}
      {indicator && (
        <>
          <Group gap="sm" align="flex-end">
            <Select
              label={t("indicator")}
              w={420}
              maw="100%"
              allowDeselect={false}
              value={indicator.name}
              onChange={(name) => show(name ?? "")}
              data={indicators.data.map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))}
            />
            {spans.length > 1 && (
              <Select
                label={t("periods")}
                w={220}
                allowDeselect={false}
                value={span}
                onChange={(next) => set({ span: next === spans[0] ? "" : (next ?? "") })}
                data={spans.map((each) => ({ value: each, label: spanWord(periodOf(each, 0)) }))}
              />
            )}
            {sources.length > 1 && (
              <Select
                label={t("source")}
                allowDeselect={false}
                value={source}
                onChange={(next) => set({ source: next ?? "" })}
                data={sources}
              />
            )}
            {all.some(({ organization }) => organization !== "") && (
              <SegmentedControl
                aria-label={t("by")}
                value={by}
                onChange={(next) => set({ by: next === "country" ? "" : next })}
                data={["country", "organization"].map((each) => ({ value: each, label: t(`byWhat.${each}`) }))}
              />
            )}
          </Group>
          {grid.rows.length === 0 ? (
            <Empty text={t("nothingThen")} />
          ) : (
            <>
              <div className={look.halves}>
                <Section title={span === "YEAR" ? t("heatYears") : t("heat", { span: spanWord(periodOf(span, 0)) })}>
                  <HeatTable label={title} grid={grid} rowWord={rowWord} onOpen={({ name }) => open(name)} />
                </Section>
                <Section title={t("lines")}>
                  <Chart
                    label={t("linesOf", { title })}
                    series={lines}
                    {...chartProps}
                    onPoint={(series, at) => {
                      const figure = (parts.length > 0 ? parts : grid.rows)[series]?.cells.get(grid.years[at]!);
                      if (figure) open(figure.name);
                    }}
                  />
                  <Text size="sm" c="dimmed">
                    {t("linesKey")}
                  </Text>
                </Section>
              </div>
              {year !== undefined && (
                <Section
                  title={t("compare", { period: spanWord(periodOf(span, 0)), year, base: year - 1 })}
                  actions={
                    years.length > 1 && (
                      <SegmentedControl
                        size="xs"
                        aria-label={t("year")}
                        value={String(year)}
                        onChange={(next) => set({ year: next })}
                        data={years}
                      />
                    )
                  }
                >
                  <CompareTable
                    label={t("compare", { period: spanWord(periodOf(span, 0)), year, base: year - 1 })}
                    indicator={indicator.name}
                    span={span}
                    year={year}
                    source={source}
                    isByOrganization={by === "organization"}
                    onOpen={open}
                  />
                </Section>
              )}
              {targets && (
                <Section title={t("against", { row: rowWord(targets.key) })}>
                  <Chart
                    label={t("against", { row: rowWord(targets.key) })}
                    series={against}
                    {...chartProps}
                    height={260}
                    onPoint={(series, at) => {
                      const figure = (series === 0 ? targets.targets : targets.cells).get(grid.years[at]!);
                      if (figure) open(figure.name);
                    }}
                  />
                </Section>
              )}
              {indicator.sourceNote !== "" && (
                <Text size="sm" c="dimmed">
                  {indicator.sourceNote}
                </Text>
              )}
            </>
          )}
          {get("figure") !== "" && (
            <FigurePanel
              indicator={indicator}
              name={`${indicator.name}/figures/${get("figure")}`}
              onClose={() => set({ figure: "" })}
              onOpen={open}
            />
          )}
          {isAdding && <FigureForm indicator={indicator} onClose={() => setIsAdding(false)} />}
        </>
      )}
    </Page>
  );
}
