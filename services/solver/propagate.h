// The rules from which a model draws its conclusions.
#ifndef PLENARY_SERVICES_SOLVER_PROPAGATE_H_
#define PLENARY_SERVICES_SOLVER_PROPAGATE_H_

#include <vector>

#include "services/solver/model.h"

namespace plenary::solver {

// Removes from `domains` what no assignment of different slots to all of them has (Régin 1994), and
// returns whether there is one. All domains have the same number of slots.
bool KeepDifferent(const std::vector<SlotSet*>& domains);

// Draws conclusions in `model.starts` until none is left; false: there is no plan.
bool Propagate(Model& model);

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_PROPAGATE_H_
