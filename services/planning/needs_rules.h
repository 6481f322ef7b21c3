// What activities of a problem need: rooms, tables, interpreters. Pure.
#ifndef PLENARY_SERVICES_PLANNING_NEEDS_RULES_H_
#define PLENARY_SERVICES_PLANNING_NEEDS_RULES_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "plenary/v1/schedule.pb.h"
#include "services/planning/problem_rules.h"
#include "services/planning/stock_rules.h"
#include "services/solver/problem.h"

namespace plenary::planning {

class Needs {
 public:
  // All of them outlive it.
  Needs(const Given& given, const Posed& posed, Stock& stock);

  // Who takes part themselves does not interpret for others: to be told of every meeting that is
  // planned before anything is needed.
  void AddBusy(const v1::Meeting& meeting);

  // What a meeting has, which may become something like it.
  void AddThoseOf(const v1::Meeting& meeting, PosedActivity& posed, solver::Activity& activity);
  // A table or a room for those who attend. FAILED_PRECONDITION: ASSET_NOT_AVAILABLE where there is
  // none to plan with.
  absl::Status AddPlace(PosedActivity& posed, solver::Activity& activity);
  // The interpreters that the staffing rule asks for; fewer where there are fewer, and that warns
  // only. FAILED_PRECONDITION: INTERPRETERS_SHORT where the event's policy is that it blocks.
  absl::Status AddStaff(const v1::Meeting& meeting, PosedActivity& posed,
                        solver::Activity& activity);

 private:
  void Add(std::vector<solver::Choice> choices, PosedNeed stands_for, PosedActivity& posed,
           solver::Activity& activity);
  void AddUse(const v1::Meeting& meeting, int index, PosedActivity& posed,
              solver::Activity& activity);

  const Given& given_;
  const Posed& posed_;
  Stock& stock_;
  std::set<std::string> busy_;
};

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_NEEDS_RULES_H_
