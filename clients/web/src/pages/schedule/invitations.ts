// Who is invited to what, and what they answered.
import { Attendee_Answer, type Attendee } from "@plenary/client/gen/plenary/v1/schedule_pb";
import type { Activity } from "./activity.ts";

export interface Invitation {
  activity: Activity;
  attendee: Attendee;
}

// Those of the people who are wanted, by time; who has left the event and what is cancelled need no answer.
export function invitationsIn(activities: readonly Activity[], isWanted: (attendee: Attendee) => boolean): Invitation[] {
  return activities
    .filter(({ isCancelled }) => !isCancelled)
    .flatMap((activity) =>
      activity.attendees.filter((attendee) => !attendee.left && isWanted(attendee)).map((attendee) => ({ activity, attendee })),
    )
    .sort((a, b) => a.activity.start.getTime() - b.activity.start.getTime());
}

export function isUnanswered({ attendee }: Invitation): boolean {
  return attendee.answer === Attendee_Answer.ANSWER_UNSPECIFIED || attendee.answer === Attendee_Answer.NEEDS_ACTION;
}
