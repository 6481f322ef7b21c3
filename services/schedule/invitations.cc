// What attendees answer to invitations.
#include <algorithm>
#include <string>
#include <utility>

#include "services/schedule/activity_answers.h"
#include "services/schedule/service.h"

namespace plenary::schedule {
namespace {

using storage::Change;

// The attendee `who` of an activity; nullptr where there is none.
const v1::Attendee* FindAttendee(const v1::Activity& activity, const std::string& who) {
  const auto& attendees = AttendeesOf(activity);
  const auto found =
      std::find_if(attendees.begin(), attendees.end(),
                   [&](const v1::Attendee& attendee) { return attendee.who() == who; });
  return found == attendees.end() ? nullptr : &*found;
}

// As released, where it was, since that is what they were invited to.
const v1::Attendee* FindInvited(const ActivityRow& row, const std::string& who) {
  if (row.released.has_value()) {
    const v1::Attendee* attendee = FindAttendee(*row.released, who);
    if (attendee != nullptr) return attendee;
  }
  return FindAttendee(row.body, who);
}

// Whether the caller may answer for an attendee: the secretariat for all, a focal point for those
// who come with its delegation. PERMISSION_DENIED: ROLE_REQUIRED.
absl::Status CheckMayAnswer(const base::Access* access, const v1::Attendee& attendee,
                            absl::string_view event) {
  if (base::IsSecretariat(access, event)) return absl::OkStatus();
  const std::string& delegation = attendee.delegation();
  if (!delegation.empty() && access->HoldsOn({v1::REGISTRAR}, delegation)) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
                      "a focal point answers for those who come with its delegation; the "
                      "secretariat answers for everybody else",
                      {{"roles", "EVENT_MANAGER,ADMINISTRATOR"}});
}

absl::Status CheckTakesPart(const v1::Attendee& attendee) {
  if (!attendee.left()) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ATTENDEE_LEFT,
                      absl::StrCat(attendee.who(), " does not take part in the event any more"),
                      {{"attendee", attendee.who()}});
}

// The activity that an answer is about, as far as the caller is told of it.
absl::StatusOr<ActivityRow> InvitationRow(Change& change,
                                          const v1::AnswerInvitationRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, LivingRow(change.tx(), request.activity(), ""));
  if (!Told(row, v1::RELEASED_VIEW, change.call().access) &&
      !base::SeesWhole(change.call().access, base::EventOf(request.activity()))) {
    return base::NotFound(request.activity());
  }
  PLENARY_RETURN_IF_ERROR(CheckNotCancelled(row.body));
  return row;
}

}  // namespace

absl::StatusOr<v1::AnswerInvitationResponse> ScheduleService::AnswerInvitation(
    Change& change, const v1::AnswerInvitationRequest& request) const {
  const std::string event(base::EventOf(request.activity()));
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, event));
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, InvitationRow(change, request));
  const v1::Attendee* invited = FindInvited(row, request.who());
  if (invited == nullptr) {
    return base::BadField("who", absl::StrCat("is no attendee of ", request.activity()));
  }
  PLENARY_RETURN_IF_ERROR(CheckMayAnswer(change.call().access, *invited, event));
  PLENARY_RETURN_IF_ERROR(CheckTakesPart(*invited));
  const auto answer = [&](v1::Activity& activity) {
    for (v1::Attendee& attendee : *MutableAttendeesOf(activity)) {
      if (attendee.who() != request.who()) continue;
      attendee.set_answer(request.answer());
      attendee.set_answer_note(request.note());
    }
  };
  Entry entry = AmendBoth(std::move(row), answer, "activity");
  // What is in progress and conflicts already goes on doing so, whoever comes.
  entry.allow_conflicts = !entry.before->released.has_value();
  PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));
  PLENARY_RETURN_IF_ERROR(agenda.Close().status());
  PLENARY_ASSIGN_OR_RETURN(
      row, storage::Existing(FindActivity(change.tx(), request.activity()), request.activity()));
  v1::AnswerInvitationResponse response;
  *response.mutable_attendee() = *FindInvited(row, request.who());
  PLENARY_RETURN_IF_ERROR(FillNames(change.tx(), {response.mutable_attendee()}));
  return response;
}

}  // namespace plenary::schedule
