import { Group } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, Outlet, useParams, useSearchParams } from "react-router";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { programmePath } from "./paths.ts";
import { ScheduleContext, type Schedule } from "./schedule_context.ts";
import styles from "./schedule.module.css";
import { useScheduleLoad } from "./use_schedule_load.ts";

const PLACES = ["", "versions", "itinerary", "documents", "calendars"] as const;

// What a person who sees one delegation has no use for.
const FOR_STAFF: readonly string[] = ["versions"];

// What stands around the pages of an event's programme: it reads the programme once for all of them.
export function ScheduleFrame() {
  const { t } = useTranslation("schedule");
  const { event: id } = useParams();
  const [search] = useSearchParams();
  const event = `events/${id}`;
  const wantsReleased = search.get("view") === "released";
  const { schedule: loaded, error, retry } = useScheduleLoad(event, wantsReleased);
  // While the other view is read the one that was there stays, rather than a flash of nothing.
  const [kept, setKept] = useState<Schedule>();
  useEffect(() => {
    if (loaded) setKept(loaded);
  }, [loaded]);
  const schedule = loaded ?? (kept?.event.name === event ? kept : undefined);
  if (error) return <Refused error={error} onRetry={retry} />;
  if (!schedule) return <PageSkeleton />;
  return (
    <ScheduleContext value={schedule}>
      <Group component="nav" aria-label={t("places")} gap={4} mb="md" className={`${styles.places} not-printed`}>
        {PLACES.filter((place) => schedule.seesAll || !FOR_STAFF.includes(place)).map((place) => (
          <NavLink key={place} to={programmePath(event, place)} end={place === ""} className={styles.place!}>
            {t(`place.${place || "day"}`)}
          </NavLink>
        ))}
      </Group>
      <Outlet />
    </ScheduleContext>
  );
}
