// Figures of forums made up: how few breaks, how soon, and how time and memory grow with them.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/bench/forum_generator.h"
#include "tests/bench/planning.h"
#include "tests/bench/solve_run.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::bench {
namespace {

using Kind = ForumShape::Kind;
using Wanted = Figure::Wanted;

constexpr int kMeetingsEach = 5;     // for each participant; each is in twice as many
constexpr double kFewBreaks = 0.25;  // a participant
constexpr double kCurveLimit = 20;   // seconds
constexpr int kCurve[] = {100, 200, 500, 1'000, 2'000};

ForumShape ShapeOf(Kind kind, int participants) {
  return {kind, participants, participants * kMeetingsEach, 20, 0.9};
}

// Plans a forum with the fairness that was planted, in a process of its own.
SolveRun PlanForum(const Forum& forum, double limit, uint64_t seed) {
  const testing::TemporaryFolder folder;
  SolveOrder order;
  order.file = folder / "forum.json";
  std::ofstream(order.file) << WriteInstance(forum.instance);
  order.fairness = forum.planted_fairness;
  order.problem = ProblemOf(forum.instance, order.fairness);
  order.limit = limit;
  order.seed = seed;
  return RunSolve(order);
}

// What is asked of forums of one size.
struct SizeFigures {
  int participants;
  double limit;            // seconds
  double planted_surplus;  // breaks a participant above those planted
};

void MeasureSize(const PlanningSettings& settings, const SizeFigures& size, Kind kind) {
  const bool is_crowded = kind == Kind::kCrowded;
  const std::string name = absl::StrCat("forum_", size.participants);
  Figure breaks{is_crowded ? name + "_breaks" : name + "_planted",
                absl::StrCat(is_crowded ? "breaks a participant, tables 90 % full"
                                        : "breaks a participant above those planted",
                             ", after ", size.limit, " s"),
                Wanted::kAtMost,
                is_crowded ? kFewBreaks : size.planted_surplus,
                {},
                {}};
  Figure first{breaks.name + "_first", "seconds to the first plan", Wanted::kAtMost, 1, {}, {}};
  std::vector<double> found;
  std::vector<double> planted;
  std::vector<double> bounds;
  std::vector<double> memory;
  for (int round = 0; round < settings.rounds; ++round) {
    const uint64_t seed = round + 1;
    const Forum forum = MakeForum(ShapeOf(kind, size.participants), seed);
    const SolveRun run = PlanForum(forum, size.limit, seed);
    std::cout << "# forum " << forum.instance.name << " (seed " << seed << "), fairness "
              << forum.planted_fairness << std::endl;
    if (!run.objective) throw std::runtime_error("no plan was found for " + forum.instance.name);
    const auto score = static_cast<double>(*run.objective);
    found.push_back(score);
    planted.push_back(forum.planted_breaks);
    bounds.push_back(static_cast<double>(run.bound));
    memory.push_back(run.memory_mib);
    breaks.series.values.push_back((score - (is_crowded ? 0 : forum.planted_breaks)) /
                                   size.participants);
    first.series.values.push_back(*run.first_plan_seconds);
  }
  breaks.beside = {{"breaks", {found}},
                   {"planted", {planted}},
                   {"proved at least", {bounds}},
                   {"memory MiB", {memory}}};
  Print(breaks);
  Print(first);
}

std::string Bar(double part) {
  std::string bar;
  for (int i = 0; i < static_cast<int>(part * 30 + 0.5); ++i) bar += "█";
  return bar;
}

std::string SecondsOrNever(const absl::optional<double>& seconds) {
  return seconds ? absl::StrFormat("%.2f", *seconds) : "never";
}

void DrawCurve() {
  struct Point {
    int participants;
    SolveRun run;
  };
  std::vector<Point> points;
  for (const int participants : kCurve) {
    const Forum forum = MakeForum(ShapeOf(Kind::kCrowded, participants), 1);
    points.push_back({participants, PlanForum(forum, kCurveLimit, 1)});
  }
  double most_memory = 0;
  for (const Point& point : points) most_memory = std::max(most_memory, point.run.memory_mib);
  std::cout << "# time and memory against size (tables 90 % full, seed 1, one run of "
            << kCurveLimit << " s each)\n"
            << "# | participants | meetings | first plan s | s to 0.25 breaks each | breaks each | "
               "proved at least | MiB | |\n# |---|---|---|---|---|---|---|---|\n";
  for (const auto& [participants, run] : points) {
    const auto few = static_cast<int64_t>(kFewBreaks * participants);
    std::cout << absl::StrFormat("# | %d | %d | %s | %s | %.3f | %d | %.0f | %s |\n", participants,
                                 participants * kMeetingsEach,
                                 SecondsOrNever(run.first_plan_seconds),
                                 SecondsOrNever(run.SecondsTo(few)),
                                 static_cast<double>(run.objective.value_or(-1)) / participants,
                                 run.bound, run.memory_mib, Bar(run.memory_mib / most_memory));
  }
  Figure figure{"forum_memory",  "MiB at most for the largest forum of the curve",
                Wanted::kAtMost, 2'048,
                {{most_memory}}, {}};
  Print(figure);
}

}  // namespace

std::vector<Measurement> ForumMeasurements(const PlanningSettings& settings) {
  std::vector<Measurement> measurements;
  for (const SizeFigures& size : {SizeFigures{500, 10, 0.03}, SizeFigures{2'000, 60, 0.05}}) {
    for (const auto& [kind, suffix] : {std::make_pair(Kind::kCrowded, "_breaks"),
                                       std::make_pair(Kind::kContiguous, "_planted")}) {
      const std::string name = absl::StrCat("forum_", size.participants, suffix);
      measurements.push_back({{name, name + "_first"}, [settings, size, kind = kind] {
                                MeasureSize(settings, size, kind);
                              }});
    }
  }
  measurements.push_back({{"forum_memory"}, DrawCurve});
  return measurements;
}

}  // namespace plenary::bench
