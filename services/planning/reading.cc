#include "services/planning/reading.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/assets/table.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/matchmaking/table.h"
#include "services/planning/meeting_rules.h"
#include "services/planning/settings_rules.h"
#include "services/planning/table.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/busy_table.h"
#include "services/schedule/facts.h"
#include "services/schedule/line_rules.h"
#include "services/schedule/quests.h"
#include "services/schedule/table.h"

namespace plenary::planning {
namespace {

using schedule::ActivityRow;
using schedule::Line;
using schedule::Named;
using storage::Tx;

// What is set up or cleared up around the windows, and the way from them, is no longer.
constexpr absl::Duration AroundWindows() { return absl::Hours(24); }
// As many as the largest plan takes: each meeting, request and person is looked up by its name.
constexpr int64_t kMostStatements = 400'000;

void AddWho(const std::string& who, Named& named) {
  const bool is_person = base::EventOf(who).empty();
  (is_person ? named.people : named.participants).insert(who);
}

void AddNamed(const v1::MeetingRequest::Side& side, Named& named) {
  const std::string& party = side.party();
  if (base::HasForm(party, "events/{event}/delegations/{delegation}")) {
    named.delegations.insert(party);
    named.heads_of.insert(party);
  } else if (base::EventOf(party).empty()) {
    named.organizations.insert(party);
  } else {
    named.participants.insert(party);
  }
  for (const std::string& who : side.people()) AddWho(who, named);
  for (const std::string& who : side.optional_people()) AddWho(who, named);
}

// Reads in the order in which one thing leads to the next.
class Reading {
 public:
  Reading(Tx& tx, absl::string_view event) : tx_(tx), event_(event) {}

  absl::StatusOr<Given> Read(v1::PlanEventRequest::Scope scope) {
    tx_.AllowStatements(kMostStatements);
    PLENARY_ASSIGN_OR_RETURN(given_.facts, schedule::EventFacts(tx_, event_));
    PLENARY_ASSIGN_OR_RETURN(given_.settings, FindSettings(tx_, event_));
    given_.scope =
        scope == v1::PlanEventRequest::SCOPE_UNSPECIFIED ? v1::PlanEventRequest::KEEP : scope;
    given_.now = tx_.now();
    PLENARY_RETURN_IF_ERROR(ReadRequests());
    PLENARY_RETURN_IF_ERROR(ReadActivities());
    PLENARY_RETURN_IF_ERROR(
        CheckSize(static_cast<int64_t>(given_.requests.size() + given_.meetings.size()), 0, 0));
    PLENARY_RETURN_IF_ERROR(ReadFacts());
    PLENARY_RETURN_IF_ERROR(ReadAssets());
    AddProgress();
    PLENARY_RETURN_IF_ERROR(ReadLedger());
    PLENARY_RETURN_IF_ERROR(ReadWays());
    return std::move(given_);
  }

 private:
  absl::Status ReadRequests() {
    PLENARY_ASSIGN_OR_RETURN(const int64_t waiting,
                             matchmaking::CountAcceptedRequests(tx_, event_));
    PLENARY_RETURN_IF_ERROR(CheckSize(waiting, 0, 0));
    PLENARY_ASSIGN_OR_RETURN(const v1::MatchmakingSettings matchmaking,
                             matchmaking::FindSettings(tx_, event_));
    given_.default_duration =
        DefaultDurationOf(given_.settings, absl::Seconds(matchmaking.default_duration().seconds()));
    PLENARY_ASSIGN_OR_RETURN(given_.requests, matchmaking::ListAcceptedRequests(tx_, event_));
    return absl::OkStatus();
  }

  absl::Status ReadActivities() {
    PLENARY_ASSIGN_OR_RETURN(rows_, schedule::ListAllActivities(tx_, event_));
    std::vector<std::string> answered;
    for (const ActivityRow& row : rows_) {
      in_progress_.insert(schedule::NameOf(row.body));
      const bool takes_place = !schedule::IsDeleted(row.body) && !schedule::IsCancelled(row.body);
      if (!row.body.has_meeting() || !takes_place) continue;
      given_.meetings.push_back(row.body.meeting());
      const std::string& request = row.body.meeting().request();
      if (!request.empty()) answered.push_back(request);
    }
    PLENARY_ASSIGN_OR_RETURN(const auto requests, matchmaking::FindMeetingRequests(tx_, answered));
    for (const auto& request : requests) {
      if (!request) continue;
      given_.preferences[request->name()] = request->preference();
      given_.times[request->name()] = request->intervals();
    }
    return absl::OkStatus();
  }

  absl::Status ReadFacts() {
    Named named;
    for (const ActivityRow& row : rows_) schedule::AddNamed(row.body, named);
    for (const v1::MeetingRequest& request : given_.requests) {
      AddNamed(request.from(), named);
      AddNamed(request.to(), named);
    }
    for (const std::string& asset : given_.settings.assets()) named.assets.insert(asset);
    return schedule::LoadFacts(tx_, named, given_.facts);
  }

  absl::Status ReadAssets() {
    if (!given_.settings.assets().empty()) {
      given_.places.assign(given_.settings.assets().begin(), given_.settings.assets().end());
    } else {
      PLENARY_RETURN_IF_ERROR(FindPlaces());
    }
    PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Asset> interpreters,
                             schedule::LoadAssetsOf(tx_, v1::Asset::INTERPRETER, "", given_.facts));
    for (const v1::Asset& asset : interpreters) given_.interpreters.push_back(asset.name());
    return absl::OkStatus();
  }

  // Where the event's schedule takes place; all over, where that is not said anywhere.
  absl::Status FindPlaces() {
    std::set<std::string> venues;
    for (const ActivityRow& row : rows_) {
      venues.insert(schedule::VenueOf(row.body, given_.facts));
    }
    venues.erase("");
    for (const v1::Asset::Kind kind : {v1::Asset::TABLE, v1::Asset::ROOM}) {
      PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Asset> assets,
                               schedule::LoadAssetsOf(tx_, kind, "", given_.facts));
      for (const v1::Asset& asset : assets) {
        const bool is_there = venues.empty() || venues.count(asset.venue()) > 0;
        if (is_there) given_.places.push_back(asset.name());
      }
    }
    return absl::OkStatus();
  }

  // What is in progress in the event and is no meeting.
  void AddProgress() {
    for (const ActivityRow& row : rows_) {
      if (row.body.has_meeting() || schedule::IsDeleted(row.body)) continue;
      for (Line& line : schedule::LinesOf(row.body, given_.facts, given_.now)) {
        given_.occupied.push_back({schedule::NameOf(row.body), std::move(line)});
      }
    }
  }

  // Everybody and everything that may be planned with.
  std::set<std::string> Subjects() const {
    std::set<std::string> subjects(given_.places.begin(), given_.places.end());
    for (const std::string& interpreter : given_.interpreters) {
      subjects.insert(interpreter);
      const v1::Asset& asset = given_.facts.assets.at(interpreter);
      if (!asset.person().empty()) {
        subjects.insert(schedule::PersonNamed(asset.person(), given_.facts));
      }
    }
    const auto add_all = [&](const v1::Meeting& meeting) {
      v1::Activity activity;
      *activity.mutable_meeting() = meeting;
      for (const std::string& subject : schedule::SubjectsOf(activity, given_.facts)) {
        subjects.insert(subject);
      }
    };
    for (const v1::Meeting& meeting : given_.meetings) add_all(meeting);
    for (const v1::MeetingRequest& request : given_.requests) {
      const absl::StatusOr<v1::Meeting> meeting = MeetingFor(request, given_.facts);
      if (meeting.ok()) add_all(*meeting);
    }
    for (const auto& [name, delegation] : given_.facts.delegations) {
      for (const v1::Headship& headship : delegation.headships()) {
        v1::Attendee head;
        head.set_who(headship.participant());
        subjects.insert(schedule::PersonOf(head, given_.facts));
      }
    }
    subjects.erase("");
    return subjects;
  }

  absl::Status ReadLedger() {
    const std::vector<Window> windows =
        WindowsOf(given_.settings, given_.facts.event, given_.facts.settings);
    if (windows.empty()) return absl::OkStatus();
    PLENARY_ASSIGN_OR_RETURN(const absl::Duration longest_way, assets::LongestTravelTime(tx_));
    const absl::Duration around = std::max(longest_way, AroundWindows());
    const absl::Time from = windows.front().start - around;
    const absl::Time to = windows.back().end + around;
    const std::set<std::string> subjects = Subjects();
    std::vector<storage::Statement> statements;
    statements.reserve(subjects.size());
    for (const std::string& subject : subjects) {
      const auto asset = given_.facts.assets.find(subject);
      const bool is_shared = asset != given_.facts.assets.end() && asset->second.capacity() > 1;
      statements.push_back(schedule::SelectBusy(
          subject, absl::ToUnixMicros(from), absl::ToUnixMicros(to), absl::ToUnixMicros(given_.now),
          is_shared, [this, &subject](const schedule::BusyRow& row) { AddRow(subject, row); }));
    }
    return tx_.RunAll(absl::MakeSpan(statements));
  }

  void AddRow(const std::string& subject, const schedule::BusyRow& row) {
    std::string activity(row.activity);
    // What is in progress stands for what was released.
    if (in_progress_.count(activity) > 0) return;
    Line line;
    line.subject = subject;
    line.start = absl::FromUnixMicros(row.start_us);
    line.end = absl::FromUnixMicros(row.end_us);
    line.units = row.units;
    line.venue = std::string(row.venue);
    line.end_venue = std::string(row.end_venue);
    given_.occupied.push_back({std::move(activity), std::move(line)});
  }

  absl::Status ReadWays() {
    std::set<std::string> venues;
    for (const std::string& place : given_.places) {
      const auto asset = given_.facts.assets.find(place);
      if (asset != given_.facts.assets.end()) venues.insert(asset->second.venue());
    }
    for (const ActivityRow& row : rows_) venues.insert(schedule::VenueOf(row.body, given_.facts));
    for (const Occupied& each : given_.occupied) {
      venues.insert({each.line.venue, each.line.end_venue});
    }
    venues.erase("");
    if (venues.empty()) return absl::OkStatus();
    PLENARY_ASSIGN_OR_RETURN(const std::vector<assets::Way> ways,
                             assets::ListWaysOf(tx_, {venues.begin(), venues.end()}));
    for (const assets::Way& way : ways) {
      given_.ways[{way.origin, way.destination}] = absl::Seconds(way.seconds);
    }
    return absl::OkStatus();
  }

  Tx& tx_;
  const absl::string_view event_;
  Given given_;
  std::vector<ActivityRow> rows_;
  std::set<std::string> in_progress_;
};

}  // namespace

absl::StatusOr<Given> ReadGiven(Tx& tx, absl::string_view event,
                                v1::PlanEventRequest::Scope scope) {
  return Reading(tx, event).Read(scope);
}

}  // namespace plenary::planning
