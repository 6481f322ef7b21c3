#include "services/schedule/moves.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/names.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/service.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Change;

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(storage::ToMicros(time));
}

absl::Status CheckCanMove(const v1::Activity& activity, absl::Time now) {
  const std::string& name = NameOf(activity);
  if (IsDeleted(activity)) return base::Deleted(name);
  const v1::Booking& booking = activity.booking();
  const bool is_given_back =
      booking.state() == v1::Booking::GIVEN_BACK || booking.state() == v1::Booking::EXPIRED;
  if (IsCancelled(activity) || is_given_back) {
    return base::Refuse(
        absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
        absl::StrCat(name, " does not take place any more, so it cannot be moved"),
        {{"resource", name},
         {"state", activity.has_booking() ? v1::Booking::State_Name(booking.state())
                                          : v1::ActivityState_Name(v1::CANCELLED)}});
  }
  if (!booking.has_expire_time() || TimeOf(booking.expire_time()) > now) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_BOOKING_HOLD_EXPIRED,
      absl::StrCat(name, " is held no longer; hold again"),
      {{"resource", name},
       {"expiredAt",
        absl::FormatTime(absl::RFC3339_full, TimeOf(booking.expire_time()), absl::UTCTimeZone())}});
}

bool IsPlace(const v1::Asset& asset) {
  return asset.kind() == v1::Asset::ROOM || asset.kind() == v1::Asset::TABLE;
}

const v1::Asset* FindPlace(const std::string& name, const Facts& facts) {
  const auto found = facts.assets.find(name);
  return found != facts.assets.end() && IsPlace(found->second) ? &found->second : nullptr;
}

// The use of its first room or table; nullptr: it has none.
v1::AssetUse* UseOfPlace(v1::Activity& activity, const Facts& facts) {
  for (v1::AssetUse& use : *MutableAssetsOf(activity)) {
    if (FindPlace(use.asset(), facts) != nullptr) return &use;
  }
  return nullptr;
}

template <class Resource>
void FollowRoom(Resource& resource, const std::string& from, const std::string& to) {
  if (!from.empty() && resource.venue() == from) resource.set_venue(to);
}

void MoveIntoRoom(v1::Activity& activity, const v1::Asset& room, const Facts& facts) {
  v1::AssetUse* use = UseOfPlace(activity, facts);
  if (use == nullptr) {
    MutableAssetsOf(activity)->Add()->set_asset(room.name());
    return;
  }
  const std::string from = facts.assets.at(use->asset()).venue();
  use->set_asset(room.name());
  if (activity.has_session()) FollowRoom(*activity.mutable_session(), from, room.venue());
  if (activity.has_meeting()) FollowRoom(*activity.mutable_meeting(), from, room.venue());
  if (activity.has_booking()) FollowRoom(*activity.mutable_booking(), from, room.venue());
}

// When a form of an activity takes place after the move.
google::type::Interval MovedInterval(const v1::Move& move, const v1::Activity& form) {
  google::type::Interval interval = IntervalOf(form);
  const absl::Duration length = EndOf(form) - StartOf(form);
  if (move.has_start_time()) {
    *interval.mutable_start_time() = move.start_time();
    *interval.mutable_end_time() = storage::ToTimestamp(TimeOf(move.start_time()) + length);
  }
  if (move.has_end_time()) *interval.mutable_end_time() = move.end_time();
  return interval;
}

absl::Status CheckMovedInterval(const v1::Move& move, const v1::Activity& form,
                                absl::string_view field) {
  base::FieldErrors errors;
  CheckInterval(MovedInterval(move, form), absl::StrCat(field, ".interval"), errors);
  return errors.ToStatus();
}

// Moves a form of an activity, whose interval was checked.
void Apply(const v1::Move& move, const Facts& facts, v1::Activity& form) {
  const google::type::Interval interval = MovedInterval(move, form);
  MoveTo(form, TimeOf(interval.start_time()), TimeOf(interval.end_time()));
  const v1::Asset* room = FindPlace(move.room(), facts);
  if (room != nullptr) MoveIntoRoom(form, *room, facts);
}

absl::Status CheckRoom(const std::string& room, const Facts& facts, absl::string_view field) {
  if (room.empty() || FindPlace(room, facts) != nullptr) return absl::OkStatus();
  if (facts.assets.count(room) == 0) return base::NotFound(room);
  return base::BadField(absl::StrCat(field, ".room"), "must be a room or a table");
}

absl::Status CheckMoves(const v1::MoveActivitiesRequest& request) {
  base::FieldErrors errors;
  std::set<std::string> seen;
  for (int i = 0; i < request.moves_size(); ++i) {
    const std::string field = absl::StrCat("moves[", i, "]");
    CheckMove(request.moves(i), request.parent(), field, errors);
    if (seen.insert(request.moves(i).activity()).second) continue;
    errors.Add(absl::StrCat(field, ".activity"), "is moved already; move everything once");
  }
  return errors.ToStatus();
}

absl::StatusOr<std::vector<ActivityRow>> RowsOf(storage::Tx& tx,
                                                const v1::MoveActivitiesRequest& request) {
  std::vector<std::string> names;
  names.reserve(static_cast<size_t>(request.moves_size()));
  for (const v1::Move& move : request.moves()) names.push_back(move.activity());
  return storage::ExistingEach(FindActivities(tx, names), names);
}

}  // namespace

void CheckMove(const v1::Move& move, absl::string_view event, absl::string_view field,
               base::FieldErrors& errors) {
  if (base::EventOf(move.activity()) != event) {
    errors.Add(absl::StrCat(field, ".activity"), absl::StrCat("must lie in ", event));
  }
  if (!move.has_start_time() && !move.has_end_time() && move.room().empty()) {
    errors.Add(field, "must say where to: a start, an end or a room");
  }
  const bool has_both = move.has_start_time() && move.has_end_time();
  if (has_both && TimeOf(move.start_time()) >= TimeOf(move.end_time())) {
    errors.Add(absl::StrCat(field, ".end_time"), "must be after start_time");
  }
}

absl::Status LoadForMove(const ActivityRow& row, const v1::Move& move, Agenda& agenda) {
  v1::Activity in_room;
  if (!move.room().empty()) in_room.mutable_booking()->add_assets()->set_asset(move.room());
  return agenda.Load({&row.body, row.released ? &*row.released : &row.body, &in_room});
}

absl::StatusOr<Entry> EntryOfMove(const ActivityRow& row, const v1::Move& move, bool release,
                                  const Agenda& agenda, absl::string_view field) {
  PLENARY_RETURN_IF_ERROR(CheckCanMove(row.body, agenda.now()));
  const std::string& etag = EtagOf(row.body);
  if (!move.etag().empty() && move.etag() != etag) return base::StaleEtag(NameOf(row.body), etag);
  PLENARY_RETURN_IF_ERROR(CheckRoom(move.room(), agenda.facts(), field));

  PLENARY_RETURN_IF_ERROR(CheckMovedInterval(move, row.body, field));
  const auto apply = [&](v1::Activity& form) { Apply(move, agenda.facts(), form); };
  const bool is_running = agenda.event().state() == v1::Event::RUNNING;
  const bool moves_both = !agenda.is_direct() && row.released && (release || is_running);
  if (!moves_both) {
    Entry entry;
    entry.before = row;
    entry.after = row.body;
    entry.field = std::string(field);
    entry.release = release;
    apply(entry.after);
    return entry;
  }
  PLENARY_RETURN_IF_ERROR(CheckMovedInterval(move, *row.released, field));
  return AmendBoth(row, apply, field);
}

absl::StatusOr<v1::MoveActivitiesResponse> ScheduleService::MoveActivities(
    Change& change, const v1::MoveActivitiesRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckMoves(request));
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, request.parent()));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<ActivityRow> rows, RowsOf(change.tx(), request));
  for (int i = 0; i < request.moves_size(); ++i) {
    const v1::Move& move = request.moves(i);
    PLENARY_RETURN_IF_ERROR(LoadForMove(rows[i], move, agenda));
    PLENARY_ASSIGN_OR_RETURN(Entry entry, EntryOfMove(rows[i], move, request.release(), agenda,
                                                      absl::StrCat("moves[", i, "]")));
    PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));
  }
  agenda.Note(request.reason());
  PLENARY_ASSIGN_OR_RETURN(Outcome outcome, agenda.Close());
  v1::MoveActivitiesResponse response;
  for (Placed& placed : outcome.placed) *response.add_activities() = std::move(placed.activity);
  if (outcome.plan) *response.mutable_plan() = *std::move(outcome.plan);
  return response;
}

}  // namespace plenary::schedule
