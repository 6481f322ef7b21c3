import { UnstyledButton } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useMe } from "../api/me.ts";
import { placesFor } from "./places.ts";
import style from "./rail.module.css";

interface RailProps {
  // Whether only icons are shown.
  narrow: boolean;
  onNarrow?: (narrow: boolean) => void;
  // Called when a place was chosen.
  onLeave?: () => void;
}

// The places one may go to.
export function Rail({ narrow, onNarrow, onLeave }: RailProps) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <div className={style.rail} data-narrow={narrow || undefined}>
      <ul className={style.places}>
        {placesFor(me).map(({ path, word, icon: Icon }) => (
          <li key={path}>
            <NavLink
              className={style.place!}
              to={`/${path}`}
              end={path === ""}
              onClick={onLeave}
              title={narrow ? t(`place.${word}`) : undefined}
            >
              <Icon size={20} stroke={1.6} aria-hidden />
              <span className={narrow ? "only-heard" : style.word}>{t(`place.${word}`)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
      {onNarrow && (
        <UnstyledButton
          className={style.place!}
          onClick={() => onNarrow(!narrow)}
          aria-expanded={!narrow}
          title={narrow ? t("rail.widen") : undefined}
        >
          {narrow ? (
            <IconLayoutSidebarLeftExpand size={20} stroke={1.6} aria-hidden />
          ) : (
            <IconLayoutSidebarLeftCollapse size={20} stroke={1.6} aria-hidden />
          )}
          <span className={narrow ? "only-heard" : style.word}>{t(narrow ? "rail.widen" : "rail.narrow")}</span>
        </UnstyledButton>
      )}
    </div>
  );
}
