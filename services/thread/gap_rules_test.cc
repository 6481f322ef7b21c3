#include "services/thread/gap_rules.h"

#include <string>
#include <utility>
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

// 24 August 2024; everybody works every day.
Day Today() {
  Day day;
  day.today = absl::CivilDay(2024, 8, 24);
  day.last_overdue = day.today - 1;
  day.silent_after_days = 90;
  day.signed_after_days = 30;
  day.zone = absl::UTCTimeZone();
  day.sees_results = true;
  return day;
}

// The kinds of the gaps at a resource that was followed and leads to nothing.
std::vector<std::string> KindsAt(Resource resource, const Day& day = Today(),
                                 bool shows_evidence = false, bool is_truncated = false) {
  Graph graph;
  graph.is_truncated = is_truncated;
  const std::string name = NameOf(resource);
  graph.found[name] = {std::move(resource), 0, true, shows_evidence};
  const auto nodes = NodesOf(graph, day.zone);
  const auto edges = EdgesOf(graph, nodes);
  const std::vector<v1::ThreadGap> gaps = GapsOf(graph, nodes, Neighbours(nodes, edges), day);
  std::vector<std::string> kinds;
  kinds.reserve(gaps.size());
  for (const v1::ThreadGap& gap : gaps) {
    kinds.push_back(v1::ThreadGap::Kind_Name(gap.kind()));
  }
  return kinds;
}

v1::ActionItem Item(const std::string& rest) {
  return Parse<v1::ActionItem>(absl::StrCat("name: 'actionItems/a' ", rest));
}

TEST(GapRulesTest, EvidenceIsExpectedOfWhatIsOverdueReportedOrRemovedAsDone) {
  const struct {
    const char* label;
    const char* item;
    bool is_expected;
  } cases[] = {
      {"under way", "state: IN_PROGRESS", false},
      {"overdue", "state: IN_PROGRESS is_overdue: true", true},
      {"reported", "state: REPORTED", true},
      {"removed as done", "state: REMOVED_FROM_CONTROL removal { reason: FULFILLED }", true},
      {"removed as done in part", "state: REMOVED_FROM_CONTROL removal { reason: PARTLY }", true},
      {"not relevant", "state: REMOVED_FROM_CONTROL removal { reason: NO_LONGER_RELEVANT }", false},
      {"superseded", "state: REMOVED_FROM_CONTROL removal { reason: SUPERSEDED }", false},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(NeedsEvidence(Item(each.item)), each.is_expected) << each.label;
  }
}

TEST(GapRulesTest, WhatWasRemovedFromControlWithoutEvidenceIsAGapSinceThatDay) {
  const auto removed = Item(
      "state: REMOVED_FROM_CONTROL due_date: '2024-01-31' "
      "removal { reason: FULFILLED time { seconds: 1706745600 } }");
  EXPECT_THAT(KindsAt(removed), ElementsAre("ACTION_ITEM_WITHOUT_EVIDENCE"));
  EXPECT_THAT(KindsAt(removed, Today(), true), IsEmpty());
}

TEST(GapRulesTest, AMemorandumIsGivenAYearToShowAResult) {
  const auto signed_on = [](const std::string& date, const std::string& rest) {
    return Parse<v1::Protocol>(
        absl::StrCat("name: 'negotiations/k/protocols/p' date: '", date, "' ", rest));
  };
  EXPECT_THAT(KindsAt(signed_on("2023-08-24", "type: MEMORANDUM state: SIGNED")),
              ElementsAre("MEMORANDUM_WITHOUT_RESULT"));
  EXPECT_THAT(KindsAt(signed_on("2023-08-24", "type: AGREEMENT state: IN_FORCE")),
              ElementsAre("MEMORANDUM_WITHOUT_RESULT"));
  for (const char* other :
       {"type: MINUTES state: SIGNED", "type: MEMORANDUM state: INITIALLED",
        "type: AGREEMENT state: TERMINATED",
        "type: MEMORANDUM state: SIGNED signatories { signature { date: '2023-08-25' } }"}) {
    EXPECT_THAT(KindsAt(signed_on("2023-08-24", other)), IsEmpty()) << other;
  }
}

TEST(GapRulesTest, WhoMaySeeNoResultsOrNotAllOfThemIsToldOfNoneMissing) {
  const auto memorandum = Parse<v1::Protocol>(
      "name: 'negotiations/k/protocols/p' type: MEMORANDUM state: SIGNED date: '2023-01-01'");
  Day day = Today();
  EXPECT_THAT(KindsAt(memorandum, day, false, true), IsEmpty());
  day.sees_results = false;
  EXPECT_THAT(KindsAt(memorandum, day), IsEmpty());
}

TEST(GapRulesTest, AnItemThatAnotherStandsInPlaceOfNeedsNoCommitment) {
  const std::string item = "name: 'negotiations/k/protocols/p/items/1' kind: COMMITMENT ";
  EXPECT_THAT(KindsAt(Parse<v1::ProtocolItem>(item)),
              ElementsAre("PROTOCOL_ITEM_WITHOUT_COMMITMENT"));
  EXPECT_THAT(KindsAt(Parse<v1::ProtocolItem>(item + "amended_by: 'x'")), IsEmpty());
  EXPECT_THAT(KindsAt(Parse<v1::ProtocolItem>("name: 'negotiations/k/protocols/p/items/1' "
                                              "kind: DECISION")),
              IsEmpty());
}

TEST(GapRulesTest, ACommitmentThatIsSettledHasNoGaps) {
  for (const char* state : {"FULFILLED", "PARTLY", "DROPPED", "SUPERSEDED"}) {
    EXPECT_THAT(KindsAt(Parse<v1::Commitment>(absl::StrCat(
                    "name: 'commitments/c' side: OURS due_date: '2023-01-01' state: ", state))),
                IsEmpty())
        << state;
  }
}

TEST(GapRulesTest, NothingIsMissingBeforeItsDay) {
  EXPECT_THAT(KindsAt(Parse<v1::Result>("name: 'results/r' date: '2024-08-25' origins: 'x'")),
              IsEmpty());
  EXPECT_THAT(KindsAt(Parse<v1::Result>("name: 'results/r' date: '2024-08-24' origins: 'x'")),
              ElementsAre("RESULT_WITHOUT_FIGURE"));
}

TEST(GapRulesTest, WhatWasNotLookedIntoHasNoGaps) {
  Graph graph;
  graph.found["results/r"] = {Parse<v1::Result>("name: 'results/r' date: '2023-01-01'")};
  const Day day = Today();
  const auto nodes = NodesOf(graph, day.zone);
  EXPECT_THAT(GapsOf(graph, nodes, Neighbours(nodes, {}), day), IsEmpty());
}

}  // namespace
}  // namespace plenary::thread
