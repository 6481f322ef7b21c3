#include "services/control/plan_rules.h"

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
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using Plan = v1::ActionPlan;

Plan In(Plan::State state, Plan::Kind kind = Plan::COUNTERPART) {
  Plan plan;
  plan.set_name("actionPlans/china");
  plan.set_state(state);
  plan.set_kind(kind);
  plan.set_edition(1);
  return plan;
}

std::vector<std::string> FaultsOf(const std::string& plan) {
  base::FieldErrors errors;
  CheckPlan(Parse<Plan>(plan), "action_plan", errors);
  return BadFields(errors.ToStatus());
}

TEST(PlanRulesTest, EveryVerbLeadsWhereTheManualSays) {
  constexpr Plan::State kNo = Plan::STATE_UNSPECIFIED;
  const struct {
    Plan::State from;
    std::vector<Plan::State> to;  // update, submit, return, approve, amend, implement
  } cases[] = {
      {Plan::DRAFT, {Plan::DRAFT, Plan::IN_AGREEMENT, kNo, kNo, kNo, kNo}},
      {Plan::IN_AGREEMENT, {kNo, kNo, Plan::DRAFT, Plan::APPROVED, kNo, kNo}},
      {Plan::APPROVED, {kNo, kNo, kNo, kNo, Plan::DRAFT, Plan::IMPLEMENTED}},
      {Plan::IMPLEMENTED, {kNo, kNo, kNo, kNo, kNo, kNo}},
  };
  const std::vector<PlanVerb> verbs = {PlanVerb::kUpdate,  PlanVerb::kSubmit, PlanVerb::kReturn,
                                       PlanVerb::kApprove, PlanVerb::kAmend,  PlanVerb::kImplement};
  for (const auto& each : cases) {
    for (size_t i = 0; i < verbs.size(); ++i) {
      const std::string what = absl::StrCat(Plan::State_Name(each.from), " verb ", i);
      EXPECT_EQ(StepFrom(each.from, verbs[i]).value_or(kNo), each.to[i]) << what;
      EXPECT_EQ(CheckVerb(In(each.from), verbs[i]).ok(), each.to[i] != kNo) << what;
    }
  }
  EXPECT_THAT(CheckVerb(In(Plan::DRAFT), PlanVerb::kApprove),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST(PlanRulesTest, OnlyAFirstEditionThatIsBeingWrittenIsDeleted) {
  EXPECT_THAT(CheckMayDelete(In(Plan::DRAFT)), IsOk());
  Plan amended = In(Plan::DRAFT);
  amended.set_edition(2);
  EXPECT_THAT(CheckMayDelete(amended), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(CheckMayDelete(In(Plan::APPROVED)), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST(PlanRulesTest, AnApprovedPlanTakesOnlyWhatIsUnplanned) {
  const v1::ActionItem planned;
  const auto unplanned = Parse<v1::ActionItem>("is_unplanned: true");
  EXPECT_THAT(EntryState(In(Plan::DRAFT), planned), IsOkAnd(v1::ActionItem::DRAFT));
  EXPECT_THAT(EntryState(In(Plan::APPROVED), unplanned), IsOkAnd(v1::ActionItem::ASSIGNED));
  EXPECT_THAT(EntryState(In(Plan::APPROVED), planned), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(EntryState(In(Plan::IN_AGREEMENT), unplanned),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(EntryState(In(Plan::IMPLEMENTED), unplanned),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(BadFields(EntryState(In(Plan::DRAFT), unplanned)),
              ElementsAre("action_item.is_unplanned"));
}

TEST(PlanRulesTest, VisitsAndEventsStandInAnnualPlans) {
  const auto visit = Parse<v1::ActionItem>("planned_event { kind: VISIT quarter: 3 }");
  EXPECT_THAT(EntryState(In(Plan::DRAFT, Plan::ANNUAL), visit), IsOk());
  EXPECT_THAT(BadFields(EntryState(In(Plan::DRAFT), visit)),
              ElementsAre("action_item.planned_event"));
}

TEST(PlanRulesTest, AnAnnualPlanIsOfOneYearAndAnotherHasACounterpart) {
  EXPECT_THAT(FaultsOf("kind: ANNUAL start_date: '2023-01-01' end_date: '2023-12-31'"),
              ElementsAre());
  EXPECT_THAT(FaultsOf("kind: ANNUAL start_date: '2023-01-01' end_date: '2024-12-31'"),
              ElementsAre("action_plan.end_date"));
  EXPECT_THAT(FaultsOf("kind: COUNTERPART start_date: '2023-01-01' end_date: '2022-12-31'"),
              ElementsAre("action_plan.end_date", "action_plan.counterpart"));
  EXPECT_THAT(FaultsOf("kind: ANNUAL start_date: 'spring' end_date: '2023-12-31'"),
              ElementsAre("action_plan.start_date"));
}

}  // namespace
}  // namespace plenary::control
