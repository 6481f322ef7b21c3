// The people of a problem: who comes to what, and when they are elsewhere. Pure.
#ifndef PLENARY_SERVICES_PLANNING_PEOPLE_RULES_H_
#define PLENARY_SERVICES_PLANNING_PEOPLE_RULES_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/schedule.pb.h"
#include "services/planning/problem_rules.h"
#include "services/planning/stock_rules.h"
#include "services/solver/problem.h"

namespace plenary::planning {

// Makes the persons of `posed` as they are named.
class People {
 public:
  // Both outlive it.
  People(const Given& given, Posed& posed);

  // Adds those of a meeting who come.
  void AddAttendances(const v1::Meeting& meeting, solver::Activity& activity);
  // Heads who must attend come as well, and it takes place while they head: whoever does `at` that
  // instant, else whoever does for the longest. FAILED_PRECONDITION: HEAD_MUST_ATTEND where nobody
  // does.
  absl::Status AddHeads(const v1::Meeting& meeting, absl::optional<absl::Time> at,
                        solver::Activity& activity);
  // Adds those of a meeting that stays at `slot` whom anything else is planned for. What stays is
  // as it is: where it is closer to something else that stays than the plan would have it, it is
  // only in their way.
  void AddPinned(const v1::Meeting& meeting, int slot, const Venues& venues,
                 solver::Activity& activity);

  // Forbids everybody the slots in which they are taken by `obstacles`, but for what is pinned.
  void ForbidSlots(const Obstacles& obstacles, const Venues& venues);

  // The slots that lie between two meetings of a person.
  int Gap() const;

 private:
  // A part of somebody's day that is pinned to a place.
  struct Stay {
    solver::Span when;
    int venue = -1;
  };

  int IndexOf(const std::string& name);
  std::string LongestHead(const std::string& delegation,
                          const std::vector<solver::Span>& windows) const;
  std::vector<solver::Span> WhileHeadedBy(const std::string& head, const std::string& delegation,
                                          const std::vector<solver::Span>& windows) const;
  bool FitsBesidePinned(const solver::Attendance& attendance, int start, const Venues& venues,
                        const solver::Activity& activity);

  const Given& given_;
  Posed& posed_;
  std::map<std::string, size_t> index_;
  std::map<int, std::vector<Stay>> pinned_;  // by person
};

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_PEOPLE_RULES_H_
