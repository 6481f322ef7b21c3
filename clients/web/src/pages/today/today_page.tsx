import { timestampMs } from "@bufbuild/protobuf/wkt";
import { Anchor, Skeleton, Text } from "@mantine/core";
import { Event_State, EventService, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useSearchParams } from "react-router";
import { useAll } from "../../api/pages.ts";
import type { Language } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDays } from "../../parts/when.ts";
import { ConnectionNote } from "./connection_note.tsx";
import style from "./today.module.css";
import { useKept } from "./use_kept.ts";
import { useLost } from "./use_lost.ts";
import { instantAsked } from "./use_now.ts";

const FEW = 8;

// As much of an event as is needed to choose it.
interface Choice {
  name: string;
  title: string;
  days: string;
  zone: string;
  // Milliseconds since 1970.
  from: number;
  to: number;
  isRunning: boolean;
}

function choiceOf({ name, displayNames, interval, timeZone, state }: Event, language: Language): Choice {
  return {
    name,
    title: textIn(displayNames, language),
    days: interval ? formatDays(interval, language, timeZone) : "",
    zone: timeZone,
    from: interval?.startTime ? timestampMs(interval.startTime) : 0,
    to: interval?.endTime ? timestampMs(interval.endTime) : 0,
    isRunning: state === Event_State.RUNNING,
  };
}

// Which event it is about: the one that is under way, where there is one alone.
export function TodayPage() {
  const { t } = useTranslation("today");
  const language = useLanguage();
  const [address] = useSearchParams();
  const isLost = useLost();
  const events = useAll(EventService.method.listEvents, {}, (page) => page.events);
  const fresh = useMemo(
    () =>
      events.data
        ?.filter(({ state }) => state !== Event_State.CANCELLED && state !== Event_State.DRAFT)
        .map((event) => choiceOf(event, language)),
    [events.data, language],
  );
  const { value: standing, keptAt } = useKept(`events.${language}`, { fresh, readAt: events.dataUpdatedAt, error: events.error });
  if (!standing)
    return (
      <Page title={t("title")}>
        {isLost && <ConnectionNote isLost readAt={undefined} isKept={false} />}
        {!isLost && (events.error ? <Refused error={events.error} onRetry={() => void events.refetch()} /> : <Skeleton height={200} />)}
      </Page>
    );
  const nowIn = ({ zone }: Choice) => instantAsked(address.get("at"), zone) ?? Date.now();
  const running = standing.filter((event) => event.isRunning || (event.from <= nowIn(event) && nowIn(event) < event.to));
  const coming = standing.filter((event) => !running.includes(event) && event.from > nowIn(event)).sort((a, b) => a.from - b.from);
  const over = standing.filter((event) => !running.includes(event) && !coming.includes(event)).sort((a, b) => b.from - a.from);
  const only = running.length === 1 ? running[0] : undefined;
  if (only) return <Navigate to={{ pathname: `/today/${only.name.split("/")[1]}`, search: address.toString() }} replace />;
  return (
    <div className={style.page}>
      <Page title={t("title")} lead={t("lead")}>
        <ConnectionNote isLost={isLost} readAt={keptAt ?? events.dataUpdatedAt} isKept={keptAt !== undefined} />
        {standing.length === 0 && <Empty text={t("noEvents")} />}
        <Choices title={t("running")} events={running} />
        <Choices title={t("coming")} events={coming.slice(0, FEW)} />
        <Choices title={t("over")} events={over.slice(0, FEW)} />
      </Page>
    </div>
  );
}

function Choices({ title, events }: { title: string; events: readonly Choice[] }) {
  const [address] = useSearchParams();
  if (events.length === 0) return null;
  return (
    <section className={style.section} aria-label={title}>
      <div className={style.sectionhead}>
        <h2>{title}</h2>
      </div>
      <ul className={style.lines}>
        {events.map((event) => (
          <li key={event.name} className={style.line}>
            <Anchor component={Link} className={style.choice} to={{ pathname: event.name.split("/")[1]!, search: address.toString() }}>
              {event.title}
              <Text span display="block" size="sm" c="dimmed">
                {event.days}
              </Text>
            </Anchor>
          </li>
        ))}
      </ul>
    </section>
  );
}
