// Delegations themselves: what they say, their states, who heads them.
#include "services/delegations/service.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/base/check.h"
#include "services/base/collation.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/answers.h"
#include "services/delegations/desk.h"
#include "services/delegations/headship_rules.h"
#include "services/delegations/new_delegation.h"
#include "services/delegations/rows.h"
#include "services/delegations/rules.h"
#include "services/delegations/seats_table.h"
#include "services/delegations/table.h"
#include "services/delegations/verbs.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// Does `verb` at the desk of the event that `resource` lies in, and answers with the delegation
// whose file it gives back as it is after the desk was closed.
template <class Verb>
absl::StatusOr<v1::Delegation> AnswerWithFile(Change& change, Attendances& attendances,
                                              absl::string_view resource, const Verb& verb,
                                              const Desk::Foreseen& foreseen = {}) {
  PLENARY_ASSIGN_OR_RETURN(const auto desk,
                           Desk::Open(change, attendances, base::EventOf(resource), foreseen));
  PLENARY_ASSIGN_OR_RETURN(File* const file, verb(*desk));
  PLENARY_RETURN_IF_ERROR(desk->Close());
  PLENARY_RETURN_IF_ERROR(FillCounts(desk->tx(), desk->now(), {&file->delegation}));
  return std::move(file->delegation);
}

// Takes a delegation through a verb; `check` says what it needs beside its state.
template <class Request, class Check>
absl::StatusOr<v1::Delegation> Advance(Change& change, Attendances& attendances,
                                       const Request& request, DelegationVerb verb,
                                       const Check& check) {
  return AnswerWithFile(
      change, attendances, request.name(), [&](Desk& desk) -> absl::StatusOr<File*> {
        PLENARY_ASSIGN_OR_RETURN(File* const file, desk.FindFile(request.name(), request.etag()));
        PLENARY_RETURN_IF_ERROR(check(desk, file->delegation));
        PLENARY_RETURN_IF_ERROR(CheckVerb(file->delegation, verb));
        PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
        file->delegation.set_state(StateAfter(verb));
        file->is_changed = true;
        return file;
      });
}

absl::Status HeadRequired(const v1::Delegation& delegation) {
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_HEAD_REQUIRED,
      absl::StrCat(delegation.name(),
                   " has no head for the whole of its stay; set one by SetHead first"),
      {{"delegation", delegation.name()}});
}

absl::Status NotInDelegation(const v1::Participant& participant, absl::string_view delegation) {
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_NOT_IN_DELEGATION,
      absl::StrCat(participant.name(), " does not take part in ", delegation,
                   "; name somebody who does"),
      {{"participant", participant.name()}, {"delegation", std::string(delegation)}});
}

// Who heads a delegation at some time, not merely acting.
std::set<std::string> HeadsOf(const v1::Delegation& delegation) {
  std::set<std::string> heads;
  for (const v1::Headship& headship : delegation.headships()) {
    if (!headship.acting()) heads.insert(headship.participant());
  }
  return heads;
}

// Makes everybody's capacity say whether they head the delegation. `before` headed it before.
absl::Status UpdateCapacities(Desk& desk, const File& file, const std::set<std::string>& before) {
  const std::set<std::string> heads = HeadsOf(file.delegation);
  std::set<std::string> concerned = before;
  concerned.insert(heads.begin(), heads.end());
  for (const std::string& name : concerned) {
    const bool is_head = heads.count(name) > 0;
    PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(name));
    if ((who.participant().capacity() == v1::Participant::HEAD) == is_head) continue;
    who.participant().set_capacity(is_head ? v1::Participant::HEAD
                                           : v1::Participant::REPRESENTATIVE);
    PLENARY_RETURN_IF_ERROR(desk.Keep(who));
  }
  return absl::OkStatus();
}

absl::StatusOr<File*> PlaceNewHead(Desk& desk, const v1::SetHeadRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(File* const file, desk.FindFile(request.delegation(), request.etag()));
  v1::Delegation& delegation = file->delegation;
  PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
  PLENARY_RETURN_IF_ERROR(CheckOpen(delegation));
  PLENARY_ASSIGN_OR_RETURN(const Registration who, desk.Find(request.participant()));
  if (who.file != file) return NotInDelegation(who.participant(), delegation.name());
  PLENARY_RETURN_IF_ERROR(CheckVerb(who.participant(), ParticipantVerb::kHead));
  const std::set<std::string> before = HeadsOf(delegation);
  v1::Headship head;
  head.set_participant(request.participant());
  *head.mutable_interval() = request.interval();
  head.set_acting(request.acting());
  PLENARY_RETURN_IF_ERROR(
      PlaceHead(std::move(head), desk.StayOf(delegation), *delegation.mutable_headships()));
  if (NeedsHead(delegation) && !HeadsCover(delegation.headships())) {
    return HeadRequired(delegation);
  }
  file->is_changed = true;
  PLENARY_RETURN_IF_ERROR(UpdateCapacities(desk, *file, before));
  v1::CompositionChange noted;
  noted.set_kind(v1::CompositionChange::HEAD_CHANGED);
  noted.set_participant(request.participant());
  noted.set_reason(request.reason());
  PLENARY_RETURN_IF_ERROR(desk.NoteComposition(file, std::move(noted)));
  return file;
}

absl::Status CloseHoldsOf(Desk& desk, absl::string_view delegation) {
  PLENARY_ASSIGN_OR_RETURN(const auto holds, ListOpenHoldsOf(desk.tx(), delegation));
  for (const v1::SeatHold& hold : holds) PLENARY_RETURN_IF_ERROR(desk.CloseHold(hold));
  return absl::OkStatus();
}

// The stay has changed: headships are cut to it.
absl::Status RefitHeadships(Desk& desk, v1::Delegation& delegation) {
  FitToStay(desk.StayOf(delegation), *delegation.mutable_headships());
  if (NeedsHead(delegation) && !HeadsCover(delegation.headships())) {
    return HeadRequired(delegation);
  }
  return absl::OkStatus();
}

absl::StatusOr<File*> Update(Desk& desk, const v1::UpdateDelegationRequest& request) {
  const v1::Delegation& asked = request.delegation();
  PLENARY_ASSIGN_OR_RETURN(File* const file, desk.FindFile(asked.name(), asked.etag()));
  const v1::Delegation before = file->delegation;
  v1::Delegation& after = file->delegation;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(before.name());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(CheckNotArchived(desk.event()));
  PLENARY_RETURN_IF_ERROR(desk.CheckStep(v1::RegistrationWindow::NOMINATION, request.reason()));
  PLENARY_RETURN_IF_ERROR(CheckPeople(desk.tx(), after, before));
  PLENARY_RETURN_IF_ERROR(RefitHeadships(desk, after));
  PLENARY_ASSIGN_OR_RETURN(const auto organization,
                           directory::FindOrganization(desk.tx(), after.organization()));
  const SortName sort_name = SortNameOf(after, organization.value_or(v1::Organization()));
  PLENARY_RETURN_IF_ERROR(UpdateDelegationSort(desk.tx(), after.name(), sort_name));
  file->is_changed = true;
  return file;
}

// The limits that a new delegation is registered with.
absl::Status SetFirstLimits(Desk& desk, const v1::RegisterDelegationRequest& request,
                            absl::string_view delegation) {
  for (int i = 0; i < request.quotas_size(); ++i) {
    const v1::QuotaLimit& quota = request.quotas(i);
    const std::string field = absl::StrCat("quotas[", i, "].category");
    if (base::EventOf(quota.category()) != desk.event().name()) {
      return base::BadField(field, absl::StrCat("must lie in ", desk.event().name()));
    }
    PLENARY_RETURN_IF_ERROR(desk.FindCategory(quota.category(), field).status());
    PLENARY_RETURN_IF_ERROR(SetLimit(desk.tx(), delegation, quota.category(), quota.limit(), ""));
  }
  return absl::OkStatus();
}

// Who is registered into: the delegation that was invited, or a new one with its limits.
absl::StatusOr<File*> FindOrAddFile(Desk& desk, const v1::RegisterDelegationRequest& request) {
  const std::string& name = request.delegation().name();
  if (name.empty()) {
    if (request.delegation().organization().empty()) {
      return base::BadField("delegation.organization",
                            "must be set, or delegation.name where it was invited");
    }
    PLENARY_ASSIGN_OR_RETURN(File* const file,
                             AddDelegation(desk, request.delegation(), request.delegation_id(),
                                           v1::Delegation::FORMING));
    PLENARY_RETURN_IF_ERROR(SetFirstLimits(desk, request, file->delegation.name()));
    return file;
  }
  base::FieldErrors errors;
  if (base::EventOf(name) != request.parent()) {
    errors.Add("delegation.name", absl::StrCat("must lie in ", request.parent()));
  }
  if (!request.delegation_id().empty()) {
    errors.Add("delegation_id", "is for a new delegation; leave it empty with delegation.name");
  }
  if (request.quotas_size() > 0) {
    errors.Add("quotas", "are for a new delegation; those of this one change by SetQuota");
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_ASSIGN_OR_RETURN(File* const file, desk.FindFile(name, request.delegation().etag()));
  PLENARY_RETURN_IF_ERROR(CheckOpen(file->delegation));
  if (file->delegation.state() == v1::Delegation::INVITED) {
    file->delegation.set_state(v1::Delegation::FORMING);
    file->is_changed = true;
  }
  return file;
}

// One row of a registration, in the delegation of the request.
absl::StatusOr<v1::Participant> RegisterInto(Desk& desk, const vault::Vault& vault,
                                             const File& file, v1::RegistrationRow row,
                                             absl::string_view reason, const std::string& field) {
  v1::Participant& participant = *row.mutable_participant();
  if (!participant.delegation().empty() && participant.delegation() != file.delegation.name()) {
    return base::BadField(absl::StrCat(field, ".participant.delegation"),
                          "must be empty or the delegation of the request");
  }
  participant.set_delegation(file.delegation.name());
  return Register(desk, vault, row, reason, field);
}

}  // namespace

absl::StatusOr<v1::Delegation> DelegationService::CreateDelegation(
    Change& change, const v1::CreateDelegationRequest& request) const {
  return AnswerWithFile(change, attendances_, request.parent(),
                        [&](Desk& desk) -> absl::StatusOr<File*> {
                          PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
                          return AddDelegation(desk, request.delegation(), request.delegation_id(),
                                               v1::Delegation::INVITED);
                        });
}

absl::StatusOr<v1::RegisterDelegationResponse> DelegationService::RegisterDelegation(
    Change& change, const v1::RegisterDelegationRequest& request) const {
  v1::RegisterDelegationResponse response;
  const auto register_all = [&](Desk& desk) -> absl::StatusOr<File*> {
    PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
    PLENARY_RETURN_IF_ERROR(desk.CheckStep(v1::RegistrationWindow::NOMINATION, request.reason()));
    PLENARY_ASSIGN_OR_RETURN(File* const file, FindOrAddFile(desk, request));
    PLENARY_ASSIGN_OR_RETURN(
        auto results,
        DoRows(request.mode(), request.participants_size(), "participants", [&](int row) {
          return RegisterInto(desk, vault_, *file, request.participants(row), request.reason(),
                              absl::StrCat("participants[", row, "]"));
        }));
    *response.mutable_results() = {results.begin(), results.end()};
    return file;
  };
  const std::string category =
      request.participants().empty() ? "" : request.participants(0).participant().category();
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_delegation(),
                           AnswerWithFile(change, attendances_, request.parent(), register_all,
                                          {request.delegation().name(), category}));
  PLENARY_RETURN_IF_ERROR(SeeWhoWaits(change.tx(), ParticipantsOf(*response.mutable_results())));
  return response;
}

absl::StatusOr<v1::Delegation> DelegationService::GetDelegation(
    Tx& tx, const Call&, const v1::GetDelegationRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Delegation delegation,
                           storage::Existing(FindDelegation(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(FillCounts(tx, tx.now(), {&delegation}));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), delegation));
  return delegation;
}

absl::StatusOr<v1::BatchGetDelegationsResponse> DelegationService::BatchGetDelegations(
    Tx& tx, const Call&, const v1::BatchGetDelegationsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> names, NamesIn(request));
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Delegation> found,
                           storage::ExistingEach(FindDelegations(tx, names), names));
  PLENARY_RETURN_IF_ERROR(FillCounts(tx, tx.now(), PointersTo(found)));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetDelegationsResponse response;
  for (v1::Delegation& each : found) *response.add_delegations() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListDelegationsResponse> DelegationService::ListDelegations(
    Tx& tx, const Call& call, const v1::ListDelegationsRequest& request) const {
  const absl::string_view language = base::ReaderLanguage(request.language_code());
  PLENARY_ASSIGN_OR_RETURN(
      auto page,
      ListOfEvent<v1::Delegation>(tx, call, DelegationList(language),
                                  DelegationListOfAllEvents(language), "name", request, sealer_));
  PLENARY_RETURN_IF_ERROR(FillCounts(tx, tx.now(), PointersTo(page.resources)));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListDelegationsResponse response;
  for (v1::Delegation& each : page.resources) *response.add_delegations() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, request.parent(), sealer_));
  return response;
}

absl::StatusOr<v1::Delegation> DelegationService::UpdateDelegation(
    Change& change, const v1::UpdateDelegationRequest& request) const {
  return AnswerWithFile(change, attendances_, request.delegation().name(),
                        [&](Desk& desk) { return Update(desk, request); });
}

absl::StatusOr<v1::Delegation> DelegationService::DeleteDelegation(
    Change& change, const v1::DeleteDelegationRequest& request) const {
  return AnswerWithFile(
      change, attendances_, request.name(), [&](Desk& desk) -> absl::StatusOr<File*> {
        PLENARY_ASSIGN_OR_RETURN(File* const file, desk.FindFile(request.name(), request.etag()));
        PLENARY_RETURN_IF_ERROR(CheckNotArchived(desk.event()));
        PLENARY_ASSIGN_OR_RETURN(const std::string active,
                                 ActiveOfDelegation(desk.tx(), request.name()));
        PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), active));
        PLENARY_RETURN_IF_ERROR(CloseHoldsOf(desk, request.name()));
        PLENARY_RETURN_IF_ERROR(desk.attendances().DelegationLeft(desk.change(), file->delegation));
        file->kind = v1::Change::DELETED;
        file->is_changed = true;
        return file;
      });
}

absl::StatusOr<v1::Delegation> DelegationService::UndeleteDelegation(
    Change& change, const v1::UndeleteDelegationRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const auto desk,
                           Desk::Open(change, attendances_, base::EventOf(request.name())));
  PLENARY_ASSIGN_OR_RETURN(v1::Delegation delegation,
                           storage::Current(FindDelegation(change.tx(), request.name()),
                                            request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(delegation));
  PLENARY_RETURN_IF_ERROR(CheckNotArchived(desk->event()));
  PLENARY_RETURN_IF_ERROR(FindItsOrganization(change.tx(), delegation).status());
  PLENARY_RETURN_IF_ERROR(KeepDelegation(change, delegation, v1::Change::UNDELETED, desk->now()));
  return delegation;
}

absl::StatusOr<v1::Delegation> DelegationService::SubmitDelegation(
    Change& change, const v1::SubmitDelegationRequest& request) const {
  return Advance(change, attendances_, request, DelegationVerb::kSubmit,
                 [&](Desk& desk, const v1::Delegation&) {
                   return desk.CheckStep(v1::RegistrationWindow::NOMINATION, request.reason());
                 });
}

absl::StatusOr<v1::Delegation> DelegationService::ApproveDelegation(
    Change& change, const v1::ApproveDelegationRequest& request) const {
  return Advance(change, attendances_, request, DelegationVerb::kApprove,
                 [](Desk&, const v1::Delegation& delegation) {
                   // In a state in which nobody approves, it isn't the head that is missing.
                   PLENARY_RETURN_IF_ERROR(CheckVerb(delegation, DelegationVerb::kApprove));
                   return HeadsCover(delegation.headships()) ? absl::OkStatus()
                                                             : HeadRequired(delegation);
                 });
}

absl::StatusOr<v1::Delegation> DelegationService::AcceptDelegation(
    Change& change, const v1::AcceptDelegationRequest& request) const {
  return Advance(
      change, attendances_, request, DelegationVerb::kAccept,
      [](Desk& desk, const v1::Delegation&) { return CheckAcceptanceAsked(desk.event()); });
}

absl::StatusOr<v1::Delegation> DelegationService::DeclineDelegation(
    Change& change, const v1::DeclineDelegationRequest& request) const {
  return AnswerWithFile(
      change, attendances_, request.name(), [&](Desk& desk) -> absl::StatusOr<File*> {
        PLENARY_ASSIGN_OR_RETURN(File* const file, desk.FindFile(request.name(), request.etag()));
        PLENARY_RETURN_IF_ERROR(CheckVerb(file->delegation, DelegationVerb::kDecline));
        PLENARY_RETURN_IF_ERROR(CheckNotArchived(desk.event()));
        file->delegation.set_state(v1::Delegation::DECLINED);
        file->delegation.set_state_reason(request.reason());
        file->is_changed = true;
        PLENARY_ASSIGN_OR_RETURN(auto active, ListActiveOf(desk.tx(), request.name()));
        for (const Participation& each : active) {
          PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(each.participant.name()));
          PLENARY_RETURN_IF_ERROR(Leave(desk, who, v1::Participant::DECLINED, request.reason()));
        }
        PLENARY_RETURN_IF_ERROR(CloseHoldsOf(desk, request.name()));
        PLENARY_RETURN_IF_ERROR(desk.attendances().DelegationLeft(desk.change(), file->delegation));
        return file;
      });
}

absl::StatusOr<v1::Delegation> DelegationService::ReturnDelegation(
    Change& change, const v1::ReturnDelegationRequest& request) const {
  return AnswerWithFile(
      change, attendances_, request.name(), [&](Desk& desk) -> absl::StatusOr<File*> {
        PLENARY_ASSIGN_OR_RETURN(File* const file, desk.FindFile(request.name(), request.etag()));
        PLENARY_RETURN_IF_ERROR(CheckVerb(file->delegation, DelegationVerb::kReturn));
        PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
        file->delegation.set_state(StateAfter(DelegationVerb::kReturn));
        file->delegation.set_state_reason(request.reason());
        file->is_changed = true;
        return file;
      });
}

absl::StatusOr<v1::Delegation> DelegationService::SetHead(Change& change,
                                                          const v1::SetHeadRequest& request) const {
  return AnswerWithFile(change, attendances_, request.delegation(),
                        [&](Desk& desk) { return PlaceNewHead(desk, request); });
}

absl::StatusOr<v1::ListCompositionChangesResponse> DelegationService::ListCompositionChanges(
    Tx& tx, const Call& call, const v1::ListCompositionChangesRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(FindDelegation(tx, request.parent()), request.parent()).status());
  PLENARY_ASSIGN_OR_RETURN(
      auto page, ListWithin<v1::CompositionChange>(tx, call, CompositionChangeList(), request,
                                                   "delegation = $1", {request.parent()}, sealer_));
  v1::ListCompositionChangesResponse response;
  for (v1::CompositionChange& each : page.resources) {
    *response.add_composition_changes() = std::move(each);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

}  // namespace plenary::delegations
