import { Skeleton } from "@mantine/core";
import { IconChevronRight, IconClockExclamation } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Refused } from "../../parts/refused.tsx";
import style from "./home.module.css";
import { isLate, type Waiting } from "./waiting.ts";

interface WaitingListProps {
  waiting: Waiting[];
  isLoading: boolean;
  error: unknown;
  // How an event is called.
  nameOf: (event: string) => string;
}

// What waits for the reader: how many, what, where; each line leads there.
export function WaitingList({ waiting, isLoading, error, nameOf }: WaitingListProps) {
  const { t } = useTranslation("home");
  if (isLoading && waiting.length === 0) {
    return (
      <div className={style.card}>
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} height={28} m="sm" />
        ))}
      </div>
    );
  }
  return (
    <>
      {error !== null && <Refused error={error} />}
      {waiting.length === 0 ? (
        error === null && <div className={`${style.card} ${style.calm}`}>{t("waiting.nothing")}</div>
      ) : (
        <ul className={style.card}>
          {waiting.map((each) => (
            <li key={each.kind + (each.event ?? "")}>
              <Link to={each.to} className={style.line}>
                <span className={style.number} data-late={isLate(each) || undefined}>
                  {each.count}
                  {each.more && "+"}
                </span>
                <span className={style.words}>
                  <span>{t(`waiting.${each.kind}`, { count: each.count })}</span>
                  {each.event && <span className={style.detail}>{nameOf(each.event)}</span>}
                </span>
                {isLate(each) && <IconClockExclamation size={18} stroke={1.6} className={style.late} aria-label={t("waiting.late")} />}
                <IconChevronRight size={18} stroke={1.6} className={style.go} aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
