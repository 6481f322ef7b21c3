#include "services/solver/solve.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::solver {
namespace {

using ::testing::IsEmpty;

// Two people meet, at one of `tables` tables.
Activity Meeting(int a, int b) {
  Activity meeting;
  meeting.attendances = {{a}, {b}};
  meeting.needs = {{{{0, 0}}}};
  return meeting;
}

Problem Forum(int people, int slots, int tables, const std::vector<std::pair<int, int>>& meetings) {
  Problem problem;
  problem.slots = slots;
  problem.persons.resize(people);
  problem.pools.resize(1);
  problem.pools[0].capacity = tables;
  for (const auto& [a, b] : meetings) problem.activities.push_back(Meeting(a, b));
  return problem;
}

// --- A plain search over all plans, to compare with.

class AllPlans {
 public:
  explicit AllPlans(const Problem& problem) : problem_(problem) {
    plan_.resize(problem.activities.size());
  }

  absl::optional<int64_t> BestScore() {
    Place(0);
    return best_;
  }

 private:
  void Place(size_t activity) {
    if (activity == plan_.size()) {
      Judge();
      return;
    }
    const Activity& what = problem_.activities[activity];
    plan_[activity] = {};
    plan_[activity].pools.assign(what.needs.size(), -1);
    if (what.is_optional) Place(activity + 1);
    for (int start = 0; start + what.duration <= problem_.slots; ++start) {
      plan_[activity].start = start;
      ChoosePools(activity, 0);
    }
    plan_[activity] = {};
  }

  void ChoosePools(size_t activity, size_t need) {
    const Activity& what = problem_.activities[activity];
    if (need == what.needs.size()) {
      const int start = plan_[activity].start;
      const std::vector<int> pools = plan_[activity].pools;
      Place(activity + 1);
      plan_[activity].start = start;
      plan_[activity].pools = pools;
      return;
    }
    for (const Choice& choice : what.needs[need].choices) {
      plan_[activity].pools[need] = choice.pool;
      ChoosePools(activity, need + 1);
    }
  }

  void Judge() {
    Plan plan = plan_;
    AssignUnits(problem_, plan);
    if (!Violations(problem_, plan).empty()) return;
    const int64_t score = ScoreOf(problem_, plan).total();
    if (!best_ || score < *best_) best_ = score;
  }

  const Problem& problem_;
  Plan plan_;
  absl::optional<int64_t> best_;
};

// --- Small problems with a bit of everything.

class Maker {
 public:
  explicit Maker(uint64_t seed) : random_(seed) {}

  Problem Make() {
    Problem problem;
    problem.slots = Between(4, 6);
    if (Chance(3)) problem.days = {{0, 3}, {3, problem.slots}};
    problem.persons.resize(Between(2, 4));
    for (Person& person : problem.persons) {
      if (Chance(4)) person.forbidden.push_back(SpanIn(problem.slots));
      person.is_compared = !Chance(5);
    }
    problem.pools.resize(Between(1, 2));
    const bool has_venues = Chance(3);
    for (size_t i = 0; i < problem.pools.size(); ++i) {
      problem.pools[i].capacity = Between(1, 2);
      if (has_venues) problem.pools[i].venue = static_cast<int>(i);
      if (Chance(5)) problem.pools[i].closed.push_back(SpanIn(problem.slots));
    }
    if (has_venues) problem.travel = {{0, 1}, {1, 0}};
    const int activities = Between(2, 3);
    for (int i = 0; i < activities; ++i) problem.activities.push_back(MakeActivity(problem));
    if (Chance(3)) problem.precedences.push_back({0, 1, Between(0, 1)});
    if (Chance(5)) problem.gap = 1;
    if (Chance(3)) problem.fairness = Between(0, 1);
    problem.weights.breaks = Between(0, 3);
    problem.weights.idle = Chance(3) ? 1 : 0;
    problem.weights.unfairness = Chance(4) ? 2 : 0;
    problem.weights.early = Chance(3) ? 1 : 0;
    problem.weights.moved = Between(0, 2);
    problem.weights.replaced = Between(0, 2);
    return problem;
  }

 private:
  int Between(int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random_);
  }
  bool Chance(int one_in) { return Between(1, one_in) == 1; }
  Span SpanIn(int slots) {
    const int begin = Between(0, slots - 1);
    return {begin, Between(begin + 1, std::min(slots, begin + 2))};
  }

  Activity MakeActivity(const Problem& problem) {
    Activity activity;
    activity.duration = Chance(3) ? 2 : 1;
    for (size_t p = 0; p < problem.persons.size(); ++p) {
      if (Chance(2)) activity.attendances.push_back({static_cast<int>(p)});
    }
    if (!activity.attendances.empty() && activity.duration == 2 && Chance(2)) {
      activity.attendances[0].to = 1;
    }
    if (!Chance(5)) activity.needs.push_back(MakeNeed(problem));
    if (Chance(4)) activity.windows = {{Between(0, 1), problem.slots}};
    if (Chance(6)) activity.pinned_start = Between(0, problem.slots - activity.duration);
    if (Chance(2)) activity.baseline_start = Between(0, problem.slots - activity.duration);
    if (Chance(3)) activity.start_costs.push_back({SpanIn(problem.slots), Between(1, 4)});
    activity.is_optional = Chance(3);
    if (activity.is_optional) activity.price = Between(0, 9);
    return activity;
  }

  Need MakeNeed(const Problem& problem) {
    Need need;
    for (size_t i = 0; i < problem.pools.size(); ++i) {
      if (need.choices.empty() || Chance(2)) {
        need.choices.push_back({static_cast<int>(i), Chance(3) ? 1 : 0});
      }
    }
    if (Chance(6)) need.before = 1;
    if (Chance(6)) need.after = 1;
    if (Chance(3)) need.baseline = need.choices[0].pool;
    return need;
  }

  std::mt19937_64 random_;
};

class TheBestPlan : public ::testing::TestWithParam<uint64_t> {};

TEST_P(TheBestPlan, IsFoundAndProvedAsBySearchingThroughAll) {
  for (uint64_t i = 0; i < 50; ++i) {
    const uint64_t seed = GetParam() * 1'000 + i;
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    const Problem problem = Maker(seed).Make();
    ASSERT_TRUE(Validate(problem).ok()) << Validate(problem).ToString();
    const absl::optional<int64_t> best = AllPlans(problem).BestScore();
    SolveOptions options;
    options.threads = 1 + static_cast<int>(i % 3);
    const Solution solution = Solve(problem, options, StopRule());
    ASSERT_EQ(solution.proof, best ? Proof::kOptimal : Proof::kInfeasible);
    ASSERT_EQ(solution.plan.has_value(), best.has_value());
    if (!best) continue;
    EXPECT_THAT(Violations(problem, *solution.plan), IsEmpty());
    EXPECT_EQ(solution.score.total(), *best);
    EXPECT_EQ(solution.bound, *best);
    EXPECT_EQ(ScoreOf(problem, *solution.plan).total(), *best);
  }
}

INSTANTIATE_TEST_SUITE_P(OfSmallProblems, TheBestPlan, ::testing::Range<uint64_t>(1, 9));

// --- What else is promised.

TEST(Solving, NothingIsPlannedAtOnce) {
  const Solution solution = Solve(Forum(3, 4, 1, {}), {}, StopRule());
  EXPECT_EQ(solution.proof, Proof::kOptimal);
  ASSERT_TRUE(solution.plan);
  EXPECT_THAT(*solution.plan, IsEmpty());
}

TEST(Solving, APersonWithMoreMeetingsThanSlotsIsProvedToHaveNoPlan) {
  const Solution solution = Solve(Forum(4, 2, 3, {{0, 1}, {0, 2}, {0, 3}}), {}, StopRule());
  EXPECT_EQ(solution.proof, Proof::kInfeasible);
  EXPECT_FALSE(solution.plan);
}

TEST(Solving, MoreMeetingsThanTablesHaveRoomForAreProvedToHaveNoPlan) {
  const Solution solution = Solve(Forum(6, 1, 2, {{0, 1}, {2, 3}, {4, 5}}), {}, StopRule());
  EXPECT_EQ(solution.proof, Proof::kInfeasible);
}

TEST(Solving, TheSameSeedGivesTheSamePlanOnOneThread) {
  std::mt19937_64 random(5);
  std::vector<std::pair<int, int>> meetings;
  for (int i = 0; i < 60; ++i) {
    const int a = static_cast<int>(random() % 20);
    meetings.emplace_back(a, (a + 1 + static_cast<int>(random() % 19)) % 20);
  }
  const Problem problem = Forum(20, 14, 7, meetings);
  SolveOptions options;
  options.seed = 7;
  const Solution first = Solve(problem, options, StopRule());
  const Solution second = Solve(problem, options, StopRule());
  ASSERT_TRUE(first.plan && second.plan);
  for (size_t i = 0; i < first.plan->size(); ++i) {
    EXPECT_EQ((*first.plan)[i].start, (*second.plan)[i].start);
    EXPECT_EQ((*first.plan)[i].units, (*second.plan)[i].units);
  }
}

TEST(Solving, ASearchThatIsStoppedGivesThePlanSoFarAndItsBound) {
  std::mt19937_64 random(11);
  std::vector<std::pair<int, int>> meetings;
  for (int i = 0; i < 150; ++i) {
    const int a = static_cast<int>(random() % 40);
    meetings.emplace_back(a, (a + 1 + static_cast<int>(random() % 39)) % 40);
  }
  const Problem problem = Forum(40, 16, 11, meetings);
  std::atomic<bool> is_over{false};
  StopRule stop;
  stop.is_over = [&] { return is_over.load(); };
  SolveOptions options;
  options.threads = 2;
  options.on_progress = [&](const Progress& progress) {
    if (progress.best) is_over = true;
  };
  const Solution solution = Solve(problem, options, stop);
  ASSERT_TRUE(solution.plan);
  EXPECT_THAT(Violations(problem, *solution.plan), IsEmpty());
  EXPECT_LE(solution.bound, solution.score.total());
}

TEST(Solving, ASearchThatIsOverBeforeItBeginsSaysNothing) {
  StopRule stop;
  stop.is_over = [] { return true; };
  const Solution solution = Solve(Forum(4, 4, 2, {{0, 1}, {2, 3}, {0, 2}}), {}, stop);
  EXPECT_EQ(solution.proof, Proof::kNone);
}

TEST(Solving, ProgressNeverGetsWorse) {
  std::mt19937_64 random(3);
  std::vector<std::pair<int, int>> meetings;
  for (int i = 0; i < 80; ++i) {
    const int a = static_cast<int>(random() % 24);
    meetings.emplace_back(a, (a + 1 + static_cast<int>(random() % 23)) % 24);
  }
  SolveOptions options;
  options.threads = 2;
  int64_t best = std::numeric_limits<int64_t>::max();
  int64_t bound = 0;
  int told = 0;
  options.on_progress = [&](const Progress& progress) {
    ++told;
    EXPECT_GE(progress.bound, bound);
    bound = progress.bound;
    if (!progress.best) return;
    EXPECT_LE(*progress.best, best);
    best = *progress.best;
    EXPECT_LE(bound, best);
  };
  const Solution solution = Solve(Forum(24, 14, 8, meetings), options, StopRule());
  EXPECT_GT(told, 0);
  EXPECT_EQ(solution.proof, Proof::kOptimal);
  EXPECT_EQ(solution.score.total(), best);
}

TEST(Solving, APlanToBeginFromMayBreakRules) {
  const Problem problem = Forum(4, 3, 1, {{0, 1}, {0, 2}, {2, 3}});
  SolveOptions options;
  Plan start(3);
  for (Placement& placement : start) placement = {1, {0}, {0}};
  options.start = start;
  const Solution solution = Solve(problem, options, StopRule());
  EXPECT_EQ(solution.proof, Proof::kOptimal);
  EXPECT_THAT(Violations(problem, *solution.plan), IsEmpty());
}

}  // namespace
}  // namespace plenary::solver
