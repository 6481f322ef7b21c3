// Commitments, plans of action and items from the command line, against a real server.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/command_line.h"

namespace plenary::cli {
namespace {

using plenary::testing::CommandLineTest;
using plenary::testing::Outcome;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ControlTest : public CommandLineTest {
 protected:
  void SetUp() override {
    MustDo("organization create ministry --type authority --display-name", {"en=The Ministry"});
    MustDo("organization create kursk --type region --display-name", {"en=Kursk Region"});
    anna_ = Person("en=Examplewoman,Ann");
    boris_ = Person("en=Sampleman,Boris");
    MustDo("user update admin --person " + anna_);
  }
  std::string Person(const std::string& name) {
    return IdIn(Plenary("person create --organization ministry -o csv --name", {name}));
  }
  // Anna gives Boris something, due on a day.
  Outcome Give(const std::string& id, const std::string& due, const std::string& more = "") {
    return Plenary(
        absl::StrCat("item create ", id, " --lead ministry:", boris_, " --due ", due, more),
        {"--title", "en=Connect the systems"});
  }

  std::string anna_;
  std::string boris_;
};

TEST_F(ControlTest, AnInstructionBecomesACommitmentWithItems) {
  MustDo("commitment create directive-9 --side ours --due 2190-12-31 --text",
         {"en=Develop the exchange", "--source", "Directive No. 9@2021-12-03:9:President"});
  EXPECT_THAT(Plenary("commitment get directive-9").out,
              AllOf(HasSubstr("Directive No. 9"), HasSubstr("2021-12-03"), HasSubstr("President")));
  ASSERT_EQ(Give("connect", "2190-06-30", " --commitment directive-9").code, 0);
  EXPECT_THAT(Plenary("commitment list --state in-progress").out, HasSubstr("directive-9"));
  EXPECT_THAT(Plenary("item list --commitment directive-9").out,
              AllOf(HasSubstr("2190-06-30"), HasSubstr("ministry:")));
}

TEST_F(ControlTest, AnItemIsAcknowledgedReportedAndRemoved) {
  ASSERT_EQ(Give("connect", "2190-06-30").code, 0);
  MustDo("item acknowledge connect");
  MustDo("item start connect");
  const Outcome bare = Plenary("item report connect --kind done --text Connected");
  EXPECT_EQ(bare.code, 1);
  EXPECT_THAT(bare.err, AllOf(HasSubstr("EVIDENCE_MISSING"), HasSubstr("--evidence")));
  MustDo("item report connect --kind done --text Connected --evidence 07-12/345@2023-09-01");
  EXPECT_THAT(Plenary("item reports connect").out, HasSubstr("07-12/345@2023-09-01"));
  EXPECT_THAT(Plenary("item remove connect fulfilled").out,
              AllOf(HasSubstr("removed-from-control"), HasSubstr("fulfilled")));
}

TEST_F(ControlTest, AnExtensionKeepsTheFirstDate) {
  ASSERT_EQ(Give("connect", "2190-06-30").code, 0);
  const Outcome asked =
      Plenary("extension request connect --new-due-date 2190-09-30 --reason equipment -o csv");
  ASSERT_EQ(asked.code, 0) << asked.err;
  MustDo(absl::StrCat("extension decide ", IdIn(asked), " granted"));
  EXPECT_THAT(Plenary("item list -o csv").out,
              HasSubstr("actionItems/connect,2190-09-30,2190-06-30,no,"));
}

TEST_F(ControlTest, AControlListHasSectionsWithDays) {
  ASSERT_EQ(Give("late", "2023-08-14").code, 0);
  ASSERT_EQ(Give("soon", "2190-08-25").code, 0);
  const Outcome list = Plenary("item control-list --date 2190-08-20 --person", {"Sampleman Boris"});
  ASSERT_EQ(list.code, 0) << list.err;
  EXPECT_THAT(
      list.out,
      AllOf(HasSubstr("Under control, 2190-08-20 to 2190-08-26: Sampleman Boris"),
            HasSubstr("\nOverdue: 1\n  2023-08-14  -"), HasSubstr("\nDue: 1\n  2190-08-25  +5"),
            HasSubstr("\nTo acknowledge: 2\n"), HasSubstr("Sampleman Boris  Connect the systems")));
  EXPECT_THAT(Plenary("item control-list --date 2190-08-20 --organization ministry -o csv").out,
              HasSubstr("due,actionItems/soon,2190-08-25,5,no,assigned,"));
  EXPECT_EQ(Plenary("item control-list --person", {"Nobody Known"}).code, 3);
}

TEST_F(ControlTest, WhatIsOverdueIsMarkedAndFoundByAFlag) {
  ASSERT_EQ(Give("late", "2023-08-14").code, 0);
  ASSERT_EQ(Give("later", "2190-08-14").code, 0);
  EXPECT_THAT(Plenary("item list --overdue").out,
              AllOf(HasSubstr("late "), HasSubstr("yes"), Not(HasSubstr("later"))));
  EXPECT_THAT(Plenary("item list --executor " + boris_).out, HasSubstr("later"));
}

TEST_F(ControlTest, APlanThatCanOnlyBeOfActionIsMeantByPlanAlone) {
  MustDo(
      "action-plan create kursk-2190 --kind counterpart --counterpart kursk --start-date "
      "2190-01-01 --end-date 2190-12-31 --title en=Plan");
  ASSERT_EQ(Give("connect", "2190-06-30", " --action-plan kursk-2190").code, 0);
  MustDo("plan submit kursk-2190");
  MustDo("plan approve kursk-2190 --document order:9@2190-01-05");
  EXPECT_THAT(Plenary("plan get actionPlans/kursk-2190").out,
              AllOf(HasSubstr("approved"), HasSubstr("order")));
  EXPECT_THAT(Plenary("action-plan list").out, HasSubstr("approved"));
  EXPECT_THAT(Plenary("action-plan editions kursk-2190").out, HasSubstr("kursk-2190"));
  EXPECT_THAT(Plenary("plan --help").out, HasSubstr("plans of action: action-plan"));
}

TEST_F(ControlTest, TheSettingsNeedNoName) {
  MustDo("control set --chair " + boris_ + " --day-rule preceding --silent-after-days 45");
  EXPECT_THAT(Plenary("control settings").out, AllOf(HasSubstr(boris_), HasSubstr("45")));
}

TEST_F(ControlTest, PeriodicDueDatesAreTyped) {
  ASSERT_EQ(Give("quarterly", "quarter:2190-12-31:2190-01-01").code, 0);
  EXPECT_THAT(Plenary("item get quarterly").out,
              AllOf(HasSubstr("due.periodic.period"), HasSubstr("due.periodic.until")));
  const Outcome wrong = Give("other", "fortnight:2190-12-31");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--due: expected month|quarter|half-year|year"));
}

TEST_F(ControlTest, WhatTheOtherSideUndertookIsWatched) {
  MustDo("commitment create list --side theirs --counterpart kursk --text en=Send --source",
         {"Letter@2023-08-01"});
  EXPECT_THAT(Plenary("commitment list --silent").out, HasSubstr("list"));
  MustDo("commitment note list --date 2023-09-01 --text Promised");
  MustDo("commitment note list --date 2023-10-01 --text Sent --outcome fulfilled");
  EXPECT_THAT(Plenary("commitment notes list").out, HasSubstr("Promised"));
  EXPECT_THAT(Plenary("commitment list --state fulfilled").out, HasSubstr("2023-10-01"));
}

}  // namespace
}  // namespace plenary::cli
