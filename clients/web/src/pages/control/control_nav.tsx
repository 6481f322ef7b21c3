import { useTranslation } from "react-i18next";
import { AreaNav } from "../../parts/area_nav.tsx";
import { useReader } from "./asked.ts";

// The parts of control: the list, all items, plans, what was promised, how it works.
export function ControlNav() {
  const { t } = useTranslation("control");
  const { isOffice } = useReader();
  return (
    <AreaNav
      label={t("parts")}
      links={[
        { to: "/control", word: t("tab.list") },
        { to: "/control/items", word: t("tab.items") },
        { to: "/control/plans", word: t("tab.plans") },
        { to: "/control/commitments", word: t("tab.commitments") },
        ...(isOffice ? [{ to: "/control/settings", word: t("tab.settings") }] : []),
      ]}
    />
  );
}
