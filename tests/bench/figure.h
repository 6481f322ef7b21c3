// How figures are chosen, gathered and printed.
#ifndef PLENARY_TESTS_BENCH_FIGURE_H_
#define PLENARY_TESTS_BENCH_FIGURE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace plenary::bench {

// What was measured, one value a round.
struct Series {
  std::vector<double> values;
  double Median() const;
  double Min() const;
  double Max() const;
};

// One figure and what is asked of it.
struct Figure {
  enum class Wanted { kAtLeast, kAtMost };
  std::string name;
  std::string what;  // "GetParticipant over an empty handler"
  Wanted wanted;
  double bound;
  Series series;
  // What else was seen, by name and unit: "p99 ms".
  std::vector<std::pair<std::string, Series>> beside;
};

// Prints a line of detail and then "figure NAME VALUE".
void Print(const Figure& figure);

// Several figures that are measured together.
struct Measurement {
  std::vector<std::string> figures;
  std::function<void()> run;
};

// Settings from the environment.
struct Settings {
  std::vector<std::string> figures;  // BENCH_FIGURES, names with commas between; empty: all
  absl::Duration round;              // BENCH_SECONDS, at least 1
  // Whether any of `figures` was asked for.
  bool Wants(const std::vector<std::string>& figures) const;
};
// Throws std::runtime_error where they are malformed.
Settings ReadSettings();

// Runs those measurements that were asked for; one that fails is told and the next runs. Returns
// what main should: 0 where every figure was measured, met or not.
int RunAll(const Settings& settings, const std::vector<Measurement>& measurements);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_FIGURE_H_
