import { Attendee_Answer } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { expect, test } from "vitest";
import { invitationsIn, isUnanswered } from "./invitations.ts";
import { sessionAt } from "./samples.ts";

const wanted = { who: "events/e/participants/p", person: "people/p" };

test("invitations come by time; what is cancelled and who has left are not among them", () => {
  const dinner = sessionAt("dinner", "19:00", "21:00", { attendees: [wanted, { who: "people/other" }] });
  const opening = sessionAt("opening", "10:00", "11:00", { attendees: [wanted] });
  const left = sessionAt("left", "12:00", "13:00", { attendees: [{ ...wanted, left: true }] });
  const cancelled = { ...sessionAt("cancelled", "14:00", "15:00", { attendees: [wanted] }), isCancelled: true };
  const found = invitationsIn([dinner, opening, left, cancelled], ({ person }) => person === "people/p");
  expect(found.map(({ activity }) => activity.name)).toEqual(["events/e/sessions/opening", "events/e/sessions/dinner"]);
});

test("who has said nothing has not answered; who may come has", () => {
  const answers = [Attendee_Answer.ANSWER_UNSPECIFIED, Attendee_Answer.NEEDS_ACTION, Attendee_Answer.TENTATIVE, Attendee_Answer.DECLINED];
  const found = answers.flatMap((answer) =>
    invitationsIn([sessionAt("x", "10:00", "11:00", { attendees: [{ ...wanted, answer }] })], () => true),
  );
  expect(found.map(isUnanswered)).toEqual([true, true, false, false]);
});
