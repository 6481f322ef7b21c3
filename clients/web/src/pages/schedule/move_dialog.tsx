import { useQuery } from "@connectrpc/connect-query";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Button, Group, Modal, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { skipToken } from "@tanstack/react-query";
import { ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay, zoneLabel } from "../../parts/when.ts";
import { minutesLong, type Activity } from "./activity.ts";
import { hasOtherRooms, nearest, questionFor } from "./free_places.ts";
import { ObstacleList } from "./obstacle_list.tsx";
import { isSamePlace, placementOf, type Placement } from "./placement.ts";
import { roomOf } from "./rows.ts";
import { useSchedule } from "./schedule_context.ts";
import { TimeField } from "./time_field.tsx";
import { useRoomChoices } from "./use_room_choices.ts";
import { useObstacleText, useSpanText } from "./use_obstacle_text.ts";
import { useVerdict } from "./use_verdict.ts";
import { addDays, dayOf, instantAt, minutesOn } from "../../parts/venue_day.ts";

interface MoveDialogProps {
  activity: Activity;
  onMove: (activity: Activity, placement: Placement) => Promise<unknown>;
  onOpen: (activity: Activity) => void;
  onClose: () => void;
}

// Moves by the keyboard: the nearest free places, or a day, a time and a room that are typed.
export function MoveDialog({ activity, onMove, onOpen, onClose }: MoveDialogProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { event, zone, days, assets, titleOf, nameOf } = useSchedule();
  const spanText = useSpanText();
  const textOf = useObstacleText();
  const rooms = useRoomChoices();
  const now = placementOf(activity, assets);
  const [placement, setPlacement] = useState(now);
  const [busy, setBusy] = useState(false);
  const verdict = useVerdict(activity, isSamePlace(placement, now) ? undefined : placement);
  const [rested] = useDebouncedValue(placement, 250);

  const { startTime, endTime } = event.interval ?? {};
  const within = {
    start: startTime ? timestampDate(startTime) : rested.start,
    end: endTime ? timestampDate(endTime) : rested.end,
  };
  const elsewhere = useQuery(
    ScheduleService.method.suggestTimes,
    hasOtherRooms(rested.room, assets)
      ? questionFor(event.name, activity, assets, { placement: rested, elsewhere: true, within })
      : skipToken,
  );
  const later = useQuery(
    ScheduleService.method.suggestTimes,
    questionFor(event.name, activity, assets, { placement: rested, elsewhere: false, within }),
  );
  const free = nearest(now, rested, elsewhere.data, later.data);
  const obstacle = later.data?.obstacles[0];

  const day = dayOf(placement.start, zone);
  const choices = [...new Set([...days, day])].sort();
  const length = minutesLong(activity);
  const at = (onDay: string, minutes: number, long = minutesLong(placement)) =>
    setPlacement({ ...placement, start: instantAt(onDay, minutes, zone), end: instantAt(onDay, minutes + long, zone) });
  const send = async (to: Placement) => {
    setBusy(true);
    await onMove(activity, to);
    // What was refused is told on the page, with what is free.
    onClose();
  };
  const label = (place: Placement) => [spanText(place), place.room && nameOf(place.room)].filter(Boolean).join(" · ");

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("move.title", { title: titleOf(activity) })}
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("move.now", { where: label(now) })} · {zoneLabel(zone, language)}
        </Text>
        <Stack gap={6} role="group" aria-label={t("move.nearest")}>
          <Text fw={600} size="sm">
            {t("move.nearest")}
          </Text>
          {free.map((place, index) => (
            <Button
              key={`${place.start.getTime()} ${place.room}`}
              variant="default"
              justify="flex-start"
              loading={busy}
              data-autofocus={index === 0 || undefined}
              onClick={() => void send(place)}
            >
              {label(place)}
            </Button>
          ))}
          {free.length === 0 && (
            <Text size="sm" c="dimmed" role="status">
              {later.isPending ? t("move.looking") : t("move.nothingFree", { why: obstacle ? nameOf(obstacle.constraint) : "—" })}
            </Text>
          )}
        </Stack>
        <Stack
          gap="sm"
          component="form"
          onSubmit={(submit) => {
            submit.preventDefault();
            void send(placement);
          }}
        >
          <Text fw={600} size="sm">
            {t("move.other")}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            <Select
              label={t("field.day")}
              allowDeselect={false}
              searchable
              value={day}
              data={choices.map((each) => ({ value: each, label: formatDay(each, language, zone, "weekday") }))}
              onChange={(to) => to && at(to, minutesOn(day, placement.start, zone))}
            />
            <TimeField label={t("field.start")} value={minutesOn(day, placement.start, zone)} onChange={(minutes) => at(day, minutes)} />
            <TimeField
              label={t("field.end")}
              value={minutesOn(day, placement.end, zone)}
              onChange={(minutes) => {
                const end = instantAt(minutes <= minutesOn(day, placement.start, zone) ? addDays(day, 1) : day, minutes, zone);
                setPlacement({ ...placement, end });
              }}
            />
          </SimpleGrid>
          {roomOf(activity, assets) !== "" && (
            <Select
              label={t("field.room")}
              searchable
              allowDeselect={false}
              value={placement.room}
              data={rooms}
              onChange={(room) => room && setPlacement({ ...placement, room })}
            />
          )}
          {length !== minutesLong(placement) && (
            <Text size="sm">{t("move.length", { before: length, after: minutesLong(placement) })}</Text>
          )}
          {verdict && (
            <div role="status">
              {verdict.obstacles.length + verdict.warnings.length === 0 && verdict.isSettled && (
                <Text size="sm" c="var(--good)">
                  ✓ {t("move.fits")}
                </Text>
              )}
              <ObstacleList
                obstacles={[...verdict.obstacles, ...verdict.warnings]}
                onOpen={onOpen}
                onSpan={(span) => setPlacement({ ...placement, ...span })}
                onAsset={(room, subject) => subject === placement.room && setPlacement({ ...placement, room })}
              />
            </div>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={isSamePlace(placement, now)}
              title={verdict?.obstacles[0] ? textOf(verdict.obstacles[0]) : undefined}
            >
              {t("move.do")}
            </Button>
          </Group>
        </Stack>
      </Stack>
    </Modal>
  );
}
