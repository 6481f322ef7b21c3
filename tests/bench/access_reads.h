// What it costs a read to ask who makes it and whether they may: authz_cost and oidc_cost.
#ifndef PLENARY_TESTS_BENCH_ACCESS_READS_H_
#define PLENARY_TESTS_BENCH_ACCESS_READS_H_

#include "tests/bench/figure.h"

namespace plenary::bench {

// Measures those of the two figures that `settings` wants and prints them. Throws where it cannot.
void MeasureAccessReads(const Settings& settings);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_ACCESS_READS_H_
