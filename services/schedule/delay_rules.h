// What follows when an activity runs late. Pure.
//
// Whoever is needed next can't be there before they can leave: a line of the ledger that comes
// after another of the same subject stays after it, with the way between them. So a delay goes on
// from activity to activity, each gives way by the least that clears, and gaps absorb it.
#ifndef PLENARY_SERVICES_SCHEDULE_DELAY_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_DELAY_RULES_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/schedule/line_rules.h"

namespace plenary::schedule {

// An activity as it is planned, with its lines of subjects that are in one place at a time.
struct PlannedItem {
  std::string activity;
  absl::Time start;
  std::vector<Line> lines;
  bool gives_way = true;  // whether it is ours to move
};

// An activity begins later, as a whole.
struct Postponement {
  std::string activity;
  absl::Duration by;
  std::string because_of;      // the activity it gives way to
  std::string shared_subject;  // whom or what both need
};

// How long it takes from one venue to another; what is not told takes no time.
using VenueWays = std::map<std::pair<std::string, std::string>, absl::Duration>;

// The ways that may matter among `items`: from where a subject is to where it is needed next.
std::vector<std::pair<std::string, std::string>> WaysAmong(const std::vector<PlannedItem>& items);

// What has to be postponed when `late`, the first of `items`, has the lines `lines_then` instead of
// those it was planned with, by planned start, then name. Nothing that begins before `late` gives
// way to it, and nothing is postponed by more than the end of `late` is. What gives way to nothing
// is left where it is, even if that is too early: whoever applies this finds out by the ledger.
std::vector<Postponement> FindPostponements(const std::vector<PlannedItem>& items,
                                            const std::vector<Line>& lines_then,
                                            const VenueWays& ways);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_DELAY_RULES_H_
