import { Group, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Chosen } from "../../parts/chosen.tsx";
import { AddOne } from "./add_one.tsx";
import { useFigures, useIndicators } from "./asked.ts";
import { useFigureLine, useFigureLines } from "./figure_lines.ts";

interface FiguresFieldProps {
  value: string[];
  onChange: (value: string[]) => void;
}

// Figures that accompany a result: an indicator, and which figure of it.
export function FiguresField({ value, onChange }: FiguresFieldProps) {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const indicators = useIndicators();
  const [chosen, setChosen] = useState("");
  const indicator = chosen || (indicators.data?.[0]?.name ?? "");
  // The latest first.
  const figures = (useFigures(indicator).data ?? []).toReversed();
  const line = useFigureLine(figures);
  const lines = useFigureLines(value);
  return (
    <Chosen
      label={t("result.figures")}
      description={t("accompanies")}
      value={value}
      called={(name) => lines(name) || t("result.figure", { number: value.indexOf(name) + 1 })}
      onChange={onChange}
    >
      <Group gap="xs" grow align="flex-start">
        <Select
          label={t("indicator")}
          allowDeselect={false}
          value={indicator || null}
          onChange={(name) => setChosen(name ?? "")}
          data={(indicators.data ?? []).map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))}
        />
        <AddOne
          label={t("result.addFigure")}
          choices={figures.map((figure) => ({ value: figure.name, label: line(figure) }))}
          without={value}
          onAdd={(name) => onChange([...value, name])}
        />
      </Group>
    </Chosen>
  );
}
