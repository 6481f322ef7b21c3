import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDays, monthName } from "../../parts/when.ts";
import style from "./calendar.module.css";
import { yearOf, type Entry } from "./year.ts";

// The height of a lane, and the least width of a bar, in pixels: what a finger can hit.
const LANE = 24;
// That width as a share of a narrow page.
const LEAST = 0.03;

// The year as a line of months, each event where it is; hollow where nobody planned it.
export function YearRibbon({ year, entries, now }: { year: number; entries: readonly Entry[]; now: Date }) {
  const { t } = useTranslation("calendar");
  const language = useLanguage();
  const from = Date.UTC(year, 0, 1);
  const length = Date.UTC(year + 1, 0, 1) - from;
  const share = (instant: Date) => Math.min(1, Math.max(0, (instant.getTime() - from) / length));
  const bars = entries
    .flatMap((entry) => {
      const { startTime, endTime } = entry.event?.interval ?? {};
      if (!entry.event || !startTime || !endTime || yearOf(entry.event) !== year) return [];
      return [{ entry, event: entry.event, left: share(timestampDate(startTime)), right: share(timestampDate(endTime)) }];
    })
    .sort((a, b) => a.left - b.left);
  const ends: number[] = [];
  const laid = bars.map((bar) => {
    let lane = ends.findIndex((end) => end < bar.left);
    if (lane === -1) lane = ends.push(0) - 1;
    ends[lane] = Math.max(bar.right, bar.left + LEAST);
    return { ...bar, lane };
  });
  return (
    <nav className={style.ribbon} aria-label={t("ribbon")}>
      {Array.from({ length: 12 }, (_, month) => (
        <span key={month} className={style.month} aria-hidden>
          {monthName(month + 1, language, "short")}
        </span>
      ))}
      <div className={style.bars} style={{ height: Math.max(1, ends.length) * LANE }}>
        {laid.map(({ entry, event, left, right, lane }) => {
          const label = `${textIn(event.displayNames, language)}, ${formatDays(event.interval!, language, event.timeZone)}, ${t(`standing.${entry.standing}`)}${entry.item ? "" : `, ${t("unplanned")}`}`;
          return (
            <Tooltip key={entry.key} label={label} multiline maw={360}>
              <Link
                to={`/${event.name}`}
                aria-label={label}
                className={style.barlink}
                data-standing={entry.standing}
                data-unplanned={entry.item === undefined || undefined}
                style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%`, top: lane * LANE }}
              >
                <span className={style.barline} />
              </Link>
            </Tooltip>
          );
        })}
        {now.getFullYear() === year && <span className={style.now} style={{ left: `${share(now) * 100}%` }} title={t("today")} />}
      </div>
    </nav>
  );
}
