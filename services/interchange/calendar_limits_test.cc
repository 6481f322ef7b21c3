// Calendars made to break a reader, and calendars damaged at random: read within bounds, or
// refused.
#include <algorithm>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/calendar_reader.h"
#include "services/interchange/calendar_writer.h"
#include "services/interchange/test_calendars.h"

namespace plenary::interchange {
namespace {

std::string Repeated(const std::string& text, int times) {
  std::string repeated;
  repeated.reserve(text.size() * static_cast<size_t>(times));
  for (int i = 0; i < times; ++i) repeated += text;
  return repeated;
}

std::string Events(int count, const std::string& inside = "") {
  std::string events;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&events, "BEGIN:VEVENT\nUID:", i, "\nDTSTART:20230418T060000Z\n", inside,
                    "END:VEVENT\n");
  }
  return events;
}

TEST(CalendarLimits, AFileOf50MegabytesIsRefusedAtOnce) {
  const std::string bytes(50 << 20, 'x');
  EXPECT_EQ(Shown(ReadCalendar(bytes, InMinsk())), "CALENDAR_TOO_LARGE limit=16777216 of=bytes");
}

TEST(CalendarLimits, ABombOfNestedComponentsIsRefusedWhereItGetsTooDeep) {
  EXPECT_EQ(Shown(ReadCalendar(CalendarOf(Repeated("BEGIN:X-A\n", 1'000'000)), InMinsk())),
            "CALENDAR_TOO_LARGE limit=8 line=10 of=depth");
  EXPECT_EQ(Shown(ReadCalendar(Repeated("BEGIN:VCALENDAR\n", 1'000'000), InMinsk())),
            "CALENDAR_TOO_LARGE limit=8 line=9 of=depth");
}

TEST(CalendarLimits, EntriesInEntriesAreUnendedOnesAndNoBomb) {
  const auto file = ReadCalendar(
      CalendarOf(Repeated("BEGIN:VEVENT\nUID:a\nDTSTART:20230418T060000Z\n", 20)), InMinsk());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->entries.size(), 20u);
}

struct LimitCase {
  const char* label;
  std::string bytes;
  CalendarLimits limits;
  const char* shown;
};

CalendarLimits With(int64_t CalendarLimits::*limit, int64_t value) {
  CalendarLimits limits;
  limits.*limit = value;
  return limits;
}

TEST(CalendarLimits, EachLimitIsNamedWithTheLineWhereItIsPassed) {
  const LimitCase cases[] = {
      {"entries", CalendarOf(Events(3)), With(&CalendarLimits::entries, 2),
       "CALENDAR_TOO_LARGE limit=2 line=11 of=entries"},
      {"occurrences are entries", CalendarOf(Events(2, "RRULE:FREQ=DAILY;COUNT=5\n")),
       With(&CalendarLimits::entries, 7), "CALENDAR_TOO_LARGE limit=7 line=8 of=entries"},
      {"values of an entry", CalendarOf(Events(1, Repeated("X-A:b\n", 8))),
       With(&CalendarLimits::values, 9), "CALENDAR_TOO_LARGE limit=9 line=13 of=values"},
      {"dates in a list",
       CalendarOf(Events(1, absl::StrCat("EXDATE:20230418", Repeated(",20230419", 9), "\n"))),
       With(&CalendarLimits::values, 9), "CALENDAR_TOO_LARGE limit=9 line=6 of=values"},
      {"a line that is taken",
       CalendarOf(Events(1, absl::StrCat("SUMMARY:", std::string(300, 'x'), "\n"))),
       With(&CalendarLimits::line_bytes, 200), "CALENDAR_TOO_LARGE limit=200 line=6 of=lineBytes"},
      {"a folded one",
       CalendarOf(Events(1, absl::StrCat("SUMMARY:x", Repeated("\n xxxxxxxx", 50), "\n"))),
       With(&CalendarLimits::line_bytes, 200), "CALENDAR_TOO_LARGE limit=200 line=6 of=lineBytes"},
      {"text of all occurrences",
       CalendarOf(Events(1, "RRULE:FREQ=DAILY;COUNT=99\nDESCRIPTION:twenty characters..\n")),
       With(&CalendarLimits::text_bytes, 500), "CALENDAR_TOO_LARGE limit=500 line=3 of=textBytes"},
      {"observances",
       CalendarOf(absl::StrCat("BEGIN:VTIMEZONE\n", Repeated("BEGIN:STANDARD\nEND:STANDARD\n", 4),
                               "END:VTIMEZONE\n")),
       With(&CalendarLimits::observances, 3), "CALENDAR_TOO_LARGE limit=3 line=10 of=observances"},
  };
  for (const LimitCase& test : cases) {
    CalendarReading reading = InMinsk();
    reading.limits = test.limits;
    EXPECT_EQ(Shown(ReadCalendar(test.bytes, reading)), test.shown) << test.label;
  }
}

TEST(CalendarLimits, WhatIsNotTakenMayBeAsLongAsItLikes) {
  const std::string picture = absl::StrCat(
      "ATTACH;ENCODING=BASE64;VALUE=BINARY:", Repeated("QUJDRA\r\n ", 100'000), "\r\n");
  EXPECT_EQ(Shown(ReadCalendar(CalendarOf(Events(1, picture)), InMinsk())),
            "0 2023-04-18T06:00/2023-04-18T06:00 UTC");
}

TEST(CalendarLimits, RemarksBeyondAreCounted) {
  CalendarReading reading = InMinsk();
  reading.limits.remarks = 2;
  const auto file = ReadCalendar(CalendarOf("a\nb\nc\nd\n"), reading);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(Shown(file), "line 3 bad-line\nline 4 bad-line\nline 5 too-many");
  EXPECT_EQ(file->remark_count, 4);
}

// Each is a megabyte or more of what costs a reader most.
TEST(CalendarLimits, WhatCostsMostIsReadOrRefusedAsTooLarge) {
  constexpr int kBytes = 1 << 20;
  const std::string whole[] = {
      CalendarOf(Repeated("\n", kBytes)),
      CalendarOf(Repeated(":", kBytes)),
      CalendarOf(Repeated("\"", kBytes)),
      CalendarOf(Repeated("a\n", kBytes / 2)),
      CalendarOf(Repeated("\n ", kBytes / 2)),
      CalendarOf(Repeated("A;", kBytes / 2)),
      CalendarOf(Repeated("BEGIN:X\nEND:X\n", kBytes / 14)),
      CalendarOf(absl::StrCat("BEGIN:VTIMEZONE\nTZID:a\nBEGIN:STANDARD\n",
                              Repeated("RDATE:20230418\n", kBytes / 15))),
      CalendarOf(Events(60'000)),
      CalendarOf(Repeated("BEGIN:VEVENT\nUID:a\nDTSTART:20230418\nEND:VEVENT\n", 49'000)),
      CalendarOf(Events(40'000, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2\n")),
      CalendarOf(Events(10'000, absl::StrCat("RRULE:FREQ=DAILY;COUNT=500\nDESCRIPTION:",
                                             std::string(200, 'x'), "\n"))),
      CalendarOf(Events(1'000, absl::StrCat("CATEGORIES:", Repeated("a,", 2'000), "\n"))),
  };
  for (const std::string& bytes : whole) {
    const auto file = ReadCalendar(bytes, InMinsk());
    if (file.ok()) continue;
    EXPECT_EQ(base::ReasonOf(file.status()), v1::ERROR_REASON_CALENDAR_TOO_LARGE)
        << bytes.substr(0, 100);
  }
}

constexpr char kSample[] =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Форум\r\nBEGIN:VTIMEZONE\r\nTZID:Town\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nRDATE:20230418T000000\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=\"Town\":20230418T090000\r\n"
    "DURATION:P1DT1H\r\nRRULE:FREQ=WEEKLY;COUNT=9;BYDAY=TU,TH;UNTIL=20230601T000000Z\r\n"
    "EXDATE;TZID=Town:20230420T090000\r\nRDATE;VALUE=PERIOD:20230501T080000Z/PT5M\r\n"
    "SUMMARY;LANGUAGE=ru:Пле\r\n нарное\\, 全体\r\nATTENDEE;CN=\"A^'\":mailto:a@example.org\r\n"
    "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\n"
    "RECURRENCE-ID:20230425T080000Z\r\nDTSTART:20230425T120000Z\r\nSEQUENCE:1\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

// Changes a few bytes or lines: other values, some gone, some twice.
std::string Damaged(std::string bytes, std::mt19937& random) {
  for (size_t times = 1 + random() % 6; times > 0 && !bytes.empty(); --times) {
    const size_t at = random() % bytes.size();
    const size_t size = random() % 40;
    switch (random() % 5) {
      case 0:
        bytes[at] = static_cast<char>(random() % 256);
        break;
      case 1:
        bytes.erase(at, size);
        break;
      case 2:
        bytes.insert(at, bytes.substr(random() % bytes.size(), size));
        break;
      case 3:
        bytes[at] = static_cast<char>('0' + random() % 10);
        break;
      default:
        bytes[at] = static_cast<char>(bytes[at] ^ 1 << random() % 8);
    }
  }
  return bytes;
}

TEST(CalendarLimits, ADamagedCalendarIsReadOrRefusedWithItsLine) {
  std::mt19937 random(1978);
  for (int round = 0; round < 1'500; ++round) {
    const std::string bytes = Damaged(kSample, random);
    const auto file = ReadCalendar(bytes, InMinsk());
    if (!file.ok()) {
      EXPECT_EQ(base::ReasonOf(file.status()), v1::ERROR_REASON_CALENDAR_UNREADABLE) << bytes;
      continue;
    }
    for (const CalendarRemark& remark : file->remarks) {
      EXPECT_GT(remark.line, 0) << bytes;
      EXPECT_LE(remark.line, std::count(bytes.begin(), bytes.end(), '\n') +
                                 std::count(bytes.begin(), bytes.end(), '\r') + 1)
          << bytes;
    }
    // Whatever was read can be written.
    CalendarFeed feed = Feed(file->entries);
    const auto again = ReadCalendar(WriteCalendar(feed), InMinsk());
    ASSERT_TRUE(again.ok()) << bytes;
    EXPECT_EQ(again->entries.size(), file->entries.size()) << bytes;
  }
}

TEST(CalendarLimits, SeveralThreadsReadAtOnce) {
  const std::string expected = Shown(ReadCalendar(kSample, InMinsk()));
  std::vector<std::string> shown(4);
  std::vector<std::thread> threads;
  threads.reserve(shown.size());
  for (std::string& one : shown) {
    threads.emplace_back([&one] {
      for (int round = 0; round < 50; ++round) one = Shown(ReadCalendar(kSample, InMinsk()));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& one : shown) EXPECT_EQ(one, expected);
}

}  // namespace
}  // namespace plenary::interchange
