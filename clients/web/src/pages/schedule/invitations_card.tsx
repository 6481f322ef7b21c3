import { Anchor, Button, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { Attendee_Answer as Answer, ScheduleService, type Attendee } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFresh } from "../../api/live.ts";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import { dayOf } from "../../parts/venue_day.ts";
import { partOf, shortName } from "./activity.ts";
import { AnswerDialog } from "./answer_dialog.tsx";
import { invitationsIn, isUnanswered, type Invitation } from "./invitations.ts";
import { programmePath } from "./paths.ts";
import { ScheduleContext, useSchedule } from "./schedule_context.ts";
import { useSpanText } from "./use_obstacle_text.ts";
import { useScheduleLoad } from "./use_schedule_load.ts";

interface InvitationsProps {
  // Whose invitations are shown.
  isWanted: (attendee: Attendee) => boolean;
  // Whether they are of several people, who are named then.
  withNames?: boolean;
  mayAnswer: boolean;
}

const TONES: Record<Answer, Tone> = {
  [Answer.ANSWER_UNSPECIFIED]: "waiting",
  [Answer.NEEDS_ACTION]: "waiting",
  [Answer.ACCEPTED]: "good",
  [Answer.DECLINED]: "bad",
  [Answer.TENTATIVE]: "tentative",
};

// What somebody, or everybody of a delegation, is invited to in the programme of `event` ("events/…"), and what they
// answered.
export function InvitationsCard({ event, ...rest }: InvitationsProps & { event: string }) {
  const { t } = useTranslation("schedule");
  const { schedule, error, retry } = useScheduleLoad(event, false);
  useFresh(event, ScheduleService.method.listSessions, ScheduleService.method.listMeetings);
  return (
    <Card component="section" aria-label={t("invitation.title")}>
      {error !== undefined && <Refused error={error} onRetry={retry} />}
      {!schedule && error === undefined && <Skeleton height={80} />}
      {schedule && (
        <ScheduleContext value={schedule}>
          <Invitations {...rest} />
        </ScheduleContext>
      )}
    </Card>
  );
}

function Invitations({ isWanted, withNames = false, mayAnswer }: InvitationsProps) {
  const { t } = useTranslation("schedule");
  const { activities, attendeeName, titleOf } = useSchedule();
  const [answered, setAnswered] = useState<Invitation>();
  const invitations = invitationsIn(activities, isWanted);
  const waiting = invitations.filter(isUnanswered).length;
  return (
    <>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {t("invitation.title")}
        </Title>
        {waiting > 0 && (
          <Text size="sm" c="dimmed">
            {t("invitation.unanswered", { count: waiting })}
          </Text>
        )}
      </Group>
      {invitations.length === 0 && <Text c="dimmed">{t("invitation.none")}</Text>}
      <Stack gap="sm">
        {invitations.map((invitation) => (
          <InvitationLine
            key={`${invitation.activity.name} ${invitation.attendee.who}`}
            invitation={invitation}
            withNames={withNames}
            {...(mayAnswer && { onAnswer: () => setAnswered(invitation) })}
          />
        ))}
      </Stack>
      {answered && (
        <AnswerDialog
          invitation={answered}
          name={attendeeName(answered.attendee)}
          title={titleOf(answered.activity)}
          onClose={() => setAnswered(undefined)}
        />
      )}
    </>
  );
}

interface InvitationLineProps {
  invitation: Invitation;
  withNames: boolean;
  // Left out where the reader may not record answers.
  onAnswer?: () => void;
}

function InvitationLine({ invitation: { activity, attendee }, withNames, onAnswer }: InvitationLineProps) {
  const { t } = useTranslation("schedule");
  const { event, zone, attendeeName, titleOf } = useSchedule();
  const spanText = useSpanText();
  const title = titleOf(activity);
  const name = attendeeName(attendee);
  const address = new URLSearchParams({ day: dayOf(activity.start, zone), selected: shortName(activity.name) });
  return (
    <Group justify="space-between" align="flex-start" gap="xs">
      <div style={{ flex: "1 1 240px", minWidth: 0 }}>
        <Anchor component={Link} to={`${programmePath(event.name)}?${address.toString()}`}>
          {title}
        </Anchor>
        <Text size="sm" c="dimmed">
          {withNames && `${name} · `}
          {spanText(partOf(attendee, activity))}
        </Text>
        {attendee.answerNote !== "" && <Text size="sm">{t("invitation.said", { note: attendee.answerNote })}</Text>}
      </div>
      <Group gap="xs">
        <StateBadge tone={TONES[attendee.answer]}>{t(`answer.${Answer[attendee.answer]}`)}</StateBadge>
        {onAnswer && (
          <Button size="compact-sm" variant="subtle" aria-label={t("invitation.recordOf", { name, title })} onClick={onAnswer}>
            {t("invitation.record")}
          </Button>
        )}
      </Group>
    </Group>
  );
}
