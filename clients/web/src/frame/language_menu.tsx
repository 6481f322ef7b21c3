import { IconLanguage } from "@tabler/icons-react";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES } from "../i18n/languages.ts";
import { useLanguage } from "../i18n/use_language.ts";
import { LaterMenu } from "./later_menu.tsx";
import style from "./top_bar.module.css";

const load = () => import("./languages.tsx");
const Languages = lazy(async () => ({ default: (await load()).Languages }));

// The button for the application's language.
export function LanguageMenu() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <LaterMenu
      label={`${t("language")}: ${LANGUAGE_NAMES[language]}`}
      className={style.quiet}
      menu={Languages}
      prepare={() => void load()}
      opens="menu"
    >
      <IconLanguage size={20} stroke={1.6} aria-hidden />
      <span className={style.languageWord}>{LANGUAGE_NAMES[language]}</span>
    </LaterMenu>
  );
}
