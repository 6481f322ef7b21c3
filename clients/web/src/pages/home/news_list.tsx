import { Button, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { formatAgo, formatInstant, ownZone } from "../../parts/when.ts";
import style from "./home.module.css";
import { useNews } from "./use_news.ts";

interface NewsListProps {
  // Partitions of the change log.
  partitions: readonly string[];
  // How an event is called.
  nameOf: (event: string) => string;
}

const pageOf = (partition: string) =>
  partition.startsWith("events/") ? `/${partition}/changes` : partition === "control" ? "/control" : "/directory";

// What others changed since the reader last looked: a line for each event, calm and counted.
export function NewsList({ partitions, nameOf }: NewsListProps) {
  const { t } = useTranslation("home");
  const language = useLanguage();
  const { gathered, error, seen } = useNews(partitions);
  const nothing = gathered?.news.length === 0;
  return (
    <section className={style.section} aria-labelledby="news">
      <h2>
        <span id="news">{t("news.title")}</span>
        {gathered && !nothing && (
          <Button size="compact-sm" variant="subtle" onClick={seen}>
            {t("news.markSeen")}
          </Button>
        )}
      </h2>
      {error !== null && <Refused error={error} />}
      {!gathered && error === null && (
        <div className={style.card}>
          <Skeleton height={40} m="sm" />
        </div>
      )}
      {nothing && (
        <div className={`${style.card} ${style.calm}`}>
          {gathered.since ? t("news.nothing", { since: formatInstant(gathered.since, language, ownZone(), "short") }) : t("news.first")}
        </div>
      )}
      {gathered && !nothing && (
        <ul className={style.card}>
          {gathered.news.map(({ partition, counts, last }) => (
            <li key={partition}>
              <Link to={pageOf(partition)} className={style.line}>
                <span className={style.words}>
                  <span className={style.title}>{partition.startsWith("events/") ? nameOf(partition) : t(`news.${partition}`)}</span>
                  <span className={style.chips}>
                    {counts.map(([kind, count]) => (
                      <span key={kind}>
                        {t(`news.kind.${kind}`)}: {count}
                      </span>
                    ))}
                  </span>
                </span>
                <span className={style.detail} title={formatInstant(last, language, ownZone())}>
                  {formatAgo(last, language)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
