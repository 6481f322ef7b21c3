#include "services/control/reminder_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::control {
namespace {

using ::plenary::testing::Parse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Item = v1::ActionItem;

const absl::CivilDay kToday(2023, 4, 17);  // a Monday

Item DueOn(const std::string& day, const std::string& rest = "state: IN_PROGRESS") {
  return Parse<Item>(absl::StrCat("due_date: '", day,
                                  "' lead { person: 'people/boris' } controller: 'people/vera' "
                                  "author: 'people/anna' "),
                     rest);
}

// "DUE_SOON 7" of each reminder.
std::vector<std::string> Told(const Item& item, const v1::ControlSettings& settings,
                              const std::string& assign_date = "") {
  std::vector<std::string> told;
  for (const v1::Reminder& each :
       RemindersOf(item, assign_date, settings, Calendar(settings), kToday)) {
    told.push_back(absl::StrCat(v1::Reminder::Kind_Name(each.kind()), " ", each.days_left()));
  }
  return told;
}

TEST(ReminderRulesTest, PeopleAreRemindedAMonthAWeekAndADayBefore) {
  const v1::ControlSettings settings;
  EXPECT_THAT(Told(DueOn("2023-05-17"), settings), ElementsAre("DUE_SOON 30"));
  EXPECT_THAT(Told(DueOn("2023-04-24"), settings), ElementsAre("DUE_SOON 7"));
  EXPECT_THAT(Told(DueOn("2023-04-18"), settings), ElementsAre("DUE_SOON 1"));
  EXPECT_THAT(Told(DueOn("2023-04-19"), settings), IsEmpty());
  EXPECT_THAT(Told(DueOn("2023-04-19"), Parse<v1::ControlSettings>("reminder_days: 2")),
              ElementsAre("DUE_SOON 2"));
}

TEST(ReminderRulesTest, TheDayAfterTheAuthorAndTheControllerLearnOfItToo) {
  const v1::ControlSettings settings;
  const auto reminders = RemindersOf(DueOn("2023-04-16"), "", settings, Calendar(settings), kToday);
  ASSERT_EQ(reminders.size(), 1U);
  EXPECT_EQ(reminders[0].kind(), v1::Reminder::OVERDUE);
  EXPECT_THAT(reminders[0].people(),
              UnorderedElementsAre("people/anna", "people/boris", "people/vera"));
  EXPECT_THAT(
      RemindersOf(DueOn("2023-04-18"), "", settings, Calendar(settings), kToday)[0].people(),
      ElementsAre("people/boris"));
}

TEST(ReminderRulesTest, WorkingDaysCount) {
  const auto settings = Parse<v1::ControlSettings>("day_rule: FOLLOWING reminder_days: 0");
  EXPECT_THAT(Told(DueOn("2023-04-15"), settings), ElementsAre("DUE_SOON 0"));
  EXPECT_THAT(Told(DueOn("2023-04-17"), settings), ElementsAre("DUE_SOON 0"));
  EXPECT_THAT(Told(DueOn("2023-04-14"), settings), IsEmpty());
}

TEST(ReminderRulesTest, WhatNobodyAcknowledgedIsCalledToMindOnce) {
  const v1::ControlSettings settings;
  const Item item = DueOn("2024-01-01", "state: ASSIGNED");
  EXPECT_THAT(Told(item, settings, "2023-04-15"), ElementsAre("UNACKNOWLEDGED 0"));
  EXPECT_THAT(Told(item, settings, "2023-04-14"), IsEmpty());
  EXPECT_THAT(Told(DueOn("2024-01-01"), settings, "2023-04-15"), IsEmpty());
}

TEST(ReminderRulesTest, NobodyIsRemindedOfWhatIsReportedOrRemoved) {
  for (const char* state : {"DRAFT", "REPORTED", "REMOVED_FROM_CONTROL"}) {
    EXPECT_THAT(Told(DueOn("2023-04-18", absl::StrCat("state: ", state)), v1::ControlSettings()),
                IsEmpty())
        << state;
  }
}

TEST(ReminderRulesTest, TheDueDaysOfWhichPeopleAreRemindedHoldThoseOfEveryReminder) {
  for (const char* text : {"", "day_rule: PRECEDING", "day_rule: FOLLOWING reminder_days: 0"}) {
    const auto settings = Parse<v1::ControlSettings>(text);
    const Calendar calendar(settings);
    const auto stretches = DueDaysRemindedOf(settings, calendar, kToday);
    for (absl::CivilDay due = kToday - 40; due < kToday + 40; ++due) {
      bool is_inside = false;
      for (const auto& [first, last] : stretches) is_inside |= first <= due && due <= last;
      EXPECT_EQ(is_inside, !Told(DueOn(Written(due)), settings).empty())
          << text << " " << Written(due);
    }
  }
}

}  // namespace
}  // namespace plenary::control
