// What a plan costs at least, seen from each person and activity alone.
#ifndef PLENARY_SERVICES_SOLVER_BOUNDS_H_
#define PLENARY_SERVICES_SOLVER_BOUNDS_H_

#include <cstdint>

#include "services/solver/model.h"

namespace plenary::solver {

// No plan of `model`, which is not infeasible, scores less. Weak, but to be had for problems of any
// size: each person's breaks if nobody else were there, and each activity at its cheapest start.
int64_t ScoreAtLeast(const Model& model);

// The breaks that a person has at least who attends everything: the fewest of any choice of as many
// slots as that takes among those at which it can be.
int BreaksAtLeast(const Model& model, int person);

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_BOUNDS_H_
