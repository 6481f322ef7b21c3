// Action plans and their editions over every engine.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/control.h"

namespace plenary::control {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Control = testing::ControlForum::Control;
using Plan = v1::ActionPlan;

class PlansTest : public testing::ControlTest {
 protected:
  static std::string In(const std::string& plan) {
    return absl::StrCat("action_plan: '", plan, "' ");
  }
  static std::string Named(const std::string& name, const std::string& rest = "") {
    return testing::Forum::Named(name, rest);
  }
  absl::StatusOr<Plan> Amend(const std::string& plan) {
    return forum_.Do(&Control::AmendActionPlan, Named(plan, "reason: 'A visit more'"));
  }
  // The names of the items of an edition as it was approved.
  std::vector<std::string> ItemsOf(const std::string& plan, int edition) {
    const auto page = Value(forum_.Ask(&Control::ListEditionItems,
                                       absl::StrCat("parent: '", plan, "' edition: ", edition)));
    std::vector<std::string> names;
    for (const v1::ActionItem& each : page.action_items()) names.push_back(each.name());
    return names;
  }
};
PLENARY_ON_EVERY_ENGINE(PlansTest);

TEST_P(PlansTest, APlanIsWrittenAgreedApprovedAndImplemented) {
  const Plan drafted = Value(forum_.AddPlan());
  EXPECT_EQ(drafted.state(), Plan::DRAFT);
  EXPECT_EQ(drafted.edition(), 1);
  const std::string& plan = drafted.name();
  EXPECT_THAT(forum_.Do(&Control::SubmitActionPlan, Named(plan)),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));  // without items
  const std::string item = forum_.Item(In(plan));
  EXPECT_EQ(forum_.GetItem(item).state(), v1::ActionItem::DRAFT);
  EXPECT_THAT(forum_.Acknowledge(item), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  Value(forum_.Do(&Control::SubmitActionPlan, Named(plan)));
  EXPECT_EQ(
      Value(forum_.Do(&Control::ReturnActionPlan, Named(plan, "reason: 'dates'"))).step_note(),
      "dates");
  const Plan approved = forum_.Approved(plan);
  EXPECT_EQ(approved.state(), Plan::APPROVED);
  EXPECT_TRUE(approved.has_approve_time());
  EXPECT_EQ(forum_.GetItem(item).state(), v1::ActionItem::ASSIGNED);
  EXPECT_TRUE(forum_.GetItem(item).has_assign_time());
  EXPECT_THAT(forum_.Do(&Control::ImplementActionPlan, Named(plan)),
              RefusedFor(v1::ERROR_REASON_PARTS_UNDER_CONTROL));
  Value(forum_.Remove(item, "NO_LONGER_RELEVANT"));
  EXPECT_EQ(Value(forum_.Do(&Control::ImplementActionPlan, Named(plan))).state(),
            Plan::IMPLEMENTED);
}

TEST_P(PlansTest, AnAmendmentLeavesTheEarlierEditionAsItWas) {
  const std::string plan = forum_.Plan();
  const std::string first = forum_.Item(In(plan));
  const Plan approved = forum_.Approved(plan);
  Value(forum_.Acknowledge(first));
  const Plan amended = Value(Amend(plan));
  EXPECT_EQ(amended.edition(), 2);
  EXPECT_EQ(amended.state(), Plan::DRAFT);
  EXPECT_FALSE(amended.has_approve_time());
  // What the plan asked for goes on meanwhile.
  EXPECT_THAT(forum_.Report(first, "INTERIM"), IsOk());
  const std::string second = forum_.Item(In(plan));
  Value(forum_.Do(&Control::UpdateActionPlan,
                  absl::StrCat("action_plan { name: '", plan, "' end_date: '2026-12-31' }")));
  EXPECT_THAT(ItemsOf(plan, 0), ElementsAre(first));
  EXPECT_THAT(BadFields(forum_.Ask(&Control::ListEditionItems,
                                   absl::StrCat("parent: '", plan, "' edition: 2"))),
              ElementsAre("edition"));
  forum_.Approved(plan);
  EXPECT_THAT(ItemsOf(plan, 1), ElementsAre(first));
  EXPECT_THAT(ItemsOf(plan, 0), UnorderedElementsAre(first, second));
  const auto editions =
      Value(forum_.Ask(&Control::ListActionPlanEditions, absl::StrCat("parent: '", plan, "'")));
  ASSERT_EQ(editions.action_plans_size(), 2);
  EXPECT_THAT(editions.action_plans(0), EqualsProto(approved));
  EXPECT_EQ(editions.action_plans(1).end_date(), "2026-12-31");
}

TEST_P(PlansTest, AnApprovedPlanChangesByAmendmentAlone) {
  const std::string plan = forum_.Plan();
  const std::string item = forum_.Item(In(plan));
  forum_.Approved(plan);
  EXPECT_THAT(forum_.Do(&Control::UpdateActionPlan,
                        absl::StrCat("action_plan { name: '", plan, "' note: 'late' }")),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.AddItem(In(plan)), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Do(&Control::DeleteActionItem, Named(item)),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  Value(Amend(plan));
  EXPECT_THAT(forum_.Do(&Control::DeleteActionItem, Named(item)), IsOk());
}

TEST_P(PlansTest, WhatCameWithoutAnAmendmentIsMarkedUnplanned) {
  const std::string plan = forum_.Plan("kind: ANNUAL end_date: '2023-12-31'");
  const std::string visit =
      forum_.Item(In(plan) + "planned_event { kind: VISIT quarter: 3 place: 'Kursk' }");
  forum_.Approved(plan);
  const std::string more =
      forum_.Item(In(plan) + "planned_event { kind: FORUM quarter: 4 } is_unplanned: true");
  EXPECT_EQ(forum_.GetItem(more).state(), v1::ActionItem::ASSIGNED);
  EXPECT_THAT(forum_.Items("filter: 'unplanned = true'"), ElementsAre(more));
  // The event that the visit became.
  Value(forum_.UpdateItem(visit, "planned_event { kind: VISIT quarter: 3 event: 'events/tibo' }"));
  EXPECT_EQ(forum_.GetItem(visit).planned_event().event(), "events/tibo");
  EXPECT_THAT(forum_.UpdateItem(visit,
                                "planned_event { kind: VISIT quarter: 3 event: "
                                "'events/none' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(PlansTest, NobodyApprovesAPlanWhoseExecutorsLeft) {
  const std::string plan = forum_.Plan();
  const std::string item = forum_.Item(In(plan));
  Value(forum_.Do(&Control::SubmitActionPlan, Named(plan)));
  forum_.Move("boris", "park");
  EXPECT_THAT(forum_.Do(&Control::ApproveActionPlan, Named(plan)),
              RefusedFor(v1::ERROR_REASON_EXECUTOR_LEFT));
  EXPECT_EQ(forum_.GetItem(item).state(), v1::ActionItem::DRAFT);
  EXPECT_EQ(forum_.GetPlan(plan).state(), Plan::IN_AGREEMENT);
  Value(forum_.Replace(item, absl::StrCat("lead { person: '", forum_.Who("ilya"), "' }")));
  EXPECT_EQ(forum_.GetItem(item).state(), v1::ActionItem::DRAFT);
  EXPECT_THAT(forum_.Do(&Control::ApproveActionPlan, Named(plan)), IsOk());
}

TEST_P(PlansTest, WhatIsDraftIsRescheduledWithoutAnExtension) {
  const std::string plan = forum_.Plan();
  const std::string item = forum_.Item(In(plan));
  const v1::ActionItem moved = Value(forum_.UpdateItem(item, "due { date: '2023-12-31' }"));
  EXPECT_EQ(moved.first_due_date(), "2023-12-31");
  forum_.SetDay(2024, 2, 1);
  EXPECT_FALSE(forum_.GetItem(item).is_overdue());  // nobody was given it yet
}

TEST_P(PlansTest, OnlyAPlanThatWasNeverApprovedIsDeleted) {
  const std::string plan = forum_.Plan();
  const std::string item = forum_.Item(In(plan));
  EXPECT_THAT(forum_.Do(&Control::DeleteActionPlan, Named(plan)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  Value(forum_.Do(&Control::DeleteActionItem, Named(item)));
  Value(forum_.Do(&Control::DeleteActionPlan, Named(plan)));
  EXPECT_THAT(forum_.AddItem(In(plan)), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.Do(&Control::UndeleteActionItem, Named(item)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  Value(forum_.Do(&Control::UndeleteActionPlan, Named(plan)));
  Value(forum_.Do(&Control::UndeleteActionItem, Named(item)));
  forum_.Approved(plan);
  EXPECT_THAT(forum_.Do(&Control::DeleteActionPlan, Named(plan)),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(PlansTest, PlansAreListedByTheirPeriodAndSeenByNegotiation) {
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string later =
      forum_.Plan(absl::StrCat("start_date: '2024-01-01' negotiation: '", negotiation, "'"));
  const std::string earlier = forum_.Plan("kind: ANNUAL end_date: '2023-12-31'");
  const auto listed = [&](const std::string& rest) {
    const auto page = Value(forum_.Ask(&Control::ListActionPlans, rest));
    std::vector<std::string> names;
    for (const Plan& each : page.action_plans()) names.push_back(each.name());
    return names;
  };
  EXPECT_THAT(listed(""), ElementsAre(earlier, later));
  EXPECT_THAT(listed("filter: 'kind = ANNUAL'"), ElementsAre(earlier));
  EXPECT_THAT(listed("filter: 'start_date >= 2024-01-01'"), ElementsAre(later));
  forum_.Meet("negotiator", "ministry", {{v1::NEGOTIATOR, negotiation}});
  forum_.Become("negotiator");
  EXPECT_THAT(listed(""), ElementsAre(later));
  forum_.Become("ilya");
  EXPECT_THAT(listed(""), IsEmpty());
}

TEST_P(PlansTest, APlanNamesWhatIsThere) {
  EXPECT_THAT(forum_.AddPlan("counterpart: 'organizations/nobody'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.AddPlan("negotiation: 'negotiations/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(forum_.AddPlan("start_date: '01.01.2023'")),
              ElementsAre("action_plan.start_date"));
}

}  // namespace
}  // namespace plenary::control
