import { Burger, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LanguageMenu } from "./language_menu.tsx";
import { MeMenu } from "./me_menu.tsx";
import style from "./top_bar.module.css";
import { Trail } from "./trail.tsx";

interface TopBarProps {
  menuOpened: boolean;
  onMenu: () => void;
  onSearch: () => void;
}

// Where I am, the search, the language, and me.
export function TopBar({ menuOpened, onMenu, onSearch }: TopBarProps) {
  const { t } = useTranslation();
  return (
    <div className={style.bar}>
      <Burger opened={menuOpened} onClick={onMenu} hiddenFrom="sm" size="sm" aria-label={t("menu")} aria-expanded={menuOpened} />
      <Trail />
      <UnstyledButton className={style.search!} onClick={onSearch} aria-label={t("search.title")} aria-keyshortcuts="/ Control+K">
        <IconSearch size={18} stroke={1.6} aria-hidden />
        <span>{t("search.title")}</span>
        <kbd>/</kbd>
      </UnstyledButton>
      <LanguageMenu />
      <MeMenu />
    </div>
  );
}
