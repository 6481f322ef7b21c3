// Participants: reading them, editing them, and the verbs one by one and in batches.
#include <string>
#include <utility>
#include <vector>

#include "services/base/check.h"
#include "services/base/collation.h"
#include "services/base/errors.h"
#include "services/delegations/answers.h"
#include "services/delegations/custom_value_rules.h"
#include "services/delegations/custom_values_table.h"
#include "services/delegations/desk.h"
#include "services/delegations/rows.h"
#include "services/delegations/rules.h"
#include "services/delegations/service.h"
#include "services/delegations/table.h"
#include "services/delegations/verbs.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// Does `verb` at the desk, and answers with the participant as it is after the desk was closed.
template <class Verb>
absl::StatusOr<v1::Participant> AnswerWith(Change& change, Attendances& attendances,
                                           absl::string_view resource, const Verb& verb) {
  PLENARY_ASSIGN_OR_RETURN(v1::Participant participant,
                           AtDesk(change, attendances, resource, verb));
  PLENARY_RETURN_IF_ERROR(SeeWhoWaits(change.tx(), {&participant}));
  return participant;
}

// The same for a verb that needs nothing but its request.
template <class Request>
absl::StatusOr<v1::Participant> Do(Change& change, Attendances& attendances, const Request& request,
                                   absl::StatusOr<v1::Participant> (*verb)(Desk&, const Request&)) {
  return AnswerWith(change, attendances, request.name(),
                    [&](Desk& desk) { return verb(desk, request); });
}

// The edited capacity may make or unmake a head.
absl::Status EditHeadship(Desk& desk, Registration& who, v1::Participant::Capacity before) {
  const v1::Participant::Capacity after = who.participant().capacity();
  if (before == after || !CheckVerb(who.participant(), ParticipantVerb::kHead).ok()) {
    return absl::OkStatus();
  }
  if (before == v1::Participant::HEAD) {
    PLENARY_RETURN_IF_ERROR(desk.CheckMayLeave(who));
    desk.LeaveDelegation(who);
  }
  PLENARY_RETURN_IF_ERROR(desk.CheckMayHead(who));
  desk.JoinDelegation(who);
  return absl::OkStatus();
}

// Adds to `errors` what is wrong with answers that an edit changes. Who was nominated has answered
// what must be answered, and goes on doing so.
void CheckEditedAnswers(const v1::Event& event, const v1::Participant& before,
                        const v1::Participant& after, base::FieldErrors& errors) {
  if (SameAnswers(before, after)) return;
  CheckAnswers(event, after, before, "participant", errors);
  if (after.state() != v1::Participant::DRAFT && IsActive(after.state())) {
    CheckRequiredAnswers(event, after, "participant", errors);
  }
}

absl::StatusOr<v1::Participant> Update(Desk& desk, const v1::UpdateParticipantRequest& request) {
  const v1::Participant& asked = request.participant();
  PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(asked.name(), asked.etag()));
  v1::Participant& after = who.participant();
  const v1::Participant before = after;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(before.name());
  DropEmptyAnswers(after);
  base::FieldErrors errors;
  CheckParticipant(after, desk.event().name(), "participant", errors);
  CheckEditedAnswers(desk.event(), before, after, errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CheckNotArchived(desk.event()));
  PLENARY_RETURN_IF_ERROR(desk.CheckStep(v1::RegistrationWindow::NOMINATION, request.reason()));
  PLENARY_ASSIGN_OR_RETURN(const v1::Category* category,
                           desk.FindCategory(after.category(), "participant.category"));
  PLENARY_RETURN_IF_ERROR(CheckMaySpeak(after, *category));
  PLENARY_RETURN_IF_ERROR(EditHeadship(desk, who, before.capacity()));
  if (after.waiting_rank() != before.waiting_rank() &&
      after.state() == v1::Participant::WAITLISTED) {
    desk.LineChanged(after.delegation(), after.category());
  }
  if (!SameAnswers(before, after)) PLENARY_RETURN_IF_ERROR(desk.KeepAnswers(who));
  PLENARY_RETURN_IF_ERROR(desk.Keep(who));
  return after;
}

absl::StatusOr<v1::Participant> Undelete(Desk& desk,
                                         const v1::UndeleteParticipantRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(Registration who, desk.FindDeleted(request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
  PLENARY_RETURN_IF_ERROR(desk.CheckMayComeBack(who));
  // What the event asks may have changed meanwhile.
  DropUnfitAnswers(desk.event(), who.participant());
  PLENARY_RETURN_IF_ERROR(InsertAnswers(desk.tx(), who.participant()));
  PLENARY_RETURN_IF_ERROR(desk.Keep(who, v1::Change::UNDELETED));
  return who.participant();
}

absl::StatusOr<v1::Participant> Delete(Desk& desk, const v1::DeleteParticipantRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckVerb(who.participant(), ParticipantVerb::kDelete));
  PLENARY_RETURN_IF_ERROR(CheckNotArchived(desk.event()));
  if (!who.participant().custom_values().empty()) {
    PLENARY_RETURN_IF_ERROR(DeleteAnswers(desk.tx(), request.name()));
  }
  PLENARY_RETURN_IF_ERROR(desk.Keep(who, v1::Change::DELETED));
  return who.participant();
}

// One row of a batch while it is done.
struct BatchRow {
  Desk& desk;
  const vault::Vault& vault;
  const v1::BatchChangeParticipantsRequest& batch;
  const int index;

  std::string Field(absl::string_view verb) const {
    return absl::StrCat("changes[", index, "].", verb);
  }

  absl::Status CheckName(absl::string_view name, absl::string_view verb) const {
    if (base::EventOf(name) == batch.parent()) return absl::OkStatus();
    return base::BadField(absl::StrCat(Field(verb), ".name"),
                          absl::StrCat("must lie in ", batch.parent()));
  }

  // Does a verb with the row's own reason or else the batch's.
  template <class Request, class Verb>
  auto Do(Request request, absl::string_view verb_name, const Verb& verb,
          bool needs_reason = false) const -> decltype(verb(desk, request)) {
    PLENARY_RETURN_IF_ERROR(CheckName(request.name(), verb_name));
    if (request.reason().empty()) request.set_reason(batch.reason());
    if (needs_reason && request.reason().empty()) {
      return base::BadField(absl::StrCat(Field(verb_name), ".reason"),
                            "must be given here or with the batch");
    }
    return verb(desk, request);
  }

  absl::StatusOr<v1::Participant> Do() const;
};

absl::StatusOr<v1::Participant> BatchRow::Do() const {
  using Kind = v1::ParticipantChange::ChangeCase;
  const v1::ParticipantChange& change = batch.changes(index);
  switch (change.change_case()) {
    case Kind::kRegister:
      return Register(desk, vault, change.register_(), batch.reason(), Field("register"));
    case Kind::kNominate:
      return Do(change.nominate(), "nominate", &Nominate);
    case Kind::kConfirm:
      return Do(change.confirm(), "confirm", &Confirm);
    case Kind::kAccept:
      return Do(change.accept(), "accept", &Accept);
    case Kind::kReject:
      return Do(change.reject(), "reject", &Reject, true);
    case Kind::kDecline:
      return Do(change.decline(), "decline", &Decline, true);
    case Kind::kWithdraw:
      return Do(change.withdraw(), "withdraw", &Withdraw, true);
    case Kind::kReinstate:
      return Do(change.reinstate(), "reinstate", &Reinstate, true);
    case Kind::kSubstitute: {
      const auto substitute = [this](Desk& at, const v1::SubstituteParticipantRequest& request) {
        return Substitute(at, vault, request);
      };
      PLENARY_ASSIGN_OR_RETURN(auto answer, Do(change.substitute(), "substitute", substitute));
      return std::move(*answer.mutable_substitute());
    }
    case Kind::kChangeCategory:
      return Do(change.change_category(), "change_category", &MoveToCategory);
    case Kind::kRecordAttendance:
      PLENARY_RETURN_IF_ERROR(CheckName(change.record_attendance().name(), "record_attendance"));
      return RecordAttendance(desk, change.record_attendance());
    case Kind::CHANGE_NOT_SET:
      break;
  }
  return base::BadField(absl::StrCat("changes[", index, "]"), "must say what to do: one verb");
}

// Most batches register into one delegation.
Desk::Foreseen ForeseenIn(const v1::BatchChangeParticipantsRequest& request) {
  for (const v1::ParticipantChange& change : request.changes()) {
    if (!change.has_register_()) continue;
    const v1::Participant& participant = change.register_().participant();
    return {participant.delegation(), participant.category()};
  }
  return {};
}

}  // namespace

absl::StatusOr<v1::Participant> Edit(Desk& desk, const v1::UpdateParticipantRequest& request) {
  return Update(desk, request);
}

absl::Status SeeWhoWaits(Tx& tx, const std::vector<v1::Participant*>& participants) {
  std::vector<v1::Participant*> waiting;
  std::vector<std::string> names;
  for (v1::Participant* participant : participants) {
    if (participant->state() != v1::Participant::WAITLISTED) continue;
    waiting.push_back(participant);
    names.push_back(participant->name());
  }
  if (waiting.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(auto found, FindParticipants(tx, names));
  for (size_t i = 0; i < waiting.size(); ++i) {
    if (found[i].has_value()) *waiting[i] = *std::move(found[i]);
  }
  return FillPlaces(tx, waiting);
}

absl::StatusOr<v1::Participant> DelegationService::CreateParticipant(
    Change& change, const v1::CreateParticipantRequest& request) const {
  return AnswerWith(change, attendances_, request.parent(),
                    [&](Desk& desk) { return Draft(desk, request); });
}

absl::StatusOr<v1::Participant> DelegationService::GetParticipant(
    Tx& tx, const Call&, const v1::GetParticipantRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Participant participant,
                           storage::Existing(FindParticipant(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(FillPlaces(tx, {&participant}));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), participant));
  return participant;
}

absl::StatusOr<v1::BatchGetParticipantsResponse> DelegationService::BatchGetParticipants(
    Tx& tx, const Call&, const v1::BatchGetParticipantsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> names, NamesIn(request));
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Participant> found,
                           storage::ExistingEach(FindParticipants(tx, names), names));
  PLENARY_RETURN_IF_ERROR(FillPlaces(tx, PointersTo(found)));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetParticipantsResponse response;
  for (v1::Participant& each : found) *response.add_participants() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListParticipantsResponse> DelegationService::ListParticipants(
    Tx& tx, const Call& call, const v1::ListParticipantsRequest& request) const {
  const absl::string_view language = base::ReaderLanguage(request.language_code());
  PLENARY_ASSIGN_OR_RETURN(
      auto page, ListOfEvent<v1::Participant>(tx, call, ParticipantList(language),
                                              ParticipantListOfAllEvents(language), "delegation",
                                              request, sealer_, &AnswerFields));
  PLENARY_RETURN_IF_ERROR(FillPlaces(tx, PointersTo(page.resources)));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListParticipantsResponse response;
  for (v1::Participant& each : page.resources) *response.add_participants() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, request.parent(), sealer_));
  return response;
}

absl::StatusOr<v1::Participant> DelegationService::UpdateParticipant(
    Change& change, const v1::UpdateParticipantRequest& request) const {
  return AnswerWith(change, attendances_, request.participant().name(),
                    [&](Desk& desk) { return Update(desk, request); });
}

absl::StatusOr<v1::Participant> DelegationService::DeleteParticipant(
    Change& change, const v1::DeleteParticipantRequest& request) const {
  return Do(change, attendances_, request, &Delete);
}

absl::StatusOr<v1::Participant> DelegationService::UndeleteParticipant(
    Change& change, const v1::UndeleteParticipantRequest& request) const {
  return Do(change, attendances_, request, &Undelete);
}

absl::StatusOr<v1::Participant> DelegationService::NominateParticipant(
    Change& change, const v1::NominateParticipantRequest& request) const {
  return Do(change, attendances_, request, &Nominate);
}

absl::StatusOr<v1::Participant> DelegationService::ConfirmParticipant(
    Change& change, const v1::ConfirmParticipantRequest& request) const {
  return Do(change, attendances_, request, &Confirm);
}

absl::StatusOr<v1::Participant> DelegationService::AcceptParticipant(
    Change& change, const v1::AcceptParticipantRequest& request) const {
  return Do(change, attendances_, request, &Accept);
}

absl::StatusOr<v1::Participant> DelegationService::RejectParticipant(
    Change& change, const v1::RejectParticipantRequest& request) const {
  return Do(change, attendances_, request, &Reject);
}

absl::StatusOr<v1::Participant> DelegationService::DeclineParticipant(
    Change& change, const v1::DeclineParticipantRequest& request) const {
  return Do(change, attendances_, request, &Decline);
}

absl::StatusOr<v1::Participant> DelegationService::WithdrawParticipant(
    Change& change, const v1::WithdrawParticipantRequest& request) const {
  return Do(change, attendances_, request, &Withdraw);
}

absl::StatusOr<v1::Participant> DelegationService::ReinstateParticipant(
    Change& change, const v1::ReinstateParticipantRequest& request) const {
  return Do(change, attendances_, request, &Reinstate);
}

absl::StatusOr<v1::SubstituteParticipantResponse> DelegationService::SubstituteParticipant(
    Change& change, const v1::SubstituteParticipantRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::SubstituteParticipantResponse response,
                           AtDesk(change, attendances_, request.name(),
                                  [&](Desk& desk) { return Substitute(desk, vault_, request); }));
  PLENARY_RETURN_IF_ERROR(SeeWhoWaits(change.tx(), {response.mutable_substitute()}));
  return response;
}

absl::StatusOr<v1::Participant> DelegationService::ChangeCategory(
    Change& change, const v1::ChangeCategoryRequest& request) const {
  return Do(change, attendances_, request, &MoveToCategory);
}

absl::StatusOr<v1::Participant> DelegationService::RecordAttendance(
    Change& change, const v1::RecordAttendanceRequest& request) const {
  return Do(change, attendances_, request, &delegations::RecordAttendance);
}

absl::StatusOr<v1::BatchChangeParticipantsResponse> DelegationService::BatchChangeParticipants(
    Change& change, const v1::BatchChangeParticipantsRequest& request) const {
  const auto do_all = [&](Desk& desk) {
    return DoRows(request.mode(), request.changes_size(), "changes", [&](int row) {
      return BatchRow{desk, vault_, request, row}.Do();
    });
  };
  PLENARY_ASSIGN_OR_RETURN(
      auto results, AtDesk(change, attendances_, request.parent(), do_all, ForeseenIn(request)));
  v1::BatchChangeParticipantsResponse response;
  *response.mutable_results() = {results.begin(), results.end()};
  PLENARY_RETURN_IF_ERROR(SeeWhoWaits(change.tx(), ParticipantsOf(*response.mutable_results())));
  return response;
}

}  // namespace plenary::delegations
