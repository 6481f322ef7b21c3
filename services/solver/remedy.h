// What a plan gives up, and what that costs.
#ifndef PLENARY_SERVICES_SOLVER_REMEDY_H_
#define PLENARY_SERVICES_SOLVER_REMEDY_H_

#include <cstdint>
#include <set>
#include <tuple>

#include "services/solver/excused_rules.h"
#include "services/solver/explain.h"
#include "services/solver/plan.h"
#include "services/solver/problem.h"

namespace plenary::solver {

// What leaving out an activity costs.
int64_t CostOfLeavingOut(const Problem& problem, const RelaxationCosts& costs, int activity);
// What moving an activity by so many slots costs; 0: only to other assets.
int64_t CostOfMove(const RelaxationCosts& costs, int64_t way);

// The problem, with as much unfairness allowed as the plan kept has.
Problem TakingAsFair(Problem problem, const Question& question);

// Reads off a plan what it gives up, by the rules as they are said. What is kept breaks no rules by
// itself.
Remedy ReadRemedy(const Problem& problem, const Scope& scope, const RelaxationCosts& costs,
                  const Plan& plan);

// Gives a plan units, as if each pool had all the time what it is given more in some slots.
void AssignUnitsGenerously(const Problem& problem, Plan& plan);

// Whether `remedy` gives up all that `other` does.
bool Holds(const Remedy& remedy, const Remedy& other);

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_REMEDY_H_
