#include "services/control/item_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
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
using Item = v1::ActionItem;

Item In(Item::State state) {
  Item item;
  item.set_name("actionItems/roadmap");
  item.set_state(state);
  return item;
}

// Every state, with where each verb leads from it; STATE_UNSPECIFIED: nowhere.
TEST(ItemRulesTest, EveryVerbLeadsWhereTheManualSays) {
  constexpr Item::State kNo = Item::STATE_UNSPECIFIED;
  const struct {
    Item::State from;
    // acknowledge, start, interim, done, return, recommend, replace, ask for time
    std::vector<Item::State> to;
  } cases[] = {
      {Item::DRAFT, {kNo, kNo, kNo, kNo, kNo, kNo, Item::DRAFT, kNo}},
      {Item::ASSIGNED,
       {Item::ACKNOWLEDGED, kNo, kNo, kNo, kNo, kNo, Item::ASSIGNED, Item::ASSIGNED}},
      {Item::ACKNOWLEDGED,
       {kNo, Item::IN_PROGRESS, Item::IN_PROGRESS, Item::REPORTED, kNo, kNo, Item::ASSIGNED,
        Item::ACKNOWLEDGED}},
      {Item::IN_PROGRESS,
       {kNo, kNo, Item::IN_PROGRESS, Item::REPORTED, kNo, kNo, Item::ASSIGNED, Item::IN_PROGRESS}},
      {Item::REPORTED, {kNo, kNo, kNo, kNo, Item::RETURNED, Item::REPORTED, kNo, kNo}},
      {Item::RETURNED,
       {kNo, Item::IN_PROGRESS, Item::IN_PROGRESS, Item::REPORTED, kNo, kNo, Item::ASSIGNED,
        Item::RETURNED}},
      {Item::REMOVED_FROM_CONTROL, {kNo, kNo, kNo, kNo, kNo, kNo, kNo, kNo}},
  };
  const std::vector<Verb> verbs = {Verb::kAcknowledge,     Verb::kStart,     Verb::kReportInterim,
                                   Verb::kReportDone,      Verb::kReturn,    Verb::kRecommend,
                                   Verb::kReplaceExecutor, Verb::kAskForTime};
  for (const auto& each : cases) {
    for (size_t i = 0; i < verbs.size(); ++i) {
      const std::string what = absl::StrCat(Item::State_Name(each.from), " verb ", i);
      EXPECT_EQ(StepFrom(each.from, verbs[i]).value_or(kNo), each.to[i]) << what;
      const auto checked = CheckVerb(In(each.from), verbs[i]);
      EXPECT_EQ(checked.ok(), each.to[i] != kNo) << what;
      if (checked.ok()) continue;
      EXPECT_THAT(checked, RefusedFor(v1::ERROR_REASON_WRONG_STATE)) << what;
    }
  }
}

TEST(ItemRulesTest, OnlyWhatIsReportedDoneIsRemovedAsDone) {
  for (const Item::State state :
       {Item::ASSIGNED, Item::ACKNOWLEDGED, Item::IN_PROGRESS, Item::RETURNED}) {
    EXPECT_THAT(CheckMayRemove(In(state), Item::FULFILLED),
                RefusedFor(v1::ERROR_REASON_NOT_REPORTED_DONE));
    EXPECT_THAT(CheckMayRemove(In(state), Item::PARTLY),
                RefusedFor(v1::ERROR_REASON_NOT_REPORTED_DONE));
    EXPECT_THAT(CheckMayRemove(In(state), Item::NO_LONGER_RELEVANT), IsOk());
    EXPECT_THAT(CheckMayRemove(In(state), Item::SUPERSEDED), IsOk());
  }
  EXPECT_THAT(CheckMayRemove(In(Item::REPORTED), Item::FULFILLED), IsOk());
  for (const Item::State state : {Item::DRAFT, Item::REMOVED_FROM_CONTROL}) {
    EXPECT_THAT(CheckMayRemove(In(state), Item::NO_LONGER_RELEVANT),
                RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  }
}

TEST(ItemRulesTest, WhatIsReportedInTimeIsNotOverdueWhileItWaits) {
  const absl::CivilDay last(2023, 6, 30);
  for (const auto& [state, is_overdue] :
       std::vector<std::pair<Item::State, bool>>{{Item::DRAFT, false},
                                                 {Item::ASSIGNED, true},
                                                 {Item::ACKNOWLEDGED, true},
                                                 {Item::IN_PROGRESS, true},
                                                 {Item::REPORTED, false},
                                                 {Item::RETURNED, true},
                                                 {Item::REMOVED_FROM_CONTROL, false}}) {
    Item item = In(state);
    EXPECT_FALSE(IsOverdue(item, last)) << "without a due date";
    item.set_due_date("2023-06-30");
    EXPECT_EQ(IsOverdue(item, last), is_overdue) << Item::State_Name(state);
    EXPECT_FALSE(IsOverdue(item, last - 1)) << Item::State_Name(state);
  }
}

TEST(ItemRulesTest, ASettledPeriodMakesTheNextOneDueUntilTheLast) {
  auto item = Parse<Item>("due { periodic { period: QUARTER until: '2023-12-31' } }");
  SetFirstDue(absl::CivilDay(2023, 4, 17), item);
  EXPECT_EQ(item.first_due_date(), "2023-06-30");
  EXPECT_TRUE(SettlePeriod(item));
  EXPECT_EQ(item.due_date(), "2023-09-30");
  EXPECT_EQ(item.period_end_date(), "2023-09-30");
  // An extension moves the day, not the period.
  item.set_due_date("2023-10-10");
  EXPECT_TRUE(SettlePeriod(item));
  EXPECT_EQ(item.due_date(), "2023-12-31");
  EXPECT_FALSE(SettlePeriod(item));
  EXPECT_EQ(item.first_due_date(), "2023-06-30");
}

TEST(ItemRulesTest, NobodyDecidesAboutWhatTheyExecuteWhateverElseTheyAre) {
  Actor actor;
  actor.executes = true;
  actor.keeps_control = actor.holds_controller = true;
  actor.is_author = actor.is_controller = actor.is_chair = true;
  for (const absl::Status& refusal :
       {CheckMayDecide(actor, "actionItems/a"), CheckMayReturn(actor, "actionItems/a"),
        CheckMayRecommend(actor, "actionItems/a"), CheckDoesNotExecute(actor, "actionItems/a")}) {
    EXPECT_THAT(refusal, RefusedFor(v1::ERROR_REASON_EXECUTOR_MAY_NOT_DECIDE));
  }
  EXPECT_THAT(CheckMayCarryOut(actor, "actionItems/a"), IsOk());
}

TEST(ItemRulesTest, TheAuthorOrAChairDecidesAndTheControllerRecommends) {
  const struct {
    const char* label;
    bool Actor::*is;
    bool carries_out, decides, returns, recommends;
  } cases[] = {
      {"the program", &Actor::is_program, true, true, true, true},
      {"a keeper", &Actor::keeps_control, true, false, false, false},
      {"a CONTROLLER", &Actor::holds_controller, false, false, false, true},
      {"the author", &Actor::is_author, false, true, true, false},
      {"the controller", &Actor::is_controller, false, false, true, true},
      {"a chair", &Actor::is_chair, false, true, true, false},
  };
  for (const auto& each : cases) {
    Actor actor;
    actor.*each.is = true;
    EXPECT_EQ(CheckMayCarryOut(actor, "actionItems/a").ok(), each.carries_out) << each.label;
    EXPECT_EQ(CheckMayDecide(actor, "actionItems/a").ok(), each.decides) << each.label;
    EXPECT_EQ(CheckMayReturn(actor, "actionItems/a").ok(), each.returns) << each.label;
    EXPECT_EQ(CheckMayRecommend(actor, "actionItems/a").ok(), each.recommends) << each.label;
  }
  EXPECT_THAT(CheckMayDecide(Actor(), "actionItems/a"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST(ItemRulesTest, EvidenceSaysWhereItIsFound) {
  EXPECT_TRUE(ShowsSomething(Parse<v1::Evidence>("event: 'events/forum'")));
  EXPECT_TRUE(ShowsSomething(Parse<v1::Evidence>("document { registration_number: '9' }")));
  EXPECT_FALSE(ShowsSomething(Parse<v1::Evidence>("document { kind: LETTER }")));
  EXPECT_FALSE(ShowsSomething(v1::Evidence()));
  EXPECT_THAT(CheckEvidence(Parse<v1::ActionReport>("kind: DONE"), "actionItems/a"),
              RefusedFor(v1::ERROR_REASON_EVIDENCE_MISSING));
  EXPECT_THAT(CheckEvidence(Parse<v1::ActionReport>("kind: INTERIM"), "actionItems/a"), IsOk());
}

TEST(ItemRulesTest, EveryBadFieldOfAnItemIsToldAtOnce) {
  const auto item = Parse<Item>(
      "titles { language: 'en' text: 'A' } titles { language: 'EN' text: 'B' } "
      "texts { language: 'ru' text: 'A' } texts { language: 'ru' text: 'B' } "
      "co_executors {} co_executors { person: 'people/ada' } co_executors { person: 'people/ada' } "
      "planned_event { kind: FORUM quarter: 1 } is_unplanned: true");
  base::FieldErrors errors;
  CheckItem(item, "action_item", errors);
  EXPECT_THAT(
      BadFields(errors.ToStatus()),
      ElementsAre("action_item.titles[1]", "action_item.texts[1]", "action_item.lead",
                  "action_item.co_executors[0]", "action_item.co_executors[2]", "action_item.due",
                  "action_item.planned_event", "action_item.is_unplanned"));
}

}  // namespace
}  // namespace plenary::control
