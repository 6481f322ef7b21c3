#include "services/solver/solve.h"

#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

#include "services/solver/board.h"
#include "services/solver/bounds.h"
#include "services/solver/core_guided.h"
#include "services/solver/encoding.h"
#include "services/solver/local_search.h"
#include "services/solver/model.h"

namespace plenary::solver {
namespace {

// Moves for each activity that the first local search makes before bounds are looked for, and the
// most of them.
constexpr int64_t kFirstMovesEach = 5'000;
constexpr int64_t kMostFirstMoves = 1'000'000;
// Moves between two slices of a proof, for each conflict it made.
constexpr int64_t kMovesPerConflict = 20;
// Moves after which a better plan is told to everybody.
constexpr int64_t kMovesUntold = 20'000;
// Beyond so many clauses a proof isn't tried: it would take more memory than it is worth.
constexpr double kMostClauses = 4e6;

// One search on all threads.
class Search {
 public:
  Search(const Problem& problem, const SolveOptions& options, const StopRule& stop)
      : options_(options), model_(MakeModel(problem)), board_(problem, options, stop) {}

  Solution Run() {
    if (model_.is_infeasible) {
      board_.Exhaust();
      return board_.Conclude();
    }
    board_.Raise(ScoreAtLeast(model_));
    is_provable_ = Encoding::EstimateClauses(model_) < kMostClauses;
    std::vector<std::thread> threads;
    for (int i = 1; i < options_.threads; ++i) threads.emplace_back([this, i] { Work(i); });
    Work(0);
    for (std::thread& thread : threads) thread.join();
    return board_.Conclude();
  }

 private:
  // The first thread looks for plans, then for proofs and for plans near the best; the second for
  // proofs at once. Others do as these two in turn, from other seeds.
  void Work(int thread) {
    const uint64_t seed = options_.seed + static_cast<uint64_t>(thread) * 0x9E3779B97F4A7C15u;
    const bool begins_with_plans = thread % 2 == 0 || !is_provable_;
    LocalSearch plans(model_, seed, options_.start ? &*options_.start : nullptr);
    if (begins_with_plans) Improve(plans, FirstMoves());
    if (is_provable_ && !board_.is_over()) {
      CoreGuided::Options options;
      options.seed = seed;
      options.reader = thread;
      options.encoding.counts_people = begins_with_plans;
      options.looks_near = begins_with_plans;
      if (begins_with_plans) {
        options.meanwhile = [&](int64_t conflicts) {
          Improve(plans, kMovesPerConflict * conflicts);
        };
      }
      CoreGuided(model_, options, board_).Run();
    }
    while (!board_.is_over()) Improve(plans, kMostFirstMoves);
  }

  int64_t FirstMoves() const {
    const auto activities = static_cast<int64_t>(model_.starts.size());
    return std::min(kMostFirstMoves, kFirstMovesEach * (activities + 1));
  }

  void Improve(LocalSearch& plans, int64_t moves) {
    const absl::optional<Plan> better = board_.Better(plans.best_score());
    if (better) plans.Adopt(*better, board_.best());
    for (int64_t made = 0; made < moves && !board_.is_over(); made += kMovesUntold) {
      const bool is_better =
          plans.Run(std::min(moves - made, kMovesUntold), [this] { return board_.is_over(); });
      if (is_better) board_.Offer(*plans.best());
    }
  }

  const SolveOptions& options_;
  const Model model_;
  Board board_;
  bool is_provable_ = false;
};

}  // namespace

Solution Solve(const Problem& problem, const SolveOptions& options, const StopRule& stop) {
  return Search(problem, options, stop).Run();
}

}  // namespace plenary::solver
