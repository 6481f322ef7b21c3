// The peer of the planning figures: clasp (Gebser et al.), a solver of 0-1 problems, given meetings
// of two as such a problem.
#ifndef PLENARY_TESTS_BENCH_CLASP_H_
#define PLENARY_TESTS_BENCH_CLASP_H_

#include <string>

#include "absl/types/optional.h"
#include "tests/bench/instances.h"

namespace plenary::bench {

// The problem in the pseudo-Boolean format OPB. Its objective is the breaks and one more for each
// participant who has meetings.
std::string OpbOf(const B2bInstance& instance, int fairness);

struct ClaspAnswer {
  bool is_settled = false;
  absl::optional<int> optimum;  // breaks; nullopt: there is no plan, or it did not come to an end
  double seconds = 0;           // of its process
};

// Runs clasp for at most `limit` seconds. Throws std::runtime_error where it cannot be run.
ClaspAnswer RunClasp(const B2bInstance& instance, int fairness, int threads, int limit);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_CLASP_H_
