// The measurements of the bench group `planning`, by what they are about.
#ifndef PLENARY_TESTS_BENCH_PLANNING_H_
#define PLENARY_TESTS_BENCH_PLANNING_H_

#include <vector>

#include "tests/bench/figure.h"

namespace plenary::bench {

struct PlanningSettings {
  Settings settings;
  int rounds = 3;    // BENCH_ROUNDS
  std::string data;  // PLENARY_BENCH_DATA; empty: there is none
};

// The published instances, and clasp beside us.
std::vector<Measurement> PublishedMeasurements(const PlanningSettings& settings);
// Forums made up, and how time and memory grow with them.
std::vector<Measurement> ForumMeasurements(const PlanningSettings& settings);
// Planning again with few changes, and reasons why there is no plan.
std::vector<Measurement> ReplanningMeasurements(const PlanningSettings& settings);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_PLANNING_H_
