import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { EventState } from "../../parts/event_state.tsx";
import { formatDays } from "../../parts/when.ts";
import style from "./home.module.css";

interface EventLinesProps {
  events: readonly Event[];
  // How many things wait in each event.
  waitingIn: ReadonlyMap<string, number>;
}

// Events, each with its days, its place, where it stands, and how much waits there.
export function EventLines({ events, waitingIn }: EventLinesProps) {
  const { t } = useTranslation("home");
  const language = useLanguage();
  return (
    <ul className={style.card}>
      {events.map((event) => {
        const place = event.venue ? textIn(event.venue.localities, language) || textIn(event.venue.displayNames, language) : "";
        const days = event.interval ? formatDays(event.interval, language, event.timeZone) : "";
        const waits = waitingIn.get(event.name) ?? 0;
        return (
          <li key={event.name}>
            <Link to={`/${event.name}`} className={style.line}>
              <span className={style.words}>
                <span className={style.title}>{textIn(event.displayNames, language)}</span>
                <span className={style.detail}>{[days, place].filter((part) => part !== "").join(" · ")}</span>
              </span>
              {waits > 0 && <span className={style.waits}>{t("events.waits", { count: waits })}</span>}
              <EventState state={event.state} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
