#include "services/schedule/delay_rules.h"

#include <algorithm>
#include <deque>
#include <set>
#include <tuple>

namespace plenary::schedule {
namespace {

// A line of an item, and where its end is now.
struct Stop {
  size_t item;
  const Line* line;
  absl::Time end_now;
};

// The lines of each subject, by planned start.
using Days = std::map<std::string, std::vector<Stop>>;

Days DaysOf(const std::vector<PlannedItem>& items) {
  Days days;
  for (size_t i = 0; i < items.size(); ++i) {
    for (const Line& line : items[i].lines) {
      days[line.subject].push_back({i, &line, line.end});
    }
  }
  for (auto& [subject, stops] : days) {
    std::stable_sort(stops.begin(), stops.end(), [](const Stop& left, const Stop& right) {
      return left.line->start < right.line->start;
    });
  }
  return days;
}

// The ends that the lines of the late item, which is the first, have now. Its lines of a subject
// keep their order.
void SetLateEnds(const std::vector<Line>& lines_then, Days& days) {
  std::map<std::string, std::vector<const Line*>> then;
  for (const Line& line : lines_then) then[line.subject].push_back(&line);
  for (auto& [subject, stops] : days) {
    const std::vector<const Line*>& now = then[subject];
    size_t next = 0;
    for (Stop& stop : stops) {
      if (stop.item != 0 || now.empty()) continue;
      stop.end_now = now[std::min(next++, now.size() - 1)]->end;
    }
  }
}

// Lets a delay go on until nothing more has to give way.
class Cascade {
 public:
  Cascade(const std::vector<PlannedItem>& items, const VenueWays& ways, Days days)
      : items_(items), ways_(ways), days_(std::move(days)), postponed_(items.size()) {}

  void Run() {
    waiting_.push_back(0);
    while (!waiting_.empty()) {
      const size_t item = waiting_.front();
      waiting_.pop_front();
      std::set<std::string> subjects;
      for (const Line& line : items_[item].lines) subjects.insert(line.subject);
      for (const std::string& subject : subjects) PushOthersOf(subject, item);
    }
  }

  std::vector<Postponement> Take() {
    std::vector<size_t> order;
    order.reserve(items_.size());
    for (size_t i = 1; i < items_.size(); ++i) {
      if (postponed_[i].by > absl::ZeroDuration()) order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](size_t left, size_t right) {
      return std::tie(items_[left].start, items_[left].activity) <
             std::tie(items_[right].start, items_[right].activity);
    });
    std::vector<Postponement> taken;
    taken.reserve(order.size());
    for (const size_t i : order) taken.push_back(std::move(postponed_[i]));
    return taken;
  }

 private:
  bool GivesWay(size_t item) const {
    return item != 0 && items_[item].gives_way && items_[item].start >= items_[0].start;
  }

  void PushOthersOf(const std::string& subject, size_t item) {
    const std::vector<Stop>& stops = days_.at(subject);
    for (size_t i = 0; i < stops.size(); ++i) {
      if (stops[i].item != item) continue;
      for (size_t j = i + 1; j < stops.size(); ++j) Push(stops[i], stops[j]);
    }
  }

  void Push(const Stop& first, const Stop& second) {
    if (second.item == first.item || !GivesWay(second.item)) return;
    // What overlapped as planned is no matter of this delay.
    if (second.line->start < first.line->end) return;
    const absl::Duration late = first.end_now + postponed_[first.item].by - first.line->end;
    const absl::Duration gap = second.line->start - first.line->end;
    // Where there was too little time for the way as planned, the delay adds no more than itself.
    const absl::Duration needed = std::min(late, late + WayBetween(first, second) - gap);
    Postponement& postponed = postponed_[second.item];
    if (needed <= postponed.by) return;
    postponed = {items_[second.item].activity, needed, items_[first.item].activity,
                 second.line->subject};
    waiting_.push_back(second.item);
  }

  absl::Duration WayBetween(const Stop& first, const Stop& second) const {
    const auto found = ways_.find({first.line->end_venue, second.line->venue});
    return found == ways_.end() ? absl::ZeroDuration() : found->second;
  }

  const std::vector<PlannedItem>& items_;
  const VenueWays& ways_;
  const Days days_;
  std::vector<Postponement> postponed_;  // by item
  std::deque<size_t> waiting_;           // items whose lines have moved
};

}  // namespace

std::vector<std::pair<std::string, std::string>> WaysAmong(const std::vector<PlannedItem>& items) {
  std::set<std::pair<std::string, std::string>> ways;
  for (const auto& [subject, stops] : DaysOf(items)) {
    for (size_t i = 0; i < stops.size(); ++i) {
      for (size_t j = i + 1; j < stops.size(); ++j) {
        const std::string& from = stops[i].line->end_venue;
        const std::string& to = stops[j].line->venue;
        if (!from.empty() && !to.empty() && from != to) ways.emplace(from, to);
      }
    }
  }
  return {ways.begin(), ways.end()};
}

std::vector<Postponement> FindPostponements(const std::vector<PlannedItem>& items,
                                            const std::vector<Line>& lines_then,
                                            const VenueWays& ways) {
  if (items.empty()) return {};
  Days days = DaysOf(items);
  SetLateEnds(lines_then, days);
  Cascade cascade(items, ways, std::move(days));
  cascade.Run();
  return cascade.Take();
}

}  // namespace plenary::schedule
