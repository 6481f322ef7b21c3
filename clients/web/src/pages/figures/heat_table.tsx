import { UnstyledButton } from "@mantine/core";
import { Figure_Status, type Figure } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatNumber } from "../../parts/numbers.ts";
import look from "./figures.module.css";
import { shadeOf, type Grid } from "./grid.ts";

interface HeatTableProps {
  label: string;
  grid: Grid;
  rowWord: (key: string) => string;
  onOpen: (figure: Figure) => void;
}

export const isSoft = ({ status }: Pick<Figure, "status">) => status !== Figure_Status.FINAL;

// Countries by years, the more the darker; each number opens what is behind it.
export function HeatTable({ label, grid, rowWord, onOpen }: HeatTableProps) {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  return (
    <>
      <div className={look.scroll}>
        <table className={look.heat} aria-label={label}>
          <thead>
            <tr>
              <td />
              {grid.years.map((year) => (
                <th key={year} scope="col">
                  {year}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.rows.map(({ key, cells }) => (
              <tr key={key} data-total={key === "" || undefined}>
                <th scope="row">{rowWord(key)}</th>
                {grid.years.map((year) => {
                  const figure = cells.get(year);
                  const value = figure ? formatNumber(figure.value, language) : "";
                  return (
                    <td key={year}>
                      {figure ? (
                        <UnstyledButton
                          className={look.cell!}
                          data-soft={isSoft(figure) || undefined}
                          onClick={() => onOpen(figure)}
                          style={{ "--shade": key === "" ? 0 : shadeOf(figure.value, grid.greatest) } as React.CSSProperties}
                          aria-label={t("cell", { row: rowWord(key), year, value, status: t(`status.${Figure_Status[figure.status]}`) })}
                        >
                          {value}
                        </UnstyledButton>
                      ) : (
                        <span className={look.none}>—</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {grid.rows.some(({ cells }) => [...cells.values()].some(isSoft)) && (
        <div className={look.key}>
          <span>
            <span className={`${look.cell} ${look.swatch}`} data-soft style={{ "--shade": 0.3 } as React.CSSProperties} />
            {t("soft")}
          </span>
        </div>
      )}
    </>
  );
}
