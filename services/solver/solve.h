// Finds plans, improves them, and proves how good they are.
//
//   Solution solution = Solve(problem, options, stop);
//
// Anytime: the best plan so far is there whenever the stop rule says so. With one thread and no
// stop the same problem and seed give the same solution.
#ifndef PLENARY_SERVICES_SOLVER_SOLVE_H_
#define PLENARY_SERVICES_SOLVER_SOLVE_H_

#include <cstdint>
#include <functional>

#include "absl/types/optional.h"
#include "services/solver/plan.h"
#include "services/solver/problem.h"

namespace plenary::solver {

// When to stop. Both are called from several threads, often (every few thousand steps).
struct StopRule {
  std::function<bool()> is_over = [] { return false; };
  // Seconds since the beginning, for what is told of the search; nothing is decided by it.
  std::function<double()> seconds = [] { return 0.0; };
};

enum class Proof {
  kNone,        // there may be a better plan, or one at all
  kOptimal,     // there is no better plan
  kInfeasible,  // there is no plan
};

struct Progress {
  double seconds = 0;
  absl::optional<int64_t> best;  // score of the best plan so far
  int64_t bound = 0;             // no plan scores less
  const Plan* plan = nullptr;    // the best plan so far, while this is told; nullptr: there is none
};

struct SolveOptions {
  int threads = 1;
  uint64_t seed = 1;
  // A plan to begin from; need not keep the rules: what does not fit is put elsewhere.
  absl::optional<Plan> start;
  // Called at each better plan or bound, by one thread at a time.
  std::function<void(const Progress&)> on_progress;
};

struct Solution {
  absl::optional<Plan> plan;  // the best found, with units
  Score score;                // of that plan
  int64_t bound = 0;          // no plan scores less
  Proof proof = Proof::kNone;
  double seconds = 0;
  absl::optional<double> first_plan_seconds;
  absl::optional<double> best_plan_seconds;
};

// `problem` is valid (Validate).
Solution Solve(const Problem& problem, const SolveOptions& options, const StopRule& stop);

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_SOLVE_H_
