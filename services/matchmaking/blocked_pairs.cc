// Parties that the organisers keep apart.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/access.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/matchmaking/requests.h"
#include "services/matchmaking/service.h"
#include "services/storage/resource.h"

namespace plenary::matchmaking {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

absl::Status CheckWellFormed(const v1::BlockedPair& pair, absl::string_view event) {
  base::FieldErrors errors;
  for (const auto& [party, field] : {std::make_pair(pair.first(), "blocked_pair.first"),
                                     std::make_pair(pair.second(), "blocked_pair.second")}) {
    const absl::string_view its = base::EventOf(party);
    if (!its.empty() && its != event) errors.Add(field, absl::StrCat("must be of ", event));
  }
  if (pair.first() == pair.second()) errors.Add("blocked_pair.second", "must be another party");
  return errors.ToStatus();
}

absl::Status CheckExists(Tx& tx, const std::string& party, absl::string_view field) {
  if (base::HasForm(party, delegations::kDelegationPattern)) {
    PLENARY_ASSIGN_OR_RETURN(const auto found, delegations::FindDelegation(tx, party));
    return storage::CheckReference(found, field, party);
  }
  if (base::HasForm(party, delegations::kParticipantPattern)) {
    PLENARY_ASSIGN_OR_RETURN(const auto found, delegations::FindParticipant(tx, party));
    return storage::CheckReference(found, field, party);
  }
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindOrganization(tx, party));
  return storage::CheckReference(found, field, party);
}

absl::Status CheckNotThere(Tx& tx, absl::string_view event, const v1::BlockedPair& pair) {
  PLENARY_ASSIGN_OR_RETURN(const std::string there,
                           BlockedPairOf(tx, event, PairOf(pair.first(), pair.second())));
  if (there.empty()) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
                      absl::StrCat("the two are kept apart already: ", there),
                      {{"resource", there}});
}

// Who is not the secretariat is not told why.
void ShowTo(const base::Access* access, v1::BlockedPair& pair) {
  if (!base::IsSecretariat(access, base::EventOf(pair.name()))) pair.clear_reason();
}

// The change log is read by others, too.
void Record(Change& change, v1::Change::Kind kind, v1::BlockedPair pair) {
  pair.clear_reason();
  change.Record(pair.name(), kind, pair);
}

}  // namespace

absl::StatusOr<v1::BlockedPair> MatchmakingService::CreateBlockedPair(
    Change& change, const v1::CreateBlockedPairRequest& request) const {
  Tx& tx = change.tx();
  const std::string& event = request.parent();
  v1::BlockedPair pair = request.blocked_pair();
  base::ClearOutputOnly(pair);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(pair, event));
  PLENARY_ASSIGN_OR_RETURN(const Occasion occasion, FindOccasion(change, event));
  PLENARY_RETURN_IF_ERROR(CheckExists(tx, pair.first(), "blocked_pair.first"));
  PLENARY_RETURN_IF_ERROR(CheckExists(tx, pair.second(), "blocked_pair.second"));
  PLENARY_RETURN_IF_ERROR(CheckNotThere(tx, event, pair));
  const std::string id =
      request.blocked_pair_id().empty() ? change.NewId() : request.blocked_pair_id();
  pair.set_name(base::MakeName(kBlockedPairPattern, {base::LastId(event), id}));
  *pair.mutable_create_time() = storage::ToTimestamp(occasion.now);
  PLENARY_RETURN_IF_ERROR(InsertBlockedPair(tx, pair));
  Record(change, v1::Change::CREATED, pair);
  return pair;
}

absl::StatusOr<v1::BlockedPair> MatchmakingService::GetBlockedPair(
    Tx& tx, const Call& call, const v1::GetBlockedPairRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::BlockedPair pair,
                           storage::Existing(FindBlockedPair(tx, request.name()), request.name()));
  ShowTo(call.access, pair);
  return pair;
}

absl::StatusOr<v1::ListBlockedPairsResponse> MatchmakingService::ListBlockedPairs(
    Tx& tx, const Call& call, const v1::ListBlockedPairsRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(events::FindEvent(tx, request.parent()), request.parent()).status());
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = request.parent();
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(BlockedPairList(), asked, "event = $1",
                                          {request.parent()}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<v1::BlockedPair>(tx, query, sealer_));
  v1::ListBlockedPairsResponse response;
  for (v1::BlockedPair& pair : page.resources) {
    ShowTo(call.access, pair);
    *response.add_blocked_pairs() = std::move(pair);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::BlockedPair> MatchmakingService::DeleteBlockedPair(
    Change& change, const v1::DeleteBlockedPairRequest& request) const {
  PLENARY_RETURN_IF_ERROR(FindOccasion(change, base::EventOf(request.name())).status());
  PLENARY_ASSIGN_OR_RETURN(
      v1::BlockedPair pair,
      storage::Existing(FindBlockedPair(change.tx(), request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(DeleteBlockedPairRow(change.tx(), request.name()));
  Record(change, v1::Change::DELETED, pair);
  return pair;
}

}  // namespace plenary::matchmaking
