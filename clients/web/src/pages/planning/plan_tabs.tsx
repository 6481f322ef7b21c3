import { useTranslation } from "react-i18next";
import { NavLink, useParams } from "react-router";
import { useSeesAll } from "./plan_data.ts";
import style from "./planning.module.css";

const PLACES = ["board", "requests", "compare", "settings"] as const;

// The pages of an event's planning, beside each other.
export function PlanTabs() {
  const { t } = useTranslation("planning");
  const event = useParams()["event"] ?? "";
  const seesAll = useSeesAll(`events/${event}`);
  const base = `/events/${event}/plan`;
  if (!seesAll) return null;
  return (
    <nav aria-label={t("tabs.label")} className={style.tabs}>
      {PLACES.map((place) => (
        <NavLink key={place} to={place === "board" ? base : `${base}/${place}`} end={place === "board"} className={style.tab!}>
          {t(`tabs.${place}`)}
        </NavLink>
      ))}
    </nav>
  );
}
