import { SegmentedControl, Stack, Text } from "@mantine/core";
import { Attendee_Answer as Answer, ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useTranslation } from "react-i18next";
import { useChange, type Touched } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { isUnanswered, type Invitation } from "./invitations.ts";

interface AnswerDialogProps {
  invitation: Invitation;
  // Who answers, and to what.
  name: string;
  title: string;
  onClose: () => void;
}

const SCHEDULE: Touched = ["plenary.v1.ScheduleService"];
const ANSWERS = [Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED];

// Records what somebody answers to an invitation.
export function AnswerDialog({ invitation, name, title, onClose }: AnswerDialogProps) {
  const { t } = useTranslation("schedule");
  const change = useChange(SCHEDULE);
  const { activity, attendee } = invitation;
  const [said, setSaid, clear] = useDraft(`answer/${activity.name}/${attendee.who}`, {
    answer: isUnanswered(invitation) ? Answer.ACCEPTED : attendee.answer,
    note: attendee.answerNote,
  });
  const record = (answer: Answer, note: string, requestId: string) =>
    clientOf(ScheduleService).answerInvitation({ activity: activity.name, who: attendee.who, answer, note, requestId });
  const before = isUnanswered(invitation) ? Answer.NEEDS_ACTION : attendee.answer;
  const act = async (requestId: string) => {
    await record(said.answer, said.note.trim(), requestId);
    clear();
    notifyDone(t("invitation.recorded", { name, answer: t(`answer.${Answer[said.answer]}`) }), async () => {
      await change({ undo: said }, (undoId) => record(before, attendee.answerNote, undoId));
    });
  };
  return (
    <ActDialog title={t("invitation.record")} action={t("invitation.record")} said={said} touches={SCHEDULE} act={act} onClose={onClose}>
      <Text>
        {name} · {title}
      </Text>
      <Stack gap={4}>
        <SegmentedControl
          aria-label={t("invitation.answer")}
          fullWidth
          value={String(said.answer)}
          onChange={(answer) => setSaid((now) => ({ ...now, answer: Number(answer) }))}
          data={ANSWERS.map((answer) => ({ value: String(answer), label: t(`answer.${Answer[answer]}`) }))}
        />
        {said.answer === Answer.DECLINED && (
          <Text size="sm" c="dimmed">
            {t("invitation.declinedMeans")}
          </Text>
        )}
      </Stack>
      <LongField
        label={t("invitation.note")}
        maxLength={1024}
        value={said.note}
        onChange={(note) => setSaid((now) => ({ ...now, note }))}
      />
    </ActDialog>
  );
}
