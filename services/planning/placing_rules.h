// From a solver::Plan back to meetings. Pure.
#ifndef PLENARY_SERVICES_PLANNING_PLACING_RULES_H_
#define PLENARY_SERVICES_PLANNING_PLACING_RULES_H_

#include <string>
#include <vector>

#include "plenary/v1/planning.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/planning/problem_rules.h"
#include "services/solver/plan.h"

namespace plenary::planning {

// The asset of each need of each activity that is placed. Everybody keeps the asset they have where
// the plan leaves it in its pool and nobody who came before is there; else takes what the solver
// assigned, else any that is free.
std::vector<std::vector<std::string>> AssignAssets(const Posed& posed, const solver::Plan& plan);

// What becomes of a meeting or a request.
struct Placing {
  enum Kind {
    kCreated,    // a meeting for a request
    kMoved,      // another time
    kReplaced,   // the same time, another asset
    kKept,       // nothing
    kCancelled,  // it answers a request and has no place any more
    kLeftOut,    // a request that has no place
  };
  Kind kind = kKept;
  int activity = 0;     // of the problem
  v1::Meeting meeting;  // as it is then; of a new one without a name
};
// Of every activity that is planned, in order.
std::vector<Placing> PlacingsOf(const Posed& posed, const solver::Plan& plan,
                                const schedule::Facts& facts);

// Where an activity is in a plan; unset where it is left out.
v1::PlannedPlace PlaceOf(const Posed& posed, int activity, const solver::Placement& placement,
                         const std::vector<std::string>& assets);

v1::PlanScore ToProto(const solver::Score& score);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_PLACING_RULES_H_
