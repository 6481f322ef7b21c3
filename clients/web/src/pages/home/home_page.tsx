import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Skeleton } from "@mantine/core";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate } from "react-router";
import { useMe } from "../../api/me.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay, ownZone } from "../../parts/when.ts";
import { EventLines } from "./event_lines.tsx";
import style from "./home.module.css";
import { NewsList } from "./news_list.tsx";
import { onlyPageOf } from "./registration_page.ts";
import { byPhase, type Phase } from "./timing.ts";
import { useWaiting } from "./use_waiting.ts";
import { WaitingList } from "./waiting_list.tsx";

// Only for those who put delegations together.
const OwnDelegations = lazy(async () => ({ default: (await import("./own_delegations.tsx")).OwnDelegations }));

const PHASES: Phase[] = ["now", "next", "open", "over"];
// Of what is over only the latest.
const MOST: Record<Phase, number> = { now: 20, next: 8, open: 8, over: 3 };
// As many change logs as are read for the news.
const WATCHED_EVENTS = 4;

// The first page: what waits for me, my events, and what changed; for whoever has one delegation and
// nothing else, its registration.
export function HomePage() {
  const only = onlyPageOf(useMe().roles);
  return only === undefined ? <Overview /> : <Navigate replace to={only} />;
}

function Overview() {
  const { t } = useTranslation(["home", "common"]);
  const language = useLanguage();
  const me = useMe();
  const events = useQuery(EventService.method.listEvents, { pageSize: 1000, orderBy: "start_time desc" });
  const all = events.data?.events;
  const phases = useMemo(() => byPhase(all ?? [], new Date()), [all]);
  const living = useMemo(() => [...phases.now, ...phases.next, ...phases.open], [phases]);
  const waiting = useWaiting(living);
  const nameOf = (name: string) => textIn(all?.find((event) => event.name === name)?.displayNames ?? [], language);

  const staff = me.roles.some(({ role }) => role !== Role.REGISTRAR);
  const partitions = useMemo(
    () => [...living.slice(0, WATCHED_EVENTS).map(({ name }) => name), ...(staff ? ["directory", "control"] : [])],
    [living, staff],
  );
  const waitingIn = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { event, count } of waiting.waiting) {
      if (event) counts.set(event, (counts.get(event) ?? 0) + count);
    }
    return counts;
  }, [waiting.waiting]);

  return (
    <Page title={t("title")} lead={formatDay(new Date(), language, ownZone(), "weekday")}>
      <div className={style.columns}>
        <div className={style.column}>
          {staff && (
            <section className={style.section}>
              <h2>{t("waiting.title")}</h2>
              <WaitingList {...waiting} nameOf={nameOf} />
            </section>
          )}
          {me.has(Role.REGISTRAR) && (
            <Suspense>
              <OwnDelegations nameOf={nameOf} />
            </Suspense>
          )}
          <section className={style.section}>
            <h2>
              {t("events.title")}
              <Anchor component={Link} to="/events" size="sm" fw={400}>
                {t("events.all")}
              </Anchor>
            </h2>
            {events.error && <Refused error={events.error} onRetry={() => void events.refetch()} />}
            {events.isLoading && (
              <div className={style.card}>
                {[0, 1, 2].map((row) => (
                  <Skeleton key={row} height={36} m="sm" />
                ))}
              </div>
            )}
            {all?.length === 0 && <div className={`${style.card} ${style.calm}`}>{t("events.none")}</div>}
            {PHASES.filter((phase) => phases[phase].length > 0).map((phase) => (
              <div key={phase}>
                <h3>{t(`events.${phase}`)}</h3>
                <EventLines events={phases[phase].slice(0, MOST[phase])} waitingIn={waitingIn} />
              </div>
            ))}
          </section>
        </div>
        <div className={style.column}>{all && <NewsList partitions={partitions} nameOf={nameOf} />}</div>
      </div>
    </Page>
  );
}
