// What the threads of one search tell each other.
#ifndef PLENARY_SERVICES_SOLVER_BOARD_H_
#define PLENARY_SERVICES_SOLVER_BOARD_H_

#include <atomic>
#include <cstdint>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/types/optional.h"
#include "services/solver/plan.h"
#include "services/solver/sat.h"
#include "services/solver/solve.h"

namespace plenary::solver {

// Safe from several threads.
class Board {
 public:
  // `problem`, `options` and `stop` outlive it.
  Board(const Problem& problem, const SolveOptions& options, const StopRule& stop)
      : problem_(problem), options_(options), stop_(stop) {}

  // Offers a plan that keeps all rules; its units are assigned here.
  void Offer(Plan plan);
  // No plan scores less than `bound`.
  void Raise(int64_t bound);
  // There is no plan; or none better than the best there is.
  void Exhaust();

  // Whether the search is over: stopped, or proved.
  bool is_over() const { return is_done_ || stop_.is_over(); }
  bool is_proved() const { return is_done_; }
  // The best score so far; the largest number where there is no plan.
  int64_t best() const { return best_; }
  int64_t bound() const { return bound_; }
  // The best plan, where it scores less than `than`.
  absl::optional<Plan> Better(int64_t than) const;

  // Clauses over the variables that all encodings share, which follow from the rules and from that
  // a better plan is looked for. `reader` has a place of its own in what the others say.
  void Tell(int reader, const std::vector<Literal>& clause);
  std::vector<std::vector<Literal>> Hear(int reader);

  // Ends the search; once all threads have.
  Solution Conclude();

 private:
  void TellProgress();

  const Problem& problem_;
  const SolveOptions& options_;
  const StopRule& stop_;
  std::atomic<bool> is_done_{false};
  std::atomic<int64_t> best_{std::numeric_limits<int64_t>::max()};
  std::atomic<int64_t> bound_{0};
  mutable std::mutex mutex_;
  // Guarded by mutex_:
  absl::optional<Plan> plan_;
  bool is_exhausted_ = false;
  absl::optional<double> first_plan_seconds_, best_plan_seconds_;
  std::vector<std::pair<int, std::vector<Literal>>> clauses_;
  std::vector<size_t> heard_;
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_BOARD_H_
