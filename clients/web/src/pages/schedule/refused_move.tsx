import { Button, CloseButton, Group, Paper, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Activity } from "./activity.ts";
import { roomOf } from "./rows.ts";
import { ObstacleList } from "./obstacle_list.tsx";
import { useSchedule } from "./schedule_context.ts";
import styles from "./schedule.module.css";
import type { Moving } from "./use_move.ts";
import { useSpanText } from "./use_obstacle_text.ts";

interface RefusedMoveCardProps {
  moving: Moving;
  onOpen: (activity: Activity) => void;
}

// A move that was refused: what blocks it, what is free, and that it is back where it was.
export function RefusedMoveCard({ moving, onOpen }: RefusedMoveCardProps) {
  const { t } = useTranslation("schedule");
  const { assets, titleOf, nameOf, isVersioned } = useSchedule();
  const spanText = useSpanText();
  const { refused, forget, move, keepAnyway } = moving;
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.focus(), [refused]);
  if (!refused) return null;
  const { activity, placement, obstacle } = refused;
  const where = [spanText(placement), placement.room && nameOf(placement.room)].filter(Boolean).join(", ");
  const isRoom = (asset: string) => asset === placement.room || asset === roomOf(activity, assets);
  return (
    <Paper
      ref={card}
      tabIndex={-1}
      role="alertdialog"
      aria-label={t("move.refused")}
      className={styles.refused}
      withBorder
      shadow="md"
      p="md"
      radius="md"
      onKeyDown={(event) => event.code === "Escape" && forget()}
    >
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb={6}>
        <Text fw={600}>{t("move.staysWhere", { title: titleOf(activity), where })}</Text>
        <CloseButton aria-label={t("close")} onClick={forget} />
      </Group>
      <ObstacleList
        obstacles={[obstacle]}
        onOpen={onOpen}
        onSpan={(span) => void move(activity, { ...span, room: placement.room })}
        {...(isRoom(obstacle.metadata.subject ?? "") ? { onAsset: (room: string) => void move(activity, { ...placement, room }) } : {})}
      />
      {isVersioned && activity.source.kind !== "booking" && (
        <Group mt="sm">
          <Button size="compact-sm" variant="subtle" onClick={() => void keepAnyway(refused)}>
            {t("move.keepAnyway")}
          </Button>
        </Group>
      )}
    </Paper>
  );
}
