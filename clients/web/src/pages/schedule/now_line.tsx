import { useEffect, useState } from "react";
import { useSchedule } from "./schedule_context.ts";
import styles from "./schedule.module.css";
import { minutesOn, type Day } from "../../parts/venue_day.ts";

const MINUTE_MS = 60_000;

// Minutes of `day` that the venue's clock shows.
export function useNow(day: Day): number {
  const { zone } = useSchedule();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return minutesOn(day, now, zone);
}

// Where the venue's clock stands, on the day it is.
export function NowLine({ minutes, from, to }: { minutes: number; from: number; to: number }) {
  if (minutes < from || minutes > to) return null;
  return <div aria-hidden className={styles.now} style={{ left: `${((minutes - from) / (to - from)) * 100}%` }} />;
}
