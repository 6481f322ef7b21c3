#include "services/thread/resource_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::thread {
namespace {

using ::plenary::testing::Parse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Node = v1::ThreadNode;

std::vector<std::string> Told(const Resource& resource) {
  const std::vector<Tie> ties = TiesOf(resource);
  std::vector<std::string> told;
  told.reserve(ties.size());
  for (const Tie& tie : ties) {
    told.push_back(absl::StrCat(tie.is_before ? "< " : "> ", v1::ThreadEdge::Kind_Name(tie.kind),
                                " ", tie.name));
  }
  return told;
}

TEST(ResourceRulesTest, TheTypeFollowsFromTheFormOfTheName) {
  EXPECT_EQ(TypeOfName("negotiations/k/topics/t"), Node::TOPIC);
  EXPECT_EQ(TypeOfName("negotiations/k/topics/t/positions/p"), Node::POSITION);
  EXPECT_EQ(TypeOfName("events/e"), Node::EVENT);
  EXPECT_EQ(TypeOfName("indicators/i/figures/f"), Node::FIGURE);
  EXPECT_EQ(TypeOfName("indicators/i"), Node::TYPE_UNSPECIFIED);
  EXPECT_EQ(TypeOfName("events/e/sessions/s"), Node::TYPE_UNSPECIFIED);
  EXPECT_EQ(TypeOf(Resource(v1::Organization())), Node::ORGANIZATION);
  EXPECT_EQ(TypeOf(Resource(v1::Figure())), Node::FIGURE);
}

TEST(ResourceRulesTest, ARoundSaysWhereItBeganAndWhatItWasAbout) {
  EXPECT_THAT(Told(Parse<v1::Round>("name: 'negotiations/k/rounds/1' meeting: "
                                    "'events/e/meetings/m' topics: 'negotiations/k/topics/t'")),
              ElementsAre("< HAS negotiations/k", "< OCCASION events/e/meetings/m",
                          "< OCCASION events/e", "> DISCUSSED negotiations/k/topics/t"));
}

TEST(ResourceRulesTest, ACommitmentOfAProtocolIsOfItsItemAloneAndAnotherOfItsNegotiation) {
  EXPECT_THAT(Told(Parse<v1::Commitment>(
                  "negotiation: 'negotiations/k' counterpart: 'organizations/kursk' source { "
                  "protocol_item: 'negotiations/k/protocols/p/items/1' }")),
              ElementsAre("< COMMITTED negotiations/k/protocols/p/items/1"));
  EXPECT_THAT(Told(Parse<v1::Commitment>("negotiation: 'negotiations/k' counterpart: "
                                         "'organizations/kursk' source { trip: 'trips/t' }")),
              ElementsAre("< COMMITTED trips/t", "< HAS negotiations/k"));
  EXPECT_THAT(Told(Parse<v1::Commitment>("counterpart: 'organizations/kursk'")),
              ElementsAre("< HAS organizations/kursk"));
}

TEST(ResourceRulesTest, AResultWithoutOriginsIsOfItsParties) {
  EXPECT_THAT(Told(Parse<v1::Result>("parties: 'organizations/kursk'")),
              ElementsAre("< HAS organizations/kursk"));
  EXPECT_THAT(Told(Parse<v1::Result>("parties: 'organizations/kursk' origins: 'events/e' "
                                     "figures: 'indicators/i/figures/f'")),
              ElementsAre("< CAME_OF events/e", "> ACCOMPANIES indicators/i/figures/f"));
  EXPECT_THAT(Told(v1::Figure()), IsEmpty());
}

TEST(ResourceRulesTest, ATextIsShownUpToThreeHundredCharacters) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "ы";
  v1::Commitment commitment;
  commitment.add_texts()->set_text(text);
  commitment.add_texts()->set_text(text + "ы");
  const Node node = Shown(commitment, absl::UTCTimeZone());
  EXPECT_EQ(node.titles(0).text(), text);
  EXPECT_EQ(node.titles(1).text(), text + "…");
}

TEST(ResourceRulesTest, AFigureIsDatedByTheEndOfItsPeriod) {
  const struct {
    const char* period;
    const char* number;
    const char* date;
  } cases[] = {
      {"kind: YEAR year: 2023", "2023", "2023-12-31"},
      {"kind: QUARTER year: 2023 number: 1", "2023-Q1", "2023-03-31"},
      {"kind: MONTH year: 2024 number: 2", "2024-02", "2024-02-29"},
      {"kind: CUMULATIVE year: 2023 number: 9", "2023-01/2023-09", "2023-09-30"},
  };
  for (const auto& each : cases) {
    const Node node =
        Shown(Parse<v1::Figure>(absl::StrCat("period { ", each.period, " }")), absl::UTCTimeZone());
    EXPECT_EQ(node.number(), each.number) << each.period;
    EXPECT_EQ(node.date(), each.date) << each.period;
  }
}

TEST(ResourceRulesTest, ARoundThatEndsAtMidnightIsOverOnTheDayBefore) {
  // From 9 to 24 o'clock in Minsk.
  const auto round = Parse<v1::Round>(
      "time_zone: 'Europe/Minsk' interval { start_time { seconds: 1692856800 } "
      "end_time { seconds: 1692910800 } }");
  EXPECT_EQ(FirstDay(round, absl::UTCTimeZone()), "2023-08-24");
  EXPECT_EQ(LastDay(round, absl::UTCTimeZone()), "2023-08-24");
  EXPECT_EQ(LastDay(v1::Round(), absl::UTCTimeZone()), "");
}

TEST(ResourceRulesTest, WhatIsDeletedIsTold) {
  EXPECT_TRUE(IsDeleted(Parse<v1::Result>("delete_time { seconds: 1 }")));
  EXPECT_FALSE(IsDeleted(v1::Result()));
  EXPECT_FALSE(IsDeleted(v1::Figure()));
}

}  // namespace
}  // namespace plenary::thread
