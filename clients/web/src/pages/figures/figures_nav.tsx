import { useTranslation } from "react-i18next";
import { AreaNav } from "../../parts/area_nav.tsx";
import { useMayWrite } from "./asked.ts";

// The parts of figures: numbers, what came of it, import.
export function FiguresNav() {
  const { t } = useTranslation("figures");
  const mayWrite = useMayWrite();
  return (
    <AreaNav
      label={t("parts")}
      links={[
        { to: "/figures", word: t("tab.figures") },
        { to: "/figures/results", word: t("tab.results") },
        ...(mayWrite ? [{ to: "/figures/import", word: t("tab.import") }] : []),
      ]}
    />
  );
}
