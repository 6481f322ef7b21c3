// Negotiations: opened, read, changed, and where they stand.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/check.h"
#include "services/base/names.h"
#include "services/negotiations/dossier.h"
#include "services/negotiations/rules.h"
#include "services/negotiations/service.h"

namespace plenary::negotiations {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// Whether the counterpart is a side of the body that a negotiation is held in.
absl::Status CheckBodyOf(Tx& tx, const v1::Negotiation& negotiation) {
  if (negotiation.body().empty()) return absl::OkStatus();
  // Whoever deletes the body does so before or after.
  PLENARY_RETURN_IF_ERROR(tx.Require(negotiation.body()));
  PLENARY_ASSIGN_OR_RETURN(const auto body, FindBody(tx, negotiation.body()));
  PLENARY_RETURN_IF_ERROR(storage::CheckReference(body, "negotiation.body", negotiation.body()));
  const bool is_side = std::any_of(
      body->sides().begin(), body->sides().end(),
      [&](const auto& side) { return side.organization() == negotiation.counterpart(); });
  if (is_side) return absl::OkStatus();
  return base::BadField("negotiation.body", "must have the counterpart among its sides");
}

// FAILED_PRECONDITION: RESOURCE_IN_USE, where rounds are sessions of the body that it had.
absl::Status CheckMayLeaveBody(Tx& tx, const v1::Negotiation& negotiation) {
  PLENARY_ASSIGN_OR_RETURN(const std::string session, SessionIn(tx, negotiation.name()));
  if (session.empty()) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_IN_USE,
                      absl::StrCat(session, " is a session of ", negotiation.body(),
                                   "; take the session numbers off its rounds first"),
                      {{"resource", negotiation.body()}, {"blockedBy", session}});
}

absl::Status CheckWellFormed(const v1::Negotiation& negotiation) {
  base::FieldErrors errors;
  CheckNegotiation(negotiation, "negotiation", errors);
  return errors.ToStatus();
}

// Takes a negotiation through a verb.
template <class Request>
absl::StatusOr<v1::Negotiation> Move(Change& change, const Request& request, NegotiationVerb verb) {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Negotiation before,
      storage::Living(FindNegotiation(change.tx(), name), name, request.etag()));
  const auto state = StateAfter(before.state(), verb);
  if (!state) return WrongState(name, v1::Negotiation::State_Name(before.state()));
  v1::Negotiation after = before;
  after.set_state(*state);
  after.set_state_reason(request.reason());
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  return Keep(change, now, before, std::move(after));
}

}  // namespace

absl::StatusOr<v1::Negotiation> NegotiationService::CreateNegotiation(
    Change& change, const v1::CreateNegotiationRequest& request) const {
  v1::Negotiation negotiation = request.negotiation();
  base::ClearOutputOnly(negotiation);
  const std::string id =
      request.negotiation_id().empty() ? change.NewId() : request.negotiation_id();
  negotiation.set_name(base::MakeName(kNegotiationPattern, {id}));
  negotiation.set_state(v1::Negotiation::OPEN);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(negotiation));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(negotiation.name()));
  PLENARY_RETURN_IF_ERROR(CheckNamed(change.tx(), negotiation, v1::Negotiation(), "negotiation"));
  PLENARY_RETURN_IF_ERROR(CheckBodyOf(change.tx(), negotiation));
  return Add(change, now, std::move(negotiation));
}

absl::StatusOr<v1::Negotiation> NegotiationService::GetNegotiation(
    Tx& tx, const Call&, const v1::GetNegotiationRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Negotiation negotiation,
                           storage::Existing(FindNegotiation(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), negotiation));
  return negotiation;
}

absl::StatusOr<v1::ListNegotiationsResponse> NegotiationService::ListNegotiations(
    Tx& tx, const Call& call, const v1::ListNegotiationsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen, SeenNegotiations(call.access, "name"));
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Negotiation>(tx, call, NegotiationList(), request, "", seen.sql,
                                                std::move(seen.params), sealer_));
  v1::ListNegotiationsResponse response;
  for (v1::Negotiation& each : page.resources) *response.add_negotiations() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::Negotiation> NegotiationService::UpdateNegotiation(
    Change& change, const v1::UpdateNegotiationRequest& request) const {
  Tx& tx = change.tx();
  const v1::Negotiation& asked = request.negotiation();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Negotiation before,
      storage::Living(FindNegotiation(tx, asked.name()), asked.name(), asked.etag()));
  PLENARY_RETURN_IF_ERROR(CheckNotClosed(before));
  v1::Negotiation after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(before.name());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(CheckNamed(tx, after, before, "negotiation"));
  if (after.body() != before.body()) PLENARY_RETURN_IF_ERROR(CheckMayLeaveBody(tx, before));
  if (after.body() != before.body() || after.counterpart() != before.counterpart()) {
    PLENARY_RETURN_IF_ERROR(CheckBodyOf(tx, after));
  }
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  return Keep(change, now, before, std::move(after));
}

absl::StatusOr<v1::Negotiation> NegotiationService::DeleteNegotiation(
    Change& change, const v1::DeleteNegotiationRequest& request) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Negotiation before,
      storage::Living(FindNegotiation(change.tx(), name), name, request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  return KeepDeleted(change, now, before);
}

absl::StatusOr<v1::Negotiation> NegotiationService::UndeleteNegotiation(
    Change& change, const v1::UndeleteNegotiationRequest& request) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Negotiation before,
      storage::Current(FindNegotiation(change.tx(), name), name, request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  PLENARY_RETURN_IF_ERROR(CheckBodyOf(change.tx(), before));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  return KeepUndeleted(change, now, before);
}

absl::StatusOr<v1::Negotiation> NegotiationService::SuspendNegotiation(
    Change& change, const v1::SuspendNegotiationRequest& request) const {
  return Move(change, request, NegotiationVerb::kSuspend);
}

absl::StatusOr<v1::Negotiation> NegotiationService::ResumeNegotiation(
    Change& change, const v1::ResumeNegotiationRequest& request) const {
  return Move(change, request, NegotiationVerb::kResume);
}

absl::StatusOr<v1::Negotiation> NegotiationService::CloseNegotiation(
    Change& change, const v1::CloseNegotiationRequest& request) const {
  return Move(change, request, NegotiationVerb::kClose);
}

absl::StatusOr<v1::Negotiation> NegotiationService::ReopenNegotiation(
    Change& change, const v1::ReopenNegotiationRequest& request) const {
  return Move(change, request, NegotiationVerb::kReopen);
}

}  // namespace plenary::negotiations
