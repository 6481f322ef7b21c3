import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Sample } from "./plan_facts.ts";
import style from "./planning.module.css";

const WIDTH = 260;
const HEIGHT = 110;

// The score of the best plan, which falls, and the bound, which rises: where they meet nothing is better.
export function Funnel({ samples }: { samples: readonly Sample[] }) {
  const { t } = useTranslation("planning");
  if (samples.length < 2) return null;
  const first = samples[0]!.elapsed;
  const length = Math.max(1, samples.at(-1)!.elapsed - first);
  const highest = Math.max(...samples.map(({ best }) => best));
  const lowest = Math.min(...samples.map(({ bound }) => bound));
  const x = (elapsed: number) => ((elapsed - first) / length) * WIDTH;
  const y = (value: number) => HEIGHT - ((value - lowest) / Math.max(1, highest - lowest)) * (HEIGHT - 8) - 4;
  const stairs = (valueOf: (sample: Sample) => number) =>
    samples
      .map((sample, at) => (at === 0 ? `M${x(sample.elapsed)},${y(valueOf(sample))}` : `H${x(sample.elapsed)}V${y(valueOf(sample))}`))
      .join("");
  const best = stairs((sample) => sample.best);
  const bound = stairs((sample) => sample.bound);
  return (
    <figure style={{ margin: "8px 0" }}>
      <svg className={style.funnel} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t("worth.funnel")}>
        <path d={best} fill="none" stroke="var(--mantine-primary-color-filled)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
        <path
          d={bound}
          fill="none"
          stroke="var(--mantine-color-dimmed)"
          strokeWidth="2"
          strokeDasharray="5 4"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <Text component="figcaption" size="sm" c="dimmed">
        <span className={style.key} style={{ color: "var(--mantine-primary-color-filled)" }} />
        {t("worth.score")} <span className={style.key} data-dashed style={{ color: "var(--mantine-color-dimmed)", marginLeft: 8 }} />
        {t("worth.bound")}
      </Text>
    </figure>
  );
}
