#include "services/solver/plan.h"

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::solver {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Placement At(int start, std::vector<int> pools = {}, std::vector<int> units = {}) {
  Placement place;
  place.start = start;
  place.pools = std::move(pools);
  place.units = std::move(units);
  return place;
}

Activity Meeting(std::vector<int> people, int duration = 1) {
  Activity meeting;
  meeting.duration = duration;
  for (const int person : people) meeting.attendances.push_back({person});
  return meeting;
}

Need Table(int pool = 0) {
  Need need;
  need.choices = {{pool, 0}};
  return need;
}

Problem Day(int people, int slots) {
  Problem problem;
  problem.slots = slots;
  problem.persons.resize(people);
  return problem;
}

TEST(BreaksOfTest, ARunOfIdleSlotsIsOneBreak) {
  Problem problem = Day(2, 9);
  problem.activities = {Meeting({0}), Meeting({0}), Meeting({0, 1}), Meeting({1})};
  EXPECT_THAT(BreaksOf(problem, {At(0), At(4), At(5), At(8)}), ElementsAre(1, 1));
  EXPECT_THAT(BreaksOf(problem, {At(0), At(2), At(4), At(5)}), ElementsAre(2, 0));
}

TEST(BreaksOfTest, ANightIsNoBreak) {
  Problem problem = Day(1, 8);
  problem.days = {{0, 4}, {4, 8}};
  problem.activities = {Meeting({0}), Meeting({0}), Meeting({0})};
  EXPECT_THAT(BreaksOf(problem, {At(0), At(5), At(7)}), ElementsAre(1));
}

TEST(BreaksOfTest, AbsentAndOptionalPeopleHaveNone) {
  Problem problem = Day(2, 8);
  problem.activities = {Meeting({0, 1}), Meeting({0, 1}), Meeting({0, 1})};
  problem.activities[1].attendances[1].is_required = false;
  EXPECT_THAT(BreaksOf(problem, {At(0), At(2), At(-1)}), ElementsAre(1, 0));
}

TEST(BreaksOfTest, SomebodyIsBusyForTheirPartAlone) {
  Problem problem = Day(1, 8);
  problem.activities = {Meeting({0}, 4), Meeting({0})};
  problem.activities[0].attendances[0].to = 2;
  EXPECT_THAT(BreaksOf(problem, {At(0), At(4)}), ElementsAre(1));
  EXPECT_THAT(BreaksOf(problem, {At(0), At(2)}), ElementsAre(0));
}

// Two people with three meetings at two tables; all weights are different powers of ten.
struct Forum {
  Problem problem = Day(3, 8);
  Plan plan;

  Forum() {
    problem.pools.resize(2);
    problem.activities = {Meeting({0, 1}), Meeting({0}), Meeting({1, 2})};
    for (Activity& activity : problem.activities) {
      activity.needs = {Table()};
      activity.needs[0].choices.push_back({1, 7});
    }
    problem.weights.breaks = 0;
    plan = {At(0, {0}, {0}), At(1, {0}, {0}), At(1, {1}, {0})};
  }
};

struct Term {
  std::string name;
  std::function<void(Problem&)> change;
  int64_t Score::*term;
  int64_t expected;
};

TEST(ScoreOfTest, EachTermIsWeighedByItself) {
  const std::vector<Term> terms = {
      {"breaks", [](Problem& it) { it.weights.breaks = 10; }, &Score::breaks, 10},
      {"idle", [](Problem& it) { it.weights.idle = 10; }, &Score::idle, 20},
      {"unfairness", [](Problem& it) { it.weights.unfairness = 10; }, &Score::unfairness, 10},
      {"early", [](Problem& it) { it.weights.early = 10; }, &Score::early, 40},
      {"start costs",
       [](Problem& it) {
         it.activities[1].start_costs = {{{3, 5}, 10}, {{3, 4}, 1}, {{4, 8}, 100}};
       },
       &Score::start_costs, 11},
      {"fit", [](Problem&) {}, &Score::fit, 7},
      {"moved",
       [](Problem& it) {
         it.weights.moved = 10;
         it.activities[0].baseline_start = 0;
         it.activities[1].baseline_start = 0;
       },
       &Score::moved, 10},
      {"replaced",
       [](Problem& it) {
         it.weights.replaced = 10;
         it.activities[0].needs[0].baseline = 0;
         it.activities[2].needs[0].baseline = 0;
       },
       &Score::replaced, 10},
      {"table changes", [](Problem& it) { it.weights.table_changes = 10; }, &Score::table_changes,
       10},
      {"missed",
       [](Problem& it) {
         it.weights.missed = 10;
         it.activities[1].attendances.push_back({2, /*is_required=*/false});
         it.activities[2].attendances.push_back({0, /*is_required=*/false});
         it.persons[0].forbidden = {{1, 2}};
       },
       &Score::missed, 10},
  };
  for (const Term& term : terms) {
    SCOPED_TRACE(term.name);
    Forum forum;
    forum.plan[1].start = 3;
    const int64_t before = ScoreOf(forum.problem, forum.plan).total();
    term.change(forum.problem);
    const Score score = ScoreOf(forum.problem, forum.plan);
    EXPECT_EQ(score.*term.term, term.expected);
    EXPECT_EQ(score.total(), term.name == "fit" ? before : before + term.expected);
  }
}

TEST(ScoreOfTest, WhatIsLeftOutCostsItsPriceAndNothingElse) {
  Forum forum;
  forum.problem.activities[1].price = 50;
  forum.problem.activities[1].baseline_start = 4;
  forum.problem.activities[1].attendances.push_back({2, /*is_required=*/false});
  forum.problem.weights.moved = 10;
  forum.problem.weights.missed = 10;
  forum.plan[1] = Placement();
  const Score score = ScoreOf(forum.problem, forum.plan);
  EXPECT_EQ(score.left_out, 50);
  EXPECT_EQ(score.total(), 50 + 7);
}

TEST(ScoreOfTest, WishesAreHeardInTheOrderOfActivities) {
  Problem problem = Day(1, 4);
  problem.weights.missed = 1;
  for (int i = 0; i < 3; ++i) {
    problem.activities.push_back(Meeting({}, 2));
    problem.activities.back().attendances = {{0, /*is_required=*/false}};
  }
  // The first excludes the second, which would have excluded the third.
  EXPECT_EQ(ScoreOf(problem, {At(0), At(1), At(2)}).missed, 1);
  // The first excludes both.
  EXPECT_EQ(ScoreOf(problem, {At(1), At(0), At(2)}).missed, 2);
  // What must be attended comes before all wishes.
  problem.activities[2].attendances[0].is_required = true;
  EXPECT_EQ(ScoreOf(problem, {At(1), At(0), At(2)}).missed, 1);
}

TEST(ScoreOfTest, OnlyThoseWhoAreComparedMakeAPlanUnfair) {
  Problem problem = Day(2, 8);
  problem.weights.unfairness = 1;
  problem.activities = {Meeting({0}), Meeting({0}), Meeting({0})};
  const Plan plan = {At(0), At(2), At(4)};
  EXPECT_EQ(ScoreOf(problem, plan).unfairness, 2);
  problem.persons[1].is_compared = false;
  EXPECT_EQ(ScoreOf(problem, plan).unfairness, 0);
}

TEST(ViolationsTest, APlanThatKeepsTheRulesHasNone) {
  const Forum forum;
  EXPECT_THAT(Violations(forum.problem, forum.plan), IsEmpty());
}

struct Breach {
  std::string found;
  std::function<void(Problem&, Plan&)> make;
};

TEST(ViolationsTest, EachRuleIsLookedAt) {
  const std::vector<Breach> breaches = {
      {"places 2 of 3", [](Problem&, Plan& plan) { plan.pop_back(); }},
      {"one pool and one unit", [](Problem&, Plan& plan) { plan[0].units.clear(); }},
      {"cannot be met from",
       [](Problem& it, Plan&) { it.activities[2].needs[0].choices.pop_back(); }},
      {"is left out", [](Problem&, Plan& plan) { plan[1] = Placement(); }},
      {"in one day", [](Problem& it, Plan&) { it.activities[1].duration = 8; }},
      {"in one day",
       [](Problem& it, Plan&) {
         it.days = {{0, 2}, {2, 8}};
         it.activities[1].duration = 2;
       }},
      {"in its windows",
       [](Problem& it, Plan&) {
         // Two that meet are not one.
         it.activities[1].windows = {{0, 2}, {2, 3}};
         it.activities[1].duration = 2;
       }},
      {"where it is pinned", [](Problem& it, Plan&) { it.activities[1].pinned_start = 2; }},
      {"from where it is pinned", [](Problem& it, Plan&) { it.activities[1].needs[0].pinned = 1; }},
      {"while the pool is closed",
       [](Problem& it, Plan&) {
         it.pools[1].closed = {{1, 3}};
       }},
      {"while the pool is closed",
       [](Problem& it, Plan&) {
         it.activities[2].needs[0].after = 2;
         it.pools[1].closed = {{3, 4}};
       }},
      {"is not there",
       [](Problem& it, Plan&) {
         it.persons[2].forbidden = {{1, 2}};
       }},
      {"cannot attend both", [](Problem&, Plan& plan) { plan[2].start = 0; }},
      {"cannot attend both", [](Problem& it, Plan&) { it.gap = 1; }},
      {"cannot attend both",
       [](Problem& it, Plan&) {
         it.travel = {{0, 1}, {0, 0}};
         it.pools[0].venue = 0;
         it.pools[1].venue = 1;
       }},
      {"gives 2", [](Problem&, Plan& plan) { plan[2].pools = {0}; }},
      {"gives 2",
       [](Problem& it, Plan& plan) {
         plan[2] = At(3, {0}, {0});
         it.activities[2].needs[0].before = 2;
       }},
      {"has no unit", [](Problem&, Plan& plan) { plan[2].units = {1}; }},
      {"is taken",
       [](Problem& it, Plan& plan) {
         it.pools[0].capacity = 2;
         plan[2].pools = {0};
       }},
      {"is not after",
       [](Problem& it, Plan&) {
         it.precedences = {{0, 1, 1}};
       }},
      {"differ by 1",
       [](Problem& it, Plan& plan) {
         plan[1].start = 3;
         it.fairness = 0;
       }},
  };
  for (const Breach& breach : breaches) {
    SCOPED_TRACE(breach.found);
    Forum forum;
    breach.make(forum.problem, forum.plan);
    EXPECT_THAT(Violations(forum.problem, forum.plan), Contains(HasSubstr(breach.found)));
  }
}

TEST(ViolationsTest, TheWayBackMayTakeAnotherTime) {
  Forum forum;
  forum.problem.travel = {{0, 0}, {1, 0}};
  forum.problem.pools[0].venue = 0;
  forum.problem.pools[1].venue = 1;
  EXPECT_THAT(Violations(forum.problem, forum.plan), IsEmpty());
}

TEST(ViolationsTest, NobodySetsUpBeforeTheFirstSlotOrClearsUpAfterTheLast) {
  Forum forum;
  forum.problem.activities[0].needs[0].before = 5;
  forum.problem.activities[2].needs[0].after = 50;
  EXPECT_THAT(Violations(forum.problem, forum.plan), IsEmpty());
}

TEST(ViolationsTest, OneActivityMayTakeTwoOfOnePool) {
  Problem problem = Day(1, 2);
  problem.pools.resize(1);
  problem.pools[0].capacity = 2;
  problem.activities = {Meeting({0})};
  problem.activities[0].needs = {Table(), Table()};
  EXPECT_THAT(Violations(problem, {At(0, {0, 0}, {0, 1})}), IsEmpty());
  EXPECT_THAT(Violations(problem, {At(0, {0, 0}, {1, 1})}), Contains(HasSubstr("is taken")));
}

TEST(AssignUnitsTest, OneOfTwoPeopleStaysAtTheirTable) {
  Problem problem = Day(4, 3);
  problem.weights.table_changes = 1;
  problem.pools.resize(1);
  problem.pools[0].capacity = 2;
  problem.activities = {Meeting({2, 3}), Meeting({0, 1}), Meeting({0, 2}), Meeting({1, 3}),
                        Meeting({0, 3})};
  for (Activity& activity : problem.activities) activity.needs = {Table()};
  Plan plan = {At(0, {0}), At(0, {0}), At(1, {0}), At(1, {0}), At(2, {0})};
  AssignUnits(problem, plan);
  EXPECT_THAT(Violations(problem, plan), IsEmpty());
  // Nobody meets the same person twice, so of two who come to a later meeting one must change.
  EXPECT_EQ(ScoreOf(problem, plan).table_changes, 3);
}

TEST(AssignUnitsTest, WhoHasNoTableYetTakesOneThatNobodyComesBackTo) {
  Problem problem = Day(3, 4);
  problem.weights.table_changes = 1;
  problem.pools.resize(1);
  problem.pools[0].capacity = 2;
  // 0 comes back in slot 3; the meeting of 1 and 2 before that would be in the way at that table.
  problem.activities = {Meeting({0}), Meeting({1, 2}, 2), Meeting({0})};
  for (Activity& activity : problem.activities) activity.needs = {Table()};
  problem.activities[1].needs[0].after = 1;
  Plan plan = {At(0, {0}), At(1, {0}), At(3, {0})};
  AssignUnits(problem, plan);
  EXPECT_THAT(Violations(problem, plan), IsEmpty());
  EXPECT_EQ(ScoreOf(problem, plan).table_changes, 0);
}

TEST(AssignUnitsTest, ThereAreEnoughWhateverTheLengths) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 50; ++round) {
    Problem problem = Day(0, 30);
    problem.pools.resize(2);
    Plan plan;
    std::vector<std::vector<int>> taken(2, std::vector<int>(30, 0));
    for (int i = 0; i < 60; ++i) {
      Activity activity = Meeting({}, 1 + static_cast<int>(random() % 4));
      for (int needs = static_cast<int>(random() % 3); needs > 0; --needs) {
        Need need = Table();
        need.choices.push_back({1, 0});
        need.before = static_cast<int>(random() % 2);
        need.after = static_cast<int>(random() % 3);
        activity.needs.push_back(need);
      }
      Placement place = At(static_cast<int>(random() % (31 - activity.duration)));
      for (const Need& need : activity.needs) {
        place.pools.push_back(static_cast<int>(random() % 2));
        const int begin = std::max(0, place.start - need.before);
        const int end = std::min(30, place.start + activity.duration + need.after);
        for (int slot = begin; slot < end; ++slot) ++taken[place.pools.back()][slot];
      }
      problem.activities.push_back(activity);
      plan.push_back(place);
    }
    for (int pool = 0; pool < 2; ++pool) {
      problem.pools[pool].capacity = *std::max_element(taken[pool].begin(), taken[pool].end());
    }
    AssignUnits(problem, plan);
    EXPECT_THAT(Violations(problem, plan), IsEmpty());
  }
}

}  // namespace
}  // namespace plenary::solver
