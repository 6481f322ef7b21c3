import { useTranslation } from "react-i18next";
import { AreaNav } from "../../parts/area_nav.tsx";

// The parts of control: the list, all items, plans, what was promised.
export function ControlNav() {
  const { t } = useTranslation("control");
  return (
    <AreaNav
      label={t("parts")}
      links={[
        { to: "/control", word: t("tab.list") },
        { to: "/control/items", word: t("tab.items") },
        { to: "/control/plans", word: t("tab.plans") },
        { to: "/control/commitments", word: t("tab.commitments") },
      ]}
    />
  );
}
