import { timestampMs } from "@bufbuild/protobuf/wkt";
import { Anchor, Skeleton, Text } from "@mantine/core";
import { Event_State, EventService, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useSearchParams } from "react-router";
import { useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDays } from "../../parts/when.ts";
import style from "./today.module.css";
import { instantAsked } from "./use_now.ts";

const FEW = 8;

// Which event it is about: the one that is under way, where there is one alone.
export function TodayPage() {
  const { t } = useTranslation("today");
  const [address] = useSearchParams();
  const events = useAll(EventService.method.listEvents, {}, (page) => page.events);
  if (events.error)
    return (
      <Page title={t("title")}>
        <Refused error={events.error} onRetry={() => void events.refetch()} />
      </Page>
    );
  if (!events.data)
    return (
      <Page title={t("title")}>
        <Skeleton height={200} />
      </Page>
    );
  const standing = events.data.filter(({ state }) => state !== Event_State.CANCELLED && state !== Event_State.DRAFT);
  const nowIn = ({ timeZone }: Event) => instantAsked(address.get("at"), timeZone) ?? Date.now();
  const [from, to] = [
    ({ interval }: Event) => (interval?.startTime ? timestampMs(interval.startTime) : 0),
    ({ interval }: Event) => (interval?.endTime ? timestampMs(interval.endTime) : 0),
  ];
  const running = standing.filter(
    (event) => event.state === Event_State.RUNNING || (from(event) <= nowIn(event) && nowIn(event) < to(event)),
  );
  const coming = standing.filter((event) => !running.includes(event) && from(event) > nowIn(event)).sort((a, b) => from(a) - from(b));
  const over = standing.filter((event) => !running.includes(event) && !coming.includes(event)).sort((a, b) => from(b) - from(a));
  const only = running.length === 1 ? running[0] : undefined;
  if (only) return <Navigate to={{ pathname: `/today/${only.name.split("/")[1]}`, search: address.toString() }} replace />;
  return (
    <div className={style.page}>
      <Page title={t("title")} lead={t("lead")}>
        {standing.length === 0 && <Empty text={t("noEvents")} />}
        <Choices title={t("running")} events={running} />
        <Choices title={t("coming")} events={coming.slice(0, FEW)} />
        <Choices title={t("over")} events={over.slice(0, FEW)} />
      </Page>
    </div>
  );
}

function Choices({ title, events }: { title: string; events: readonly Event[] }) {
  const language = useLanguage();
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
              {textIn(event.displayNames, language)}
              <Text span display="block" size="sm" c="dimmed">
                {event.interval && formatDays(event.interval, language, event.timeZone)}
              </Text>
            </Anchor>
          </li>
        ))}
      </ul>
    </section>
  );
}
