import { Group, Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import { Empty } from "../../parts/empty.tsx";
import type { Activity } from "./activity.ts";
import { kindKey, tintOf } from "./activity_look.ts";
import { usePlaceOf } from "./use_place_of.ts";
import { useSchedule } from "./schedule_context.ts";
import styles from "./schedule.module.css";
import { clock, minutesOn, type Day } from "../../parts/venue_day.ts";
import { inOwnTime } from "../../parts/when.ts";

interface DayListProps {
  day: Day;
  activities: readonly Activity[];
  conflictsOf: (name: string) => number;
  fresh: ReadonlySet<string>;
  onOpen: (activity: Activity) => void;
}

// The day from morning to evening, one below the other: for a phone, and for whoever likes to read it so.
export function DayList({ day, activities, conflictsOf, fresh, onOpen }: DayListProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { zone, tracks, titleOf, nameOf, attendeeName } = useSchedule();
  const placeOf = usePlaceOf();
  const sorted = [...activities].sort((one, other) => one.start.getTime() - other.start.getTime());
  if (sorted.length === 0) return <Empty text={t("list.empty")} />;
  return (
    <ul className={styles.list}>
      {sorted.map((activity) => {
        const conflicts = conflictsOf(activity.name);
        const people = activity.attendees.filter(({ optional, left }) => !optional && !left).map(attendeeName);
        return (
          <li key={activity.name}>
            <UnstyledButton className={styles.listItem} onClick={() => onOpen(activity)} data-fresh={fresh.has(activity.name) || undefined}>
              <span className={styles.listTimes} title={inOwnTime({ startTime: activity.start, endTime: activity.end }, language, zone)}>
                <Text component="span" display="block" fw={600}>
                  {clock(minutesOn(day, activity.start, zone))}
                </Text>
                <Text component="span" display="block" size="sm" c="dimmed">
                  {clock(minutesOn(day, activity.end, zone))}
                </Text>
              </span>
              <span>
                <Group component="span" gap={8} wrap="nowrap" align="center">
                  <span className={styles.mark} style={{ "--tint": tintOf(activity, tracks) }} aria-hidden />
                  <Text
                    component="span"
                    fw={600}
                    td={activity.isCancelled ? "line-through" : undefined}
                    style={{ overflowWrap: "anywhere" }}
                  >
                    {titleOf(activity)}
                  </Text>
                </Group>
                <Text component="span" display="block" size="sm">
                  {[placeOf(activity), t(kindKey(activity)), activity.track && nameOf(activity.track)].filter(Boolean).join(" · ")}
                </Text>
                {people.length > 0 && (
                  <Text component="span" display="block" size="sm" c="dimmed">
                    {people.join(", ")}
                  </Text>
                )}
                <Group component="span" gap={6} mt={4}>
                  {conflicts > 0 && <StateBadge tone="conflict">{t("state.conflicts", { count: conflicts })}</StateBadge>}
                  {activity.isChanged && <StateBadge tone="tentative">{t("state.notReleased")}</StateBadge>}
                  {activity.isCancelled && <StateBadge tone="bad">{t("state.cancelled")}</StateBadge>}
                  {activity.isHold && <StateBadge tone="waiting">{t("state.hold")}</StateBadge>}
                </Group>
              </span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
