// Runs of plenary_solve, in a process of their own, each checked by the plain measure of rules.
#ifndef PLENARY_TESTS_BENCH_SOLVE_RUN_H_
#define PLENARY_TESTS_BENCH_SOLVE_RUN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "services/solver/problem.h"
#include "services/solver/solve.h"

namespace plenary::bench {

// The figures are for so many.
inline constexpr int kThreads = 2;

struct SolveOrder {
  std::string file;
  solver::Problem problem;  // of that file, with the fairness below
  int fairness = -1;
  double limit = 60;  // seconds
  uint64_t seed = 1;
};

struct SolveRun {
  solver::Proof proof = solver::Proof::kNone;
  absl::optional<int64_t> objective;  // nullopt: no plan
  int64_t bound = 0;
  double seconds = 0;  // as it tells it
  absl::optional<double> first_plan_seconds;
  double process_seconds = 0;    // from its start to its end
  double processor_seconds = 0;  // of all threads
  double memory_mib = 0;         // the most that was resident
  std::vector<solver::Progress> progress;

  bool IsSettled() const { return proof != solver::Proof::kNone; }
  // The score of the best plan after so many seconds, and when there was one that scored `score`.
  absl::optional<int64_t> ScoreAfter(double after) const;
  absl::optional<double> SecondsTo(int64_t score) const;
};

// Throws std::runtime_error where the program fails, its plan breaks a rule or does not score what
// it says, or its bound is above its plan.
SolveRun RunSolve(const SolveOrder& order);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_SOLVE_RUN_H_
