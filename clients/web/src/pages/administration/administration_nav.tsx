import { useTranslation } from "react-i18next";
import { AreaNav } from "../../parts/area_nav.tsx";

const PARTS = ["", "access", "links", "audit", "data", "server"] as const;

// The parts of administration.
export function AdministrationNav() {
  const { t } = useTranslation("administration");
  return (
    <AreaNav
      label={t("parts")}
      links={PARTS.map((part) => ({ to: `/administration${part === "" ? "" : `/${part}`}`, word: t(`tab.${part || "users"}`) }))}
    />
  );
}
