// When measured searches stop.
#ifndef PLENARY_TESTS_BENCH_STOP_H_
#define PLENARY_TESTS_BENCH_STOP_H_

#include <chrono>

#include "services/solver/solve.h"

namespace plenary::bench {

// Over once `limit` seconds are gone from now on; its seconds count from now, too.
inline solver::StopRule StopAfter(double limit) {
  const auto begin = std::chrono::steady_clock::now();
  const auto seconds = [begin] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  return {[seconds, limit] { return seconds() >= limit; }, seconds};
}

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_STOP_H_
