import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../i18n/languages.ts";
import { useLanguage } from "../i18n/use_language.ts";
import { changeLanguage } from "../i18n/words.ts";
import { MenuOfButton } from "./menu_of_button.tsx";

interface LanguagesProps {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}

// The four languages, each by its own name.
export function Languages({ label, className, children }: LanguagesProps) {
  const language = useLanguage();
  return (
    <MenuOfButton label={label} className={className} width={180} button={children}>
      <Menu.RadioGroup value={language} onChange={(next) => void changeLanguage(next as Language)}>
        {LANGUAGES.map((each) => (
          <Menu.RadioItem key={each} value={each} lang={each} closeMenuOnClick>
            {LANGUAGE_NAMES[each]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </MenuOfButton>
  );
}
