#include "services/thread/graph_rules.h"

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

using ::plenary::testing::EqualsProto;
using ::plenary::testing::Parse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A graph of these resources.
template <class... Resources>
Graph GraphOf(Resources... resources) {
  Graph graph;
  for (Resource each : {Resource(resources)...}) {
    const std::string name = NameOf(each);
    graph.found[name] = {std::move(each)};
  }
  return graph;
}

class Laid {
 public:
  explicit Laid(const Graph& graph)
      : nodes(NodesOf(graph, absl::UTCTimeZone())), edges(EdgesOf(graph, nodes)) {}
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    names.reserve(nodes.size());
    for (const v1::ThreadNode& node : nodes) names.push_back(node.name());
    return names;
  }
  std::vector<v1::ThreadRow> Rows() const { return RowsOf(nodes, Neighbours(nodes, edges)); }

  std::vector<v1::ThreadNode> nodes;
  std::vector<v1::ThreadEdge> edges;
};

v1::ProtocolItem Item(const std::string& protocol, const std::string& number,
                      const std::string& rest = "") {
  return Parse<v1::ProtocolItem>(absl::StrCat("name: 'negotiations/k/protocols/", protocol,
                                              "/items/", number[0] == '2' ? "b" : "a", "-",
                                              number.substr(2), "' number: '", number, "' ", rest));
}

TEST(GraphRulesTest, ItemsAreInTheOrderOfTheirNumbersOneProtocolAfterTheOther) {
  EXPECT_THAT(
      Laid(GraphOf(Item("q", "1.1"), Item("p", "2.10"), Item("p", "2.9"), Item("p", "1.3")))
          .Names(),
      ElementsAre("negotiations/k/protocols/p/items/a-3", "negotiations/k/protocols/p/items/b-9",
                  "negotiations/k/protocols/p/items/b-10", "negotiations/k/protocols/q/items/a-1"));
}

TEST(GraphRulesTest, WhatHasNoDateComesLast) {
  EXPECT_THAT(Laid(GraphOf(Parse<v1::Result>("name: 'results/a'"),
                           Parse<v1::Result>("name: 'results/b' date: '2023-08-24'"),
                           Parse<v1::Result>("name: 'results/c' date: '2022-08-24'")))
                  .Names(),
              ElementsAre("results/c", "results/b", "results/a"));
}

TEST(GraphRulesTest, EdgesLeadToNothingThatIsNotThere) {
  EXPECT_THAT(
      Laid(GraphOf(Parse<v1::Result>("name: 'results/a' origins: 'events/e' figures: 'f'"))).edges,
      IsEmpty());
}

TEST(GraphRulesTest, APositionLeadsToTheItemsAboutItsTopic) {
  const Laid laid(GraphOf(Parse<v1::Topic>("name: 'negotiations/k/topics/t'"),
                          Parse<v1::Position>("name: 'negotiations/k/topics/t/positions/p'"),
                          Item("p", "1.1", "topic: 'negotiations/k/topics/t'"), Item("p", "1.2")));
  ASSERT_THAT(laid.edges, SizeIs(3));
  EXPECT_EQ(laid.edges[2].from(), "negotiations/k/topics/t/positions/p");
  EXPECT_EQ(laid.edges[2].to(), "negotiations/k/protocols/p/items/a-1");
  EXPECT_EQ(laid.edges[2].kind(), v1::ThreadEdge::ABOUT);
}

TEST(GraphRulesTest, ATopicWithoutItemsHasARowOfItsLastRound) {
  const std::vector<v1::ThreadRow> rows =
      Laid(GraphOf(Parse<v1::Round>("name: 'negotiations/k/rounds/1' number: 1 "
                                    "topics: 'negotiations/k/topics/t'"),
                   Parse<v1::Round>("name: 'negotiations/k/rounds/2' number: 2 "
                                    "topics: 'negotiations/k/topics/t'"),
                   Parse<v1::Topic>("name: 'negotiations/k/topics/t'")))
          .Rows();
  EXPECT_THAT(rows, ElementsAre(EqualsProto(Parse<v1::ThreadRow>(
                        "round: 'negotiations/k/rounds/2' topic: 'negotiations/k/topics/t'"))));
}

TEST(GraphRulesTest, APartOfAnItemStandsInTheRowOfTheCommitmentOfTheWhole) {
  const std::vector<v1::ThreadRow> rows =
      Laid(GraphOf(Parse<v1::Commitment>("name: 'commitments/c'"),
                   Parse<v1::ActionItem>("name: 'actionItems/a' commitment: 'commitments/c'"),
                   Parse<v1::ActionItem>("name: 'actionItems/b' parent_item: 'actionItems/a'")))
          .Rows();
  EXPECT_THAT(rows, ElementsAre(EqualsProto(Parse<v1::ThreadRow>(
                                    "commitment: 'commitments/c' action_item: 'actionItems/a'")),
                                EqualsProto(Parse<v1::ThreadRow>(
                                    "commitment: 'commitments/c' action_item: 'actionItems/b'"))));
}

TEST(GraphRulesTest, AnItemOfAPlanHasThePlanInPlaceOfACommitment) {
  const std::vector<v1::ThreadRow> rows =
      Laid(GraphOf(Parse<v1::ActionPlan>("name: 'actionPlans/p'"),
                   Parse<v1::ActionItem>("name: 'actionItems/a' action_plan: 'actionPlans/p'"),
                   Parse<v1::Commitment>(
                       "name: 'commitments/c' source { action_plan: 'actionPlans/p' }")))
          .Rows();
  EXPECT_THAT(rows, ElementsAre(EqualsProto(Parse<v1::ThreadRow>(
                                    "protocol_item: 'actionPlans/p' commitment: 'commitments/c'")),
                                EqualsProto(Parse<v1::ThreadRow>(
                                    "commitment: 'actionPlans/p' action_item: 'actionItems/a'"))));
}

TEST(GraphRulesTest, AResultOfSeveralOriginsStandsInTheRowOfTheLastOfThem) {
  const std::vector<v1::ThreadRow> rows =
      Laid(GraphOf(Parse<v1::Event>("name: 'events/e'"),
                   Parse<v1::ActionItem>("name: 'actionItems/a'"),
                   Parse<v1::Result>(
                       "name: 'results/r' origins: 'events/e' origins: 'actionItems/a' "
                       "figures: 'indicators/i/figures/f' figures: 'indicators/i/figures/g'"),
                   Parse<v1::Figure>("name: 'indicators/i/figures/f'"),
                   Parse<v1::Figure>("name: 'indicators/i/figures/g'")))
          .Rows();
  EXPECT_THAT(rows, ElementsAre(EqualsProto(Parse<v1::ThreadRow>(
                        "action_item: 'actionItems/a' result: 'results/r' "
                        "figures: 'indicators/i/figures/f' figures: 'indicators/i/figures/g'"))));
}

TEST(GraphRulesTest, AFigureThatAccompaniesNothingHasARowOfItsOwn) {
  EXPECT_THAT(Laid(GraphOf(Parse<v1::Figure>("name: 'indicators/i/figures/f'"))).Rows(),
              ElementsAre(EqualsProto(Parse<v1::ThreadRow>("figures: 'indicators/i/figures/f'"))));
}

TEST(GraphRulesTest, WhatIsReachedIsReachedAtAnyDistance) {
  const Laid laid(
      GraphOf(Parse<v1::Commitment>("name: 'commitments/c'"),
              Parse<v1::ActionItem>("name: 'actionItems/a' commitment: 'commitments/c'"),
              Parse<v1::Result>("name: 'results/r' origins: 'actionItems/a'")));
  const Neighbours neighbours(laid.nodes, laid.edges);
  EXPECT_TRUE(neighbours.ReachesFrom("commitments/c", v1::ThreadNode::RESULT));
  EXPECT_FALSE(neighbours.ReachesFrom("results/r", v1::ThreadNode::COMMITMENT));
  EXPECT_FALSE(neighbours.LeadsTo("commitments/c", v1::ThreadNode::RESULT));
}

}  // namespace
}  // namespace plenary::thread
