// Later due dates over every engine.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/control.h"
#include "tests/testing/race.h"

namespace plenary::control {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using Control = testing::ControlForum::Control;
using Extension = v1::Extension;

class ExtensionsTest : public testing::ControlTest {
 protected:
  std::vector<Extension> Of(const std::string& item) {
    const auto page = Value(
        forum_.Ask(&Control::ListExtensions, absl::StrCat("page_size: 1000 parent: '", item, "'")));
    return {page.extensions().begin(), page.extensions().end()};
  }
};
PLENARY_ON_EVERY_ENGINE(ExtensionsTest);

TEST_P(ExtensionsTest, OfAnExtensionOfAnExtensionTheFirstDateIsStillShown) {
  const std::string item = forum_.Acknowledged();
  Value(forum_.Decide(Value(forum_.AskForTime(item, "2023-09-30")).name(), "GRANTED"));
  forum_.clock().Advance(absl::Hours(1));
  const Extension second = Value(forum_.AskForTime(item, "2023-12-31"));
  EXPECT_EQ(second.old_due_date(), "2023-09-30");
  Value(forum_.Decide(second.name(), "GRANTED"));
  const v1::ActionItem extended = forum_.GetItem(item);
  EXPECT_EQ(extended.due_date(), "2023-12-31");
  EXPECT_EQ(extended.first_due_date(), "2023-06-30");
  EXPECT_EQ(extended.due().date(), "2023-06-30");
  ASSERT_THAT(Of(item), SizeIs(2));
  EXPECT_EQ(Of(item)[0].name(), second.name());
  EXPECT_THAT(forum_.Items("filter: 'first_due_date = 2023-06-30 AND due_date = 2023-12-31'"),
              ElementsAre(item));
}

TEST_P(ExtensionsTest, ARefusalLeavesTheDateAndAnotherMayBeAskedFor) {
  const std::string item = forum_.Item();
  forum_.Become("boris");
  const Extension asked = Value(forum_.AskForTime(item, "2023-09-30"));
  EXPECT_EQ(asked.person(), forum_.Who("boris"));
  EXPECT_EQ(forum_.GetItem(item).undecided_extension(), asked.name());
  EXPECT_THAT(forum_.AskForTime(item, "2023-10-31"),
              RefusedFor(v1::ERROR_REASON_EXTENSION_UNDECIDED));
  forum_.Become("anna");
  const Extension refused = Value(forum_.Decide(asked.name(), "REFUSED"));
  EXPECT_EQ(refused.state(), Extension::REFUSED);
  EXPECT_EQ(refused.decided_by_person(), forum_.Who("anna"));
  EXPECT_THAT(forum_.Decide(asked.name(), "GRANTED"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_EQ(forum_.GetItem(item).due_date(), "2023-06-30");
  EXPECT_THAT(forum_.AskForTime(item, "2023-07-31"), IsOk());
}

TEST_P(ExtensionsTest, WhoExecutesDoesNotDecide) {
  const std::string item = forum_.Item(absl::StrCat("lead { person: '", forum_.Who("gleb"), "' }"));
  const std::string asked = Value(forum_.AskForTime(item, "2023-09-30")).name();
  forum_.Become("gleb");
  EXPECT_THAT(forum_.Decide(asked, "GRANTED"),
              RefusedFor(v1::ERROR_REASON_EXECUTOR_MAY_NOT_DECIDE));
  forum_.Become("vera");
  EXPECT_THAT(forum_.Decide(asked, "GRANTED"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(ExtensionsTest, ANewDateIsADayAfterTheOld) {
  const std::string item = forum_.Item();
  for (const char* day : {"2023-06-30", "2023-06-29", "soon"}) {
    EXPECT_THAT(BadFields(forum_.AskForTime(item, day)), ElementsAre("extension.new_due_date"))
        << day;
  }
  const std::string endless = forum_.Item("due { continuous {} }");
  EXPECT_THAT(BadFields(forum_.AskForTime(endless, "2023-09-30")),
              ElementsAre("extension.new_due_date"));
}

TEST_P(ExtensionsTest, WhatIsReportedOrRemovedIsNotExtended) {
  const std::string reported = forum_.Reported();
  EXPECT_THAT(forum_.AskForTime(reported, "2023-09-30"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const std::string item = forum_.Item();
  const std::string asked = Value(forum_.AskForTime(item, "2023-09-30")).name();
  Value(forum_.Remove(item, "NO_LONGER_RELEVANT"));
  EXPECT_EQ(forum_.GetItem(item).undecided_extension(), "");
  EXPECT_EQ(Of(item)[0].state(), Extension::REFUSED);
  EXPECT_THAT(forum_.Decide(asked, "GRANTED"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(ExtensionsTest, ADecisionIsToGrantOrToRefuse) {
  const std::string asked = Value(forum_.AskForTime(forum_.Item(), "2023-09-30")).name();
  EXPECT_THAT(BadFields(forum_.Decide(asked, "UNDECIDED")), ElementsAre("decision"));
  EXPECT_THAT(forum_.Decide("actionItems/none/extensions/none", "GRANTED"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ExtensionsTest, OfManyWhoAskAtOnceOneDoes) {
  const std::string item = forum_.Item();
  std::vector<absl::Status> outcomes(4);
  testing::Race(4, [&](int i) {
    outcomes[static_cast<size_t>(i)] =
        forum_.AskForTime(item, absl::StrCat("2023-0", 7 + i % 3, "-15")).status();
  });
  EXPECT_EQ(std::count_if(outcomes.begin(), outcomes.end(),
                          [](const absl::Status& status) { return status.ok(); }),
            1);
  EXPECT_THAT(Of(item), SizeIs(1));
}

}  // namespace
}  // namespace plenary::control
