#include "services/solver/solve.h"

#include <memory>
#include <thread>
#include <vector>

#include "services/solver/board.h"
#include "services/solver/core_guided.h"
#include "services/solver/local_search.h"
#include "services/solver/model.h"

namespace plenary::solver {
namespace {

// Moves that the first local search makes before bounds are looked for.
constexpr int64_t kFirstMoves = 1'000'000;
// Moves between two slices of a proof.
constexpr int64_t kMovesBetween = 100'000;
// Beyond so many clauses a proof isn't tried: it would take more memory than it is worth.
constexpr double kMostClauses = 12e6;

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
    is_provable_ = Encoding::EstimateClauses(model_) < kMostClauses;
    std::vector<std::thread> threads;
    for (int i = 1; i < options_.threads; ++i) threads.emplace_back([this, i] { Work(i); });
    Work(0);
    for (std::thread& thread : threads) thread.join();
    return board_.Conclude();
  }

 private:
  // The first thread looks for plans, then for proofs; the second for proofs at once. Others do as
  // these two in turn, from other seeds.
  void Work(int thread) {
    const uint64_t seed = options_.seed + static_cast<uint64_t>(thread) * 0x9E3779B97F4A7C15u;
    const bool begins_with_plans = thread % 2 == 0 || !is_provable_;
    LocalSearch plans(model_, seed, options_.start ? &*options_.start : nullptr);
    if (begins_with_plans) Improve(plans, kFirstMoves);
    if (is_provable_ && !board_.is_over()) {
      CoreGuided::Options options;
      options.seed = seed;
      options.reader = thread;
      options.encoding.counts_people = thread % 2 == 1;
      if (begins_with_plans) options.meanwhile = [&] { Improve(plans, kMovesBetween); };
      CoreGuided(model_, options, board_).Run();
    }
    while (!board_.is_over()) Improve(plans, kFirstMoves);
  }

  void Improve(LocalSearch& plans, int64_t moves) {
    const absl::optional<Plan> better = board_.Better(plans.best_score());
    if (better) plans.Adopt(*better, board_.best());
    if (plans.Run(moves, [this] { return board_.is_over(); })) board_.Offer(*plans.best());
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
