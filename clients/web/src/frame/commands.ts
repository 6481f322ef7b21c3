// What can be done from the search, without going anywhere first.
import {
  IconBuildingPlus,
  IconCalendarPlus,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPresentation,
  IconSun,
  IconUserPlus,
  type TablerIcon,
} from "@tabler/icons-react";
import { useMantineColorScheme } from "@mantine/core";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMe } from "../api/me.ts";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n/languages.ts";
import { useLanguage } from "../i18n/use_language.ts";
import { changeLanguage } from "../i18n/words.ts";
import { notifyRefused } from "../parts/notify.ts";
import { usePresentingMode } from "../parts/reader_settings.ts";
import { leave } from "./leave.ts";
import { placesFor } from "./places.ts";

export interface Command {
  key: string;
  label: string;
  // Other words it is found by.
  also?: string;
  icon: TablerIcon;
  act: () => void;
}

export function useCommands(): Command[] {
  const { t } = useTranslation();
  const me = useMe();
  const language = useLanguage();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [presenting, setPresenting] = usePresentingMode();
  const go = (to: string) => () => void navigate(to);
  const writesDirectory = me.has(Role.EVENT_MANAGER) || me.has(Role.NEGOTIATOR) || me.has(Role.ADMINISTRATOR);
  const dark = colorScheme === "dark";
  return [
    ...placesFor(me).map(({ path, word, icon }) => ({
      key: `go ${path}`,
      label: t("command.go", { place: t(`place.${word}`) }),
      also: path,
      icon,
      act: go(`/${path}`),
    })),
    ...(me.has(Role.EVENT_MANAGER, "installation") || me.has(Role.ADMINISTRATOR)
      ? [{ key: "new event", label: t("command.newEvent"), also: "new event", icon: IconCalendarPlus, act: go("/events/new") }]
      : []),
    ...(writesDirectory
      ? [
          { key: "new person", label: t("command.newPerson"), also: "new person", icon: IconUserPlus, act: go("/directory/people/new") },
          {
            key: "new organization",
            label: t("command.newOrganization"),
            also: "new organization",
            icon: IconBuildingPlus,
            act: go("/directory/organizations/new"),
          },
        ]
      : []),
    ...LANGUAGES.filter((other) => other !== language).map((other) => ({
      key: `language ${other}`,
      label: t("command.language", { language: LANGUAGE_NAMES[other] }),
      also: `language ${other} русский беларуская english chinese 中文`,
      icon: IconLanguage,
      act: () => void changeLanguage(other),
    })),
    {
      key: "scheme",
      label: t(dark ? "command.light" : "command.dark"),
      also: "light dark",
      icon: dark ? IconSun : IconMoon,
      act: () => setColorScheme(dark ? "light" : "dark"),
    },
    {
      key: "presenting",
      label: t(presenting ? "presenting.stop" : "presenting.start"),
      also: "presenting projector",
      icon: IconPresentation,
      act: () => setPresenting(!presenting),
    },
    { key: "sign out", label: t("signOut"), also: "sign out", icon: IconLogout, act: () => void leave().catch(notifyRefused) },
  ];
}
