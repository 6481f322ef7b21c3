import { Alert, Anchor, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Change_Kind } from "@plenary/client/gen/plenary/v1/changes_pb";
import type { Activity } from "./activity.ts";
import type { Obstacle } from "./obstacle.ts";
import { programmePath } from "./paths.ts";
import { useSchedule } from "./schedule_context.ts";
import type { RecentChange } from "./use_recent_changes.ts";
import { useUserName } from "./use_user_name.ts";

interface ProgrammeNoticesProps {
  recent: readonly RecentChange[];
  onForget: () => void;
  misfits: ReadonlyMap<string, Obstacle[]>;
  onOpen: (activity: Activity) => void;
}

const VERBS: Partial<Record<Change_Kind, string>> = {
  [Change_Kind.CREATED]: "created",
  [Change_Kind.DELETED]: "deleted",
  [Change_Kind.UNDELETED]: "created",
};

// What one should know before reading on: what is not released, what does not fit, what others just changed.
export function ProgrammeNotices({ recent, onForget, misfits, onOpen }: ProgrammeNoticesProps) {
  const { t } = useTranslation("schedule");
  const userName = useUserName();
  const { event, settings, isVersioned, seesAll, mayEdit, byName, nameOf } = useSchedule();
  const broken = [...misfits].filter(([, obstacles]) => obstacles.some(({ isWarning }) => !isWarning));
  const unreleased = isVersioned && seesAll ? settings.changedActivities : 0;
  return (
    <Stack gap={8}>
      {unreleased > 0 && (
        <Alert variant="light" p="xs">
          <Group gap="sm">
            <Text size="sm">{t("notice.unreleased", { count: unreleased })}</Text>
            <Anchor component={Link} to={programmePath(event.name, "versions")} size="sm">
              {mayEdit ? t("notice.review") : t("notice.see")}
            </Anchor>
          </Group>
        </Alert>
      )}
      {broken.length > 0 && (
        <Alert variant="light" color="orange" p="xs">
          <Text size="sm">
            {t("notice.misfits", { count: broken.length })}{" "}
            {broken.slice(0, 5).map(([name], index) => {
              const activity = byName.get(name);
              return (
                activity && (
                  <span key={name}>
                    {index > 0 && ", "}
                    <Anchor component="button" type="button" inherit onClick={() => onOpen(activity)}>
                      {nameOf(name)}
                    </Anchor>
                  </span>
                )
              );
            })}
            {broken.length > 5 && "…"}
          </Text>
        </Alert>
      )}
      <div role="status">
        {recent.length > 0 && (
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {recent
                .slice(-3)
                .map(({ activity, caller, kind }) =>
                  t(`notice.${VERBS[kind] ?? "updated"}`, { title: nameOf(activity), who: userName(caller) }),
                )
                .join(" · ")}
              {recent.length > 3 && ` · ${t("notice.more", { count: recent.length - 3 })}`}
            </Text>
            <Anchor component="button" type="button" size="sm" onClick={onForget}>
              {t("notice.forget")}
            </Anchor>
          </Group>
        )}
      </div>
    </Stack>
  );
}
