// Figures of planning again with few changes, and of reasons why there is no plan.
#include "tests/bench/planning.h"

#include <algorithm>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/solver/explain.h"
#include "services/solver/plan.h"
#include "services/solver/random.h"
#include "services/solver/solve.h"
#include "tests/bench/forum_generator.h"
#include "tests/bench/solve_run.h"
#include "tests/bench/stop.h"

namespace plenary::bench {
namespace {

using solver::Constraint;
using solver::Problem;
using Wanted = Figure::Wanted;

// Two hundred people, six hundred meetings, forty tables, two days.
constexpr ForumShape kReleased{ForumShape::Kind::kCrowded, 200, 600, 17, 0.9};
constexpr int kTakenAway = 600 / 20;
constexpr double kReleaseLimit = 3;  // seconds
constexpr double kReplanLimit = 2;
constexpr double kProofLimit = 30;
// Nothing is worth leaving out a meeting, and no break is worth moving one.
constexpr int64_t kLeftOut = 100'000;
constexpr int64_t kMoved = 1'000;

constexpr int kCases = 100;
constexpr double kExplainLimit = 10;

solver::Solution SolveFor(const Problem& problem, const solver::SolveOptions& options,
                          double limit) {
  if (const absl::Status status = solver::Validate(problem); !status.ok()) {
    throw std::runtime_error(status.ToString());
  }
  const solver::Solution solution = solver::Solve(problem, options, StopAfter(limit));
  if (!solution.plan) return solution;
  const std::vector<std::string> broken = solver::Violations(problem, *solution.plan);
  if (!broken.empty()) throw std::runtime_error(broken[0]);
  return solution;
}

// The problem after some places were taken away from a plan: of each of so many meetings, by
// chance, one of the two is not there when it was to be.
Problem TakePlacesAway(const Problem& problem, const solver::Plan& released, uint64_t seed) {
  Problem changed = problem;
  solver::Random random(seed);
  std::set<int> taken;
  while (static_cast<int>(taken.size()) < kTakenAway) {
    taken.insert(random.Below(static_cast<int>(problem.activities.size())));
  }
  for (const int meeting : taken) {
    const int person = problem.activities[meeting].attendances[random.Below(2)].person;
    const int slot = released[meeting].start;
    changed.persons[person].forbidden.push_back({slot, slot + 1});
  }
  for (size_t i = 0; i < changed.activities.size(); ++i) {
    solver::Activity& activity = changed.activities[i];
    activity.baseline_start = released[i].start;
    activity.is_optional = true;
    activity.price = kLeftOut;
  }
  changed.weights.moved = kMoved;
  return changed;
}

struct Changes {
  int left_out = 0;
  int changed = 0;  // those left out among them
};

Changes ChangesOf(const solver::Plan& released, const solver::Plan& plan) {
  Changes changes;
  for (size_t i = 0; i < plan.size(); ++i) {
    changes.left_out += plan[i].is_placed() ? 0 : 1;
    changes.changed += plan[i].start == released[i].start ? 0 : 1;
  }
  return changes;
}

// The fewest changes that there can be, or a bound below them. Breaks are left out of it.
struct FewestChanges {
  int64_t changed = 0;
  int64_t left_out = 0;
  bool is_proved = false;
};

FewestChanges ProveFewest(Problem problem, const solver::SolveOptions& options) {
  problem.weights.breaks = 0;
  problem.weights.moved = 1;
  const solver::Solution solution = SolveFor(problem, options, kProofLimit);
  const bool is_proved = solution.proof == solver::Proof::kOptimal;
  const int64_t score = is_proved ? solution.score.total() : solution.bound;
  return {score / kLeftOut + score % kLeftOut, score / kLeftOut, is_proved};
}

void MeasureReplanning(const PlanningSettings& settings) {
  Figure changes{"replan_changes",
                 "meetings changed over the proved fewest, 30 of 600 places taken away, in 2 s",
                 Wanted::kAtMost,
                 2,
                 {},
                 {}};
  Figure left_out{
      "replan_left_out", "meetings left out that could be placed", Wanted::kAtMost, 0, {}, {}};
  std::vector<double> changed;
  std::vector<double> fewest;
  std::vector<double> proved;
  std::vector<double> breaks;
  for (int round = 0; round < settings.rounds; ++round) {
    solver::SolveOptions options;
    options.threads = kThreads;
    options.seed = round + 1;
    const Forum forum = MakeForum(kReleased, options.seed);
    const Problem problem = ProblemOf(forum.instance, forum.planted_fairness);
    const solver::Solution released = SolveFor(problem, options, kReleaseLimit);
    if (!released.plan) throw std::runtime_error("no plan to begin from");
    const Problem after = TakePlacesAway(problem, *released.plan, options.seed);
    options.start = released.plan;
    const solver::Solution again = SolveFor(after, options, kReplanLimit);
    if (!again.plan) throw std::runtime_error("no plan was found again");
    const Changes made = ChangesOf(*released.plan, *again.plan);
    const FewestChanges least = ProveFewest(after, options);
    changes.series.values.push_back(made.changed / static_cast<double>(least.changed));
    left_out.series.values.push_back(static_cast<double>(made.left_out - least.left_out));
    changed.push_back(made.changed);
    fewest.push_back(static_cast<double>(least.changed));
    proved.push_back(least.is_proved ? 1 : 0);
    breaks.push_back(static_cast<double>(again.score.breaks - released.score.breaks));
    std::cout << "# replanned " << forum.instance.name << " (seed " << options.seed << ")"
              << std::endl;
  }
  changes.beside = {{"changed", {changed}},
                    {"fewest", {fewest}},
                    {"of these proved to be reached", {proved}},
                    {"breaks more", {breaks}}};
  Print(changes);
  Print(left_out);
}

// Each attendance by a person of its own: nobody is in anybody's way.
void LetBeInTwoPlaces(Problem& problem, int person) {
  for (solver::Activity& activity : problem.activities) {
    for (solver::Attendance& attendance : activity.attendances) {
      if (attendance.person != person) continue;
      attendance.person = static_cast<int>(problem.persons.size());
      problem.persons.push_back(problem.persons[person]);
      problem.persons.back().is_compared = false;
    }
  }
}

// The problem with those constraints alone. Where breaks are bound, everybody stays in one place at
// a time: there are no breaks of somebody who is in two.
Problem Only(const Problem& whole, const std::set<Constraint>& kept) {
  Problem problem = whole;
  const auto keeps = [&](Constraint::Kind kind, size_t index) {
    return kept.count({kind, static_cast<int>(index)}) > 0;
  };
  const bool is_fair = kept.count({Constraint::kFairness, -1}) > 0;
  if (!is_fair) problem.fairness = absl::nullopt;
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    solver::Activity& activity = problem.activities[i];
    if (!keeps(Constraint::kPlaced, i)) activity.is_optional = true;
    if (!keeps(Constraint::kWindows, i)) activity.windows.clear();
    if (!keeps(Constraint::kPin, i)) activity.pinned_start = absl::nullopt;
  }
  for (size_t i = 0; i < problem.pools.size(); ++i) {
    solver::Pool& pool = problem.pools[i];
    if (!keeps(Constraint::kCapacity, i)) {
      pool.capacity = static_cast<int>(problem.activities.size());
    }
    if (!keeps(Constraint::kClosed, i)) pool.closed.clear();
  }
  problem.precedences.clear();
  for (size_t i = 0; i < whole.precedences.size(); ++i) {
    if (keeps(Constraint::kPrecedence, i)) problem.precedences.push_back(whole.precedences[i]);
  }
  for (size_t i = 0; i < whole.persons.size(); ++i) {
    if (!keeps(Constraint::kForbidden, i)) problem.persons[i].forbidden.clear();
    if (!keeps(Constraint::kExclusive, i) && !is_fair) {
      LetBeInTwoPlaces(problem, static_cast<int>(i));
    }
  }
  // Whether there is a plan is all that is asked.
  problem.weights = solver::Weights();
  problem.weights.breaks = 0;
  return problem;
}

// Whether there are more meetings than tables that are open: search alone takes for ever to see it
// (Haken, "The intractability of resolution", 1985).
bool HasTooFewTables(const Problem& problem) {
  const auto placed = std::count_if(problem.activities.begin(), problem.activities.end(),
                                    [](const auto& activity) { return !activity.is_optional; });
  std::set<int> closed;
  for (const solver::Span span : problem.pools[0].closed) {
    for (int slot = span.begin; slot < span.end; ++slot) closed.insert(slot);
  }
  const int open = problem.slots - static_cast<int>(closed.size());
  return placed > int64_t{open} * problem.pools[0].capacity;
}

// Whether the constraints cannot all be kept, and can be without any one of them.
bool IsMinimalConflict(const Problem& problem, const std::vector<Constraint>& constraints) {
  const std::set<Constraint> all(constraints.begin(), constraints.end());
  const solver::SolveOptions options;
  const auto proof_of = [&](const std::set<Constraint>& kept) {
    const Problem only = Only(problem, kept);
    if (HasTooFewTables(only)) return solver::Proof::kInfeasible;
    return SolveFor(only, options, kExplainLimit).proof;
  };
  if (proof_of(all) != solver::Proof::kInfeasible) return false;
  return std::all_of(all.begin(), all.end(), [&](const Constraint& one) {
    std::set<Constraint> rest = all;
    rest.erase(one);
    return proof_of(rest) == solver::Proof::kOptimal;
  });
}

void MeasureExplanations(const PlanningSettings& /*settings*/) {
  int minimal = 0;
  std::vector<double> seconds;
  std::vector<double> sizes;
  for (int seed = 0; seed < kCases; ++seed) {
    const Problem problem = MakeInfeasibleForum(seed);
    const solver::StopRule stop = StopAfter(kExplainLimit);
    const solver::Conflict conflict = solver::Explain(problem, {}, seed, stop);
    seconds.push_back(stop.seconds());
    sizes.push_back(static_cast<double>(conflict.constraints.size()));
    if (conflict.is_minimal && IsMinimalConflict(problem, conflict.constraints)) {
      ++minimal;
    } else {
      std::cout << "# case " << seed << ": " << conflict.constraints.size()
                << " constraints, not shown to be minimal" << std::endl;
    }
  }
  Print({"explain_minimal",
         "conflict sets of 100 infeasible forums, minimal by removing each member",
         Wanted::kAtLeast,
         kCases,
         {{static_cast<double>(minimal)}},
         {{"seconds", {seconds}}, {"constraints", {sizes}}}});
}

}  // namespace

std::vector<Measurement> ReplanningMeasurements(const PlanningSettings& settings) {
  return {{{"replan_changes", "replan_left_out"}, [settings] { MeasureReplanning(settings); }},
          {{"explain_minimal"}, [settings] { MeasureExplanations(settings); }}};
}

}  // namespace plenary::bench
