// Answers to meeting requests: accept, decline, counter, take back.
#include <string>
#include <utility>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/matchmaking/requests.h"
#include "services/matchmaking/service.h"
#include "services/matchmaking/sides.h"

namespace plenary::matchmaking {
namespace {

using storage::Change;
using storage::Tx;

// A request that is answered, and the step that the answer takes.
struct Answer {
  Matter matter;
  Step step;
  v1::MeetingRequest after;  // still as it was
};

// FAILED_PRECONDITION: MEETING_REQUESTS_CLOSED, MEETING_REQUEST_EXPIRED, WRONG_STATE.
// PERMISSION_DENIED: ROLE_REQUIRED.
template <class Request>
absl::StatusOr<Answer> Begin(Change& change, const Request& request, Verb verb) {
  Answer answer;
  PLENARY_ASSIGN_OR_RETURN(answer.matter, FindMatter(change, request.name(), request.etag()));
  const auto& [occasion, before, sides, actor] = answer.matter;
  PLENARY_RETURN_IF_ERROR(CheckWindow(occasion.settings, actor.is_secretariat, occasion.now));
  PLENARY_ASSIGN_OR_RETURN(answer.step, CheckVerb(before, verb, actor, occasion.now));
  answer.after = before;
  return answer;
}

// Whether the two may still meet: one may have left, or the organisers keep them apart since.
absl::Status CheckMayMeet(Tx& tx, const Matter& matter) {
  const std::string& event = matter.occasion.event.name();
  PLENARY_ASSIGN_OR_RETURN(const Party from, FindParty(tx, event, matter.before.from().party(),
                                                       "meeting_request.from.party", false));
  PLENARY_ASSIGN_OR_RETURN(const Party to, FindParty(tx, event, matter.before.to().party(),
                                                     "meeting_request.to.party", false));
  return CheckNotBlocked(tx, event, from, to);
}

// Whoever answers may say who comes of its side.
template <class Request>
absl::Status TakePeople(Tx& tx, const Request& request, Answer& answer) {
  const bool is_asked = answer.step.by == Turn::kAsked;
  const Matter& matter = answer.matter;
  v1::MeetingRequest::Side& side =
      is_asked ? *answer.after.mutable_to() : *answer.after.mutable_from();
  if (!request.people().empty()) *side.mutable_people() = request.people();
  if (!request.optional_people().empty()) {
    *side.mutable_optional_people() = request.optional_people();
  }
  base::FieldErrors errors;
  CheckPeopleOnce(side, matter.occasion.event.name(), "", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return CheckPeople(tx, side, is_asked ? matter.before.to() : matter.before.from(),
                     is_asked ? matter.sides.to : matter.sides.from, "");
}

absl::StatusOr<v1::MeetingRequest> End(Change& change, Answer answer) {
  return Keep(change, answer.matter.occasion.now, answer.matter.before, std::move(answer.after));
}

}  // namespace

absl::StatusOr<v1::MeetingRequest> MatchmakingService::AcceptMeetingRequest(
    Change& change, const v1::AcceptMeetingRequestRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Answer answer, Begin(change, request, Verb::kAccept));
  PLENARY_RETURN_IF_ERROR(CheckMayMeet(change.tx(), answer.matter));
  PLENARY_RETURN_IF_ERROR(TakePeople(change.tx(), request, answer));
  Agree(answer.after);
  answer.after.set_answer_note(request.note());
  return End(change, std::move(answer));
}

absl::StatusOr<v1::MeetingRequest> MatchmakingService::DeclineMeetingRequest(
    Change& change, const v1::DeclineMeetingRequestRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Answer answer, Begin(change, request, Verb::kDecline));
  answer.after.set_state(answer.step.to);
  answer.after.set_answer_note(request.note());
  return End(change, std::move(answer));
}

absl::StatusOr<v1::MeetingRequest> MatchmakingService::CounterMeetingRequest(
    Change& change, const v1::CounterMeetingRequestRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Answer answer, Begin(change, request, Verb::kCounter));
  const Occasion& occasion = answer.matter.occasion;
  base::FieldErrors errors;
  CheckCounter(request, answer.matter.before, occasion.event, occasion.now, errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CheckMayMeet(change.tx(), answer.matter));
  PLENARY_RETURN_IF_ERROR(TakePeople(change.tx(), request, answer));
  Propose(request, occasion.settings, occasion.now, answer.after);
  answer.after.set_answer_note(request.note());
  return End(change, std::move(answer));
}

absl::StatusOr<v1::MeetingRequest> MatchmakingService::CancelMeetingRequest(
    Change& change, const v1::CancelMeetingRequestRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Answer answer, Begin(change, request, Verb::kCancel));
  answer.after.set_state(answer.step.to);
  answer.after.set_cancel_reason(request.reason());
  return End(change, std::move(answer));
}

}  // namespace plenary::matchmaking
