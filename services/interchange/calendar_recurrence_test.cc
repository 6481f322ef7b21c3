#include "services/interchange/calendar_recurrence.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/calendar_reader.h"
#include "services/interchange/test_calendars.h"

namespace plenary::interchange {
namespace {

using absl::CivilSecond;

// The first starts that a rule begun on Tuesday, 18 April 2023, 9:00 makes: "18.04 25.04".
std::string StartsOf(const std::string& text, size_t most = 5) {
  const auto rule = ReadRepeatRule(text);
  if (!rule.has_value()) return "not followed";
  std::vector<std::string> starts;
  RepeatBudget budget;
  const bool is_done =
      ForEachRepeat(*rule, CivilSecond(2023, 4, 18, 9, 0, 0), budget, [&](auto start) {
        starts.push_back(absl::FormatCivilTime(absl::CivilDay(start)).substr(2));
        return starts.size() < most;
      });
  return absl::StrCat(absl::StrJoin(starts, " "), is_done ? "" : " too slow");
}

struct RuleCase {
  const char* rule;
  const char* starts;
};

TEST(CalendarRecurrence, RulesAreFollowed) {
  const RuleCase cases[] = {
      {"FREQ=DAILY;COUNT=3", "23-04-18 23-04-19 23-04-20"},
      {"freq=weekly;count=2", "23-04-18 23-04-25"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4", "23-04-18 23-04-20 23-05-02 23-05-04"},
      {"FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "23-04-18 23-04-28 23-05-26"},
      {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "23-04-18 23-04-28"},
      {"FREQ=YEARLY", "23-04-18 24-04-18 25-04-18 26-04-18 27-04-18"},
      {"FREQ=DAILY;BYHOUR=9;COUNT=2", "23-04-18 23-04-19"},
      {"FREQ=WEEKLY;COUNT=1", "23-04-18"},
  };
  for (const RuleCase& test : cases) EXPECT_EQ(StartsOf(test.rule), test.starts) << test.rule;
}

TEST(CalendarRecurrence, RulesThatMightSearchForAgesAreNotFollowed) {
  for (const char* rule :
       {"FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYHOUR=9,14", "FREQ=YEARLY;RSCALE=CHINESE", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;UNTIL=never", "COUNT=3", "", "FREQ", "FREQ=DAILY;X-A=1"}) {
    EXPECT_EQ(StartsOf(rule), "not followed") << rule;
  }
}

TEST(CalendarRecurrence, RulesThatNothingFulfilsMakeTheirFirstStartAlone) {
  for (const char* rule :
       {"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=6MO", "FREQ=DAILY;INTERVAL=99999999999", "FREQ=WEEKLY;BYMONTH=13"}) {
    EXPECT_EQ(StartsOf(rule), "23-04-18") << rule;
  }
}

TEST(CalendarRecurrence, TheBudgetEndsTheSearch) {
  const auto rule = ReadRepeatRule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30");
  RepeatBudget budget(300'000);
  int rules = 0;
  while (
      ForEachRepeat(*rule, CivilSecond(2023, 4, 18, 9, 0, 0), budget, [](auto) { return true; })) {
    ASSERT_LT(++rules, 10);
  }
  EXPECT_TRUE(budget.is_spent());
}

TEST(CalendarRecurrence, AnEntryWhoseRuleIsNotReachedAnyMoreIsTakenOnce) {
  std::string events;
  for (int i = 0; i < 9; ++i) {
    absl::StrAppend(&events, "BEGIN:VEVENT\nUID:", i, "\nDTSTART:20230418T060000Z\n",
                    "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2\nEND:VEVENT\n");
  }
  const auto file = ReadCalendar(CalendarOf(events), InMinsk());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->entries.size(), 9u);
  ASSERT_FALSE(file->remarks.empty());
  EXPECT_EQ(file->remarks.back().reason, CalendarRemark::kRepeats);
}

CalendarReading InApril() {
  CalendarReading reading = InMinsk();
  reading.from = absl::FromCivil(absl::CivilDay(2023, 4, 1), absl::UTCTimeZone());
  reading.to = absl::FromCivil(absl::CivilDay(2023, 5, 1), absl::UTCTimeZone());
  return reading;
}

std::string ShownOf(const std::string& inside, const CalendarReading& reading = InMinsk()) {
  return Shown(ReadCalendar(EventOf(inside), reading));
}

TEST(CalendarRecurrence, EachOccurrenceIsAnEntryAtTheSameHourByItsClock) {
  EXPECT_EQ(ShownOf("DTSTART;TZID=Europe/Berlin:20230319T090000\nDURATION:PT1H\n"
                    "RRULE:FREQ=WEEKLY;COUNT=3\n"),
            "a@example.org/20230319T080000Z 2023-03-19T09:00/2023-03-19T10:00 Europe/Berlin\n"
            "a@example.org/20230326T070000Z 2023-03-26T09:00/2023-03-26T10:00 Europe/Berlin\n"
            "a@example.org/20230402T070000Z 2023-04-02T09:00/2023-04-02T10:00 Europe/Berlin");
}

TEST(CalendarRecurrence, DaysRepeatAsDays) {
  EXPECT_EQ(ShownOf("DTSTART:20230418\nRRULE:FREQ=DAILY;UNTIL=20230419\n"),
            "a@example.org/20230418 2023-04-18/2023-04-19 Europe/Minsk\n"
            "a@example.org/20230419 2023-04-19/2023-04-20 Europe/Minsk");
}

TEST(CalendarRecurrence, TheLastOccurrenceMayBeToldInUtcByTheClockOrAsADay) {
  const std::string two =
      "a@example.org/20230418T060000Z 2023-04-18T09:00/2023-04-18T09:00 Europe/Minsk\n"
      "a@example.org/20230419T060000Z 2023-04-19T09:00/2023-04-19T09:00 Europe/Minsk";
  for (const char* until :
       {"20230419T060000Z", "20230420T055959Z", "20230419T090000", "20230419"}) {
    EXPECT_EQ(ShownOf(absl::StrCat("DTSTART;TZID=Europe/Minsk:20230418T090000\n",
                                   "RRULE:FREQ=DAILY;UNTIL=", until, "\n")),
              two)
        << until;
  }
}

TEST(CalendarRecurrence, OccurrencesAreAddedExceptedAndChanged) {
  const std::string series =
      "BEGIN:VEVENT\nUID:a\nDTSTART:20230418T060000Z\nDTEND:20230418T070000Z\nSUMMARY:s\n"
      "RRULE:FREQ=DAILY;COUNT=4\nRDATE:20230430T080000Z,20230418T060000Z\n"
      "RDATE;VALUE=PERIOD:20230501T080000Z/PT5M\nEXDATE:20230419T060000Z\nEND:VEVENT\n";
  const std::string change =
      "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20230420T060000Z\nDTSTART:20230420T120000Z\n"
      "SUMMARY:moved\nEND:VEVENT\n";
  EXPECT_EQ(Shown(ReadCalendar(CalendarOf(series + change), InMinsk())),
            "a/20230418T060000Z 2023-04-18T06:00/2023-04-18T07:00 UTC s\n"
            "a/20230421T060000Z 2023-04-21T06:00/2023-04-21T07:00 UTC s\n"
            "a/20230430T080000Z 2023-04-30T08:00/2023-04-30T09:00 UTC s\n"
            "a/20230501T080000Z 2023-05-01T08:00/2023-05-01T08:05 UTC s\n"
            "a/20230420T060000Z 2023-04-20T12:00/2023-04-20T12:00 UTC moved");
}

TEST(CalendarRecurrence, AnExceptedDayTakesWhateverIsOnIt) {
  EXPECT_EQ(ShownOf("DTSTART;TZID=Europe/Minsk:20230418T010000\nRRULE:FREQ=DAILY;COUNT=3\n"
                    "EXDATE;VALUE=DATE:20230418,20230419\n"),
            "a@example.org/20230419T220000Z 2023-04-20T01:00/2023-04-20T01:00 Europe/Minsk");
}

TEST(CalendarRecurrence, OccurrencesKnowTheirSeries) {
  const auto file =
      ReadCalendar(EventOf("DTSTART:20230418T060000Z\nRRULE:FREQ=DAILY;COUNT=2\n"), InMinsk());
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_EQ(file->entries.size(), 2u);
  for (const CalendarEntry& entry : file->entries) EXPECT_EQ(entry.series_uid, "a@example.org");
}

TEST(CalendarRecurrence, WhatRepeatsWithoutEndNeedsAnEndOfReading) {
  const char* const inside = "DTSTART:20200101T060000Z\nRRULE:FREQ=MONTHLY;BYMONTHDAY=18\n";
  EXPECT_EQ(ShownOf(inside),
            "a@example.org/20200101T060000Z 2020-01-01T06:00/2020-01-01T06:00 UTC\n"
            "line 7 repeats");
  EXPECT_EQ(ShownOf(inside, InApril()),
            "a@example.org/20230418T060000Z 2023-04-18T06:00/2023-04-18T06:00 UTC");
}

TEST(CalendarRecurrence, OnlySoManyOccurrencesAreTaken) {
  CalendarReading reading = InMinsk();
  reading.limits.occurrences = 2;
  EXPECT_EQ(ShownOf("DTSTART:20230418T060000Z\nRRULE:FREQ=DAILY;COUNT=5\n"
                    "EXDATE:20230419T060000Z\n",
                    reading),
            "a@example.org/20230418T060000Z 2023-04-18T06:00/2023-04-18T06:00 UTC\n"
            "a@example.org/20230420T060000Z 2023-04-20T06:00/2023-04-20T06:00 UTC\n"
            "line 3 repeats");
}

TEST(CalendarRecurrence, ARuleThatIsNotFollowedGivesItsFirstOccurrence) {
  EXPECT_EQ(ShownOf("DTSTART:20230418T060000Z\nRRULE:FREQ=SECONDLY\nRRULE:FREQ=DAILY\n"),
            "a@example.org/20230418T060000Z 2023-04-18T06:00/2023-04-18T06:00 UTC\n"
            "line 7 repeats\nline 8 repeats");
}

TEST(CalendarRecurrence, AChangeOfAnOccurrenceThatIsNotThereIsAnEntry) {
  EXPECT_EQ(ShownOf("RECURRENCE-ID;RANGE=THISANDFUTURE:20230420T060000Z\n"
                    "DTSTART:20230420T120000Z\n"),
            "a@example.org/20230420T060000Z 2023-04-20T12:00/2023-04-20T12:00 UTC\n"
            "line 6 repeats");
}

}  // namespace
}  // namespace plenary::interchange
