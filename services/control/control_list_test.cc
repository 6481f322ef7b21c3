// Control lists, reminders and settings over every engine.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/control.h"

namespace plenary::control {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Control = testing::ControlForum::Control;

class ControlListTest : public testing::ControlTest {
 protected:
  absl::StatusOr<v1::ControlList> ListOf(const std::string& subject, const std::string& rest = "") {
    return forum_.Ask(&Control::GetControlList, absl::StrCat("subject: '", subject, "' ", rest));
  }
  static std::vector<std::string> Names(const v1::ControlList::Section& section) {
    std::vector<std::string> names;
    for (const v1::ActionItem& each : section.action_items()) names.push_back(each.name());
    return names;
  }
  // "actionItems/… DUE_SOON 7" of each.
  std::vector<std::string> Reminders(const std::string& rest = "") {
    const auto page = Value(forum_.Ask(&Control::ListReminders, rest));
    std::vector<std::string> told;
    for (const v1::Reminder& each : page.reminders()) {
      told.push_back(absl::StrCat(each.action_item().name(), " ",
                                  v1::Reminder::Kind_Name(each.kind()), " ", each.days_left()));
    }
    return told;
  }
};
PLENARY_ON_EVERY_ENGINE(ControlListTest);

TEST_P(ControlListTest, AWeeklyListSaysWhatIsDueOverdueAndWaits) {
  const std::string overdue = forum_.Item("due { date: '2023-04-16' }");
  const std::string due = forum_.Acknowledged("due { date: '2023-04-23' }");
  const std::string later = forum_.Item("due { date: '2023-04-24' }");
  const std::string reported = forum_.Reported("due { date: '2023-04-18' }");
  const std::string asking = forum_.Acknowledged("due { date: '2023-05-18' }");
  Value(forum_.AskForTime(asking, "2023-06-18"));
  const std::string silent = forum_.Commitment("side: THEIRS");

  forum_.Become("vera");
  const v1::ControlList veras = Value(ListOf(forum_.Who("vera")));
  EXPECT_EQ(veras.start_date(), "2023-04-17");
  EXPECT_EQ(veras.end_date(), "2023-04-23");
  EXPECT_THAT(Names(veras.due()), ElementsAre(due));
  EXPECT_THAT(Names(veras.overdue()), ElementsAre(overdue));
  EXPECT_TRUE(veras.overdue().action_items(0).is_overdue());
  EXPECT_THAT(Names(veras.to_decide()), ElementsAre(reported));
  EXPECT_THAT(Names(veras.to_acknowledge()), IsEmpty());
  ASSERT_EQ(veras.silent_size(), 1);
  EXPECT_EQ(veras.silent(0).name(), silent);

  const v1::ControlList borises = Value(ListOf(forum_.Who("boris"), "days: 8"));
  EXPECT_THAT(Names(borises.due()), ElementsAre(due, later));
  EXPECT_THAT(Names(borises.to_acknowledge()), ElementsAre(overdue, later));
  EXPECT_THAT(Names(borises.to_decide()), IsEmpty());

  const v1::ControlList annas = Value(ListOf(forum_.Who("anna")));
  EXPECT_THAT(Names(annas.due()), IsEmpty());
  EXPECT_THAT(Names(annas.to_decide()), ElementsAre(reported));
  EXPECT_THAT(Names(annas.extensions_to_decide()), ElementsAre(asking));

  const v1::ControlList ministry = Value(ListOf("organizations/ministry"));
  EXPECT_THAT(Names(ministry.due()), ElementsAre(due));
  EXPECT_EQ(ministry.silent_size(), 0);
}

TEST_P(ControlListTest, AListIsMadeForAnyDays) {
  const std::string item = forum_.Item();
  EXPECT_THAT(Names(Value(ListOf(forum_.Who("boris"), "date: '2023-06-26'")).due()),
              ElementsAre(item));
  EXPECT_THAT(Names(Value(ListOf(forum_.Who("boris"), "date: '2023-07-03'")).overdue()),
              ElementsAre(item));
  EXPECT_THAT(BadFields(ListOf(forum_.Who("boris"), "date: 'Monday'")), ElementsAre("date"));
}

TEST_P(ControlListTest, WhatIsDueOnASundayIsDueOnTheWorkingDayOfTheCalendar) {
  const std::string item = forum_.Item("due { date: '2023-04-23' }");
  Value(forum_.Settle("day_rule: FOLLOWING"));
  EXPECT_THAT(Names(Value(ListOf(forum_.Who("boris"))).due()), IsEmpty());
  EXPECT_THAT(Names(Value(ListOf(forum_.Who("boris"), "date: '2023-04-24'")).due()),
              ElementsAre(item));
}

TEST_P(ControlListTest, ASectionSaysWhetherThereIsMore) {
  for (int i = 0; i < 3; ++i) forum_.Item("due { date: '2023-04-18' }");
  const v1::ControlList some = Value(ListOf(forum_.Who("boris"), "section_size: 2"));
  EXPECT_EQ(some.due().action_items_size(), 2);
  EXPECT_TRUE(some.due().has_more());
  const v1::ControlList all = Value(ListOf(forum_.Who("boris"), "section_size: 3"));
  EXPECT_EQ(all.due().action_items_size(), 3);
  EXPECT_FALSE(all.due().has_more());
}

TEST_P(ControlListTest, WhoWasMergedKeepsWhatWasTheirs) {
  forum_.Meet("boris-again", "ministry", {});
  const std::string item = forum_.Item(absl::StrCat("lead { person: '", forum_.Who("boris-again"),
                                                    "' } due { date: '2023-04-18' }"));
  Value(forum_.Do(&testing::Forum::Directory::MergePeople,
                  absl::StrCat("name: '", forum_.Who("boris"), "' duplicate: '",
                               forum_.Who("boris-again"), "'")));
  for (const char* id : {"boris", "boris-again"}) {
    EXPECT_THAT(Names(Value(ListOf(forum_.Who(id))).due()), ElementsAre(item)) << id;
  }
  forum_.Become("boris");
  EXPECT_THAT(forum_.Items(), ElementsAre(item));
}

TEST_P(ControlListTest, WhoHoldsNoRoleOnTheInstallationAsksForThemselvesAlone) {
  const std::string item = forum_.Item("due { date: '2023-04-18' }");
  forum_.Commitment("side: THEIRS");
  forum_.Become("boris");
  const v1::ControlList own = Value(ListOf(""));
  EXPECT_THAT(Names(own.due()), ElementsAre(item));
  EXPECT_EQ(own.silent_size(), 0);
  EXPECT_THAT(ListOf(forum_.Who("ilya")), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(ListOf("organizations/ministry"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  forum_.Become("");
  EXPECT_THAT(BadFields(ListOf("")), ElementsAre("subject"));
  EXPECT_THAT(ListOf("people/nobody"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ControlListTest, PeopleAreRemindedOnTheDaysOfTheSettings) {
  const std::string soon = forum_.Acknowledged("due { date: '2023-04-24' }");
  const std::string yesterday = forum_.Acknowledged("due { date: '2023-04-16' }");
  const std::string nothing = forum_.Acknowledged("due { date: '2023-04-25' }");
  EXPECT_THAT(Reminders(), ElementsAre(yesterday + " OVERDUE -1", soon + " DUE_SOON 7"));
  EXPECT_THAT(Reminders("date: '2023-04-18'"), ElementsAre(nothing + " DUE_SOON 7"));
  Value(forum_.Settle("reminder_days: 8"));
  EXPECT_THAT(Reminders(), ElementsAre(yesterday + " OVERDUE -1", nothing + " DUE_SOON 8"));
}

TEST_P(ControlListTest, PeopleAreRemindedOfWhatTheyHaveNotAcknowledged) {
  const std::string item = forum_.Item();
  EXPECT_THAT(Reminders("date: '2023-04-18'"), IsEmpty());
  EXPECT_THAT(Reminders("date: '2023-04-19'"), ElementsAre(item + " UNACKNOWLEDGED 0"));
  Value(forum_.Acknowledge(item));
  EXPECT_THAT(Reminders("date: '2023-04-19'"), IsEmpty());
}

TEST_P(ControlListTest, RemindersComePageByPage) {
  for (int i = 0; i < 3; ++i) forum_.Acknowledged("due { date: '2023-04-18' }");
  const auto first = Value(forum_.Ask(&Control::ListReminders, "page_size: 2"));
  EXPECT_EQ(first.reminders_size(), 2);
  const auto rest =
      Value(forum_.Ask(&Control::ListReminders,
                       absl::StrCat("page_size: 2 page_token: '", first.next_page_token(), "'")));
  EXPECT_EQ(rest.reminders_size(), 1);
  EXPECT_EQ(rest.next_page_token(), "");
  EXPECT_THAT(forum_.Ask(&Control::ListReminders, absl::StrCat("date: '2023-04-18' page_token: '",
                                                               first.next_page_token(), "'")),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
}

TEST_P(ControlListTest, SettingsAreCheckedAsAWhole) {
  const auto before = Value(forum_.Ask(&Control::GetControlSettings, "name: 'controlSettings'"));
  EXPECT_THAT(BadFields(forum_.Settle("holidays: 'May Day' weekend_days: 8")),
              ElementsAre("settings.weekend_days[0]"));
  EXPECT_THAT(BadFields(forum_.Settle("holidays: 'May Day'")), ElementsAre("settings.holidays[0]"));
  EXPECT_THAT(forum_.Settle("chairs: 'people/nobody'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.Settle("etag: 'r77'"), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(forum_.Settle(absl::StrCat("etag: '", before.etag(), "' day_rule: FOLLOWING")),
              IsOk());
}

}  // namespace
}  // namespace plenary::control
