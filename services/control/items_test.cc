// Action items over every engine: given, carried out, decided, taken back.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/control.h"
#include "tests/testing/race.h"

namespace plenary::control {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::IsOk;
using ::plenary::testing::kPaper;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Control = testing::ControlForum::Control;
using Item = v1::ActionItem;

class ItemsTest : public testing::ControlTest {
 protected:
  std::vector<v1::ActionReport> ReportsOn(const std::string& item) {
    const auto page = Value(forum_.Ask(&Control::ListActionReports,
                                       absl::StrCat("page_size: 1000 parent: '", item, "'")));
    return {page.action_reports().begin(), page.action_reports().end()};
  }
};
PLENARY_ON_EVERY_ENGINE(ItemsTest);

// --- Given and carried out.

TEST_P(ItemsTest, AnItemSaysWhoIsToDoWhatUntilWhen) {
  forum_.Become("anna");
  const Item item = Value(forum_.AddItem("", "action_item_id: 'roadmap'"));
  EXPECT_EQ(item.name(), "actionItems/roadmap");
  EXPECT_EQ(item.state(), Item::ASSIGNED);
  EXPECT_EQ(item.lead().organization(), "organizations/ministry");
  EXPECT_EQ(item.author(), forum_.Who("anna"));
  EXPECT_EQ(item.first_due_date(), "2023-06-30");
  EXPECT_EQ(item.due_date(), "2023-06-30");
  EXPECT_FALSE(item.is_overdue());
  EXPECT_TRUE(item.has_assign_time());
  EXPECT_THAT(forum_.GetItem(item.name()), EqualsProto(item));
}

TEST_P(ItemsTest, AnItemGoesFromAssignmentToRemovalThroughTheHandsOfThree) {
  const std::string item = forum_.Item();
  forum_.Become("boris");
  EXPECT_EQ(Value(forum_.Acknowledge(item)).state(), Item::ACKNOWLEDGED);
  EXPECT_EQ(Value(forum_.Start(item)).state(), Item::IN_PROGRESS);
  EXPECT_EQ(Value(forum_.Report(item, "INTERIM")).state(), Item::IN_PROGRESS);
  EXPECT_EQ(Value(forum_.Report(item, "DONE", kPaper)).state(), Item::REPORTED);
  forum_.Become("vera");
  EXPECT_EQ(Value(forum_.Recommend(item)).recommendation().person(), forum_.Who("vera"));
  forum_.Become("anna");
  const Item removed = Value(forum_.Remove(item));
  EXPECT_EQ(removed.state(), Item::REMOVED_FROM_CONTROL);
  EXPECT_EQ(removed.removal().reason(), Item::FULFILLED);
  EXPECT_EQ(removed.removal().person(), forum_.Who("anna"));
  EXPECT_EQ(removed.removal().user(), "users/anna");
  EXPECT_THAT(ReportsOn(item), SizeIs(2));
  EXPECT_EQ(ReportsOn(item)[0].person(), forum_.Who("boris"));
}

TEST_P(ItemsTest, WhatIsReturnedIsReportedAgain) {
  const std::string item = forum_.Reported();
  forum_.Become("vera");
  Value(forum_.Recommend(item));
  const Item returned = Value(forum_.ReturnItem(item));
  EXPECT_EQ(returned.state(), Item::RETURNED);
  EXPECT_EQ(returned.step_note(), "The annex is missing");
  EXPECT_FALSE(returned.has_recommendation());
  EXPECT_THAT(forum_.ReturnItem(item), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  forum_.Become("boris");
  EXPECT_EQ(Value(forum_.Report(item, "DONE", kPaper)).state(), Item::REPORTED);
}

TEST_P(ItemsTest, NothingIsReportedBeforeItIsAcknowledged) {
  const std::string item = forum_.Item();
  EXPECT_THAT(forum_.Report(item, "INTERIM"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Start(item), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Recommend(item), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(ItemsTest, AReportThatSomethingIsDoneNeedsEvidence) {
  const std::string item = forum_.Acknowledged();
  EXPECT_THAT(forum_.Report(item, "DONE"), RefusedFor(v1::ERROR_REASON_EVIDENCE_MISSING));
  EXPECT_THAT(BadFields(forum_.Report(item, "DONE", "evidence { document { kind: LETTER } }")),
              ElementsAre("action_report.evidence[0]"));
  EXPECT_THAT(forum_.Report(item, "DONE", "evidence { event: 'events/none' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(forum_.GetItem(item).state(), Item::ACKNOWLEDGED);
  EXPECT_THAT(forum_.Report(item, "DONE", "evidence { event: 'events/tibo' }"), IsOk());
}

TEST_P(ItemsTest, AnInterimReportIsNoGroundForRemoval) {
  const std::string item = forum_.Acknowledged();
  Value(forum_.Report(item, "INTERIM", kPaper));
  forum_.Become("anna");
  EXPECT_THAT(forum_.Remove(item), RefusedFor(v1::ERROR_REASON_NOT_REPORTED_DONE));
  EXPECT_THAT(forum_.Remove(item, "PARTLY"), RefusedFor(v1::ERROR_REASON_NOT_REPORTED_DONE));
  EXPECT_EQ(Value(forum_.Remove(item, "NO_LONGER_RELEVANT")).removal().reason(),
            Item::NO_LONGER_RELEVANT);
}

TEST_P(ItemsTest, AnOldEtagIsRefused) {
  const Item item = Value(forum_.AddItem());
  Value(forum_.UpdateItem(item.name(), "note: 'more'"));
  EXPECT_THAT(forum_.Acknowledge(item.name(), absl::StrCat("etag: '", item.etag(), "'")),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
}

TEST_P(ItemsTest, WhoGivesAnItemIsItsAuthorIfNobodyElseIs) {
  forum_.Become("vera");
  EXPECT_EQ(forum_.GetItem(forum_.ItemWithout("author")).author(), forum_.Who("vera"));
}

// --- Who may.

TEST_P(ItemsTest, AnExecutorDoesNotRemoveTheirOwnItemFromControlNotEvenAsAChair) {
  const std::string item = forum_.Reported(absl::StrCat("lead { person: '", forum_.Who("gleb"),
                                                        "' } author: '", forum_.Who("gleb"), "'"));
  forum_.Become("gleb");
  for (const absl::Status& refusal :
       {forum_.Remove(item).status(), forum_.ReturnItem(item).status(),
        forum_.Recommend(item).status(),
        forum_.Replace(item, absl::StrCat("lead { person: '", forum_.Who("boris"), "' }"))
            .status()}) {
    EXPECT_THAT(refusal, RefusedFor(v1::ERROR_REASON_EXECUTOR_MAY_NOT_DECIDE));
  }
  EXPECT_EQ(forum_.GetItem(item).state(), Item::REPORTED);
}

TEST_P(ItemsTest, ACoExecutorDoesNotDecideEither) {
  const std::string item =
      forum_.Reported(absl::StrCat("co_executors { person: '", forum_.Who("anna"), "' }"));
  forum_.Become("anna");
  EXPECT_THAT(forum_.Remove(item), RefusedFor(v1::ERROR_REASON_EXECUTOR_MAY_NOT_DECIDE));
  forum_.Become("gleb");
  EXPECT_THAT(forum_.Remove(item), IsOk());
}

TEST_P(ItemsTest, WhoWasMergedIntoAnExecutorIsOne) {
  forum_.Meet("boris-again", "ministry", {{v1::ADMINISTRATOR, ""}});
  const std::string item =
      forum_.Reported(absl::StrCat("lead { person: '", forum_.Who("boris-again"), "' }"));
  Value(forum_.Do(&testing::Forum::Directory::MergePeople,
                  absl::StrCat("name: '", forum_.Who("gleb"), "' duplicate: '",
                               forum_.Who("boris-again"), "'")));
  forum_.Become("gleb");
  EXPECT_THAT(forum_.Remove(item), RefusedFor(v1::ERROR_REASON_EXECUTOR_MAY_NOT_DECIDE));
}

TEST_P(ItemsTest, TheControllerRecommendsAndDoesNotDecide) {
  const std::string item = forum_.Reported();
  forum_.Become("vera");
  EXPECT_THAT(forum_.Remove(item), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(forum_.Recommend(item), IsOk());
  forum_.Become("anna");
  EXPECT_THAT(forum_.Recommend(item), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(ItemsTest, OnlyExecutorsAndWhoKeepsControlCarryOut) {
  const std::string item = forum_.Item();
  forum_.Meet("viewer", "ministry", {{v1::VIEWER, ""}});
  for (const char* other : {"ilya", "viewer"}) {
    forum_.Become(other);
    EXPECT_THAT(forum_.Acknowledge(item), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED)) << other;
    EXPECT_THAT(forum_.AskForTime(item, "2023-07-31"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED))
        << other;
  }
  forum_.Become("vera");
  EXPECT_THAT(forum_.Acknowledge(item), IsOk());
}

TEST_P(ItemsTest, WithoutAnAuthorTheChairsDecide) {
  const std::string item = forum_.ItemWithout("author");
  Value(forum_.Acknowledge(item));
  Value(forum_.Report(item, "DONE", kPaper));
  EXPECT_EQ(forum_.GetItem(item).author(), "");
  forum_.Become("anna");
  EXPECT_THAT(forum_.Remove(item), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  forum_.Become("gleb");
  EXPECT_THAT(forum_.Remove(item), IsOk());
}

// --- Executors.

TEST_P(ItemsTest, NothingIsGivenToWhoIsNotInTheOrganization) {
  EXPECT_THAT(forum_.AddItem("lead { organization: 'organizations/park' }"),
              RefusedFor(v1::ERROR_REASON_EXECUTOR_LEFT));
  EXPECT_THAT(forum_.AddItem(absl::StrCat("co_executors { organization: 'organizations/ministry' "
                                          "person: '",
                                          forum_.Who("ilya"), "' }")),
              RefusedFor(v1::ERROR_REASON_EXECUTOR_LEFT));
  EXPECT_THAT(forum_.AddItem("lead { person: 'people/nobody' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  Value(forum_.Do(&testing::Forum::Directory::DeletePerson,
                  testing::Forum::Named(forum_.Who("boris"))));
  EXPECT_THAT(forum_.AddItem(), RefusedFor(v1::ERROR_REASON_EXECUTOR_LEFT));
}

TEST_P(ItemsTest, WhoLeftTheOrganizationReportsNoMoreAndIsReplaced) {
  const std::string item = forum_.Acknowledged();
  forum_.Move("boris", "park");
  const auto refused = forum_.Report(item, "DONE", kPaper);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_EXECUTOR_LEFT));
  EXPECT_EQ(base::MetadataOf(refused.status()).at("person"), forum_.Who("boris"));
  const Item replaced =
      Value(forum_.Replace(item, absl::StrCat("lead { person: '", forum_.Who("ilya"), "' }")));
  EXPECT_EQ(replaced.state(), Item::ASSIGNED);
  EXPECT_EQ(replaced.lead().organization(), "organizations/park");
  EXPECT_EQ(replaced.first_due_date(), "2023-06-30");
  EXPECT_FALSE(replaced.has_acknowledge_time());
  forum_.Become("ilya");
  EXPECT_THAT(forum_.Acknowledge(item), IsOk());
}

TEST_P(ItemsTest, CoExecutorsAreReplacedWithoutANewAcknowledgement) {
  const std::string item = forum_.Acknowledged();
  const Item replaced = Value(
      forum_.Replace(item, absl::StrCat("co_executors { person: '", forum_.Who("ilya"), "' }")));
  EXPECT_EQ(replaced.state(), Item::ACKNOWLEDGED);
  EXPECT_THAT(replaced.co_executors(), SizeIs(1));
  EXPECT_THAT(Value(forum_.Replace(item, "clear_co_executors: true")).co_executors(), IsEmpty());
  EXPECT_THAT(BadFields(forum_.Replace(
                  item, absl::StrCat("co_executors { person: '", forum_.Who("boris"), "' }"))),
              ElementsAre("co_executors[0]"));
}

// --- Periods.

TEST_P(ItemsTest, OfAPeriodicItemEachPeriodIsReportedAndTheLastOneDecided) {
  const std::string item =
      forum_.Acknowledged("due { periodic { period: QUARTER until: '2023-12-31' } }");
  EXPECT_EQ(forum_.GetItem(item).due_date(), "2023-06-30");
  const Item first = Value(forum_.Report(item, "DONE", kPaper));
  EXPECT_EQ(first.state(), Item::IN_PROGRESS);
  EXPECT_EQ(first.due_date(), "2023-09-30");
  EXPECT_EQ(first.first_due_date(), "2023-06-30");
  EXPECT_EQ(ReportsOn(item)[0].period_end_date(), "2023-06-30");
  EXPECT_THAT(forum_.Remove(item), RefusedFor(v1::ERROR_REASON_NOT_REPORTED_DONE));
  forum_.SetDay(2023, 10, 1);
  EXPECT_TRUE(forum_.GetItem(item).is_overdue());
  Value(forum_.Report(item, "DONE", kPaper));
  EXPECT_FALSE(forum_.GetItem(item).is_overdue());
  EXPECT_EQ(Value(forum_.Report(item, "DONE", kPaper)).state(), Item::REPORTED);
  EXPECT_THAT(forum_.Remove(item), IsOk());
}

TEST_P(ItemsTest, WhatGoesOnWithoutAnEndIsNeverOverdue) {
  const std::string item = forum_.Item("due { continuous {} }");
  EXPECT_EQ(forum_.GetItem(item).due_date(), "");
  forum_.SetDay(2033, 1, 1);
  EXPECT_FALSE(forum_.GetItem(item).is_overdue());
  EXPECT_THAT(forum_.Items("filter: 'overdue = true'"), IsEmpty());
}

// --- Overdue.

TEST_P(ItemsTest, AnItemIsOverdueOnceItsWorkingDayIsOver) {
  // 1 July 2023 is a Saturday.
  const std::string item = forum_.Item("due { date: '2023-07-01' }");
  forum_.SetDay(2023, 7, 2);
  EXPECT_TRUE(forum_.GetItem(item).is_overdue());
  Value(forum_.Settle("day_rule: FOLLOWING"));
  EXPECT_FALSE(forum_.GetItem(item).is_overdue());
  EXPECT_EQ(forum_.GetItem(item).effective_due_date(), "2023-07-03");
  EXPECT_THAT(forum_.Items("filter: 'overdue = true'"), IsEmpty());
  Value(forum_.Settle("holidays: '2023-07-03'"));
  forum_.SetDay(2023, 7, 4);
  EXPECT_FALSE(forum_.GetItem(item).is_overdue());
  forum_.SetDay(2023, 7, 5);
  EXPECT_TRUE(forum_.GetItem(item).is_overdue());
  EXPECT_THAT(forum_.Items("filter: 'overdue = true'"), ElementsAre(item));
  EXPECT_THAT(forum_.Items("filter: 'overdue = false'"), IsEmpty());
}

TEST_P(ItemsTest, TheDayEndsInTheZoneOfTheSettings) {
  const std::string item = forum_.Item();
  forum_.clock().Set(
      absl::FromCivil(absl::CivilSecond(2023, 6, 30, 22, 0, 0), absl::UTCTimeZone()));
  EXPECT_TRUE(forum_.GetItem(item).is_overdue());  // in Minsk it is July
  Value(forum_.Settle("time_zone: 'UTC'"));
  EXPECT_FALSE(forum_.GetItem(item).is_overdue());
}

// --- Parts.

TEST_P(ItemsTest, AnItemIsNotPartOfItself) {
  const std::string whole = forum_.Item();
  const std::string part = forum_.Item(absl::StrCat("parent_item: '", whole, "'"));
  const std::string deeper = forum_.Item(absl::StrCat("parent_item: '", part, "'"));
  for (const std::string& parent : {whole, part, deeper}) {
    EXPECT_THAT(forum_.UpdateItem(whole, absl::StrCat("parent_item: '", parent, "'")),
                RefusedFor(v1::ERROR_REASON_ITEM_CYCLE))
        << parent;
  }
  EXPECT_THAT(forum_.UpdateItem(deeper, absl::StrCat("parent_item: '", whole, "'")), IsOk());
}

TEST_P(ItemsTest, PartsLieTwentyLevelsDeepAtMost) {
  std::string item = forum_.Item();
  for (int level = 2; level <= 20; ++level) {
    item = forum_.Item(absl::StrCat("parent_item: '", item, "'"));
  }
  EXPECT_THAT(forum_.AddItem(absl::StrCat("parent_item: '", item, "'")),
              RefusedFor(v1::ERROR_REASON_ITEM_CYCLE));
}

TEST_P(ItemsTest, TheWholeIsRemovedAfterItsParts) {
  const std::string whole = forum_.Reported();
  const std::string part = forum_.Reported(absl::StrCat("parent_item: '", whole, "'"));
  forum_.Become("anna");
  EXPECT_THAT(forum_.Remove(whole), RefusedFor(v1::ERROR_REASON_PARTS_UNDER_CONTROL));
  Value(forum_.Remove(part));
  Value(forum_.Remove(whole));
  EXPECT_THAT(forum_.AddItem(absl::StrCat("parent_item: '", whole, "'")),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

// --- Commitments.

TEST_P(ItemsTest, NothingIsDueBeforeItsCommitmentWasAgreed) {
  const std::string commitment = forum_.Commitment();
  const std::string of = absl::StrCat("commitment: '", commitment, "' ");
  EXPECT_THAT(forum_.AddItem(of + "due { date: '2023-02-28' }"),
              RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
  EXPECT_THAT(forum_.AddItem(of + "due { date: '2023-03-01' }"), IsOk());
}

TEST_P(ItemsTest, WhatTheOtherSideUndertookHasNoExecutorOfOurs) {
  const std::string theirs = forum_.Commitment("side: THEIRS");
  EXPECT_THAT(forum_.AddItem(absl::StrCat("commitment: '", theirs, "'")),
              RefusedFor(v1::ERROR_REASON_COMMITMENT_NOT_OURS));
}

TEST_P(ItemsTest, ACommitmentStandsWhereItsItemsStand) {
  const std::string commitment = forum_.Commitment();
  const std::string of = absl::StrCat("commitment: '", commitment, "'");
  EXPECT_EQ(forum_.GetCommitment(commitment).state(), v1::Commitment::OPEN);
  const std::string one = forum_.Reported(of);
  const std::string other = forum_.Reported(of);
  EXPECT_EQ(forum_.GetCommitment(commitment).state(), v1::Commitment::IN_PROGRESS);
  Value(forum_.Remove(one));
  EXPECT_EQ(forum_.GetCommitment(commitment).state(), v1::Commitment::IN_PROGRESS);
  Value(forum_.Remove(other, "PARTLY"));
  EXPECT_EQ(forum_.GetCommitment(commitment).state(), v1::Commitment::PARTLY);
}

// --- Superseded.

TEST_P(ItemsTest, WhatIsSupersededIsRemovedAndNotSupersededAgain) {
  const std::string older = forum_.Item();
  forum_.Become("anna");
  const std::string newer = forum_.Item(absl::StrCat("supersedes: '", older, "'"));
  const Item removed = forum_.GetItem(older);
  EXPECT_EQ(removed.state(), Item::REMOVED_FROM_CONTROL);
  EXPECT_EQ(removed.removal().reason(), Item::SUPERSEDED);
  EXPECT_EQ(removed.superseded_by(), newer);
  const auto again = forum_.AddItem(absl::StrCat("supersedes: '", older, "'"));
  EXPECT_THAT(again, RefusedFor(v1::ERROR_REASON_ALREADY_SUPERSEDED));
  EXPECT_EQ(base::MetadataOf(again.status()).at("supersededBy"), newer);
}

TEST_P(ItemsTest, SupersedingIsARemovalSoThatExecutorsDoNotDoIt) {
  const std::string older =
      forum_.Item(absl::StrCat("lead { person: '", forum_.Who("anna"), "' }"));
  forum_.Become("anna");
  EXPECT_THAT(forum_.AddItem(absl::StrCat("supersedes: '", older, "'")),
              RefusedFor(v1::ERROR_REASON_EXECUTOR_MAY_NOT_DECIDE));
  EXPECT_THAT(forum_.Items("filter: 'state = ASSIGNED'"), ElementsAre(older));
}

TEST_P(ItemsTest, ARemovalSaysWhatStandsInItsPlaceIfSomethingDoes) {
  const std::string older = forum_.Item();
  const std::string newer = forum_.Item();
  EXPECT_THAT(BadFields(forum_.Remove(older, "SUPERSEDED")), ElementsAre("superseded_by"));
  const std::string by = absl::StrCat("superseded_by: '", newer, "'");
  EXPECT_THAT(BadFields(forum_.Remove(older, "NO_LONGER_RELEVANT", by)),
              ElementsAre("superseded_by"));
  EXPECT_THAT(BadFields(forum_.Remove(newer, "SUPERSEDED", by)), ElementsAre("superseded_by"));
  EXPECT_EQ(Value(forum_.Remove(older, "SUPERSEDED", by)).superseded_by(), newer);
}

// --- Changed, deleted, undeleted.

TEST_P(ItemsTest, OnceGivenAnItemIsExtendedNotRescheduled) {
  const std::string item = forum_.Item();
  EXPECT_THAT(BadFields(forum_.UpdateItem(item, "due { date: '2023-12-31' }")),
              ElementsAre("action_item.due"));
  EXPECT_THAT(forum_.UpdateItem(item, "lead { organization: 'organizations/park' }",
                                "update_mask { paths: 'lead' }"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_EQ(Value(forum_.UpdateItem(item, "note: 'Ask Vera'")).note(), "Ask Vera");
}

TEST_P(ItemsTest, ADeletedItemIsFoundWithTheDeletedAndComesBack) {
  const std::string item = forum_.Item();
  Value(forum_.Do(&Control::DeleteActionItem, testing::Forum::Named(item)));
  EXPECT_THAT(forum_.Items(), IsEmpty());
  EXPECT_THAT(forum_.Items("show_deleted: true"), ElementsAre(item));
  EXPECT_THAT(forum_.Acknowledge(item), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  Value(forum_.Do(&Control::UndeleteActionItem, testing::Forum::Named(item)));
  EXPECT_THAT(forum_.Items(), ElementsAre(item));
  EXPECT_THAT(forum_.Do(&Control::UndeleteActionItem, testing::Forum::Named(item)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
}

TEST_P(ItemsTest, OnlyWhatNobodyBeganIsDeletedAndNotByItsExecutor) {
  const std::string begun = forum_.Acknowledged();
  EXPECT_THAT(forum_.Do(&Control::DeleteActionItem, testing::Forum::Named(begun)),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const std::string whole = forum_.Item();
  const std::string part = forum_.Item(absl::StrCat("parent_item: '", whole, "'"));
  EXPECT_THAT(forum_.Do(&Control::DeleteActionItem, testing::Forum::Named(whole)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  Value(forum_.Replace(part, absl::StrCat("lead { person: '", forum_.Who("anna"), "' }")));
  forum_.Become("anna");
  EXPECT_THAT(forum_.Do(&Control::DeleteActionItem, testing::Forum::Named(part)),
              RefusedFor(v1::ERROR_REASON_EXECUTOR_MAY_NOT_DECIDE));
}

TEST_P(ItemsTest, TheSameRequestIdGivesOneItem) {
  const Item first = Value(forum_.AddItem("", "request_id: 'once'"));
  EXPECT_THAT(Value(forum_.AddItem("", "request_id: 'once'")), EqualsProto(first));
  EXPECT_THAT(forum_.AddItem("", "validate_only: true"), IsOk());
  EXPECT_THAT(forum_.Items(), ElementsAre(first.name()));
}

// --- Lists.

TEST_P(ItemsTest, ItemsAreFoundByWhoHasToDoWithThemAndByTheirDueDates) {
  const std::string late = forum_.Item("due { date: '2023-12-01' }");
  const std::string early = forum_.Item("due { date: '2023-05-01' }");
  const std::string never = forum_.Item("due { continuous {} }");
  const std::string ilyas = forum_.ItemWithout(
      "controller",
      absl::StrCat("lead { person: '", forum_.Who("ilya"), "' } due { date: '2023-07-01' }"));
  EXPECT_THAT(forum_.Items(), ElementsAre(early, ilyas, late, never));
  EXPECT_THAT(forum_.Items("order_by: 'due_date desc'"), ElementsAre(never, late, ilyas, early));
  EXPECT_THAT(forum_.Items("order_by: 'create_time'"), SizeIs(4));
  const auto found = [&](const std::string& filter) {
    return forum_.Items(absl::StrCat("filter: '", filter, "'"));
  };
  EXPECT_THAT(found(absl::StrCat("executor = \"", forum_.Who("ilya"), "\"")), ElementsAre(ilyas));
  EXPECT_THAT(found("executor = \"organizations/park\""), ElementsAre(ilyas));
  EXPECT_THAT(found(absl::StrCat("controller = \"", forum_.Who("vera"), "\"")), SizeIs(3));
  EXPECT_THAT(found(absl::StrCat("NOT author = \"", forum_.Who("anna"), "\"")), IsEmpty());
  EXPECT_THAT(found("due_date < 2023-07-01"), ElementsAre(early));
  EXPECT_THAT(found("first_due_date >= 2023-07-01 AND due_date < 9999-12-31"),
              ElementsAre(ilyas, late));
  EXPECT_THAT(found("state = REPORTED OR unplanned = true"), IsEmpty());
}

TEST_P(ItemsTest, WhoHoldsNoRoleOnTheInstallationListsTheirOwnAndThoseOfTheirNegotiations) {
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string commitment =
      forum_.Commitment(absl::StrCat("negotiation: '", negotiation, "'"));
  const std::string agreed = forum_.Item(absl::StrCat("commitment: '", commitment, "'"));
  const std::string ilyas =
      forum_.Item(absl::StrCat("lead { person: '", forum_.Who("ilya"), "' }"));
  const std::string other = forum_.Item();
  EXPECT_EQ(forum_.GetItem(agreed).negotiation(), negotiation);
  forum_.Become("ilya");
  EXPECT_THAT(forum_.Items(), ElementsAre(ilyas));
  EXPECT_THAT(forum_.Items("filter: 'NOT state = REPORTED' order_by: 'create_time desc'"),
              ElementsAre(ilyas));
  forum_.Meet("negotiator", "ministry", {{v1::NEGOTIATOR, negotiation}});
  forum_.Become("negotiator");
  EXPECT_THAT(forum_.Items(), ElementsAre(agreed));
  EXPECT_THAT(forum_.Commitments(), ElementsAre(commitment));
  forum_.Meet("stranger", "park", {{v1::VIEWER, "events/none"}});
  forum_.Become("stranger");
  EXPECT_THAT(forum_.Items(), IsEmpty());
  EXPECT_THAT(forum_.Commitments(), IsEmpty());
  forum_.Become("anna");
  EXPECT_THAT(forum_.Items(), UnorderedElementsAre(agreed, ilyas, other));
}

// --- Races.

TEST_P(ItemsTest, OfTwoWhoSupersedeTheSameItemOneDoes) {
  const std::string older = forum_.Item();
  std::vector<absl::Status> outcomes(4);
  testing::Race(4, [&](int i) {
    outcomes[static_cast<size_t>(i)] =
        forum_.AddItem(absl::StrCat("supersedes: '", older, "'")).status();
  });
  EXPECT_EQ(std::count_if(outcomes.begin(), outcomes.end(),
                          [](const absl::Status& status) { return status.ok(); }),
            1);
  for (const absl::Status& status : outcomes) {
    if (status.ok()) continue;
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_ALREADY_SUPERSEDED));
  }
}

TEST_P(ItemsTest, TwoWhoPutItemsIntoEachOtherMakeNoCycle) {
  const std::string one = forum_.Item();
  const std::string other = forum_.Item();
  std::vector<absl::Status> outcomes(2);
  testing::Race(2, [&](int i) {
    outcomes[static_cast<size_t>(i)] =
        forum_
            .UpdateItem(i == 0 ? one : other,
                        absl::StrCat("parent_item: '", i == 0 ? other : one, "'"))
            .status();
  });
  EXPECT_NE(outcomes[0].ok(), outcomes[1].ok());
}

}  // namespace
}  // namespace plenary::control
