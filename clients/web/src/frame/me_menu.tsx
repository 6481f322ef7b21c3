import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/me.ts";
import { initialsOf } from "./initials.ts";
import { LaterMenu } from "./later_menu.tsx";
import style from "./top_bar.module.css";

const load = () => import("./my_settings.tsx");
const MySettings = lazy(async () => ({ default: (await load()).MySettings }));

// The button for who I am.
export function MeMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const name = me.isLink ? t("me.link") : me.name;
  return (
    <LaterMenu label={t("me.menu", { name })} className={style.quiet} menu={MySettings} prepare={() => void load()} opens="dialog">
      <span className={style.initials} aria-hidden>
        {initialsOf(name)}
      </span>
    </LaterMenu>
  );
}
