import { AppShell, Group, Text } from "@mantine/core";
import { useDisclosure, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration, useLocation } from "react-router";
import { useMe } from "../api/me.ts";
import { useStanding } from "../api/session.ts";
import { PageSkeleton } from "../parts/page_skeleton.tsx";
import { useDensity } from "../parts/reader_settings.ts";
import { usePageTitle } from "../parts/trail.ts";
import { useKey } from "../parts/use_key.ts";
import { Mark } from "./mark.tsx";
import { Notices } from "./notices.tsx";
import { Rail } from "./rail.tsx";
import style from "./surroundings.module.css";
import { TopBar } from "./top_bar.tsx";

const SessionDialog = lazy(async () => ({ default: (await import("./session_dialog.tsx")).SessionDialog }));
const Search = lazy(async () => ({ default: (await import("./search.tsx")).Search }));

const HEADER = 52;
const WIDE = 236;
const NARROW = 60;

// What stands around every page.
export function Surroundings() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const title = usePageTitle();
  const { ended } = useStanding();
  const { isLink } = useMe();
  const [density] = useDensity();
  const [menuOpened, menu] = useDisclosure();
  const [chosenNarrow, setNarrow] = useLocalStorage({ key: "plenary.rail", defaultValue: "", getInitialValueInEffect: false });
  const roomy = useMediaQuery("(min-width: 75em)", true, { getInitialValueInEffect: false });
  const narrow = chosenNarrow === "" ? !roomy : chosenNarrow === "narrow";
  const [searching, setSearching] = useState<"never" | "open" | "closed">("never");

  const search = useCallback(() => setSearching("open"), []);
  useKey({ code: "Slash" }, search);
  useKey({ code: "KeyK", ctrl: true }, search);

  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  useEffect(menu.close, [pathname]);

  return (
    <AppShell
      layout="alt"
      header={{ height: HEADER }}
      navbar={{ width: narrow && !menuOpened ? NARROW : WIDE, breakpoint: "sm", collapsed: { mobile: !menuOpened } }}
      padding={0}
      transitionDuration={0}
    >
      <a href="#content" className={style.skip}>
        {t("toContent")}
      </a>
      <AppShell.Header className={style.header}>
        <TopBar menuOpened={menuOpened} onMenu={menu.toggle} onSearch={search} />
      </AppShell.Header>
      <AppShell.Navbar className={style.navbar} data-opened={menuOpened || undefined} aria-label={t("places")}>
        <Group className={style.brand} gap={10} wrap="nowrap" justify={narrow && !menuOpened ? "center" : "flex-start"}>
          <Mark size={26} />
          {!(narrow && !menuOpened) && (
            <Text fw={600} fz={17}>
              Plenary
            </Text>
          )}
        </Group>
        <Rail
          narrow={narrow && !menuOpened}
          onLeave={menu.close}
          {...(menuOpened ? {} : { onNarrow: (next: boolean) => setNarrow(next ? "narrow" : "wide") })}
        />
      </AppShell.Navbar>
      {menuOpened && <div className={style.shade} onClick={menu.close} aria-hidden />}
      <AppShell.Main id="content" tabIndex={-1} className={style.main}>
        <Notices />
        <div className={style.content}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </div>
      </AppShell.Main>
      <div className="only-heard" aria-live="polite">
        {title}
      </div>
      {ended && !isLink && (
        <Suspense>
          <SessionDialog />
        </Suspense>
      )}
      {searching !== "never" && (
        <Suspense>
          <Search opened={searching === "open"} onClose={() => setSearching("closed")} />
        </Suspense>
      )}
      <ScrollRestoration />
    </AppShell>
  );
}
