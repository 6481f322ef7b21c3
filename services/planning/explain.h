// Why something has no place in a plan, and what would help.
#ifndef PLENARY_SERVICES_PLANNING_EXPLAIN_H_
#define PLENARY_SERVICES_PLANNING_EXPLAIN_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "plenary/v1/planning.pb.h"
#include "services/planning/problem_rules.h"
#include "services/solver/plan.h"
#include "services/solver/solve.h"

namespace plenary::planning {

// Why `activity` has no place while all others stay where `plan` has them; where that alone stands
// in the way, whether it had one if they moved. What the stop rule leaves no time for is not said.
v1::ActivityExplanation ExplainPlace(const Posed& posed, int activity, const solver::Plan& plan,
                                     uint64_t seed, const solver::StopRule& stop);
// What is refused whenever it were.
v1::ActivityExplanation ExplainRefusal(const std::string& name, const absl::Status& why);

// What to give up so that `activity` has a place, the cheapest first.
std::vector<v1::Remedy> SuggestRemedies(const Posed& posed, int activity, const solver::Plan& plan,
                                        int most, uint64_t seed, const solver::StopRule& stop);

// A smallest set of constraints that make the whole problem impossible.
std::vector<v1::PlanConstraint> ExplainAll(const Posed& posed, uint64_t seed,
                                           const solver::StopRule& stop);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_EXPLAIN_H_
