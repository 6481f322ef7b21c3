import { useTranslation } from "react-i18next";
import { AreaNav } from "../../parts/area_nav.tsx";
import { BODIES_HREF } from "../../parts/resource_names.ts";

// The parts of negotiations: dossiers, the bodies they are held in, trips.
export function NegotiationsNav() {
  const { t } = useTranslation("negotiations");
  return (
    <AreaNav
      label={t("parts")}
      links={[
        { to: "/negotiations", word: t("tab.dossiers") },
        { to: BODIES_HREF, word: t("tab.bodies") },
        { to: "/negotiations/trips", word: t("tab.trips") },
      ]}
    />
  );
}
