#include "services/interchange/calendar_writer.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/calendar_text.h"
#include "services/interchange/test_calendars.h"

namespace plenary::interchange {
namespace {

using absl::CivilDay;
using absl::CivilSecond;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const CivilSecond kNine(2023, 4, 18, 9, 0, 0);
const CivilSecond kTen(2023, 4, 18, 10, 0, 0);

CalendarEntry InMinskAtNine() {
  return Entry("a@example.org", At(kNine, "Europe/Minsk"), At(kTen, "Europe/Minsk"));
}

std::string Unfolded(const std::string& text) { return absl::StrReplaceAll(text, {{"\r\n ", ""}}); }

// The lines of a written calendar, unfolded, that begin with one of `names`.
std::vector<std::string> LinesOf(const std::string& text, const std::vector<std::string>& names) {
  std::vector<std::string> found;
  for (const absl::string_view line : absl::StrSplit(Unfolded(text), "\r\n")) {
    for (const std::string& name : names) {
      if (absl::StartsWith(line, name)) found.emplace_back(line);
    }
  }
  return found;
}

// "STANDARD 20221030T030000 +0200>+0100 CET", an observance a line.
std::vector<std::string> ObservancesOf(const std::string& text) {
  std::vector<std::string> observances;
  for (const std::string& line :
       LinesOf(text, {"BEGIN:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:", "TZ"})) {
    const std::pair<std::string, std::string> sides = absl::StrSplit(line, absl::MaxSplits(':', 1));
    if (sides.first == "BEGIN") {
      observances.push_back(sides.second);
    } else if (!observances.empty() && sides.first != "TZID") {
      absl::StrAppend(&observances.back(), sides.first == "TZOFFSETTO" ? ">" : " ", sides.second);
    }
  }
  return observances;
}

CalendarEntry YearIn(const std::string& zone, int first, int last) {
  return Entry("z@example.org", At(CivilSecond(first, 1, 10, 9, 0, 0), zone),
               At(CivilSecond(last, 12, 10, 9, 0, 0), zone));
}

TEST(CalendarWriter, AFeedHasWhatSubscribersAskFor) {
  CalendarFeed feed = Feed({InMinskAtNine()});
  feed.name = "Форум, программа";
  feed.description = "Все сессии";
  feed.language = "ru";
  feed.refresh_interval = absl::Minutes(30);
  EXPECT_THAT(LinesOf(WriteCalendar(feed),
                      {"VERSION", "PRODID", "METHOD", "NAME", "X-WR", "REFRESH", "X-PUB", "DESC"}),
              ElementsAre("VERSION:2.0", "PRODID:-//Plenary//Plenary//EN", "METHOD:PUBLISH",
                          "NAME;LANGUAGE=ru:Форум\\, программа", "X-WR-CALNAME:Форум\\, программа",
                          "DESCRIPTION;LANGUAGE=ru:Все сессии", "X-WR-CALDESC:Все сессии",
                          "X-WR-TIMEZONE:Europe/Minsk", "REFRESH-INTERVAL;VALUE=DURATION:PT30M",
                          "X-PUBLISHED-TTL:PT30M"));
}

TEST(CalendarWriter, AnEntryHasItsIdentityEditionTimesAndState) {
  CalendarEntry entry = InMinskAtNine();
  entry.sequence = 3;
  entry.status = CalendarEntry::kCancelled;
  entry.url = "https://example.org/s/1";
  entry.categories = {"Экономика", "a,b"};
  entry.related = {"b@example.org"};
  EXPECT_THAT(LinesOf(WriteCalendar(Feed({entry})),
                      {"UID", "DTSTAMP", "SEQUENCE", "DTSTART;", "DTEND", "STATUS", "CATEGORIES",
                       "URL", "ORGANIZER", "RELATED"}),
              ElementsAre("UID:a@example.org", "DTSTAMP:20230401T080000Z", "SEQUENCE:3",
                          "DTSTART;TZID=Europe/Minsk:20230418T090000",
                          "DTEND;TZID=Europe/Minsk:20230418T100000", "STATUS:CANCELLED",
                          "CATEGORIES:Экономика,a\\,b", "URL:https://example.org/s/1",
                          "ORGANIZER;CN=Secretariat:mailto:secretariat@example.org",
                          "RELATED-TO:b@example.org"));
}

TEST(CalendarWriter, TheSameFeedGivesTheSameBytes) {
  const CalendarFeed feed = Feed({InMinskAtNine()});
  EXPECT_EQ(WriteCalendar(feed), WriteCalendar(feed));
}

TEST(CalendarWriter, NoLineIsLongerThan75OctetsNorEndsInsideACharacter) {
  CalendarEntry entry = InMinskAtNine();
  for (int i = 0; i < 40; ++i) absl::StrAppend(&entry.summary, "中文会议🤝Ж");
  for (int i = 0; i < 80; ++i) {
    absl::StrAppend(&entry.description, std::string(static_cast<size_t>(i), 'x'), "🧑‍💻\n");
  }
  const std::string text = WriteCalendar(Feed({entry}));
  for (const absl::string_view line : absl::StrSplit(text, "\r\n")) {
    EXPECT_LE(line.size(), 75u) << line;
    EXPECT_FALSE(CleanCalendarText(line).had_bad_bytes) << line;
    EXPECT_EQ(line.find_first_of("\r\n"), absl::string_view::npos) << line;
  }
  EXPECT_THAT(Unfolded(text), HasSubstr(absl::StrCat("SUMMARY:", entry.summary, "\r\n")));
}

TEST(CalendarWriter, NothingInATextEndsItsLineOrItsCalendar) {
  CalendarEntry entry = InMinskAtNine();
  entry.summary = "a;b,c\\d\r\nEND:VEVENT\rx\ty\x01\x7F";
  entry.url = "https://example.org/\r\nEND:VCALENDAR";
  entry.organizer = {"O\"Neil; the ^first\nof them", "o@example.org\r\nX:y"};
  const std::string text = WriteCalendar(Feed({entry}));
  EXPECT_THAT(LinesOf(text, {"SUMMARY", "URL", "ORGANIZER", "END:VE", "END:VC"}),
              ElementsAre("SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT\\nx\ty",
                          "URL:https://example.org/END:VCALENDAR",
                          "ORGANIZER;CN=\"O^'Neil; the ^^first^nof them\":mailto:o@example.orgX:y",
                          "END:VEVENT", "END:VCALENDAR"));
}

TEST(CalendarWriter, BytesThatAreNoUtf8AreReplaced) {
  CalendarEntry entry = InMinskAtNine();
  entry.summary = "Z\xFCrich \xE4";
  EXPECT_THAT(LinesOf(WriteCalendar(Feed({entry})), {"SUMMARY"}),
              ElementsAre("SUMMARY:Z\uFFFDrich \uFFFD"));
}

TEST(CalendarWriter, AFlightLeavesAndArrivesByTheClocksOfItsTwoAirports) {
  const CalendarEntry flight =
      Entry("f@example.org", At(CivilSecond(2023, 4, 18, 14, 5, 0), "Europe/Minsk"),
            At(CivilSecond(2023, 4, 18, 23, 40, 0), "Asia/Shanghai"));
  const std::string text = WriteCalendar(Feed({flight}));
  EXPECT_THAT(LinesOf(text, {"DTSTART;", "DTEND"}),
              ElementsAre("DTSTART;TZID=Europe/Minsk:20230418T140500",
                          "DTEND;TZID=Asia/Shanghai:20230418T234000"));
  EXPECT_THAT(LinesOf(text, {"TZID"}), ElementsAre("TZID:Asia/Shanghai", "TZID:Europe/Minsk"));
  EXPECT_EQ(StrictFaults(text), "");
}

TEST(CalendarWriter, ADayIsADateAndAMomentHasNoEnd) {
  const CalendarEntry day = Entry("d@example.org", Day(CivilDay(2023, 4, 18), "Asia/Tokyo"),
                                  Day(CivilDay(2023, 4, 20), "Asia/Tokyo"));
  CalendarEntry moment = InMinskAtNine();
  moment.end = moment.start;
  const std::string text = WriteCalendar(Feed({day, moment}));
  EXPECT_THAT(
      LinesOf(text, {"DTSTART;", "DTEND", "TZID"}),
      ElementsAre("TZID:Europe/Minsk", "DTSTART;VALUE=DATE:20230418", "DTEND;VALUE=DATE:20230420",
                  "DTSTART;TZID=Europe/Minsk:20230418T090000"));
}

TEST(CalendarWriter, ATimeInUtcOrInAZoneNobodyKnowsIsWrittenAsUtc) {
  CalendarEntry utc = Entry("u@example.org", At(kNine, "UTC"), At(kTen, "UTC"));
  utc.end.time_zone = "Nowhere/Middle";
  const std::string text = WriteCalendar(Feed({utc}));
  EXPECT_THAT(LinesOf(text, {"DTSTART", "DTEND"}),
              ElementsAre("DTSTART:20230418T090000Z", "DTEND:20230418T100000Z"));
  EXPECT_THAT(text, Not(HasSubstr("VTIMEZONE")));
}

TEST(CalendarWriter, AFloatingTimeHasNoZone) {
  CalendarEntry entry = InMinskAtNine();
  entry.start.is_floating = entry.end.is_floating = true;
  EXPECT_THAT(LinesOf(WriteCalendar(Feed({entry})), {"DTSTART", "DTEND", "TZID"}),
              ElementsAre("DTSTART:20230418T090000", "DTEND:20230418T100000"));
}

TEST(CalendarWriter, AnInvitationNamesItsAttendeesAndAFeedNone) {
  CalendarEntry entry = InMinskAtNine();
  entry.attendees = {
      {{"Anna Obraztsova", "anna@example.org"}, CalendarAttendee::kChair, {}},
      {{"Пример Примеров", ""}, CalendarAttendee::kOptional, CalendarAttendee::kDeclined}};
  CalendarFeed feed = Feed({entry});
  EXPECT_THAT(LinesOf(WriteCalendar(feed), {"ATTENDEE"}), ElementsAre());
  feed.method = CalendarFeed::kRequest;
  EXPECT_THAT(LinesOf(WriteCalendar(feed), {"METHOD", "ATTENDEE"}),
              ElementsAre("METHOD:REQUEST",
                          "ATTENDEE;CN=Anna Obraztsova;ROLE=CHAIR;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:"
                          "mailto:anna@example.org",
                          "ATTENDEE;CN=Пример Примеров;ROLE=OPT-PARTICIPANT;PARTSTAT=DECLINED;"
                          "RSVP=FALSE:invalid:nomail"));
  EXPECT_EQ(StrictFaults(WriteCalendar(feed)), "");
}

TEST(CalendarWriter, CallingOffNamesNoStateButCancelled) {
  CalendarEntry entry = InMinskAtNine();
  entry.status = CalendarEntry::kCancelled;
  entry.attendees = {{{"Anna", "anna@example.org"}, {}, {}}};
  CalendarFeed feed = Feed({entry});
  feed.method = CalendarFeed::kCancel;
  EXPECT_THAT(LinesOf(WriteCalendar(feed), {"METHOD", "STATUS"}),
              ElementsAre("METHOD:CANCEL", "STATUS:CANCELLED"));
  EXPECT_EQ(StrictFaults(WriteCalendar(feed)), "");
}

TEST(CalendarWriter, AnEmptyFeedIsACalendar) {
  EXPECT_THAT(LinesOf(WriteCalendar(Feed({})), {"BEGIN", "END"}),
              ElementsAre("BEGIN:VCALENDAR", "END:VCALENDAR"));
  EXPECT_EQ(StrictFaults(WriteCalendar(Feed({}))), "");
}

TEST(CalendarWriter, AnEntryWithoutATitleIsADash) {
  CalendarEntry entry = InMinskAtNine();
  entry.summary = "";
  const std::string text = WriteCalendar(Feed({entry}));
  EXPECT_THAT(LinesOf(text, {"SUMMARY"}), ElementsAre("SUMMARY:-"));
  EXPECT_EQ(StrictFaults(text), "");
}

TEST(CalendarWriter, TimesThatFourDigitsCannotWriteAreTheNearestTheyCan) {
  CalendarEntry entry = InMinskAtNine();
  entry.start.time = absl::InfinitePast();
  entry.end.time = absl::InfiniteFuture();
  entry.start.time_zone = entry.end.time_zone = "UTC";
  EXPECT_THAT(LinesOf(WriteCalendar(Feed({entry})), {"DTSTART", "DTEND"}),
              ElementsAre("DTSTART:00010102T000000Z", "DTEND:99991230T000000Z"));
}

struct ZoneCase {
  const char* label;
  const char* zone;
  int first_year;
  int last_year;
  std::vector<std::string> observances;
};

TEST(CalendarWriter, AZoneComesWithTheChangesOfItsClock) {
  const ZoneCase cases[] = {
      {"a clock that hasn't changed since 2011 says when it last did",
       "Europe/Minsk",
       2023,
       2023,
       {"STANDARD 20110327T020000 +0200>+0300 +03"}},
      {"summer time, and the winter before it",
       "Europe/Berlin",
       2023,
       2023,
       {"STANDARD 20221030T030000 +0200>+0100 CET", "DAYLIGHT 20230326T020000 +0100>+0200 CEST",
        "STANDARD 20231029T030000 +0200>+0100 CET"}},
      {"in the south the year begins in summer",
       "America/Santiago",
       2023,
       2023,
       {"DAYLIGHT 20220911T000000 -0400>-0300 -03", "STANDARD 20230402T000000 -0300>-0400 -04",
        "DAYLIGHT 20230903T000000 -0400>-0300 -03"}},
      {"rules that changed between the years: standard time went from +4 to +3",
       "Europe/Moscow",
       2011,
       2014,
       {"STANDARD 20101031T030000 +0400>+0300 MSK", "STANDARD 20110327T020000 +0300>+0400 MSK",
        "STANDARD 20141026T020000 +0400>+0300 MSK"}},
      {"summer is the time ahead though time-zone data say otherwise",
       "Europe/Dublin",
       2023,
       2023,
       {"STANDARD 20221030T020000 +0100>+0000 GMT", "DAYLIGHT 20230326T010000 +0000>+0100 IST",
        "STANDARD 20231029T020000 +0100>+0000 GMT"}},
      {"half an hour",
       "Australia/Lord_Howe",
       2023,
       2023,
       {"DAYLIGHT 20221002T020000 +1030>+1100 +11", "STANDARD 20230402T020000 +1100>+1030 +1030",
        "DAYLIGHT 20231001T020000 +1030>+1100 +11"}},
      {"a day that was left out",
       "Pacific/Apia",
       2011,
       2011,
       {"DAYLIGHT 20100926T000000 -1100>-1000 -10", "STANDARD 20110402T040000 -1000>-1100 -11",
        "DAYLIGHT 20110924T030000 -1100>-1000 -10", "DAYLIGHT 20111230T000000 -1000>+1400 +14"}},
      {"a clock that never changed",
       "Etc/GMT-5",
       2023,
       2023,
       {"STANDARD 19700101T000000 +0500>+0500 +05"}},
  };
  for (const ZoneCase& test : cases) {
    SCOPED_TRACE(test.label);
    const std::string text =
        WriteCalendar(Feed({YearIn(test.zone, test.first_year, test.last_year)}));
    EXPECT_THAT(ObservancesOf(text), ::testing::ElementsAreArray(test.observances));
    EXPECT_EQ(StrictFaults(text), "");
  }
}

// Reads by the rules alone, as a program without time-zone data does.
TEST(CalendarWriter, TheRulesWrittenGiveEveryHourOfTheYearsItsInstant) {
  for (const char* zone : {"Europe/Berlin", "Europe/Moscow", "America/Santiago", "Asia/Tehran",
                           "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Shanghai"}) {
    std::vector<CalendarEntry> entries;
    for (int hour = 0; hour < 365 * 24; hour += 7) {
      CalendarTime time = At(CivilSecond(2014, 1, 1, hour, 30, 0), zone);
      entries.push_back(Entry(absl::StrCat(hour), time, time));
    }
    const std::string text = absl::StrReplaceAll(
        Unfolded(WriteCalendar(Feed(entries))),
        {{absl::StrCat(zone, "\r\n"), "Own\r\n"}, {absl::StrCat(zone, ":"), "Own:"}});
    const auto read = ReadCalendar(text, InMinsk());
    ASSERT_TRUE(read.ok()) << read.status();
    ASSERT_EQ(read->entries.size(), entries.size());
    ASSERT_EQ(read->remarks.size(), 1u);
    EXPECT_EQ(read->remarks[0].reason, CalendarRemark::kZoneOfFile);
    for (size_t i = 0; i < entries.size(); ++i) {
      EXPECT_EQ(read->entries[i].start.time, entries[i].start.time)
          << zone << " " << entries[i].start.time;
    }
  }
}

CalendarEntry FullEntry(const std::string& uid, const std::string& words) {
  CalendarEntry entry = InMinskAtNine();
  entry.uid = uid;
  entry.sequence = 4;
  entry.summary = words;
  entry.description = absl::StrCat(words, "\n\n", words, "; \\n, \"", words, "\"\\");
  entry.location = absl::StrCat(words, ", 2");
  entry.categories = {words, "a,b;c"};
  entry.url = "https://example.org/?a=1&b=2";
  entry.status = CalendarEntry::kTentative;
  entry.is_transparent = true;
  entry.organizer = {absl::StrCat(words, " \"^\" ;:,"), "o@example.org"};
  entry.attendees = {{{words, "anna@example.org"},
                      CalendarAttendee::kNonParticipant,
                      CalendarAttendee::kAccepted}};
  entry.related = {"r@example.org"};
  return entry;
}

void ExpectSame(const CalendarEntry& one, const CalendarEntry& other) {
  EXPECT_EQ(Shown(one), Shown(other));
  EXPECT_EQ(one.sequence, other.sequence);
  EXPECT_EQ(one.last_modified, other.last_modified);
  EXPECT_EQ(one.end.time_zone, other.end.time_zone);
  EXPECT_EQ(one.description, other.description);
  EXPECT_EQ(one.location, other.location);
  EXPECT_EQ(one.categories, other.categories);
  EXPECT_EQ(one.url, other.url);
  EXPECT_EQ(one.status, other.status);
  EXPECT_EQ(one.is_transparent, other.is_transparent);
  EXPECT_EQ(one.organizer.name, other.organizer.name);
  EXPECT_EQ(one.organizer.mail, other.organizer.mail);
  EXPECT_EQ(one.related, other.related);
  ASSERT_EQ(one.attendees.size(), other.attendees.size());
  for (size_t i = 0; i < one.attendees.size(); ++i) {
    EXPECT_EQ(one.attendees[i].person.name, other.attendees[i].person.name);
    EXPECT_EQ(one.attendees[i].person.mail, other.attendees[i].person.mail);
    EXPECT_EQ(one.attendees[i].role, other.attendees[i].role);
    EXPECT_EQ(one.attendees[i].answer, other.attendees[i].answer);
  }
}

TEST(CalendarWriter, WhatIsWrittenIsReadTheSame) {
  CalendarFeed feed = Feed({
      FullEntry("1", "Пленарное заседание"),
      FullEntry("2", "Пленарнае паседжанне «Ўсё»"),
      FullEntry("3", "全体会议：数字经济"),
      FullEntry("4", "Plenary 🤝🏽 👨‍👩‍👧"),
      FullEntry("5", "الجلسة العامة"),
      Entry("6", Day(CivilDay(2023, 4, 18), "Europe/Minsk"),
            Day(CivilDay(2023, 4, 19), "Europe/Minsk")),
      Entry("7", At(kNine, "America/New_York"),
            At(CivilSecond(2023, 4, 19, 8, 0, 0), "Asia/Tokyo")),
      Entry("8", At(kNine, "UTC"), At(kNine, "UTC")),
  });
  feed.method = CalendarFeed::kRequest;
  const std::string text = WriteCalendar(feed);
  const auto read = ReadCalendar(text, InMinsk());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->method, "REQUEST");
  EXPECT_EQ(read->remark_count, 0);
  ASSERT_EQ(read->entries.size(), feed.entries.size());
  for (size_t i = 0; i < feed.entries.size(); ++i) {
    SCOPED_TRACE(i);
    // Every entry is written with an organizer.
    if (i >= 5) feed.entries[i].organizer = feed.organizer;
    ExpectSame(read->entries[i], feed.entries[i]);
  }
}

TEST(CalendarWriter, AFeedPassesTheStrictCheck) {
  CalendarFeed feed = Feed({InMinskAtNine()});
  feed.language = "be";
  feed.description = "Усе падзеі";
  for (const char* words : {"Пленарное заседание", "全体会议：数字经济", "🤝🏽"}) {
    feed.entries.push_back(FullEntry(words, words));
  }
  feed.entries.push_back(Entry("d", Day(CivilDay(2023, 4, 18), "Asia/Tokyo"),
                               Day(CivilDay(2023, 4, 20), "Asia/Tokyo")));
  feed.entries.back().status = CalendarEntry::kCancelled;
  feed.organizer.mail = "";
  const std::string text = WriteCalendar(feed);
  EXPECT_EQ(StrictFaults(text), "");
  // The check does see what is wrong.
  EXPECT_NE(StrictFaults(absl::StrReplaceAll(text, {{"ORGANIZER", "X-NOBODY"}})), "");
  EXPECT_NE(StrictFaults(absl::StrReplaceAll(text, {{"UID:", "X-UID:"}})), "");
}

}  // namespace
}  // namespace plenary::interchange
