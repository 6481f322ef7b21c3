// The fixture of suites about delegations: a Forum on each engine, audited after every test.
#ifndef PLENARY_TESTS_TESTING_FORUM_SUITE_H_
#define PLENARY_TESTS_TESTING_FORUM_SUITE_H_

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/engines.h"
#include "tests/testing/forum.h"
#include "tests/testing/forum_audit.h"
#include "tests/testing/matchers.h"

namespace plenary::testing {

class ForumTest : public ::testing::TestWithParam<std::string> {
 protected:
  void TearDown() override { EXPECT_THAT(ForumAudit(forum_).Faults(), ::testing::IsEmpty()); }

  Forum forum_{GetParam()};
};

}  // namespace plenary::testing

// Runs a suite over every engine: SeatsTest.TheLastSeatIsTakenOnce/sqlite.
#define PLENARY_ON_EVERY_ENGINE(suite)                                                         \
  INSTANTIATE_TEST_SUITE_P(Engines, suite, ::testing::ValuesIn(::plenary::testing::Engines()), \
                           ::plenary::testing::EngineName)

#endif  // PLENARY_TESTS_TESTING_FORUM_SUITE_H_
