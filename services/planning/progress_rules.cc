#include "services/planning/progress_rules.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "google/protobuf/util/time_util.h"
#include "services/planning/meeting_rules.h"
#include "services/schedule/line_rules.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;
using schedule::Line;

// What is planned is moved asset by asset: neither several units nor a room made of parts.
bool HasPlainAssets(const v1::Meeting& meeting, const Given& given) {
  const auto is_plain = [&](const std::string& name) {
    const auto found = given.facts.assets.find(name);
    return found != given.facts.assets.end() && found->second.parts().empty();
  };
  const auto& uses = meeting.assets();
  const auto& interpreters = meeting.interpretation().interpreters();
  return std::all_of(
             uses.begin(), uses.end(),
             [&](const v1::AssetUse& use) { return use.units() <= 1 && is_plain(use.asset()); }) &&
         std::all_of(interpreters.begin(), interpreters.end(), is_plain);
}

bool MayMove(const v1::Meeting& meeting, const Given& given) {
  return given.scope != v1::PlanEventRequest::NEW_ONLY && !meeting.is_pinned() &&
         !meeting.is_fixed() && StartOf(meeting) >= EarliestOf(given) &&
         HasPlainAssets(meeting, given);
}

int64_t CapacityOf(const std::string& subject, const schedule::Facts& facts) {
  const auto asset = facts.assets.find(subject);
  return asset == facts.assets.end() ? 1 : std::max<int64_t>(asset->second.capacity(), 1);
}

// Calls `meet` with every two lines of one subject, which is taken by one at a time, that overlap.
template <class Meet>
void ForEachOverlap(const Obstacles& by_subject, const schedule::Facts& facts, const Meet& meet) {
  for (const auto& [subject, all] : by_subject) {
    if (CapacityOf(subject, facts) > 1) continue;
    std::vector<const Occupied*> lines;
    lines.reserve(all.size());
    for (const Occupied& each : all) lines.push_back(&each);
    std::stable_sort(lines.begin(), lines.end(), [](const Occupied* left, const Occupied* right) {
      return left->line.start < right->line.start;
    });
    for (size_t i = 0; i < lines.size(); ++i) {
      for (size_t j = i + 1; j < lines.size(); ++j) {
        if (lines[j]->line.start >= lines[i]->line.end) break;
        if (lines[i]->activity != lines[j]->activity) meet(subject, *lines[i], *lines[j]);
      }
    }
  }
}

void AddLines(const v1::Meeting& meeting, const Given& given, Obstacles& by_subject) {
  for (Line& line : schedule::LinesOf(AsActivity(meeting), given.facts, given.now)) {
    std::vector<Occupied>& of_subject = by_subject[line.subject];
    of_subject.push_back({meeting.name(), std::move(line)});
  }
}

}  // namespace

absl::Time EarliestOf(const Given& given) {
  const google::type::Interval& event = given.facts.event.interval();
  const bool is_over =
      event.has_end_time() &&
      TimeUtil::TimestampToMicroseconds(event.end_time()) <= absl::ToUnixMicros(given.now);
  return is_over ? absl::InfinitePast() : given.now;
}

Progress SortMeetings(const Given& given, const Grid& grid) {
  Progress progress;
  Obstacles all;
  for (const Occupied& each : given.occupied) all[each.line.subject].push_back(each);
  for (const v1::Meeting& meeting : given.meetings) AddLines(meeting, given, all);
  ForEachOverlap(all, given.facts, [&](const auto&, const Occupied& one, const Occupied& other) {
    progress.in_the_way.emplace(one.activity, other);
    progress.in_the_way.emplace(other.activity, one);
  });
  for (const Occupied& each : given.occupied) {
    progress.obstacles[each.line.subject].push_back(each);
  }
  for (const v1::Meeting& meeting : given.meetings) {
    const bool is_on_grid = grid.SlotAt(StartOf(meeting), EndOf(meeting)).has_value();
    const bool is_to_move = is_on_grid || progress.in_the_way.count(meeting.name()) > 0 ||
                            given.scope == v1::PlanEventRequest::AFRESH;
    if (MayMove(meeting, given) && is_to_move) {
      progress.moving.push_back(&meeting);
    } else {
      progress.staying.push_back(&meeting);
      AddLines(meeting, given, progress.obstacles);
    }
  }
  return progress;
}

absl::optional<Contradiction> FindContradiction(const Given& given) {
  Obstacles pinned;
  for (const v1::Meeting& meeting : given.meetings) {
    if (meeting.is_pinned() || meeting.is_fixed()) AddLines(meeting, given, pinned);
  }
  absl::optional<Contradiction> found;
  ForEachOverlap(pinned, given.facts,
                 [&](const std::string& subject, const Occupied& one, const Occupied& other) {
                   if (!found) found = Contradiction{one.activity, other.activity, subject};
                 });
  return found;
}

}  // namespace plenary::planning
