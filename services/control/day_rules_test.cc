#include "services/control/day_rules.h"

#include <string>

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
using Settings = v1::ControlSettings;

absl::CivilDay Day(const std::string& written) { return DayOf(written).value(); }

std::vector<std::string> FaultsOf(const v1::Due& due) {
  base::FieldErrors errors;
  CheckDue(due, "due", errors);
  return BadFields(errors.ToStatus());
}

TEST(DayRulesTest, ADayIsWrittenInOneWayOnly) {
  for (const char* day : {"2023-08-24", "1900-01-01", "9998-12-31", "2024-02-29"}) {
    EXPECT_TRUE(DayOf(day).has_value()) << day;
    EXPECT_EQ(Written(Day(day)), day);
  }
  for (const char* other :
       {"", "2023-8-24", "24.08.2023", "2023-02-29", "2023-13-01", "2023-00-10", "2023-08-24T00",
        "+023-08-24", "2023-08- 4", "1899-12-31", "9999-12-31", "2023/08/24"}) {
    EXPECT_FALSE(DayOf(other).has_value()) << other;
  }
}

TEST(DayRulesTest, TodayIsToldByTheZoneOfTheSettings) {
  const absl::Time late =
      absl::FromCivil(absl::CivilSecond(2023, 4, 17, 22, 0, 0), absl::UTCTimeZone());
  EXPECT_EQ(Written(Today(Settings(), late)), "2023-04-18");  // Minsk is three hours ahead
  EXPECT_EQ(Written(Today(Parse<Settings>("time_zone: 'UTC'"), late)), "2023-04-17");
}

TEST(DayRulesTest, ADueDayThatIsNoWorkingDayIsMovedByTheRuleOfTheCalendar) {
  const struct {
    const char* label;
    const char* settings;
    const char* due;
    const char* effective;
  } cases[] = {
      {"nothing is said", "", "2023-04-16", "2023-04-16"},
      {"none", "day_rule: NONE", "2023-04-16", "2023-04-16"},
      {"a working day stays", "day_rule: FOLLOWING", "2023-04-14", "2023-04-14"},
      {"Sunday, following", "day_rule: FOLLOWING", "2023-04-16", "2023-04-17"},
      {"Sunday, preceding", "day_rule: PRECEDING", "2023-04-16", "2023-04-14"},
      {"a holiday, too", "day_rule: FOLLOWING holidays: '2023-04-17'", "2023-04-16", "2023-04-18"},
      {"a working Saturday", "day_rule: PRECEDING working_days: '2023-04-15'", "2023-04-16",
       "2023-04-15"},
      {"a weekend of one day", "day_rule: FOLLOWING weekend_days: 7", "2023-04-15", "2023-04-15"},
  };
  for (const auto& each : cases) {
    const Calendar calendar(Parse<Settings>(each.settings));
    EXPECT_EQ(Written(calendar.Effective(Day(each.due))), each.effective) << each.label;
  }
}

TEST(DayRulesTest, OneDueDayTellsWhatIsOverdueWhateverTheCalendar) {
  for (const char* settings :
       {"", "day_rule: PRECEDING", "day_rule: FOLLOWING",
        "day_rule: FOLLOWING holidays: '2023-05-01' holidays: '2023-05-02' working_days: "
        "'2023-05-13'",
        "day_rule: PRECEDING holidays: '2023-05-01' holidays: '2023-05-09'"}) {
    const Calendar calendar(Parse<Settings>(settings));
    for (absl::CivilDay today = Day("2023-04-20"); today < Day("2023-05-25"); ++today) {
      const absl::CivilDay last = calendar.LastOverdue(today);
      for (absl::CivilDay due = today - 10; due < today + 10; ++due) {
        EXPECT_EQ(due <= last, calendar.Effective(due) < today)
            << settings << ": " << Written(due) << " on " << Written(today);
      }
    }
  }
}

TEST(DayRulesTest, WhatIsDueOnAWorkingDayIsAStretchOfDays) {
  const Calendar following(Parse<Settings>("day_rule: FOLLOWING"));
  EXPECT_EQ(Written(following.DueOn(Day("2023-04-17")).first), "2023-04-15");
  EXPECT_EQ(Written(following.DueOn(Day("2023-04-17")).second), "2023-04-17");
  const auto sunday = following.DueOn(Day("2023-04-16"));
  EXPECT_GT(sunday.first, sunday.second);
}

TEST(DayRulesTest, SettingsNameEachDayOnce) {
  base::FieldErrors errors;
  CheckSettings(Parse<Settings>("holidays: '2023-05-01' holidays: 'May Day' working_days: "
                                "'2023-05-01' weekend_days: 6 weekend_days: 6"),
                "settings", errors);
  EXPECT_THAT(
      BadFields(errors.ToStatus()),
      ElementsAre("settings.holidays[1]", "settings.weekend_days", "settings.working_days[0]"));
}

TEST(DayRulesTest, APeriodIsDueOnItsLastDay) {
  EXPECT_EQ(Written(PeriodEnd(v1::Due::MONTH, Day("2024-02-10"))), "2024-02-29");
  EXPECT_EQ(Written(PeriodEnd(v1::Due::QUARTER, Day("2023-04-17"))), "2023-06-30");
  EXPECT_EQ(Written(PeriodEnd(v1::Due::HALF_YEAR, Day("2023-07-01"))), "2023-12-31");
  EXPECT_EQ(Written(PeriodEnd(v1::Due::YEAR, Day("2023-01-01"))), "2023-12-31");
}

TEST(DayRulesTest, QuarterlyTo2025EndsWithTheLastQuarterOf2025) {
  const auto due = Parse<v1::Due>("periodic { period: QUARTER until: '2025-10-15' }");
  absl::CivilDay end = FirstDueDay(due, Day("2023-04-17")).value();
  EXPECT_EQ(Written(end), "2023-06-30");
  int periods = 1;
  for (auto next = NextPeriodEnd(due.periodic(), end); next.has_value();
       next = NextPeriodEnd(due.periodic(), end)) {
    end = *next;
    ++periods;
  }
  EXPECT_EQ(Written(end), "2025-12-31");
  EXPECT_EQ(periods, 11);
  EXPECT_EQ(Written(LastDueDay(due).value()), "2025-12-31");
}

TEST(DayRulesTest, WhatGoesOnWithoutAnEndIsNeverDue) {
  EXPECT_FALSE(FirstDueDay(Parse<v1::Due>("continuous {}"), Day("2023-04-17")).has_value());
  EXPECT_EQ(
      Written(FirstDueDay(Parse<v1::Due>("continuous { until: '2025-12-31' }"), Day("2023-04-17"))
                  .value()),
      "2025-12-31");
}

TEST(DayRulesTest, ADueSaysADayOrHowOften) {
  EXPECT_THAT(FaultsOf(v1::Due()), ElementsAre("due"));
  EXPECT_THAT(FaultsOf(Parse<v1::Due>("date: 'soon'")), ElementsAre("due.date"));
  EXPECT_THAT(FaultsOf(Parse<v1::Due>("periodic { period: YEAR until: '2022-01-01' from: "
                                      "'2023-01-01' }")),
              ElementsAre("due.periodic.until"));
  EXPECT_THAT(FaultsOf(Parse<v1::Due>("date: '2023-08-24'")), ElementsAre());
}

TEST(DayRulesTest, NothingIsDueBeforeItWasAgreed) {
  EXPECT_THAT(CheckNotBeforeSource("2023-08-24", "2023-08-24"), IsOk());
  EXPECT_THAT(CheckNotBeforeSource("", "2023-08-24"), IsOk());
  EXPECT_THAT(CheckNotBeforeSource("2023-08-23", "2023-08-24"),
              RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
}

}  // namespace
}  // namespace plenary::control
