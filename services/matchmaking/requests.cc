// Meeting requests: made, read, changed.
#include "services/matchmaking/requests.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/events/table.h"
#include "services/matchmaking/service.h"
#include "services/matchmaking/sides.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::matchmaking {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// The parent of lists over all events.
constexpr absl::string_view kAllEvents = "events/-";

// Both parties of a request. `with_categories` as in FindParty.
struct Parties {
  Party from;
  Party to;
};
absl::StatusOr<Parties> FindParties(Tx& tx, const Occasion& occasion,
                                    const v1::MeetingRequest& request) {
  const bool with_categories = SpeaksOfCategories(occasion.settings);
  const std::string& event = occasion.event.name();
  Parties parties;
  PLENARY_ASSIGN_OR_RETURN(parties.from, FindParty(tx, event, request.from().party(),
                                                   "meeting_request.from.party", with_categories));
  PLENARY_ASSIGN_OR_RETURN(parties.to, FindParty(tx, event, request.to().party(),
                                                 "meeting_request.to.party", with_categories));
  if (parties.from.delegation.empty() || parties.from.delegation != parties.to.delegation) {
    return parties;
  }
  return base::BadField("meeting_request.to.party", "must be of another delegation than who asks");
}

// ALREADY_EXISTS: MEETING_REQUEST_EXISTS, where the two have a request that stands.
absl::Status CheckNoneStands(Tx& tx, const Occasion& occasion, const v1::MeetingRequest& request) {
  const std::string pair = PairOf(request.from().party(), request.to().party());
  PLENARY_ASSIGN_OR_RETURN(const auto standing, ListStanding(tx, occasion.event.name(), pair));
  for (const v1::MeetingRequest& each : standing) {
    if (each.name() == request.name() || !IsStanding(StateAt(each, occasion.now))) continue;
    return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_MEETING_REQUEST_EXISTS,
                        absl::StrCat("the two have a request already: ", each.name(),
                                     "; answer it, or take it back first"),
                        {{"request", each.name()}});
  }
  return absl::OkStatus();
}

// Whether there may be such a request beside those that there are.
absl::Status CheckMayStand(Tx& tx, const Occasion& occasion, const Parties& parties,
                           const v1::MeetingRequest& request) {
  const std::string& event = occasion.event.name();
  PLENARY_RETURN_IF_ERROR(CheckNotBlocked(tx, event, parties.from, parties.to));
  if (!request.is_organizers()) {
    PLENARY_RETURN_IF_ERROR(CheckMayAsk(occasion.settings, parties.from, parties.to));
  }
  PLENARY_RETURN_IF_ERROR(CheckNoneStands(tx, occasion, request));
  if (request.is_organizers()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const int64_t open, CountOpen(tx, event, parties.from.name,
                                                         absl::ToUnixMicros(occasion.now)));
  return CheckLimit(occasion.settings, parties.from.name, open);
}

absl::Status CheckWellFormed(const Occasion& occasion, const v1::MeetingRequest& request,
                             bool expires_anew) {
  base::FieldErrors errors;
  CheckRequest(request, occasion.event, occasion.now, expires_anew, "meeting_request", errors);
  return errors.ToStatus();
}

absl::Status CheckAllPeople(Tx& tx, const v1::MeetingRequest& after,
                            const v1::MeetingRequest& before, const Sides& sides) {
  PLENARY_RETURN_IF_ERROR(
      CheckPeople(tx, after.from(), before.from(), sides.from, "meeting_request.from."));
  return CheckPeople(tx, after.to(), before.to(), sides.to, "meeting_request.to.");
}

// Whether the caller may ask for a side. Who may call the method at all was asked before.
absl::Status CheckMayAskFor(const Actor& actor) {
  if (actor.is_requester) return absl::OkStatus();
  return SecretariatOnly("asking for a side without a delegation", "meeting_request.from.party");
}

// The places in which a caller holds a role, as far as they lie in `parent`.
base::Reach ReachIn(const base::Access& access, absl::string_view parent) {
  base::Reach reach = access.ReachOf(base::RoleSet::Any());
  if (parent == kAllEvents) return reach;
  const auto is_elsewhere = [&](const std::string& place) {
    return base::EventOf(place) != parent;
  };
  for (std::vector<std::string>* places : {&reach.events, &reach.delegations}) {
    places->erase(std::remove_if(places->begin(), places->end(), is_elsewhere), places->end());
  }
  return reach;
}

// The condition for the requests of `parent` that the caller sees. $1 is the time.
absl::StatusOr<base::SqlCondition> SeenRows(const base::Access* access, absl::string_view parent,
                                            absl::Time now) {
  base::SqlCondition condition;
  condition.params.emplace_back(absl::ToUnixMicros(now));
  const bool is_of_one = parent != kAllEvents;
  if (is_of_one) {
    condition.sql = "event = $2";
    condition.params.emplace_back(std::string(parent));
  }
  if (is_of_one ? base::SeesWhole(access, parent) : base::SeesAll(access)) return condition;
  const int first = static_cast<int>(condition.params.size()) + 1;
  PLENARY_ASSIGN_OR_RETURN(base::ReachCondition reach,
                           base::ReachCondition::Make(ReachIn(*access, parent), first));
  // In the order in which they take their parameters.
  const std::string asks = reach.In("event", "from_delegation");
  const std::string is_asked = reach.In("", "to_delegation");
  absl::StrAppend(&condition.sql, is_of_one ? " AND " : "", "(", asks, " OR ", is_asked, ")");
  for (base::SqlValue& param : reach.TakeParams()) condition.params.push_back(std::move(param));
  return condition;
}

}  // namespace

absl::StatusOr<Occasion> FindOccasion(Change& change, absl::string_view event) {
  Occasion occasion;
  PLENARY_ASSIGN_OR_RETURN(occasion.event,
                           storage::Living(events::FindEvent(change.tx(), event), event));
  if (occasion.event.state() == v1::Event::ARCHIVED) {
    return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                        absl::StrCat(event, " is archived: nothing in it changes any more"),
                        {{"resource", std::string(event)}, {"state", "ARCHIVED"}});
  }
  PLENARY_ASSIGN_OR_RETURN(occasion.settings, FindSettings(change.tx(), event));
  PLENARY_ASSIGN_OR_RETURN(occasion.now, change.Now(event));
  return occasion;
}

absl::StatusOr<Matter> FindMatter(Change& change, const std::string& name,
                                  const std::string& etag) {
  Matter matter;
  PLENARY_ASSIGN_OR_RETURN(matter.occasion, FindOccasion(change, base::EventOf(name)));
  PLENARY_ASSIGN_OR_RETURN(matter.before,
                           storage::Living(FindMeetingRequest(change.tx(), name), name, etag));
  PLENARY_ASSIGN_OR_RETURN(matter.sides, SidesOf(change.tx(), name));
  matter.actor = ActorOf(change.call().access, base::EventOf(name), matter.sides);
  return matter;
}

absl::StatusOr<std::vector<v1::MeetingRequest>> Told(Tx& tx, const base::Access* access,
                                                     absl::Time now,
                                                     std::vector<v1::MeetingRequest> requests) {
  for (v1::MeetingRequest& request : requests) {
    request.set_state(StateAt(request, now));
    if (!base::SeesWhole(access, base::EventOf(request.name()))) request.clear_meeting();
  }
  PLENARY_RETURN_IF_ERROR(FillNames(tx, requests));
  return requests;
}

absl::StatusOr<v1::MeetingRequest> Keep(Change& change, absl::Time now,
                                        const v1::MeetingRequest& before,
                                        v1::MeetingRequest after) {
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(RewriteMeetingRequest(change.tx(), after));
  const bool is_deletion = after.has_delete_time() != before.has_delete_time();
  const v1::Change::Kind kind = !is_deletion              ? v1::Change::UPDATED
                                : after.has_delete_time() ? v1::Change::DELETED
                                                          : v1::Change::UNDELETED;
  change.Record(after.name(), kind, after);
  PLENARY_ASSIGN_OR_RETURN(auto told, Told(change.tx(), change.call().access, now, {after}));
  return std::move(told.front());
}

absl::StatusOr<v1::MeetingRequest> MatchmakingService::CreateMeetingRequest(
    Change& change, const v1::CreateMeetingRequestRequest& request) const {
  Tx& tx = change.tx();
  const std::string& event = request.parent();
  const bool is_secretariat = base::IsSecretariat(change.call().access, event);
  // An id that is taken would tell of a request that the focal point may not see.
  if (!request.meeting_request_id().empty() && !is_secretariat) {
    return SecretariatOnly("choosing the id of a request", "meeting_request_id");
  }
  PLENARY_ASSIGN_OR_RETURN(const Occasion occasion, FindOccasion(change, event));
  PLENARY_RETURN_IF_ERROR(CheckWindow(occasion.settings, is_secretariat, occasion.now));
  v1::MeetingRequest made = request.meeting_request();
  base::ClearOutputOnly(made);
  made.clear_name();
  FillIn(occasion.settings, occasion.now, made);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(occasion, made, /*expires_anew=*/true));
  PLENARY_ASSIGN_OR_RETURN(const Parties parties, FindParties(tx, occasion, made));
  const Sides sides = {parties.from.delegation, parties.to.delegation};
  PLENARY_RETURN_IF_ERROR(CheckMayAskFor(ActorOf(change.call().access, event, sides)));
  PLENARY_RETURN_IF_ERROR(CheckAllPeople(tx, made, v1::MeetingRequest(), sides));
  PLENARY_RETURN_IF_ERROR(CheckMayStand(tx, occasion, parties, made));
  made.set_state(request.accepted() ? v1::MeetingRequest::ACCEPTED : v1::MeetingRequest::PENDING);
  const std::string id =
      request.meeting_request_id().empty() ? change.NewId() : request.meeting_request_id();
  const std::string name = base::MakeName(kMeetingRequestPattern, {base::LastId(event), id});
  storage::StampCreated(made, name, occasion.now);
  PLENARY_RETURN_IF_ERROR(InsertMeetingRequest(tx, made, sides));
  change.Record(name, v1::Change::CREATED, made);
  PLENARY_ASSIGN_OR_RETURN(auto told, Told(tx, change.call().access, occasion.now, {made}));
  return std::move(told.front());
}

absl::StatusOr<v1::MeetingRequest> MatchmakingService::GetMeetingRequest(
    Tx& tx, const Call& call, const v1::GetMeetingRequestRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      v1::MeetingRequest found,
      storage::Existing(FindMeetingRequest(tx, request.name()), request.name()));
  PLENARY_ASSIGN_OR_RETURN(auto told, Told(tx, call.access, tx.now(), {std::move(found)}));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), told.front()));
  return std::move(told.front());
}

absl::StatusOr<v1::BatchGetMeetingRequestsResponse> MatchmakingService::BatchGetMeetingRequests(
    Tx& tx, const Call& call, const v1::BatchGetMeetingRequestsRequest& request) const {
  base::FieldErrors errors;
  for (int i = 0; i < request.names_size(); ++i) {
    if (base::EventOf(request.names(i)) == request.parent()) continue;
    errors.Add(absl::StrCat("names[", i, "]"), absl::StrCat("must lie in ", request.parent()));
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  PLENARY_ASSIGN_OR_RETURN(auto found,
                           storage::ExistingEach(FindMeetingRequests(tx, names), names));
  PLENARY_ASSIGN_OR_RETURN(auto told, Told(tx, call.access, tx.now(), std::move(found)));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), told));
  v1::BatchGetMeetingRequestsResponse response;
  for (v1::MeetingRequest& each : told) *response.add_meeting_requests() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListMeetingRequestsResponse> MatchmakingService::ListMeetingRequests(
    Tx& tx, const Call& call, const v1::ListMeetingRequestsRequest& request) const {
  const bool is_of_one = request.parent() != kAllEvents;
  if (is_of_one) {
    PLENARY_RETURN_IF_ERROR(
        storage::Existing(events::FindEvent(tx, request.parent()), request.parent()).status());
  }
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen,
                           SeenRows(call.access, request.parent(), tx.now()));
  v1::ListMeetingRequestsRequest whole = request;
  whole.clear_read_mask();
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::MeetingRequest>(
                     tx, call, is_of_one ? MeetingRequestList() : MeetingRequestListOfAllEvents(),
                     whole, request.parent(), seen.sql, std::move(seen.params), sealer_));
  PLENARY_ASSIGN_OR_RETURN(auto told, Told(tx, call.access, tx.now(), std::move(page.resources)));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), told));
  v1::ListMeetingRequestsResponse response;
  for (v1::MeetingRequest& each : told) *response.add_meeting_requests() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  if (!is_of_one) return response;
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, request.parent()));
  response.set_resume_token(storage::MakeResumeToken(sealer_, request.parent(), head.number));
  return response;
}

absl::StatusOr<v1::MeetingRequest> MatchmakingService::UpdateMeetingRequest(
    Change& change, const v1::UpdateMeetingRequestRequest& request) const {
  const v1::MeetingRequest& asked = request.meeting_request();
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, asked.name(), asked.etag()));
  const auto& [occasion, before, sides, actor] = matter;
  PLENARY_RETURN_IF_ERROR(CheckWindow(occasion.settings, actor.is_secretariat, occasion.now));
  PLENARY_RETURN_IF_ERROR(CheckMayUpdate(before, actor, occasion.now));
  v1::MeetingRequest after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(asked.name());
  base::FieldErrors errors;
  if (after.from().party() != before.from().party()) {
    errors.Add("meeting_request.from.party", "cannot be changed; take it back and ask anew");
  }
  if (after.to().party() != before.to().party()) {
    errors.Add("meeting_request.to.party", "cannot be changed; take it back and ask anew");
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  FillIn(occasion.settings, occasion.now, after);
  const bool expires_anew =
      storage::ToMicros(after.expire_time()) != storage::ToMicros(before.expire_time());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(occasion, after, expires_anew));
  PLENARY_RETURN_IF_ERROR(CheckAllPeople(change.tx(), after, before, sides));
  return Keep(change, occasion.now, before, std::move(after));
}

absl::StatusOr<v1::MeetingRequest> MatchmakingService::DeleteMeetingRequest(
    Change& change, const v1::DeleteMeetingRequestRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), matter.before.meeting()));
  v1::MeetingRequest after = matter.before;
  *after.mutable_delete_time() = storage::ToTimestamp(matter.occasion.now);
  return Keep(change, matter.occasion.now, matter.before, std::move(after));
}

absl::StatusOr<v1::MeetingRequest> MatchmakingService::UndeleteMeetingRequest(
    Change& change, const v1::UndeleteMeetingRequestRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const Occasion occasion,
                           FindOccasion(change, base::EventOf(request.name())));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::MeetingRequest before,
      storage::Current(FindMeetingRequest(tx, request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  if (IsOpen(StateAt(before, occasion.now))) {
    PLENARY_ASSIGN_OR_RETURN(const Parties parties, FindParties(tx, occasion, before));
    PLENARY_RETURN_IF_ERROR(CheckMayStand(tx, occasion, parties, before));
  }
  v1::MeetingRequest after = before;
  after.clear_delete_time();
  return Keep(change, occasion.now, before, std::move(after));
}

}  // namespace plenary::matchmaking
