import { Anchor, Button, Drawer, Group, Menu, Stack, Text } from "@mantine/core";
import { IconArrowsMove, IconClockExclamation, IconDots, IconPencil } from "@tabler/icons-react";
import { InterpretationMode } from "@plenary/client/gen/plenary/v1/assets_pb";
import { Attendee_Answer, Attendee_Role } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { languageName } from "../../parts/code_names.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay, inOwnTime, zoneLabel } from "../../parts/when.ts";
import { isBooked, partOf, personKey, shortName, type Activity } from "./activity.ts";
import { kindKey } from "./activity_look.ts";
import { CancelDialog } from "./cancel_dialog.tsx";
import { Fact } from "./fact.tsx";
import type { Obstacle } from "./obstacle.ts";
import { ObstacleList } from "./obstacle_list.tsx";
import { itineraryPath, programmePath } from "./paths.ts";
import { useSchedule } from "./schedule_context.ts";
import { interpretersNeeded } from "./staffing.ts";
import { useActivityVerbs } from "./use_activity_verbs.ts";
import { usePlaceOf } from "./use_place_of.ts";
import { useSpanText } from "./use_obstacle_text.ts";

interface ActivityPanelProps {
  activity: Activity;
  obstacles: readonly Obstacle[];
  onClose: () => void;
  onOpen: (activity: Activity) => void;
  onMove: () => void;
  onLate: () => void;
}

// One session, meeting or booking beside the programme: what it is, and what can be done with it.
export function ActivityPanel({ activity, obstacles, onClose, onOpen, onMove, onLate }: ActivityPanelProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { event, zone, assets, titleOf, nameOf, attendeeName, mayEdit, seesAll } = useSchedule();
  const placeOf = usePlaceOf();
  const spanText = useSpanText();
  const verbs = useActivityVerbs(activity, onClose);
  const [cancelling, setCancelling] = useState(false);
  const { source, interpretation } = activity;
  const isActive = !activity.isCancelled;
  const room = placeOf(activity);
  const others = activity.assets.filter(({ asset }) => nameOf(asset) !== room);
  const needed = interpretation
    ? interpretersNeeded(interpretation.mode, interpretation.languages.length, (activity.end.getTime() - activity.start.getTime()) / 60_000)
    : 0;
  const note = source.value.note;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={440}
      title={t(kindKey(activity))}
      closeButtonProps={{ "aria-label": t("close") }}
      overlayProps={{ backgroundOpacity: 0.15 }}
    >
      <Stack gap="md">
        <div>
          <Text component="h2" fz={20} fw={600} m={0} style={{ overflowWrap: "anywhere" }}>
            {titleOf(activity)}
          </Text>
          <Text title={inOwnTime({ startTime: activity.start, endTime: activity.end }, language, zone)}>
            {formatDay(activity.start, language, zone, "weekday")}, {spanText(activity, false)}
          </Text>
          <Text size="sm" c="dimmed">
            {[room, zoneLabel(zone, language)].filter((part) => part !== "").join(" · ")}
          </Text>
        </div>
        {(activity.isCancelled || activity.isHold || activity.isChanged || activity.isFixed) && (
          <Group gap={6}>
            {activity.isCancelled && <StateBadge tone="bad">{t("state.cancelled")}</StateBadge>}
            {activity.isHold && <StateBadge tone="waiting">{t("state.hold")}</StateBadge>}
            {activity.isChanged && <StateBadge tone="tentative">{t("state.notReleased")}</StateBadge>}
            {activity.isFixed && <StateBadge tone="quiet">{t("state.fixed")}</StateBadge>}
          </Group>
        )}
        {source.kind !== "booking" && source.value.cancelReason !== "" && (
          <Text size="sm">{t("cancelled.because", { reason: source.value.cancelReason })}</Text>
        )}
        {obstacles.length > 0 && <ObstacleList obstacles={obstacles} onOpen={onOpen} />}
        {mayEdit && isActive && (
          <Group gap="xs">
            {source.kind !== "booking" && (
              <Button
                component={Link}
                to={programmePath(event.name, shortName(activity.name))}
                variant="default"
                leftSection={<IconPencil size={16} aria-hidden />}
              >
                {t("verb.edit")}
              </Button>
            )}
            <Button variant="default" leftSection={<IconArrowsMove size={16} aria-hidden />} onClick={onMove}>
              {t("verb.move")}
            </Button>
            <Menu position="bottom-end" keepMounted={false}>
              <Menu.Target>
                <Button variant="default" px="xs" aria-label={t("verb.more")}>
                  <IconDots size={16} aria-hidden />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {source.kind !== "booking" && (
                  <Menu.Item leftSection={<IconClockExclamation size={16} aria-hidden />} onClick={onLate}>
                    {t("verb.late")}
                  </Menu.Item>
                )}
                {source.kind !== "booking" && <Menu.Item onClick={() => setCancelling(true)}>{t("verb.cancel")}</Menu.Item>}
                {source.kind !== "booking" && (
                  <Menu.Item color="red" onClick={() => void verbs.remove()}>
                    {t("verb.delete")}
                  </Menu.Item>
                )}
                {activity.isHold && <Menu.Item onClick={() => void verbs.confirmHold()}>{t("verb.confirmHold")}</Menu.Item>}
                {source.kind === "booking" && <Menu.Item onClick={() => void verbs.giveBack()}>{t("verb.giveBack")}</Menu.Item>}
              </Menu.Dropdown>
            </Menu>
          </Group>
        )}
        {mayEdit && activity.isCancelled && source.kind !== "booking" && (
          <Group>
            <Button variant="default" onClick={() => void verbs.remove()}>
              {t("verb.delete")}
            </Button>
          </Group>
        )}
        {activity.track !== "" && <Fact label={t("field.track")}>{nameOf(activity.track)}</Fact>}
        {source.kind === "meeting" && (
          <Fact label={t("field.parties")}>
            {source.value.parties.map(({ delegation, organization, headMustAttend }) => (
              <Text key={delegation || organization} size="sm">
                {delegation ? (
                  <Anchor component={Link} to={itineraryPath(event.name, delegation)}>
                    {nameOf(delegation)}
                  </Anchor>
                ) : (
                  nameOf(organization)
                )}
                {headMustAttend && (
                  <Text span c="dimmed">
                    {" "}
                    · {t("field.headMustAttend")}
                  </Text>
                )}
              </Text>
            ))}
          </Fact>
        )}
        {source.kind === "session" && activity.delegations.length > 0 && (
          <Fact label={t("field.delegations")}>
            {activity.delegations.map((name) => (
              <Text key={name} size="sm">
                <Anchor component={Link} to={itineraryPath(event.name, name)}>
                  {nameOf(name)}
                </Anchor>
              </Text>
            ))}
          </Fact>
        )}
        {activity.attendees.length > 0 && (
          <Fact label={t("field.people", { count: activity.attendees.length })}>
            {activity.attendees.map((attendee) => {
              const part = partOf(attendee, activity);
              const isPart = part.start > activity.start || part.end < activity.end;
              const details = [
                attendee.role > Attendee_Role.PARTICIPANT && t(`role.${Attendee_Role[attendee.role]}`),
                attendee.optional && t("field.optional"),
                attendee.left && t("field.left"),
                isPart && isBooked(attendee) && spanText(part, false),
                attendee.answer > Attendee_Answer.NEEDS_ACTION && t(`answer.${Attendee_Answer[attendee.answer]}`),
              ]
                .filter(Boolean)
                .join(" · ");
              return (
                <Text key={attendee.who} size="sm">
                  <Anchor component={Link} to={itineraryPath(event.name, personKey(attendee))}>
                    {attendeeName(attendee)}
                  </Anchor>
                  {details !== "" && (
                    <Text span c="dimmed">
                      {" "}
                      · {details}
                    </Text>
                  )}
                </Text>
              );
            })}
          </Fact>
        )}
        {(activity.languages.length > 0 || (interpretation && interpretation.mode > InterpretationMode.NONE)) && (
          <Fact label={t("field.languages")}>
            {activity.languages.length > 0 && (
              <Text size="sm">{activity.languages.map((code) => languageName(code, language)).join(", ")}</Text>
            )}
            {interpretation && interpretation.mode > InterpretationMode.NONE && (
              <>
                <Text size="sm">
                  {t(`interpretation.${InterpretationMode[interpretation.mode]}`)}:{" "}
                  {interpretation.languages.map((code) => languageName(code, language)).join(" ↔ ")}
                </Text>
                <Text size="sm" c={interpretation.interpreters.length < needed ? "var(--conflict)" : "dimmed"}>
                  {t("staffing", { count: needed, assigned: interpretation.interpreters.length })}
                  {interpretation.interpreters.length > 0 && `: ${interpretation.interpreters.map(nameOf).join(", ")}`}
                </Text>
              </>
            )}
          </Fact>
        )}
        {others.length > 0 && (
          <Fact label={t("field.assets")}>
            <Text size="sm">
              {others.map(({ asset, units }) => (units > 1 ? `${nameOf(asset)} × ${units}` : nameOf(asset))).join(", ")}
            </Text>
            {seesAll &&
              others
                .map(({ asset }) => assets.get(asset))
                .map(
                  (asset) =>
                    asset?.contactPhone && (
                      <Text key={asset.name} size="sm" c="dimmed">
                        {asset.contactName} <Anchor href={`tel:${asset.contactPhone.replace(/[^+\d]/g, "")}`}>{asset.contactPhone}</Anchor>
                      </Text>
                    ),
                )}
          </Fact>
        )}
        {source.kind !== "booking" && source.value.responsible.length > 0 && (
          <Fact label={t("field.responsible")}>
            <Text size="sm">{source.value.responsible.map(nameOf).join(", ")}</Text>
          </Fact>
        )}
        {source.kind === "session" && source.value.guestNotes.length > 0 && (
          <Fact label={t("field.guestNote")}>
            <Text size="sm">{textIn(source.value.guestNotes, language)}</Text>
          </Fact>
        )}
        {note !== "" && (
          <Fact label={t("field.note")}>
            <Text size="sm" style={{ whiteSpace: "pre-line" }}>
              {note}
            </Text>
          </Fact>
        )}
      </Stack>
      {cancelling && <CancelDialog activity={activity} onClose={() => setCancelling(false)} onCancel={verbs.cancel} />}
    </Drawer>
  );
}
