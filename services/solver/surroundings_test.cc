#include "services/solver/surroundings.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::solver {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

bool Never() { return false; }

// Person 0 meets 1, 2 and 3, at one of two tables, in two days of five slots.
Problem Forum() {
  Problem problem;
  problem.slots = 10;
  problem.days = {{0, 5}, {5, 10}};
  problem.persons.resize(4);
  problem.pools.resize(1);
  problem.pools[0].capacity = 2;
  for (int other = 1; other < 4; ++other) {
    Activity meeting;
    meeting.attendances = {{0}, {other}};
    meeting.needs = {{{{0, 0}}}};
    problem.activities.push_back(meeting);
  }
  return problem;
}

Plan PlanAt(const std::vector<int>& slots) {
  Plan plan;
  plan.reserve(slots.size());
  for (const int slot : slots) plan.push_back({slot, {0}, {0}});
  return plan;
}

class SurroundingsOfAPlan : public ::testing::Test {
 protected:
  Sat::Answer Ask(const Surroundings& surroundings) {
    return sat_.Solve(surroundings.Assumptions(), Never);
  }

  const Problem problem_ = Forum();
  const Model model_ = MakeModel(problem_);
  Sat sat_{1};
  const Encoding encoding_{model_, sat_, EncodingOptions(), Never};
};

TEST_F(SurroundingsOfAPlan, HoldPeopleToTheSlotsTheyHaveDayByDay) {
  const Surroundings surroundings(model_, encoding_, PlanAt({1, 2, 7}), 0);
  ASSERT_EQ(Ask(surroundings), Sat::Answer::kSatisfiable);
  std::vector<int> first_day, second_day;
  for (const Placement& place : encoding_.Decode()) {
    (place.start < 5 ? first_day : second_day).push_back(place.start);
  }
  EXPECT_THAT(first_day, UnorderedElementsAre(1, 2));
  EXPECT_THAT(second_day, ElementsAre(7));
}

TEST_F(SurroundingsOfAPlan, AreWidenedForThoseWhoAreInTheWay) {
  Surroundings surroundings(model_, encoding_, PlanAt({1, 1, 6}), 0);
  ASSERT_EQ(Ask(surroundings), Sat::Answer::kUnsatisfiable);
  ASSERT_TRUE(surroundings.Widen(sat_.Core(surroundings.Assumptions())));
  EXPECT_EQ(Ask(surroundings), Sat::Answer::kSatisfiable);
}

TEST_F(SurroundingsOfAPlan, AreNotWidenedForAContradictionThatHasOtherReasons) {
  Surroundings surroundings(model_, encoding_, PlanAt({1, 2, 7}), 0);
  const std::vector<Literal> before = surroundings.Assumptions();
  EXPECT_FALSE(surroundings.Widen({}));
  EXPECT_EQ(surroundings.Assumptions(), before);
}

}  // namespace
}  // namespace plenary::solver
