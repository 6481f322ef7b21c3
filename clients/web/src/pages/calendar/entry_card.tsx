import { Anchor } from "@mantine/core";
import { Event_Kind } from "@plenary/client/gen/plenary/v1/events_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import { formatDays } from "../../parts/when.ts";
import style from "./calendar.module.css";
import type { Entry, Standing } from "./year.ts";

const TONES: Record<Standing, Tone> = {
  held: "good",
  running: "waiting",
  ahead: "tentative",
  postponed: "conflict",
  cancelled: "bad",
  missed: "bad",
  open: "quiet",
};

// One thing of the year: what was planned, what became of it.
export function EntryCard({ entry, counterpart }: { entry: Entry; counterpart: string }) {
  const { t } = useTranslation("calendar");
  const language = useLanguage();
  const { item, event, standing, movedFrom } = entry;
  const title = textIn(event?.displayNames ?? item?.titles ?? [], language);
  const kind = event?.kind ?? item?.plannedEvent?.kind ?? Event_Kind.KIND_UNSPECIFIED;
  const plannedAs = item && event ? textIn(item.titles, language) : "";
  const place = (event && textIn(event.venue?.displayNames ?? [], language)) || item?.plannedEvent?.place || "";
  return (
    <li className={style.entry}>
      {event ? (
        <Anchor component={Link} to={`/${event.name}`} fw={500}>
          {title}
        </Anchor>
      ) : (
        <strong style={{ fontWeight: 500 }}>{title}</strong>
      )}
      <p>
        {[
          t(`kind.${Event_Kind[kind]}` as "kind.FORUM"),
          event?.interval ? formatDays(event.interval, language, event.timeZone) : "",
          counterpart,
          place,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {item && (
        <p>
          {t("item")}
          {": "}
          <Anchor component={Link} inherit underline="always" to={`/control/items/${item.name.split("/").at(-1)}`}>
            {plannedAs && plannedAs !== title ? plannedAs : title}
          </Anchor>
        </p>
      )}
      <div className={style.badges}>
        <StateBadge tone={TONES[standing]}>{t(`standing.${standing}`)}</StateBadge>
        {item === undefined && <StateBadge tone="conflict">{t("unplanned")}</StateBadge>}
        {item?.isUnplanned && <StateBadge tone="quiet">{t("addedLater")}</StateBadge>}
        {movedFrom && <StateBadge tone="waiting">{t("moved", { quarter: movedFrom })}</StateBadge>}
      </div>
    </li>
  );
}
