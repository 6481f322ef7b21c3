#include "services/base/names.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::base {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

constexpr char kDelegation[] = "events/{event}/delegations/{delegation}";

TEST(Names, ChosenIdFollowsRfc1034) {
  const struct {
    const char* label;
    std::string id;
    bool may_be_chosen;
    bool may_stand_in_a_name;
  } kCases[] = {
      {"one letter", "a", true, true},
      {"letters, digits and hyphens", "tibo-2023", true, true},
      {"63 characters", std::string(63, 'a'), true, true},
      {"64 characters", std::string(64, 'a'), false, false},
      {"nothing", "", false, false},
      {"a digit first", "2023-tibo", false, true},
      {"a hyphen first", "-tibo", false, true},
      {"a hyphen last", "tibo-", false, true},
      {"an upper-case letter", "Tibo", false, false},
      {"an underscore", "ti_bo", false, false},
      {"a slash", "ti/bo", false, false},
      {"a Cyrillic letter", "тибо", false, false},
      {"a zero byte", std::string("a\0b", 3), false, false},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(IsChosenId(c.id), c.may_be_chosen) << c.label;
    EXPECT_EQ(IsId(c.id), c.may_stand_in_a_name) << c.label;
  }
}

TEST(Names, NameGivesItsIdsInOrder) {
  EXPECT_THAT(MatchName("events/tibo-2023/delegations/kursk", kDelegation),
              Optional(ElementsAre("tibo-2023", "kursk")));
}

TEST(Names, NameOfAnotherFormDoesNotMatch) {
  const struct {
    const char* label;
    const char* name;
  } kCases[] = {
      {"empty", ""},
      {"the parent", "events/tibo-2023"},
      {"the collection", "events/tibo-2023/delegations"},
      {"an empty last id", "events/tibo-2023/delegations/"},
      {"an empty first id", "events//delegations/kursk"},
      {"a child", "events/tibo-2023/delegations/kursk/people"},
      {"a slash first", "/events/tibo-2023/delegations/kursk"},
      {"a slash last", "events/tibo-2023/delegations/kursk/"},
      {"another collection", "events/tibo-2023/participants/kursk"},
      {"a malformed id", "events/TIBO/delegations/kursk"},
      {"a wildcard", "events/-/delegations/kursk"},
  };
  for (const auto& c : kCases) EXPECT_EQ(MatchName(c.name, kDelegation), absl::nullopt) << c.label;
}

TEST(Names, WildcardStandsWhereItIsAllowed) {
  EXPECT_THAT(MatchName("events/-/delegations/-", kDelegation, /*wildcards=*/true),
              Optional(ElementsAre("-", "-")));
}

TEST(Names, NameIsMadeOfItsIds) {
  EXPECT_EQ(MakeName(kDelegation, {"tibo-2023", "kursk"}), "events/tibo-2023/delegations/kursk");
  EXPECT_EQ(MakeName("people/{person}", {"a1"}), "people/a1");
}

TEST(Names, PartitionIsTheEventElseTheDirectory) {
  const struct {
    const char* label;
    const char* name;
    const char* event;
    const char* partition;
  } kCases[] = {
      {"an event", "events/tibo-2023", "events/tibo-2023", "events/tibo-2023"},
      {"in an event", "events/a/delegations/b", "events/a", "events/a"},
      {"a person", "people/p", "", "directory"},
      {"no id", "events/", "", "directory"},
      {"an empty id", "events//delegations/b", "", "directory"},
      {"another collection", "eventsother/a", "", "directory"},
      {"nothing", "", "", "directory"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(EventOf(c.name), c.event) << c.label;
    EXPECT_EQ(PartitionOf(c.name), c.partition) << c.label;
  }
}

TEST(Names, WhatIsNegotiatedPromisedAndCountedIsRecordedApart) {
  EXPECT_EQ(NegotiationOf("negotiations/kursk/topics/edo/positions/ours"), "negotiations/kursk");
  EXPECT_EQ(NegotiationOf("negotiations/"), "");
  EXPECT_EQ(NegotiationOf("events/tibo"), "");
  EXPECT_EQ(PartitionOf("negotiations/kursk/topics/edo"), "negotiations/kursk");
  EXPECT_EQ(PartitionOf("actionItems/pilot/reports/first"), "control");
  EXPECT_EQ(PartitionOf("commitments/edo"), "control");
  EXPECT_EQ(PartitionOf("indicators/ict-export/figures/ru-2023"), "figures");
  EXPECT_EQ(PartitionOf("bodies/kursk-group"), "directory");
}

TEST(Names, LastIdIsTheLastSegment) {
  EXPECT_EQ(LastId("events/a/delegations/b"), "b");
  EXPECT_EQ(LastId("b"), "b");
  EXPECT_EQ(LastId(""), "");
}

}  // namespace
}  // namespace plenary::base
