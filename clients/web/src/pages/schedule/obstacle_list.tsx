import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Activity } from "./activity.ts";
import type { Obstacle, Span } from "./obstacle.ts";
import { useSchedule } from "./schedule_context.ts";
import { useObstacleText, useSpanText } from "./use_obstacle_text.ts";

interface ObstacleListProps {
  obstacles: readonly Obstacle[];
  // Opens what blocks.
  onOpen?: (activity: Activity) => void;
  // Takes one of the times or places that are free.
  onSpan?: (span: Span) => void;
  onAsset?: (asset: string, subject: string) => void;
}

// What stands in the way, each with what blocks it and what is free instead.
export function ObstacleList({ obstacles, onOpen, onSpan, onAsset }: ObstacleListProps) {
  const { t } = useTranslation("schedule");
  const { byName, nameOf } = useSchedule();
  const textOf = useObstacleText();
  const spanText = useSpanText();
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
      {obstacles.map((obstacle, index) => {
        const blocker = byName.get(obstacle.metadata.blockedBy ?? "");
        return (
          <li key={index}>
            <Group gap={6} wrap="nowrap" align="flex-start">
              {obstacle.isWarning ? (
                <IconAlertTriangle size={16} color="var(--conflict)" style={{ flex: "none", marginTop: 3 }} aria-label={t("warning")} />
              ) : (
                <IconCircleX size={16} color="var(--bad)" style={{ flex: "none", marginTop: 3 }} aria-label={t("obstacle")} />
              )}
              <Text size="sm">
                {textOf(obstacle)}
                {blocker && onOpen && (
                  <>
                    {" "}
                    <Anchor component="button" type="button" inherit onClick={() => onOpen(blocker)}>
                      {t("open")}
                    </Anchor>
                  </>
                )}
              </Text>
            </Group>
            {((onSpan && obstacle.alternatives.length > 0) || (onAsset && obstacle.otherAssets.length > 0)) && (
              <Group gap={6} mt={6} ml={22}>
                <Text size="sm" c="dimmed">
                  {t("freeInstead")}
                </Text>
                {onAsset &&
                  obstacle.otherAssets.map((asset) => (
                    <Button key={asset} size="compact-sm" variant="default" onClick={() => onAsset(asset, obstacle.metadata.subject ?? "")}>
                      {nameOf(asset)}
                    </Button>
                  ))}
                {onSpan &&
                  obstacle.alternatives.map((span) => (
                    <Button key={span.start.getTime()} size="compact-sm" variant="default" onClick={() => onSpan(span)}>
                      {spanText(span)}
                    </Button>
                  ))}
              </Group>
            )}
          </li>
        );
      })}
    </Stack>
  );
}
