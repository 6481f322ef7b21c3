#include "services/solver/problem.h"

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::solver {
namespace {

// Two meetings of three people at tables of two halls, in two days of four slots.
Problem ValidProblem() {
  Problem problem;
  problem.slots = 8;
  problem.days = {{0, 4}, {4, 8}};
  problem.persons.resize(3);
  problem.persons[2].forbidden = {{0, 2}};
  problem.travel = {{0, 1}, {2, 0}};
  problem.pools.resize(2);
  problem.pools[0].venue = 0;
  problem.pools[1].closed = {{6, 8}};
  Need table;
  table.choices = {{0, 1}, {1, 5}};
  table.pinned = 1;
  table.baseline = 0;
  for (int i = 0; i < 2; ++i) {
    Activity meeting;
    meeting.duration = 2;
    meeting.attendances = {{0}, {i + 1, false, 1, 2}};
    meeting.needs = {table};
    meeting.windows = {{0, 4}, {4, 8}};
    meeting.venue = 1;
    meeting.pinned_start = 2;
    meeting.baseline_start = 3;
    meeting.start_costs = {{{0, 4}, 3}};
    problem.activities.push_back(meeting);
  }
  problem.precedences = {{0, 1, 1}};
  problem.fairness = 0;
  return problem;
}

TEST(ProblemTest, AProblemMayUseAllThereIs) {
  EXPECT_TRUE(Validate(ValidProblem()).ok()) << Validate(ValidProblem());
}

TEST(ProblemTest, NothingToPlanIsAProblemToo) {
  Problem problem;
  problem.slots = 1;
  EXPECT_TRUE(Validate(problem).ok());
}

TEST(ProblemTest, WhatIsImpossibleIsNotMalformed) {
  Problem problem = ValidProblem();
  problem.activities[0].windows = {{0, 1}};
  problem.activities[1].needs[0].choices.clear();
  problem.activities[1].needs[0].pinned = -1;
  problem.activities[0].duration = 100;
  problem.precedences.push_back({1, 0, 0});
  problem.pools[0].capacity = 0;
  EXPECT_TRUE(Validate(problem).ok()) << Validate(problem);
}

struct Mistake {
  std::string field;  // that the message begins with
  std::function<void(Problem&)> make;
};

TEST(ProblemTest, EachMistakeIsFoundAtItsField) {
  const std::vector<Mistake> mistakes = {
      {"slots:", [](Problem& it) { it.slots = 0; }},
      {"days[1]:", [](Problem& it) { it.days[1].begin = 5; }},
      {"days[1]:", [](Problem& it) { it.days[1].begin = 3; }},
      {"days[0]:", [](Problem& it) { it.days[0].end = 0; }},
      {"days:", [](Problem& it) { it.days[1].end = 7; }},
      {"gap:", [](Problem& it) { it.gap = -1; }},
      {"fairness:", [](Problem& it) { it.fairness = -1; }},
      {"travel[1]:", [](Problem& it) { it.travel[1].pop_back(); }},
      {"travel[1][0]:", [](Problem& it) { it.travel[1][0] = -1; }},
      {"travel[0][0]:", [](Problem& it) { it.travel[0][0] = 1; }},
      {"weights.idle:", [](Problem& it) { it.weights.idle = -1; }},
      {"weights.table_changes:", [](Problem& it) { it.weights.table_changes = -1; }},
      {"persons[2].forbidden[0]:", [](Problem& it) { it.persons[2].forbidden[0].end = 9; }},
      {"persons[2].forbidden[0]:", [](Problem& it) { it.persons[2].forbidden[0].begin = 3; }},
      {"pools[0].capacity:", [](Problem& it) { it.pools[0].capacity = -1; }},
      {"pools[0].venue:", [](Problem& it) { it.pools[0].venue = 2; }},
      {"pools[1].closed[0]:", [](Problem& it) { it.pools[1].closed[0].begin = -1; }},
      {"activities[1].duration:", [](Problem& it) { it.activities[1].duration = 0; }},
      {"activities[1].duration:", [](Problem& it) { it.activities[1].duration = 10'001; }},
      {"activities[1].windows[0]:", [](Problem& it) { it.activities[1].windows[0].end = 9; }},
      {"activities[0].venue:", [](Problem& it) { it.activities[0].venue = -2; }},
      {"activities[0].pinned_start:", [](Problem& it) { it.activities[0].pinned_start = 8; }},
      {"activities[0].baseline_start:", [](Problem& it) { it.activities[0].baseline_start = -1; }},
      {"activities[0].price:", [](Problem& it) { it.activities[0].price = -1; }},
      {"activities[0].start_costs[0].cost:",
       [](Problem& it) { it.activities[0].start_costs[0].cost = -1; }},
      {"activities[0].start_costs[0].starts:",
       [](Problem& it) { it.activities[0].start_costs[0].starts.end = 9; }},
      {"activities[0].attendances[1].person:",
       [](Problem& it) { it.activities[0].attendances[1].person = 3; }},
      {"activities[0].attendances[1].person:",
       [](Problem& it) { it.activities[0].attendances[1].person = 0; }},
      {"activities[0].attendances[0].from:",
       [](Problem& it) { it.activities[0].attendances[0].from = 2; }},
      {"activities[0].attendances[0].from:",
       [](Problem& it) { it.activities[0].attendances[0].to = 3; }},
      {"activities[0].needs[0].choices[1].pool:",
       [](Problem& it) { it.activities[0].needs[0].choices[1].pool = 2; }},
      {"activities[0].needs[0].choices[1].pool:",
       [](Problem& it) { it.activities[0].needs[0].choices[1].pool = 0; }},
      {"activities[0].needs[0].choices[1].cost:",
       [](Problem& it) { it.activities[0].needs[0].choices[1].cost = -1; }},
      {"activities[0].needs[0].before:",
       [](Problem& it) { it.activities[0].needs[0].before = -1; }},
      {"activities[0].needs[0].after:",
       [](Problem& it) { it.activities[0].needs[0].after = 20'000; }},
      {"activities[0].needs[0].pinned:",
       [](Problem& it) { it.activities[0].needs[0].choices.pop_back(); }},
      {"activities[0].needs[0].baseline:",
       [](Problem& it) { it.activities[0].needs[0].baseline = 2; }},
      {"precedences[0].before:", [](Problem& it) { it.precedences[0].before = 2; }},
      {"precedences[0].after:", [](Problem& it) { it.precedences[0].after = -1; }},
      {"precedences[0].after:", [](Problem& it) { it.precedences[0].after = 0; }},
      {"precedences[0].gap:", [](Problem& it) { it.precedences[0].gap = -1; }},
      {"weights:", [](Problem& it) { it.weights.early = kMostScore / 10; }},
      {"weights:", [](Problem& it) { it.weights.idle = kMostScore / 10; }},
      {"weights:", [](Problem& it) { it.weights.missed = kMostScore / 2 + 1; }},
      {"weights:",
       [](Problem& it) {
         for (Activity& activity : it.activities) {
           activity.is_optional = true;
           activity.price = kMostScore / 2 + 1;
         }
       }},
  };
  for (const Mistake& mistake : mistakes) {
    SCOPED_TRACE(mistake.field);
    Problem problem = ValidProblem();
    mistake.make(problem);
    const absl::Status status = Validate(problem);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_TRUE(absl::StartsWith(status.message(), mistake.field)) << status;
  }
}

TEST(ProblemTest, WeightsThatOverflowAreRefused) {
  Problem problem = ValidProblem();
  problem.weights.breaks = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(Validate(problem).code(), absl::StatusCode::kInvalidArgument);
  problem.weights.breaks = kMostScore;
  EXPECT_EQ(Validate(problem).code(), absl::StatusCode::kInvalidArgument);
}

TEST(ProblemTest, AMillionActivitiesAreTooLarge) {
  Problem problem = ValidProblem();
  problem.activities.resize(1'000'000);
  EXPECT_EQ(Validate(problem).code(), absl::StatusCode::kResourceExhausted);
}

TEST(ProblemTest, TooManyPeopleOrSlotsAreTooLarge) {
  Problem problem = ValidProblem();
  problem.persons.resize(kMostPersons + 1);
  EXPECT_EQ(Validate(problem).code(), absl::StatusCode::kResourceExhausted);
  problem = ValidProblem();
  problem.slots = kMostSlots + 1;
  EXPECT_EQ(Validate(problem).code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace plenary::solver
