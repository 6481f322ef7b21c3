// Makes a first plan, or most of one, without a search.
#ifndef PLENARY_SERVICES_SOLVER_FIRST_PLAN_H_
#define PLENARY_SERVICES_SOLVER_FIRST_PLAN_H_

#include "services/solver/relocation.h"
#include "services/solver/search_state.h"

namespace plenary::solver {

// Places what is not placed, each where it costs least; first that which has the fewest starts left
// beside what its people attend already, as one colours graphs (Brélaz, "New methods to color the
// vertices of a graph", 1979: DSATUR). What fits nowhere stays unplaced.
void PlaceMostConstrainedFirst(SearchState& state, Relocation& relocation);

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_FIRST_PLAN_H_
