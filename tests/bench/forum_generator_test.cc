#include "tests/bench/forum_generator.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/solver/plan.h"

namespace plenary::bench {
namespace {

using ::testing::IsEmpty;

solver::Plan PlantedPlan(const Forum& forum, const solver::Problem& problem) {
  solver::Plan plan(forum.planted.size());
  for (size_t i = 0; i < plan.size(); ++i) plan[i] = {forum.planted[i], {0}, {0}};
  solver::AssignUnits(problem, plan);
  return plan;
}

class ForumTest : public ::testing::TestWithParam<ForumShape> {};

TEST_P(ForumTest, PlantedPlanKeepsAllRulesAndItsFairness) {
  for (const uint64_t seed : {1, 2, 3}) {
    const Forum forum = MakeForum(GetParam(), seed);
    const solver::Problem problem = ProblemOf(forum.instance, forum.planted_fairness);
    ASSERT_TRUE(solver::Validate(problem).ok());
    const solver::Plan plan = PlantedPlan(forum, problem);
    EXPECT_THAT(solver::Violations(problem, plan), IsEmpty());
    EXPECT_EQ(solver::ScoreOf(problem, plan).breaks, forum.planted_breaks);
  }
}

TEST_P(ForumTest, HasAsManyMeetingsAsAskedForAtTablesThatAreAsFull) {
  const ForumShape& shape = GetParam();
  const Forum forum = MakeForum(shape, 1);
  EXPECT_EQ(static_cast<int>(forum.instance.meetings.size()), shape.meetings);
  const double fullness =
      static_cast<double>(shape.meetings) / (forum.instance.tables * shape.slots);
  EXPECT_NEAR(fullness, shape.fullness, 0.03);
}

TEST_P(ForumTest, IsTheSameForASeedAndAnotherForAnother) {
  const auto text = [](uint64_t seed) {
    return WriteInstance(MakeForum(GetParam(), seed).instance);
  };
  EXPECT_EQ(text(1), text(1));
  EXPECT_NE(text(1), text(2));
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, ForumTest,
    ::testing::Values(ForumShape{ForumShape::Kind::kCrowded, 200, 600, 17, 0.9},
                      ForumShape{ForumShape::Kind::kCrowded, 500, 2'500, 20, 0.9},
                      ForumShape{ForumShape::Kind::kContiguous, 500, 2'500, 20, 0.9}));

TEST(ForumGeneratorTest, ContiguousDaysHaveNextToNoBreaks) {
  const ForumShape shape{ForumShape::Kind::kContiguous, 500, 2'500, 20, 0.9};
  const Forum forum = MakeForum(shape, 1);
  EXPECT_LE(forum.planted_breaks, shape.participants / 20);
  EXPECT_LE(forum.planted_fairness, 1);
}

TEST(ForumGeneratorTest, InfeasibleForumsAreWellFormed) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    EXPECT_TRUE(solver::Validate(MakeInfeasibleForum(seed)).ok()) << seed;
  }
}

}  // namespace
}  // namespace plenary::bench
