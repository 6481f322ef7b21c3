// Threads over every engine: followed both ways, laid out as a table, cut short, and told to those
// who may not see all of it.
#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/access.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/thread.h"

namespace plenary::thread {
namespace {

using ::plenary::testing::EqualsProto;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ThreadForum;
using ::plenary::testing::ThreadNames;
using ::plenary::testing::Value;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAreArray;
using Node = v1::ThreadNode;

// Some names of a thread's nodes.
std::vector<std::string> Sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

class TraceTest : public testing::ThreadTest {
 protected:
  static Node NodeIn(const v1::Thread& thread, const std::string& name) {
    for (const Node& node : thread.nodes()) {
      if (node.name() == name) return node;
    }
    ADD_FAILURE() << "no node " << name;
    return Node();
  }
  static std::vector<std::string> EdgesIn(const v1::Thread& thread) {
    std::vector<std::string> edges;
    for (const v1::ThreadEdge& edge : thread.edges()) {
      edges.push_back(
          absl::StrCat(edge.from(), " ", v1::ThreadEdge::Kind_Name(edge.kind()), " ", edge.to()));
    }
    return edges;
  }
  // From now on somebody calls who holds a role there, cleared so far.
  void BecomeSomebody(v1::Role role, const std::string& on,
                      v1::Classification clearance = v1::OFFICIAL) {
    somebody_ =
        std::make_unique<base::Access>(base::Access({base::Grant{role, on}}).ClearedFor(clearance));
    forum_.ActAs("users/somebody", somebody_.get());
  }
  std::unique_ptr<base::Access> somebody_;
};
PLENARY_ON_EVERY_ENGINE(TraceTest);

// --- The whole of it.

TEST_P(TraceTest, AThreadGoesFromTheEventToTheFigureInOneRowAndNothingIsMissing) {
  const ThreadNames names = forum_.WholeThread();
  const v1::Thread thread = forum_.Traced(names.event);
  EXPECT_EQ(thread.name(), names.event);
  EXPECT_EQ(thread.today(), "2023-04-17");
  EXPECT_FALSE(thread.truncated());
  EXPECT_THAT(thread.gaps(), IsEmpty());
  ASSERT_THAT(thread.rows(), SizeIs(1));
  EXPECT_THAT(thread.rows(0),
              EqualsProto(Parse<v1::ThreadRow>(absl::StrCat(
                  "event: '", names.event, "' round: '", names.round, "' topic: '", names.topic,
                  "' positions: '", names.position, "' protocol_item: '", names.protocol_item,
                  "' commitment: '", names.commitment, "' action_item: '", names.action_item,
                  "' result: '", names.result, "' figures: '", names.figure, "'"))));
}

TEST_P(TraceTest, FromWhicheverNodeOneStartsTheThreadIsTheSame) {
  const ThreadNames names = forum_.WholeThread();
  for (const std::string& start : names.All()) {
    const v1::Thread thread = forum_.Traced(start);
    EXPECT_THAT(ThreadForum::NamesIn(thread), ElementsAreArray(names.All())) << start;
    EXPECT_EQ(NodeIn(thread, start).depth(), 0) << start;
    EXPECT_THAT(thread.rows(), SizeIs(1)) << start;
  }
}

TEST_P(TraceTest, EachNodeSaysWhatItIsWhereItStandsAndHowFarItIs) {
  const ThreadNames names = forum_.WholeThread();
  const v1::Thread thread = forum_.Traced(names.commitment);
  EXPECT_THAT(NodeIn(thread, names.commitment),
              EqualsProto(Parse<Node>(absl::StrCat(
                  "name: '", names.commitment,
                  "' type: COMMITMENT titles { language: 'en' text: 'To exchange documents' } "
                  "date: '2023-04-17' state: 'IN_PROGRESS' kind: 'PROTOCOL_ITEM' side: 'OURS' "
                  "due_date: '2023-09-29'"))));
  EXPECT_THAT(
      NodeIn(thread, names.figure),
      EqualsProto(Parse<Node>(absl::StrCat(
          "name: '", names.figure,
          "' type: FIGURE titles { language: 'en' text: 'ict' } "
          "date: '2023-12-31' state: 'PRELIMINARY' kind: 'ACTUAL' number: '2023' value: '120' "
          "unit: 'USD million' country: 'RU' depth: 3"))));
  EXPECT_EQ(NodeIn(thread, names.protocol_item).depth(), -1);
  EXPECT_EQ(NodeIn(thread, names.action_item).responsible(), forum_.Who("boris"));
}

TEST_P(TraceTest, AFigureAccompaniesAResultAndNothingSaysMore) {
  const ThreadNames names = forum_.WholeThread();
  const std::vector<std::string> edges = EdgesIn(forum_.Traced(names.figure));
  EXPECT_THAT(edges, Contains(absl::StrCat(names.result, " ACCOMPANIES ", names.figure)));
  const auto leads_to_figure = [&](const std::string& edge) {
    return absl::EndsWith(edge, names.figure);
  };
  EXPECT_EQ(std::count_if(edges.begin(), edges.end(), leads_to_figure), 1);
  EXPECT_THAT(edges, Contains(absl::StrCat(names.position, " ABOUT ", names.protocol_item)));
  EXPECT_THAT(edges, Contains(absl::StrCat(names.round, " DISCUSSED ", names.topic)));
}

TEST_P(TraceTest, WhatCameOfSomethingElseOfTheSameEventIsNotInTheThread) {
  const ThreadNames names = forum_.WholeThread();
  const ThreadNames others = forum_.WholeThread("kursk-again");
  EXPECT_THAT(ThreadForum::NamesIn(forum_.Traced(names.topic)), Not(Contains(others.topic)));
  const v1::Thread event = forum_.Traced(names.event);
  EXPECT_THAT(ThreadForum::NamesIn(event), Contains(others.topic));
  EXPECT_THAT(event.rows(), SizeIs(2));
}

TEST_P(TraceTest, AMeetingOfAnEventIsWhereItsRoundBeganAndTheEventHasIt) {
  const absl::Time start =
      absl::FromCivil(absl::CivilSecond(2023, 4, 18, 9, 0, 0), absl::UTCTimeZone());
  const std::string meeting =
      forum_.Meeting(start, start + absl::Hours(1),
                     "parties { organization: 'organizations/kursk-region' } "
                     "parties { organization: 'organizations/ministry' }");
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string topic = forum_.Topic(negotiation, "documents");
  const std::string round =
      forum_.RoundOf(negotiation, topic, absl::StrCat("meeting: '", meeting, "'"));
  for (const std::string& start_at : {meeting, std::string("events/tibo"), round}) {
    const v1::Thread thread = forum_.Traced(start_at);
    EXPECT_THAT(ThreadForum::NamesIn(thread), ElementsAre("organizations/kursk-region", negotiation,
                                                          "events/tibo", meeting, round, topic))
        << start_at;
    ASSERT_THAT(thread.rows(), SizeIs(1));
    EXPECT_EQ(thread.rows(0).event(), meeting);
  }
}

TEST_P(TraceTest, APlanLeadsToItsItemsAndAnItemToTheEventItBecame) {
  const std::string plan = forum_.Plan("kind: ANNUAL end_date: '2023-12-31'");
  const std::string item = forum_.Item(absl::StrCat(
      "action_plan: '", plan, "' planned_event { kind: VISIT quarter: 2 event: 'events/tibo' }"));
  const std::string part = forum_.Item(absl::StrCat("parent_item: '", item, "'"));
  const ThreadNames names = forum_.WholeThread();
  const v1::Thread thread = forum_.Traced(plan);
  EXPECT_THAT(EdgesIn(thread), Contains(absl::StrCat(item, " BECAME events/tibo")));
  EXPECT_THAT(EdgesIn(thread), Contains(absl::StrCat(item, " HAS ", part)));
  // What came of the event is another thread.
  EXPECT_THAT(ThreadForum::NamesIn(thread), Not(Contains(names.round)));
}

TEST_P(TraceTest, WhatStandsInTheirPlaceIsShownBesideWhatWasSuperseded) {
  const std::string before = forum_.Commitment();
  const std::string after = forum_.Commitment(absl::StrCat("supersedes: '", before, "'"));
  EXPECT_THAT(EdgesIn(forum_.Traced(before)),
              ElementsAre(absl::StrCat(before, " SUPERSEDED ", after)));
  EXPECT_THAT(EdgesIn(forum_.Traced(after)),
              ElementsAre(absl::StrCat(before, " SUPERSEDED ", after)));
}

TEST_P(TraceTest, ItemsOfAProtocolAreInTheirOrderAndEachHasARow) {
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string round = forum_.RoundOf(negotiation, "");
  const std::string record = forum_.Record(negotiation, round);
  std::vector<std::string> items;
  items.reserve(11);
  for (int i = 0; i < 11; ++i) items.push_back(forum_.Undertaking(record, ""));
  const v1::Thread thread = forum_.Traced(record);
  std::vector<std::string> in_rows;
  for (const v1::ThreadRow& row : thread.rows()) {
    EXPECT_EQ(row.round(), round);
    in_rows.push_back(row.protocol_item());
  }
  EXPECT_THAT(in_rows, ElementsAreArray(items));
}

// --- Bounds.

TEST_P(TraceTest, ATraceThatIsCutShortSaysSoAndTellsNoGapOfWhatItDidNotLookInto) {
  const std::string commitment = forum_.Commitment();
  for (int i = 0; i < 5; ++i) forum_.Item(absl::StrCat("commitment: '", commitment, "'"));
  forum_.SetDay(2023, 12, 1);
  const v1::Thread cut = forum_.Traced(commitment, "node_limit: 4");
  EXPECT_TRUE(cut.truncated());
  EXPECT_THAT(cut.nodes(), SizeIs(4));
  EXPECT_THAT(cut.gaps(), IsEmpty());
  const v1::Thread whole = forum_.Traced(commitment, "node_limit: 6");
  EXPECT_FALSE(whole.truncated());
  EXPECT_THAT(whole.nodes(), SizeIs(6));
  EXPECT_THAT(whole.gaps(), SizeIs(10));
}

TEST_P(TraceTest, WhatIsDeletedIsNoPartOfAThread) {
  const ThreadNames names = forum_.WholeThread();
  Value(forum_.Do(&ThreadForum::Negotiations::DeletePosition,
                  Parse<v1::DeletePositionRequest>(absl::StrCat("name: '", names.position, "'"))));
  EXPECT_THAT(ThreadForum::NamesIn(forum_.Traced(names.topic)), Not(Contains(names.position)));
  EXPECT_THAT(forum_.Trace(names.position), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.Trace("commitments/none"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

// --- Who sees what.

TEST_P(TraceTest, WhoeverHoldsARoleOnTheInstallationSeesTheWholeThread) {
  const ThreadNames names = forum_.WholeThread();
  const v1::Thread whole = forum_.Traced(names.event);
  BecomeSomebody(v1::VIEWER, "");
  EXPECT_THAT(forum_.Traced(names.event), EqualsProto(whole));
}

TEST_P(TraceTest, WhoeverHoldsARoleOnANegotiationSeesWhatIsOfItWithoutResultsAndFigures) {
  const ThreadNames names = forum_.WholeThread();
  const ThreadNames others = forum_.WholeThread("kursk-again");
  BecomeSomebody(v1::NEGOTIATOR, names.negotiation);
  for (const std::string& start : {names.negotiation, names.topic, names.action_item}) {
    EXPECT_THAT(Sorted(ThreadForum::NamesIn(forum_.Traced(start))),
                UnorderedElementsAreArray(std::vector<std::string>{
                    "organizations/kursk-region", names.negotiation, names.round, names.topic,
                    names.position, names.protocol, names.protocol_item, names.commitment,
                    names.action_item}))
        << start;
  }
  EXPECT_THAT(ThreadForum::NamesIn(forum_.Traced("organizations/kursk-region")),
              Not(Contains(others.negotiation)));
  for (const std::string& hidden :
       {others.negotiation, others.topic, others.position, others.protocol_item, others.commitment,
        others.action_item, names.result, names.figure, names.event}) {
    EXPECT_THAT(forum_.Trace(hidden), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND)) << hidden;
  }
}

TEST_P(TraceTest, WhoeverCarriesOutAnItemSeesItAndNothingOfWhatItCameOf) {
  const ThreadNames names = forum_.WholeThread();
  forum_.Become("boris");
  EXPECT_THAT(ThreadForum::NamesIn(forum_.Traced(names.action_item)),
              ElementsAre(names.action_item));
  EXPECT_THAT(forum_.Trace(names.commitment), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

// What everything in a thread tells a caller, with names that the server chose written alike.
TEST_P(TraceTest, APositionAboveTheClearanceIsNotThereForAnyTrace) {
  // Two databases that differ in a secret position alone.
  testing::ThreadForum plain(GetParam());
  const ThreadNames names = plain.WholeThread();
  const std::string bare = plain.Topic(names.negotiation, "bare");
  const ThreadNames same = forum_.WholeThread();
  ASSERT_EQ(forum_.Topic(same.negotiation, "bare"), bare);
  const std::string secret = forum_.Position(bare, "Never", "SECRET");
  const std::string beside = forum_.Position(same.topic, "Nor this", "SECRET");
  const auto told = [](const ThreadForum&, const ThreadNames& own, const std::string& text) {
    return absl::StrReplaceAll(text, {{own.position, "POSITION"},
                                      {own.round, "ROUND"},
                                      {own.protocol, "PROTOCOL"},
                                      {own.protocol_item, "ITEM"},
                                      {own.commitment, "COMMITMENT"},
                                      {own.action_item, "ACTION"},
                                      {own.figure, "FIGURE"}});
  };
  const base::Access viewer =
      base::Access({base::Grant{v1::ADMINISTRATOR, ""}}).ClearedFor(v1::CONFIDENTIAL);
  plain.ActAs("users/somebody", &viewer);
  forum_.ActAs("users/somebody", &viewer);
  for (size_t i = 0; i < names.All().size(); ++i) {
    v1::Thread without = plain.Traced(names.All()[i]);
    v1::Thread with = forum_.Traced(same.All()[i]);
    // Who is who is chosen by the server, too.
    for (v1::Thread* thread : {&without, &with}) {
      for (Node& node : *thread->mutable_nodes()) node.clear_responsible();
    }
    EXPECT_EQ(told(forum_, same, with.DebugString()), told(plain, names, without.DebugString()));
  }
  EXPECT_THAT(forum_.Gaps(bare), Contains(::testing::StartsWith("TOPIC_WITHOUT_POSITION")));
  EXPECT_EQ(told(forum_, same, Value(forum_.Page()).gaps().empty() ? "" : "gaps"),
            told(plain, names, Value(plain.Page()).gaps().empty() ? "" : "gaps"));
  EXPECT_EQ(Value(forum_.Page()).topics().topics_size(),
            Value(plain.Page()).topics().topics_size());
  for (const std::string& hidden : {secret, beside}) {
    EXPECT_THAT(forum_.Trace(hidden), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
    EXPECT_FALSE(absl::StrContains(Value(forum_.Page()).DebugString(), hidden));
  }
  const base::Access cleared =
      base::Access({base::Grant{v1::ADMINISTRATOR, ""}}).ClearedFor(v1::SECRET);
  forum_.ActAs("users/somebody", &cleared);
  EXPECT_THAT(ThreadForum::NamesIn(forum_.Traced(bare)), Contains(secret));
  EXPECT_THAT(forum_.Gaps(bare), Not(Contains(::testing::StartsWith("TOPIC_WITHOUT_POSITION"))));
}

}  // namespace
}  // namespace plenary::thread
