// What of the work in progress a plan may move, and what stays where it is. Pure.
#ifndef PLENARY_SERVICES_PLANNING_PROGRESS_RULES_H_
#define PLENARY_SERVICES_PLANNING_PROGRESS_RULES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/schedule.pb.h"
#include "services/planning/grid_rules.h"
#include "services/planning/problem_rules.h"

namespace plenary::planning {

// What has passed is not planned any more; but an event that is over is planned as if all of it lay
// ahead: so a past year is tried again.
absl::Time EarliestOf(const Given& given);

struct Progress {
  std::vector<const v1::Meeting*> moving;  // of those given
  std::vector<const v1::Meeting*> staying;
  Obstacles obstacles;  // what stays, and whatever else occupies somebody or something
  // Meetings that meet something else: what that is.
  std::map<std::string, Occupied> in_the_way;
};
// Of the meetings that may move, those off the grid stay if they can: on the grid they would have
// to move. `given` outlives what comes of it.
Progress SortMeetings(const Given& given, const Grid& grid);

// Two meetings that are pinned or fixed although they need the same person or asset at once.
struct Contradiction {
  std::string first;
  std::string second;
  std::string subject;
};
absl::optional<Contradiction> FindContradiction(const Given& given);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_PROGRESS_RULES_H_
