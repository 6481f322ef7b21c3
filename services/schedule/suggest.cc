// SuggestTimes.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/service.h"
#include "services/schedule/table.h"
#include "services/schedule/time_search.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Tx;
using Response = v1::SuggestTimesResponse;

constexpr size_t kMostUnlessTold = 5;

// Checks who is asked for: everybody once, of this event. Own parts of the time are parts of the
// activity that is to be moved.
void CheckAttendees(const v1::SuggestTimesRequest& request, base::FieldErrors& errors) {
  std::set<std::string> seen;
  for (int i = 0; i < request.attendees_size(); ++i) {
    const v1::Attendee& attendee = request.attendees(i);
    const std::string at = absl::StrCat("attendees[", i, "]");
    if (!seen.insert(attendee.who()).second) {
      errors.Add(absl::StrCat(at, ".who"), "is named before; name everybody once");
    }
    const absl::string_view event = base::EventOf(attendee.who());
    if (!event.empty() && event != request.parent()) {
      errors.Add(absl::StrCat(at, ".who"), absl::StrCat("must be of ", request.parent()));
    }
    if (attendee.has_interval() && request.moving().empty()) {
      errors.Add(absl::StrCat(at, ".interval"),
                 "must be empty unless `moving` says what it is a part of");
    }
  }
}

absl::Status CheckRequest(const v1::SuggestTimesRequest& request) {
  base::FieldErrors errors;
  CheckFindTime(request.find(), "find", errors);
  CheckAttendees(request, errors);
  std::set<std::string> seen;
  for (int i = 0; i < request.assets_size(); ++i) {
    if (seen.insert(request.assets(i).asset()).second) continue;
    errors.Add(absl::StrCat("assets[", i, "].asset"),
               "is named before; say how many `units` are needed");
  }
  if (!request.moving().empty() && base::EventOf(request.moving()) != request.parent()) {
    errors.Add("moving", absl::StrCat("must lie in ", request.parent()));
  }
  return errors.ToStatus();
}

absl::StatusOr<TimeSearch> SearchOf(Tx& tx, const v1::SuggestTimesRequest& request) {
  TimeSearch search;
  search.event = request.parent();
  search.find = request.find();
  search.moving = request.moving();
  search.most = request.max_suggestions() == 0 ? kMostUnlessTold : request.max_suggestions();
  *search.meeting.mutable_attendees() = request.attendees();
  *search.meeting.mutable_assets() = request.assets();
  base::ClearOutputOnly(search.meeting);
  search.meeting.set_venue(request.venue());
  if (request.moving().empty()) return search;
  PLENARY_ASSIGN_OR_RETURN(const ActivityRow row,
                           storage::Existing(FindActivity(tx, request.moving()), request.moving()));
  *search.meeting.mutable_interval() = IntervalOf(row.body);
  return search;
}

void SetInterval(absl::Time start, absl::Duration duration, google::type::Interval& interval) {
  *interval.mutable_start_time() = storage::ToTimestamp(start);
  *interval.mutable_end_time() = storage::ToTimestamp(start + duration);
}

void Tell(const Suggestion& suggestion, const Quest& quest, Response::Suggestion& into) {
  SetInterval(suggestion.start, quest.duration, *into.mutable_interval());
  into.set_local_start(absl::FormatTime("%Y-%m-%dT%H:%M", suggestion.start, quest.zone));
  for (std::string& asset : AssetsOf(suggestion, quest)) into.add_assets(std::move(asset));
  for (const size_t need : suggestion.missing) into.add_missing(quest.needs[need].constraint);
  into.set_score(suggestion.score);
  (*into.mutable_terms())["distance"] = suggestion.terms.distance;
  (*into.mutable_terms())["missing"] = suggestion.terms.missing;
  (*into.mutable_terms())["gaps"] = suggestion.terms.gaps;
  (*into.mutable_terms())["room"] = suggestion.terms.room;
}

void Tell(const Obstacle& obstacle, const Quest& quest, Response::Obstacle& into) {
  into.set_constraint(obstacle.constraint);
  into.set_ruled_out(obstacle.ruled_out);
  into.set_times_without(obstacle.times_without);
  if (obstacle.times_without == 0) return;
  SetInterval(obstacle.first_without, quest.duration, *into.mutable_first_without());
}

}  // namespace

absl::StatusOr<Response> ScheduleService::SuggestTimes(
    Tx& tx, const Call&, const v1::SuggestTimesRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckRequest(request));
  PLENARY_ASSIGN_OR_RETURN(const TimeSearch search, SearchOf(tx, request));
  PLENARY_ASSIGN_OR_RETURN(const FoundTimes found, SearchTimes(tx, search, tx.now()));
  Response response;
  for (const Suggestion& each : found.findings.suggestions) {
    Tell(each, found.quest, *response.add_suggestions());
  }
  for (const Obstacle& each : found.findings.obstacles) {
    Tell(each, found.quest, *response.add_obstacles());
  }
  for (const std::string& constraint : found.findings.together) {
    response.add_together(constraint);
  }
  response.set_tried(found.findings.tried);
  return response;
}

}  // namespace plenary::schedule
