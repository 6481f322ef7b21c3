#include "services/base/reach_condition.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"

namespace plenary::base {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

Access Holding(const std::vector<std::string>& places) {
  std::vector<Grant> grants;
  grants.reserve(places.size());
  for (const std::string& place : places) grants.push_back({v1::VIEWER, place});
  return Access(std::move(grants));
}

std::vector<std::string> DelegationsOf(int count) {
  std::vector<std::string> names;
  names.reserve(count);
  for (int i = 0; i < count; ++i) names.push_back(absl::StrCat("events/e/delegations/d", i));
  return names;
}

std::vector<std::string> TextsOf(const std::vector<SqlValue>& values) {
  std::vector<std::string> texts;
  texts.reserve(values.size());
  for (const SqlValue& value : values) texts.push_back(absl::get<std::string>(value));
  return texts;
}

TEST(ReachConditionTest, NothingIsAskedOfWhoSeesEverything) {
  const Access everything = Holding({""});
  for (const Access* access : {static_cast<const Access*>(nullptr), &everything}) {
    EXPECT_EQ(VisibleRows(access, "event", "delegation")->sql, "");
    EXPECT_EQ(VisibleEvents(access, "name")->sql, "");
  }
}

TEST(ReachConditionTest, RowsLieInAnEventOrInADelegation) {
  const Access access = Holding({"events/a", "events/b/delegations/c"});
  const auto rows = VisibleRows(&access, "event", "delegation");
  EXPECT_EQ(rows->sql, "(event IN ($1) OR delegation IN ($2))");
  EXPECT_THAT(TextsOf(rows->params), ElementsAre("events/a", "events/b/delegations/c"));
}

TEST(ReachConditionTest, AnEventIsSeenFromInsideIt) {
  const Access access = Holding({"events/a", "events/b/delegations/c"});
  const auto events = VisibleEvents(&access, "name");
  EXPECT_THAT(TextsOf(events->params), ElementsAre("events/a", "events/b", "events/b", "events/b"));
}

TEST(ReachConditionTest, OfOneEventItsOwnDelegationsAreSeen) {
  const Access access = Holding({"events/a/delegations/x", "events/b/delegations/c"});
  const auto rows = VisibleRowsOf(&access, "events/b", "event", "delegation");
  EXPECT_EQ(rows->sql, "delegation IN ($1)");
  EXPECT_THAT(TextsOf(rows->params), ElementsAre("events/b/delegations/c"));
}

TEST(ReachConditionTest, NoRowIsSeenWhereNothingIsInReach) {
  const Access access = Holding({"events/a/delegations/x"});
  EXPECT_EQ(VisibleRowsOf(&access, "events/b", "event", "delegation")->sql, "1 = 0");
}

TEST(ReachConditionTest, TextsAreFewSinceListsArePadded) {
  for (const auto& [places, padded] : std::vector<std::pair<int, size_t>>{
           {1, 1}, {2, 4}, {5, 16}, {16, 16}, {17, 64}, {65, 256}}) {
    const Access access = Holding(DelegationsOf(places));
    EXPECT_THAT(VisibleRows(&access, "event", "delegation")->params, SizeIs(padded));
  }
}

TEST(ReachConditionTest, MorePlacesThanCanBeLookedThroughAreRefused) {
  const Access most = Holding(DelegationsOf(kMostPlaces));
  EXPECT_TRUE(VisibleRows(&most, "event", "delegation").ok());
  const Access more = Holding(DelegationsOf(kMostPlaces + 1));
  EXPECT_EQ(ReasonOf(VisibleRows(&more, "event", "delegation").status()),
            v1::ERROR_REASON_TRANSACTION_TOO_LARGE);
}

}  // namespace
}  // namespace plenary::base
