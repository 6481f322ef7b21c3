#include "services/schedule/feed_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::schedule {
namespace {

using ::testing::MatchesRegex;
using ::testing::SizeIs;

TEST(FeedRulesTest, ASecretTellsItsFeedAndHidesWhatItIsMadeOf) {
  const std::string secret = MakeFeedSecret("a2b3", "random");
  EXPECT_THAT(secret, MatchesRegex("plf_a2b3_[a-z2-7]{52}"));
  EXPECT_EQ(MakeFeedSecret("a2b3", "random"), secret);
  EXPECT_NE(MakeFeedSecret("a2b3", "randon"), secret);
}

TEST(FeedRulesTest, ASecretIsFoundByItsHash) {
  EXPECT_THAT(HashOfFeedSecret("plf_a"), SizeIs(32));
  EXPECT_NE(HashOfFeedSecret("plf_a"), HashOfFeedSecret("plf_b"));
}

TEST(FeedRulesTest, ACalendarIsNamedByItsContent) {
  EXPECT_THAT(EntityTagOf("BEGIN:VCALENDAR"), MatchesRegex("[0-9a-f]{64}"));
  EXPECT_EQ(EntityTagOf("a"), EntityTagOf("a"));
  EXPECT_NE(EntityTagOf("a"), EntityTagOf("b"));
}

}  // namespace
}  // namespace plenary::schedule
