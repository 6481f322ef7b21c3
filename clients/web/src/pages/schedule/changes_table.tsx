import { Anchor, Stack, Table, Text } from "@mantine/core";
import { ScheduleChange_Kind, type ScheduleChange } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { StateBadge } from "../../parts/state_badge.tsx";
import { shortName, type Activity } from "./activity.ts";
import { programmePath } from "./paths.ts";
import { activityOfAny, CHANGE_TONES } from "./schedule_changes.ts";
import { useSchedule } from "./schedule_context.ts";
import styles from "./schedule.module.css";
import { usePlaceOf } from "./use_place_of.ts";
import { useSpanText } from "./use_obstacle_text.ts";
import { dayOf } from "../../parts/venue_day.ts";

const MOST_NAMES = 3;

// What differs between two versions: each with what it was, what it is, and whom it touches.
export function ChangesTable({ changes }: { changes: readonly ScheduleChange[] }) {
  const { t } = useTranslation("schedule");
  const { event, zone, titleOf, nameOf, byName } = useSchedule();
  const spanText = useSpanText();
  const placeOf = usePlaceOf();
  const where = (activity: Activity) => [spanText(activity), placeOf(activity)].filter((part) => part !== "").join(", ");
  const naming = (names: readonly string[]) => {
    const shown = names.slice(0, MOST_NAMES).map(nameOf).join(", ");
    return names.length > MOST_NAMES ? t("changes.andMore", { shown, count: names.length - MOST_NAMES }) : shown;
  };
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("changes.label") } }}>
      <Table verticalSpacing="sm" aria-label={t("changes.label")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={150}>{t("changes.what")}</Table.Th>
            <Table.Th>{t("changes.activity")}</Table.Th>
            <Table.Th>{t("changes.whom")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change) => {
            const before = activityOfAny(change.before);
            const after = activityOfAny(change.after);
            const known = after ?? before;
            if (!known) return null;
            const link = byName.has(change.activity)
              ? `${programmePath(event.name)}?${new URLSearchParams({ day: dayOf(known.start, zone), selected: shortName(change.activity) })}`
              : undefined;
            return (
              <Table.Tr key={change.activity}>
                <Table.Td valign="top">
                  <StateBadge tone={CHANGE_TONES[change.kind]}>{t(`changes.${ScheduleChange_Kind[change.kind]}`)}</StateBadge>
                </Table.Td>
                <Table.Td>
                  <Stack gap={2}>
                    <Text fw={500}>
                      {link ? (
                        <Anchor component={Link} to={link} inherit>
                          {titleOf(known)}
                        </Anchor>
                      ) : (
                        titleOf(known)
                      )}
                    </Text>
                    {before && where(before) !== (after ? where(after) : "") && (
                      <Text size="sm" className={styles.before}>
                        {where(before)}
                      </Text>
                    )}
                    {after && <Text size="sm">{where(after)}</Text>}
                    {change.kind === ScheduleChange_Kind.CHANGED && (
                      <Text size="sm" c="dimmed">
                        {[...new Set(change.fields.map((field) => t(`changes.field.${field}`, t("changes.field.other"))))].join(", ")}
                      </Text>
                    )}
                  </Stack>
                </Table.Td>
                <Table.Td valign="top">
                  {change.delegations.length > 0 && <Text size="sm">{naming(change.delegations)}</Text>}
                  {change.people.length > 0 && (
                    <Text size="sm" c="dimmed">
                      {naming(change.people)}
                    </Text>
                  )}
                  {change.delegations.length + change.people.length === 0 && (
                    <Text size="sm" c="dimmed">
                      {t("changes.nobody")}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
