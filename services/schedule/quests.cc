#include "services/schedule/quests.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/assets/table.h"
#include "services/base/errors.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/busy_table.h"
#include "services/schedule/facts.h"
#include "services/schedule/table.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Tx;

// What is taken of one subject.
struct Taken {
  std::vector<TakenTime> times;   // of one that is booked by one activity at a time
  std::vector<TakenUnits> units;  // of a shared one
  std::vector<TakenTime> closed;  // by its hours
};
using TakenBySubject = std::map<std::string, Taken, std::less<>>;

bool StartsEarlier(const TakenTime& left, const TakenTime& right) {
  return left.start < right.start;
}

int64_t CapacityOf(const std::string& subject, const Facts& facts) {
  const auto asset = facts.assets.find(subject);
  return asset == facts.assets.end() ? 1 : std::max<int64_t>(asset->second.capacity(), 1);
}

// Calls `visit` with every presence.
template <class Visit>
void ForEachPresence(Quest& quest, const Visit& visit) {
  for (Need& need : quest.needs) {
    for (Presence& presence : need.presences) visit(presence);
  }
  for (Wish& wish : quest.wishes) {
    for (Candidate& candidate : wish.candidates) {
      for (Presence& presence : candidate.presences) visit(presence);
    }
  }
}

// Reads what is taken in [start, end).
class Reading {
 public:
  Reading(Tx& tx, const Facts& facts, const Scope& scope, absl::Time start, absl::Time end)
      : tx_(tx), facts_(facts), scope_(scope), start_(start), end_(end) {}

  absl::Status Read(TakenBySubject& taken) {
    std::vector<storage::Statement> statements;
    statements.reserve(taken.size());
    for (auto& [subject, its] : taken) {
      const bool is_shared = CapacityOf(subject, facts_) > 1;
      statements.push_back(SelectBusy(subject, absl::ToUnixMicros(start_), absl::ToUnixMicros(end_),
                                      absl::ToUnixMicros(scope_.now), is_shared,
                                      [this, &its = its](const BusyRow& row) { Add(row, its); }));
    }
    PLENARY_RETURN_IF_ERROR(tx_.RunAll(absl::MakeSpan(statements)));
    for (const Line& line : scope_.also_taken) {
      const auto its = taken.find(line.subject);
      if (its == taken.end()) continue;
      its->second.times.push_back({line.start, line.end, line.venue, line.end_venue});
      its->second.units.push_back({line.start, line.end, line.units});
    }
    for (auto& [subject, its] : taken) {
      std::stable_sort(its.times.begin(), its.times.end(), StartsEarlier);
      AddHours(subject, its);
    }
    return absl::OkStatus();
  }

 private:
  void Add(const BusyRow& row, Taken& its) const {
    if (scope_.freed.count(std::string(row.activity)) > 0) return;
    const absl::Time start = absl::FromUnixMicros(row.start_us);
    const absl::Time end = absl::FromUnixMicros(row.end_us);
    its.times.push_back({start, end, std::string(row.venue), std::string(row.end_venue)});
    its.units.push_back({start, end, row.units});
  }

  void AddHours(const std::string& subject, Taken& its) const {
    const auto asset = facts_.assets.find(subject);
    if (asset == facts_.assets.end() || !asset->second.has_availability()) return;
    for (const auto& [start, end] :
         UnavailableTimes(asset->second, ZoneOf(asset->second, facts_), start_, end_)) {
      its.closed.push_back({start, end, "", ""});
    }
  }

  Tx& tx_;
  const Facts& facts_;
  const Scope& scope_;
  const absl::Time start_;
  const absl::Time end_;
};

// Adds the ways between the venues where people would be and those where they are.
absl::Status AddWays(Tx& tx, Quest& quest) {
  std::set<std::string> venues;
  ForEachPresence(quest, [&](const Presence& presence) {
    venues.insert({presence.venue, presence.end_venue});
  });
  if (quest.venue_wish >= 0) {
    for (const Candidate& each : quest.wishes[quest.venue_wish].candidates) {
      venues.insert(each.venue);
    }
  }
  venues.erase("");
  if (venues.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const std::vector<assets::Way> ways,
                           assets::ListWaysOf(tx, {venues.begin(), venues.end()}));
  for (const assets::Way& way : ways) {
    quest.ways[{way.origin, way.destination}] = absl::Seconds(way.seconds);
  }
  return absl::OkStatus();
}

std::vector<TakenTime> TakenFor(const Presence& presence, int64_t capacity, const Taken& taken) {
  std::vector<TakenTime> times = taken.times;
  if (capacity > 1 || presence.units > capacity) {
    times = FullTimes(taken.units, capacity - presence.units);
  }
  if (taken.closed.empty()) return times;
  times.insert(times.end(), taken.closed.begin(), taken.closed.end());
  std::stable_sort(times.begin(), times.end(), StartsEarlier);
  return times;
}

void SetInterval(absl::Time start, absl::Time end, google::type::Interval& interval) {
  *interval.mutable_start_time() = storage::ToTimestamp(start);
  *interval.mutable_end_time() = storage::ToTimestamp(end);
}

}  // namespace

std::vector<Line> LinesOfUse(const v1::AssetUse& use, absl::Time start, absl::Time end,
                             const std::string& venue, const Facts& facts) {
  v1::Activity alone;
  v1::Booking& booking = *alone.mutable_booking();
  SetInterval(start, end, *booking.mutable_interval());
  booking.set_venue(venue);
  *booking.add_assets() = use;
  return LinesOf(alone, facts, absl::InfinitePast());
}

std::vector<Line> LinesOfAttendee(v1::Attendee attendee, absl::Time start, absl::Time end,
                                  const std::string& venue, const Facts& facts) {
  const auto participant = facts.participants.find(attendee.who());
  if (participant != facts.participants.end() && HasLeft(participant->second)) return {};
  attendee.set_optional(false);
  v1::Activity alone;
  v1::Meeting& meeting = *alone.mutable_meeting();
  SetInterval(start, end, *meeting.mutable_interval());
  meeting.set_venue(venue);
  *meeting.add_attendees() = std::move(attendee);
  return LinesOf(alone, facts, absl::InfinitePast());
}

std::set<std::string> SubjectsOfLines(const std::vector<Line>& lines) {
  std::set<std::string> subjects;
  for (const Line& line : lines) subjects.insert(line.subject);
  return subjects;
}

absl::StatusOr<std::vector<v1::Asset>> LoadAssetsOf(Tx& tx, v1::Asset::Kind kind,
                                                    absl::string_view venue, Facts& facts) {
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Asset> found, assets::ListAssetsOf(tx, kind, venue));
  Named named;
  for (const v1::Asset& asset : found) {
    facts.assets.emplace(asset.name(), asset);
    const bool needs_more =
        !asset.parts().empty() || !asset.person().empty() || asset.has_availability();
    if (needs_more) named.assets.insert(asset.name());
  }
  PLENARY_RETURN_IF_ERROR(LoadFacts(tx, named, facts));
  return found;
}

std::vector<Presence> PresencesOf(const std::vector<Line>& lines, absl::Time base) {
  std::vector<Presence> presences;
  presences.reserve(lines.size());
  for (const Line& line : lines) {
    Presence& presence = presences.emplace_back();
    presence.subject = line.subject;
    presence.units = line.units;
    presence.from = line.start - base;
    presence.to = line.end - base;
    presence.goes_along = line.venue == kVenueToBeFound;
    if (presence.goes_along) continue;
    presence.venue = line.venue;
    presence.end_venue = line.end_venue;
  }
  return presences;
}

absl::StatusOr<Progress> LoadProgress(Tx& tx, absl::string_view event, absl::string_view but,
                                      absl::Time now, Facts& facts) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<ActivityRow> rows, ListChangedActivities(tx, event));
  Named named;
  for (const ActivityRow& row : rows) AddNamed(row.body, named);
  PLENARY_RETURN_IF_ERROR(LoadFacts(tx, named, facts));
  Progress progress;
  for (const ActivityRow& row : rows) {
    if (NameOf(row.body) == but) continue;
    progress.activities.insert(NameOf(row.body));
    std::vector<Line> lines = LinesOf(row.body, facts, now);
    progress.lines.insert(progress.lines.end(), std::make_move_iterator(lines.begin()),
                          std::make_move_iterator(lines.end()));
  }
  return progress;
}

absl::Status FillTaken(Tx& tx, const Facts& facts, const Scope& scope, Quest& quest) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Duration longest_way, assets::LongestTravelTime(tx));
  TakenBySubject taken;
  absl::Duration from;
  absl::Duration to;
  ForEachPresence(quest, [&](const Presence& presence) {
    taken.try_emplace(presence.subject);
    from = std::min(from, presence.from);
    to = std::max(to, presence.to);
  });
  Reading reading(tx, facts, scope, quest.span_start + from - longest_way,
                  quest.span_end + to + longest_way);
  PLENARY_RETURN_IF_ERROR(reading.Read(taken));
  ForEachPresence(quest, [&](Presence& presence) {
    presence.taken = TakenFor(presence, CapacityOf(presence.subject, facts),
                              taken.find(presence.subject)->second);
  });
  return AddWays(tx, quest);
}

absl::TimeZone ZoneOfEvent(const Facts& facts) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(facts.event.time_zone(), &zone)) zone = absl::UTCTimeZone();
  return zone;
}

int GrainOf(const v1::ScheduleSettings& settings) {
  return settings.grain_minutes() == 0 ? 15 : settings.grain_minutes();
}
int DayStartOf(const v1::ScheduleSettings& settings) {
  return settings.day_start_minutes() == 0 ? 9 * 60 : settings.day_start_minutes();
}
int DayEndOf(const v1::ScheduleSettings& settings) {
  return settings.day_end_minutes() == 0 ? 19 * 60 : settings.day_end_minutes();
}

}  // namespace plenary::schedule
