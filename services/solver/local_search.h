// Finds good plans fast: simulated annealing over complete and partial plans.
//
// The problem is a partial edge colouring (Misra and Gries 1992; Kempe chains): a slot is a colour,
// a meeting an edge between people. A move puts an activity at a start and sends away what stands
// in its way, or swaps two slots along a chain of people.
#ifndef PLENARY_SERVICES_SOLVER_LOCAL_SEARCH_H_
#define PLENARY_SERVICES_SOLVER_LOCAL_SEARCH_H_

#include <cstdint>
#include <functional>
#include <memory>

#include "absl/types/optional.h"
#include "services/solver/model.h"
#include "services/solver/plan.h"

namespace plenary::solver {

// A search that goes on where it stopped. Not thread-safe. Deterministic for model, seed, start and
// the sequence of calls.
class LocalSearch {
 public:
  // `model` outlives it and is not infeasible. `start`: where to begin; what breaks rules is left
  // to be placed.
  LocalSearch(const Model& model, uint64_t seed, const Plan* start = nullptr);
  ~LocalSearch();

  // Makes about `moves` moves, or fewer where `is_over` (asked every few thousand moves) says so.
  // True: a better plan than before was found (which keeps all rules; units not assigned).
  bool Run(int64_t moves, const std::function<bool()>& is_over);

  // The best plan that keeps all rules, and its score without table_changes; nullptr: none yet.
  const Plan* best() const;
  int64_t best_score() const;

  // Takes over a better plan that somebody else found: the next annealing goes on from it.
  void Adopt(const Plan& plan, int64_t score);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_LOCAL_SEARCH_H_
