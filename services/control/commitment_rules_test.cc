#include "services/control/commitment_rules.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::control {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using Commitment = v1::Commitment;
using Item = v1::ActionItem;

const absl::CivilDay kToday(2023, 4, 17);

Tally Of(Item::Reason reason) { return {Item::REMOVED_FROM_CONTROL, reason, 1}; }
Tally In(Item::State state) { return {state, Item::REASON_UNSPECIFIED, 2}; }

std::vector<std::string> FaultsOfNote(const std::string& note, Commitment::Side side) {
  Commitment commitment;
  commitment.set_side(side);
  base::FieldErrors errors;
  CheckNote(Parse<v1::ProgressNote>(note), commitment, kToday, "progress_note", errors);
  return BadFields(errors.ToStatus());
}

TEST(CommitmentRulesTest, ACommitmentStandsWhereItsItemsStand) {
  const struct {
    const char* label;
    std::vector<Tally> tallies;
    Commitment::State state;
  } cases[] = {
      {"no items", {}, Commitment::OPEN},
      {"drafts alone", {In(Item::DRAFT)}, Commitment::OPEN},
      {"one under control", {Of(Item::FULFILLED), In(Item::ASSIGNED)}, Commitment::IN_PROGRESS},
      {"reported", {In(Item::REPORTED)}, Commitment::IN_PROGRESS},
      {"all done", {Of(Item::FULFILLED)}, Commitment::FULFILLED},
      {"one in part", {Of(Item::FULFILLED), Of(Item::PARTLY)}, Commitment::PARTLY},
      {"one dropped", {Of(Item::FULFILLED), Of(Item::NO_LONGER_RELEVANT)}, Commitment::PARTLY},
      {"all dropped", {Of(Item::NO_LONGER_RELEVANT)}, Commitment::DROPPED},
      {"one superseded", {Of(Item::FULFILLED), Of(Item::SUPERSEDED)}, Commitment::FULFILLED},
      {"all superseded", {Of(Item::SUPERSEDED)}, Commitment::DROPPED},
  };
  for (const auto& each : cases) EXPECT_EQ(StateByItems(each.tallies), each.state) << each.label;
}

TEST(CommitmentRulesTest, WhatIsTheirsTakesNoItemsAndWhatIsSupersededNoneEither) {
  EXPECT_THAT(CheckTakesItems(Parse<Commitment>("side: OURS")), IsOk());
  EXPECT_THAT(CheckTakesItems(Parse<Commitment>("side: JOINT")), IsOk());
  EXPECT_THAT(CheckTakesItems(Parse<Commitment>("side: THEIRS")),
              RefusedFor(v1::ERROR_REASON_COMMITMENT_NOT_OURS));
  EXPECT_THAT(CheckTakesItems(Parse<Commitment>("side: OURS superseded_by: 'commitments/b'")),
              RefusedFor(v1::ERROR_REASON_ALREADY_SUPERSEDED));
}

TEST(CommitmentRulesTest, WhatAProtocolSaysIsNotChangedHere) {
  const auto before = Parse<Commitment>(
      "name: 'commitments/a' texts { language: 'en' text: 'A' } "
      "source { protocol_item: 'negotiations/n/protocols/p/items/i' }");
  Commitment after = before;
  after.set_note("ask Vera");
  EXPECT_THAT(CheckMayUpdate(before, after), IsOk());
  after.mutable_texts(0)->set_text("B");
  EXPECT_THAT(CheckMayUpdate(before, after), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED));
  EXPECT_THAT(CheckMayDelete(before), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED));
  const auto own = Parse<Commitment>("source { instruction { title: 'Directive No. 9' } }");
  EXPECT_THAT(CheckMayUpdate(own, after), IsOk());
  EXPECT_THAT(CheckMayDelete(own), IsOk());
}

TEST(CommitmentRulesTest, ItIsAgreedOnTheDayOfItsInstruction) {
  auto commitment =
      Parse<Commitment>("source { instruction { date: '2023-03-01' } } due { date: '2023-09-01' }");
  FillIn(kToday, commitment);
  EXPECT_EQ(commitment.source_date(), "2023-03-01");
  EXPECT_EQ(commitment.due_date(), "2023-09-01");
  auto of_plan = Parse<Commitment>("source { action_plan: 'actionPlans/china' }");
  FillIn(kToday, of_plan);
  EXPECT_EQ(of_plan.source_date(), "2023-04-17");
  EXPECT_EQ(of_plan.due_date(), "");
}

TEST(CommitmentRulesTest, EveryBadFieldIsToldAtOnce) {
  base::FieldErrors errors;
  CheckCommitment(Parse<Commitment>("texts { language: 'en' text: 'A' } texts { language: 'EN' "
                                    "text: 'B' } source {} source_date: 'May' due {}"),
                  "commitment", errors);
  EXPECT_THAT(BadFields(errors.ToStatus()),
              ElementsAre("commitment.texts[1]", "commitment.source_date", "commitment.due",
                          "commitment.source"));
  base::FieldErrors others;
  CheckCommitment(Parse<Commitment>("source_date: '2023-03-02' source { instruction { title: 'D' "
                                    "date: '2023-03-01' } }"),
                  "commitment", others);
  EXPECT_THAT(BadFields(others.ToStatus()), ElementsAre("commitment.source_date"));
}

TEST(CommitmentRulesTest, WhatIsHeardHasADayAndAnOutcomeOnlyWhereItIsTheirs) {
  EXPECT_THAT(FaultsOfNote("date: '2023-04-17' outcome: FULFILLED", Commitment::THEIRS),
              ElementsAre());
  EXPECT_THAT(FaultsOfNote("date: '2023-04-18'", Commitment::THEIRS),
              ElementsAre("progress_note.date"));
  EXPECT_THAT(FaultsOfNote("date: 'now' outcome: OPEN", Commitment::THEIRS),
              ElementsAre("progress_note.date", "progress_note.date", "progress_note.outcome"));
  EXPECT_THAT(FaultsOfNote("date: '2023-04-17' outcome: PARTLY", Commitment::JOINT),
              ElementsAre("progress_note.outcome"));
}

TEST(CommitmentRulesTest, WhoIsNotHeardOfForDaysIsSilent) {
  auto commitment = Parse<Commitment>("side: THEIRS state: OPEN source_date: '2023-03-01'");
  const absl::CivilDay last = LastSilentDay(kToday, 30);
  EXPECT_EQ(last, absl::CivilDay(2023, 3, 18));
  EXPECT_TRUE(IsSilent(commitment, last));
  Hear(Parse<v1::ProgressNote>("date: '2023-03-19'"), commitment);
  EXPECT_FALSE(IsSilent(commitment, last));
  EXPECT_TRUE(IsSilent(commitment, last + 1));
  Hear(Parse<v1::ProgressNote>("date: '2023-02-01' outcome: FULFILLED"), commitment);
  EXPECT_EQ(commitment.last_heard_date(), "2023-03-19");
  EXPECT_EQ(commitment.state(), Commitment::FULFILLED);
  EXPECT_FALSE(IsSilent(commitment, last + 1));
  const auto ours = Parse<Commitment>("side: OURS state: OPEN source_date: '2020-03-01'");
  EXPECT_FALSE(IsSilent(ours, last));
}

TEST(CommitmentRulesTest, OnlyTheOtherSidesPartIsHeardOf) {
  EXPECT_THAT(CheckIsWatched(Parse<Commitment>("side: JOINT")), IsOk());
  EXPECT_THAT(CheckIsWatched(Parse<Commitment>("side: OURS")),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

}  // namespace
}  // namespace plenary::control
