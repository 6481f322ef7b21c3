import { useMantineColorScheme } from "@mantine/core";
import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import type { EChartsType } from "echarts/core";
import { useEffect, useRef } from "react";
import look from "./figures.module.css";

// Told apart by whoever sees no red or no green (Okabe and Ito, darkened to 3:1 on white).
export const COLOURS = ["#0072b2", "#c05000", "#007a5c", "#a8588a", "#7a6a00", "#3f8fbf", "#5c5c5c"];

export interface ChartPoint {
  // null: nothing is known.
  value: number | null;
  // Whether the figure is no more than preliminary or illustrative: hatched.
  isSoft: boolean;
}

export interface ChartSeries {
  name: string;
  kind: "line" | "bar";
  points: ChartPoint[];
  isDashed?: boolean;
}

interface ChartProps {
  // What it shows, for readers of screens; the numbers stand in the table beside it.
  label: string;
  categories: string[];
  series: ChartSeries[];
  unit: string;
  numberText: (value: number) => string;
  height?: number;
  onPoint?: (series: number, category: number) => void;
}

const HATCH = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4, color: "rgba(255, 255, 255, 0.65)" };

function optionOf({ kind, name, points, isDashed = false }: ChartSeries, place: number): BarSeriesOption | LineSeriesOption {
  const color = COLOURS[place % COLOURS.length]!;
  const data = points.map(({ value, isSoft }) => ({
    value: value ?? "-",
    ...(isSoft && kind === "bar" ? { itemStyle: { decal: HATCH } } : {}),
    ...(isSoft && kind === "line" ? { symbol: "emptyDiamond" } : {}),
  }));
  return kind === "bar"
    ? { type: "bar", name, data, itemStyle: { color }, barMaxWidth: 36, barGap: "10%" }
    : {
        type: "line",
        name,
        data,
        symbol: "circle",
        symbolSize: 9,
        itemStyle: { color },
        lineStyle: { color, width: 2, type: isDashed || points.some(({ isSoft }) => isSoft) ? "dashed" : "solid" },
      };
}

// A chart of lines or columns over time.
export function Chart({ label, categories, series, unit, numberText, height = 320, onPoint }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | undefined>(undefined);
  const { colorScheme } = useMantineColorScheme();
  const shown = JSON.stringify([categories, series, unit, colorScheme]);
  const told = useRef({ onPoint, numberText });
  told.current = { onPoint, numberText };
  useEffect(() => {
    let isGone = false;
    const resize = new ResizeObserver(() => chart.current?.resize());
    void import("./chart_core.ts").then(({ init }) => {
      if (isGone || !frame.current) return;
      const drawn = (chart.current ??= init(frame.current, undefined, { renderer: "svg" }));
      resize.observe(frame.current);
      const around = getComputedStyle(frame.current);
      const line = around.getPropertyValue("--line").trim();
      // By its own name: ECharts measures texts before it draws them.
      const text = { color: around.getPropertyValue("--mantine-color-dimmed").trim(), fontFamily: around.fontFamily, fontSize: 13 };
      drawn.setOption(
        {
          animation: false,
          textStyle: text,
          grid: { left: 8, right: 16, top: 44, bottom: 8, outerBoundsMode: "same" },
          legend: { top: 0, left: 0, type: "scroll", icon: "roundRect", itemWidth: 16, itemHeight: 8, textStyle: text },
          // Text alone: the content security policy knows no styles in HTML that a script writes.
          tooltip: {
            trigger: "item",
            renderMode: "richText",
            valueFormatter: (value: unknown) => `${told.current.numberText(Number(value))} ${unit}`,
          },
          xAxis: {
            type: "category",
            data: categories,
            axisLabel: text,
            axisTick: { show: false },
            axisLine: { lineStyle: { color: line } },
          },
          yAxis: {
            type: "value",
            name: unit,
            nameTextStyle: { ...text, align: "left" },
            axisLabel: { ...text, formatter: (value: number) => told.current.numberText(value) },
            splitLine: { lineStyle: { color: line } },
          },
          series: series.map(optionOf),
        },
        { notMerge: true },
      );
      drawn.off("click");
      drawn.on("click", ({ seriesIndex, dataIndex }) => told.current.onPoint?.(seriesIndex ?? 0, dataIndex));
    });
    return () => {
      isGone = true;
      resize.disconnect();
    };
  }, [shown]);
  useEffect(
    () => () => {
      chart.current?.dispose();
      chart.current = undefined;
    },
    [],
  );
  return <div ref={frame} className={look.chart} role="img" aria-label={label} style={{ height }} />;
}
