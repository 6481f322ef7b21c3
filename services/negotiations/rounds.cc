// Rounds.
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

absl::Status NumberTaken(absl::string_view what, int number, const std::string& by) {
  return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
                      absl::StrCat(what, " ", number, " is ", by, "; choose another number"),
                      {{"resource", by}});
}

// ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS, where another round has one of the numbers.
absl::Status CheckNumbers(Tx& tx, const v1::Round& round, const v1::Negotiation& negotiation) {
  PLENARY_ASSIGN_OR_RETURN(const std::string numbered,
                           RoundNumbered(tx, negotiation.name(), round.number()));
  if (!numbered.empty() && numbered != round.name()) {
    return NumberTaken("round", round.number(), numbered);
  }
  if (round.session_number() == 0) return absl::OkStatus();
  if (negotiation.body().empty()) {
    return base::BadField("round.session_number",
                          "is for negotiations in a standing body; name the body there first");
  }
  // Two negotiations may be held in one body.
  PLENARY_RETURN_IF_ERROR(tx.Require(negotiation.body()));
  PLENARY_ASSIGN_OR_RETURN(const std::string session,
                           RoundOfSession(tx, negotiation.body(), round.session_number()));
  if (session.empty() || session == round.name()) return absl::OkStatus();
  return NumberTaken("session", round.session_number(), session);
}

// Whether a round may stand as it is now, beside the others.
absl::Status CheckMayStand(Tx& tx, const v1::Round& after, const v1::Round& before,
                           const v1::Negotiation& negotiation) {
  base::FieldErrors errors;
  CheckRound(after, "round", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CheckNamed(tx, after, before, "round"));
  return CheckNumbers(tx, after, negotiation);
}

absl::Status FillIn(Tx& tx, const v1::Negotiation& negotiation, v1::Round& round) {
  if (round.number() != 0) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const int64_t last, LastRoundNumber(tx, negotiation.name()));
  round.set_number(static_cast<int>(last) + 1);
  return absl::OkStatus();
}

// The body that a round is a session of; empty: of none.
absl::string_view BodyOf(const v1::Round& round, const v1::Negotiation& negotiation) {
  if (round.session_number() == 0) return {};
  return negotiation.body();
}

absl::StatusOr<v1::Round> KeepRound(Change& change, const Dossier& dossier, const v1::Round& before,
                                    v1::Round after) {
  storage::StampUpdated(after, before, dossier.now);
  PLENARY_RETURN_IF_ERROR(Update(change.tx(), after, BodyOf(after, dossier.negotiation)));
  return Recorded(change, before, std::move(after));
}

}  // namespace

absl::StatusOr<v1::Round> NegotiationService::CreateRound(
    Change& change, const v1::CreateRoundRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, request.parent()));
  v1::Round round = request.round();
  base::ClearOutputOnly(round);
  const std::string id = request.round_id().empty() ? change.NewId() : request.round_id();
  const std::string name = base::MakeName(kRoundPattern, {base::LastId(request.parent()), id});
  round.set_name(name);
  PLENARY_RETURN_IF_ERROR(FillIn(tx, dossier.negotiation, round));
  PLENARY_RETURN_IF_ERROR(CheckMayStand(tx, round, v1::Round(), dossier.negotiation));
  storage::StampCreated(round, name, dossier.now);
  PLENARY_RETURN_IF_ERROR(Insert(tx, round, BodyOf(round, dossier.negotiation)));
  change.Record(name, v1::Change::CREATED, round);
  return round;
}

absl::StatusOr<v1::Round> NegotiationService::GetRound(Tx& tx, const Call&,
                                                       const v1::GetRoundRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Round round,
                           storage::Existing(FindRound(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), round));
  return round;
}

absl::StatusOr<v1::ListRoundsResponse> NegotiationService::ListRounds(
    Tx& tx, const Call& call, const v1::ListRoundsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen,
                           SeenParts(tx, call.access, request.parent(), request.show_deleted()));
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Round>(tx, call, RoundList(), request, request.parent(),
                                          seen.sql, std::move(seen.params), sealer_));
  v1::ListRoundsResponse response;
  for (v1::Round& round : page.resources) *response.add_rounds() = std::move(round);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, sealer_, request.parent()));
  return response;
}

absl::StatusOr<v1::Round> NegotiationService::UpdateRound(
    Change& change, const v1::UpdateRoundRequest& request) const {
  Tx& tx = change.tx();
  const v1::Round& asked = request.round();
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, asked.name()));
  PLENARY_ASSIGN_OR_RETURN(const v1::Round before, storage::Living(FindRound(tx, asked.name()),
                                                                   asked.name(), asked.etag()));
  v1::Round after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(before.name());
  PLENARY_RETURN_IF_ERROR(FillIn(tx, dossier.negotiation, after));
  PLENARY_RETURN_IF_ERROR(CheckMayStand(tx, after, before, dossier.negotiation));
  return KeepRound(change, dossier, before, std::move(after));
}

absl::StatusOr<v1::Round> NegotiationService::DeleteRound(
    Change& change, const v1::DeleteRoundRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, request.name()));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Round before,
      storage::Living(FindRound(change.tx(), request.name()), request.name(), request.etag()));
  v1::Round after = before;
  *after.mutable_delete_time() = storage::ToTimestamp(dossier.now);
  return KeepRound(change, dossier, before, std::move(after));
}

absl::StatusOr<v1::Round> NegotiationService::UndeleteRound(
    Change& change, const v1::UndeleteRoundRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, request.name()));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Round before,
      storage::Current(FindRound(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  v1::Round after = before;
  after.clear_delete_time();
  PLENARY_RETURN_IF_ERROR(CheckNumbers(change.tx(), after, dossier.negotiation));
  return KeepRound(change, dossier, before, std::move(after));
}

}  // namespace plenary::negotiations
