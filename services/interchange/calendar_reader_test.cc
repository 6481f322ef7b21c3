#include "services/interchange/calendar_reader.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/test_calendars.h"

namespace plenary::interchange {
namespace {

constexpr char kAtNine[] = "DTSTART:20230418T060000Z\nDTEND:20230418T070000Z\n";

std::string ShownOf(const std::string& bytes) { return Shown(ReadCalendar(bytes, InMinsk())); }

struct Case {
  const char* label;
  std::string bytes;
  std::string shown;
};

template <size_t kSize>
void ExpectEach(const Case (&cases)[kSize]) {
  for (const Case& test : cases) EXPECT_EQ(ShownOf(test.bytes), test.shown) << test.label;
}

TEST(CalendarReader, TimesAreReadOnTheClockTheyName) {
  const Case cases[] = {
      {"UTC", EventOf(kAtNine), "a@example.org 2023-04-18T06:00/2023-04-18T07:00 UTC"},
      {"an IANA zone", EventOf("DTSTART;TZID=Asia/Tokyo:20230418T090000\nDURATION:PT1H30M\n"),
       "a@example.org 2023-04-18T09:00/2023-04-18T10:30 Asia/Tokyo"},
      {"without seconds", EventOf("DTSTART;TZID=Asia/Tokyo:20230418T0900\nDURATION:PT1H\n"),
       "a@example.org 2023-04-18T09:00/2023-04-18T10:00 Asia/Tokyo"},
      {"no zone: where the caller says", EventOf("DTSTART:20230418T090000\nDURATION:PT1H\n"),
       "a@example.org 2023-04-18T09:00/2023-04-18T10:00 Europe/Minsk floating"},
      {"a day", EventOf("DTSTART;VALUE=DATE:20230418\n"),
       "a@example.org 2023-04-18/2023-04-19 Europe/Minsk"},
      {"days, the last not included", EventOf("DTSTART:20230418\nDTEND:20230420\n"),
       "a@example.org 2023-04-18/2023-04-20 Europe/Minsk"},
      {"neither end nor duration: a moment", EventOf("DTSTART:20230418T060000Z\n"),
       "a@example.org 2023-04-18T06:00/2023-04-18T06:00 UTC"},
      {"a leap second", EventOf("DTSTART:20161231T235960Z\n"),
       "a@example.org 2017-01-01T00:00/2017-01-01T00:00 UTC"},
      {"two hours over a change of the clock",
       EventOf("DTSTART;TZID=Europe/Berlin:20230326T013000\nDURATION:PT2H\n"),
       "a@example.org 2023-03-26T01:30/2023-03-26T04:30 Europe/Berlin"},
      {"a day over a change of the clock ends at the same hour",
       EventOf("DTSTART;TZID=Europe/Berlin:20230325T213000\nDURATION:P1D\n"),
       "a@example.org 2023-03-25T21:30/2023-03-26T21:30 Europe/Berlin"},
      {"an hour that is left out is reckoned by the clock before",
       EventOf("DTSTART;TZID=Europe/Berlin:20230326T023000\n"),
       "a@example.org 2023-03-26T03:30/2023-03-26T03:30 Europe/Berlin"},
  };
  ExpectEach(cases);
}

TEST(CalendarReader, AnHourThatComesTwiceIsTheFirst) {
  const auto file = ReadCalendar(
      EventOf("DTSTART;TZID=Europe/Berlin:20231029T023000\nDTEND:20231029T013000Z\n"), InMinsk());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->entries[0].end.time - file->entries[0].start.time, absl::Hours(1));
}

TEST(CalendarReader, AFlightKeepsTheZoneOfEachEnd) {
  const auto file = ReadCalendar(EventOf("DTSTART;TZID=Europe/Minsk:20230418T140500\n"
                                         "DTEND;TZID=Asia/Shanghai:20230418T234000\n"),
                                 InMinsk());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->entries[0].start.time_zone, "Europe/Minsk");
  EXPECT_EQ(file->entries[0].end.time_zone, "Asia/Shanghai");
  EXPECT_EQ(file->entries[0].end.time - file->entries[0].start.time, absl::Minutes(275));
}

constexpr char kOwnZone[] =
    "BEGIN:VTIMEZONE\nTZID:Our Town\n"
    "BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
    "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n";

TEST(CalendarReader, ZonesAreFoundByIanaAndWindowsNamesAndTheFilesOwnRules) {
  const auto at_nine = [](const char* tzid) {
    return absl::StrCat("BEGIN:VEVENT\nUID:a\nDTSTART;TZID=", tzid,
                        ":20230718T090000\nEND:VEVENT\n");
  };
  const Case cases[] = {
      {"behind a vendor's path", CalendarOf(at_nine("/example.com/20230101_1/Europe/Berlin")),
       "a 2023-07-18T09:00/2023-07-18T09:00 Europe/Berlin"},
      {"with a blank", CalendarOf(at_nine("America/Los Angeles")),
       "a 2023-07-18T09:00/2023-07-18T09:00 America/Los_Angeles"},
      {"a hyphen for the slash", CalendarOf(at_nine("America-Chicago")),
       "a 2023-07-18T09:00/2023-07-18T09:00 America/Chicago"},
      {"of Windows", CalendarOf(at_nine("Belarus Standard Time")),
       "a 2023-07-18T09:00/2023-07-18T09:00 Europe/Minsk"},
      {"of Windows, in quotes", CalendarOf(at_nine("\"China Standard Time\"")),
       "a 2023-07-18T09:00/2023-07-18T09:00 Asia/Shanghai"},
      {"the file's own rules", CalendarOf(absl::StrCat(kOwnZone, at_nine("Our Town"))),
       "a 2023-07-18T10:00/2023-07-18T10:00 Europe/Minsk\nline 20 zone-of-file"},
      {"the file's own rules, told afterwards",
       CalendarOf(absl::StrCat(at_nine("Our Town"), kOwnZone)),
       "a 2023-07-18T10:00/2023-07-18T10:00 Europe/Minsk\nline 5 zone-of-file"},
      {"the file says what it is called elsewhere",
       CalendarOf(absl::StrCat("BEGIN:VTIMEZONE\nTZID:Our Town\nX-LIC-LOCATION:Europe/Berlin\n"
                               "END:VTIMEZONE\n",
                               at_nine("Our Town"))),
       "a 2023-07-18T09:00/2023-07-18T09:00 Europe/Berlin"},
      {"a colon that somebody forgot to quote", CalendarOf(at_nine("(UTC-03:00) Brasília")),
       "a 2023-07-18T09:00/2023-07-18T09:00 Europe/Minsk floating\nline 5 unknown-zone"},
      {"nobody knows it", CalendarOf(at_nine("Nowhere/Middle")),
       "a 2023-07-18T09:00/2023-07-18T09:00 Europe/Minsk floating\nline 5 unknown-zone"},
      {"a path of this machine is no zone", CalendarOf(at_nine("/etc/localtime")),
       "a 2023-07-18T09:00/2023-07-18T09:00 Europe/Minsk floating\nline 5 unknown-zone"},
      {"nor is one that climbs", CalendarOf(at_nine("../../../dev/zero")),
       "a 2023-07-18T09:00/2023-07-18T09:00 Europe/Minsk floating\nline 5 unknown-zone"},
  };
  ExpectEach(cases);
}

TEST(CalendarReader, TextsOfEveryScriptComeWholeWhateverTheirLinesLookLike) {
  const std::string shown =
      "a@example.org 2023-04-18T06:00/2023-04-18T07:00 UTC Пленарное заседание, 全体会议; "
      "🤝";
  const std::string bare = EventOf(absl::StrCat(
      kAtNine, "SUMMARY:Пленарное заседание\\, 全体会议\\; 🤝\n"));
  const Case cases[] = {
      {"LF", bare, shown},
      {"CR LF", absl::StrReplaceAll(bare, {{"\n", "\r\n"}}), shown},
      {"CR", absl::StrReplaceAll(bare, {{"\n", "\r"}}), shown},
      {"CR CR LF", absl::StrReplaceAll(bare, {{"\n", "\r\r\n"}}), shown},
      {"a blank line after each", absl::StrReplaceAll(bare, {{"\n", "\n\n"}}), shown},
      {"a byte order mark", absl::StrCat("\xEF\xBB\xBF", bare), shown},
      {"folded", absl::StrReplaceAll(bare, {{"заседание", "засе\r\n дание"}}), shown},
      {"folded with a tab", absl::StrReplaceAll(bare, {{"заседание", "засе\r\n\tдание"}}), shown},
      {"folded inside a character", absl::StrReplaceAll(bare, {{"全", "\xE5\n \x85\xA8"}}), shown},
      {"folded behind the name", absl::StrReplaceAll(bare, {{"SUMMARY:", "SUMMARY\n :"}}), shown},
      {"folded, the blank before the colon lost",
       absl::StrReplaceAll(bare, {{"SUMMARY:", "SUMMARY\n;LANGUAGE=ru\n:"}}), shown},
      {"lower case", absl::StrReplaceAll(bare, {{"SUMMARY", "Summary"}, {"VEVENT", "vevent"}}),
       shown},
      {"with parameters", absl::StrReplaceAll(bare, {{"SUMMARY:", "SUMMARY;X-A=\"b;c:d\";Y=,:"}}),
       shown},
      {"a quote nobody closes", absl::StrReplaceAll(bare, {{"SUMMARY:", "SUMMARY;X-A=\"b:"}}),
       shown},
  };
  ExpectEach(cases);
}

std::string Utf16(const std::u16string& text, bool is_big_endian) {
  std::string bytes = is_big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes += is_big_endian ? high : low;
    bytes += is_big_endian ? low : high;
  }
  return bytes;
}

TEST(CalendarReader, OtherEncodingsAreReadWhereTheyCanBeTold) {
  const std::u16string utf16 =
      u"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20230418T060000Z\r\nSUMMARY:Форум "
      u"论坛\r\n"
      u"END:VEVENT\r\nEND:VCALENDAR\r\n";
  const std::string windows =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20230418T060000Z\n"
      "SUMMARY:\xCF\xEB\xE5\xED\xE0\xF0\xED\xEE\xE5 \xE7\xE0\xF1\xE5\xE4\xE0\xED\xE8\xE5 "
      "\xF4\xEE\xF0\xF3\xEC\xE0\nEND:VEVENT\nEND:VCALENDAR\n";
  const Case cases[] = {
      {"UTF-16, little end first", Utf16(utf16, false),
       "a 2023-04-18T06:00/2023-04-18T06:00 UTC Форум 论坛"},
      {"UTF-16, big end first", Utf16(utf16, true),
       "a 2023-04-18T06:00/2023-04-18T06:00 UTC Форум 论坛"},
      {"windows-1251", windows,
       "a 2023-04-18T06:00/2023-04-18T06:00 UTC Пленарное заседание форума"},
      {"marked as UTF-16, and broken off", Utf16(utf16, false) + "\x01",
       "CALENDAR_UNREADABLE line=8"},
      {"Latin-1 in what else is UTF-8", EventOf("DTSTART:20230418T060000Z\nSUMMARY:Z\xFCrich\n"),
       "a@example.org 2023-04-18T06:00/2023-04-18T06:00 UTC Z\uFFFDrich\nline 7 bad-text"},
      {"control characters", EventOf("DTSTART:20230418T060000Z\nSUMMARY:a\x01\x08z\n"),
       "a@example.org 2023-04-18T06:00/2023-04-18T06:00 UTC az\nline 7 bad-text"},
      {"a zero byte", EventOf(absl::string_view("DTSTART:20230418T060000Z\nSUMMARY:a\0z\n", 37)),
       "a@example.org 2023-04-18T06:00/2023-04-18T06:00 UTC az\nline 7 bad-text"},
  };
  ExpectEach(cases);
}

TEST(CalendarReader, WhatIsWrongWithAnEntryIsSaidWithItsLine) {
  const Case cases[] = {
      {"no DTSTART", EventOf("SUMMARY:x\n"), "line 3 no-start!"},
      {"a day that there isn't", EventOf("DTSTART:20230230T090000Z\n"), "line 6 bad-time!"},
      {"an hour that there isn't", EventOf("DTSTART:20230418T250000Z\n"), "line 6 bad-time!"},
      {"no date", EventOf("DTSTART:tomorrow\n"), "line 6 bad-time!"},
      {"year zero", EventOf("DTSTART:00000101T000000Z\n"), "line 6 bad-time!"},
      {"an end that is none", EventOf("DTSTART:20230418T060000Z\nDTEND:20230418T2000000Z\n"),
       "a@example.org 2023-04-18T06:00/2023-04-18T06:00 UTC\nline 7 bad-time"},
      {"an end before the start", EventOf("DTSTART:20230418T060000Z\nDTEND:20230418T050000Z\n"),
       "a@example.org 2023-04-18T06:00/2023-04-18T06:00 UTC\nline 7 ends-before"},
      {"a day before", EventOf("DTSTART:20230418\nDTEND:20230417\n"),
       "a@example.org 2023-04-18/2023-04-19 Europe/Minsk\nline 7 ends-before"},
      {"the same day, as many write one day", EventOf("DTSTART:20230418\nDTEND:20230418\n"),
       "a@example.org 2023-04-18/2023-04-19 Europe/Minsk"},
      {"a negative duration", EventOf("DTSTART:20230418T060000Z\nDURATION:-PT1H\n"),
       "a@example.org 2023-04-18T06:00/2023-04-18T06:00 UTC\nline 7 ends-before"},
      {"a duration that is none", EventOf("DTSTART:20230418T060000Z\nDURATION:1 hour\n"),
       "a@example.org 2023-04-18T06:00/2023-04-18T06:00 UTC\nline 7 bad-time"},
      {"a duration without end", EventOf("DTSTART:20230418T060000Z\nDURATION:P99999999999W\n"),
       "a@example.org 2023-04-18T06:00/2023-04-18T06:00 UTC\nline 7 bad-time"},
      {"a number that is none", EventOf(absl::StrCat(kAtNine, "SEQUENCE:-1\n")),
       "a@example.org 2023-04-18T06:00/2023-04-18T07:00 UTC\nline 8 bad-value"},
      {"a line that lost its blank", EventOf(absl::StrCat(kAtNine, "SUMMARY:one\nand two\n")),
       "a@example.org 2023-04-18T06:00/2023-04-18T07:00 UTC one\nline 9 bad-line"},
      {"properties nobody knows", EventOf(absl::StrCat(kAtNine, "X-A:1\nNONSENSE;B=2:3\n")),
       "a@example.org 2023-04-18T06:00/2023-04-18T07:00 UTC"},
  };
  ExpectEach(cases);
}

TEST(CalendarReader, ComponentsThatAreNotWellNestedAreReadAsFarAsTheyGo) {
  const std::string event =
      absl::StrCat("BEGIN:VEVENT\nUID:a\n", kAtNine, "SUMMARY:s\nEND:VEVENT\n");
  const std::string shown = "a 2023-04-18T06:00/2023-04-18T07:00 UTC s";
  const std::string open = absl::StrReplaceAll(event, {{"END:VEVENT\n", ""}});
  const Case cases[] = {
      {"no VCALENDAR around it", event, shown + "\nline 1 no-calendar"},
      {"no END:VCALENDAR", "BEGIN:VCALENDAR\n" + event, shown + "\nline 1 unclosed"},
      {"no END:VEVENT", CalendarOf(open), shown + "\nline 3 unclosed"},
      {"no END:VEVENT before the next",
       CalendarOf(open + absl::StrReplaceAll(event, {{"a\n", "b\n"}})),
       shown + "\n" + "b" + shown.substr(1) + "\nline 3 unclosed"},
      {"the file breaks off inside an entry", "BEGIN:VCALENDAR\n" + event + open,
       shown + "\nline 1 unclosed\nline 8 unclosed!"},
      {"an END too many", CalendarOf(event + "END:VEVENT\n"), shown + "\nline 9 unclosed"},
      {"an alarm inside",
       CalendarOf(absl::StrReplaceAll(
           event, {{"SUMMARY", "BEGIN:VALARM\nSUMMARY:alarm\nDTSTART:1\nEND:VALARM\nSUMMARY"}})),
       shown},
      {"to-dos, journals and free/busy times are no entries",
       CalendarOf(absl::StrCat("BEGIN:VTODO\nUID:t\nEND:VTODO\nBEGIN:VJOURNAL\nEND:VJOURNAL\n",
                               "BEGIN:VFREEBUSY\nEND:VFREEBUSY\n", event)),
       shown + "\nline 3 not-an-event\nline 6 not-an-event\nline 8 not-an-event"},
      {"inside what nobody knows", CalendarOf("BEGIN:X-BOX\n" + event + "END:X-BOX\n"), shown},
      {"two calendars",
       CalendarOf(event) + CalendarOf(absl::StrReplaceAll(event, {{"a\n", "b\n"}})),
       shown + "\nb" + shown.substr(1)},
      {"an empty calendar", CalendarOf(""), ""},
  };
  ExpectEach(cases);
}

TEST(CalendarReader, WhatIsNoCalendarIsRefusedWithItsLine) {
  const Case cases[] = {
      {"nothing", "", "CALENDAR_UNREADABLE line=1"},
      {"blanks", "\n\n  \n", "CALENDAR_UNREADABLE line=1"},
      {"JSON", "\n[\"vcalendar\",[],[]]", "CALENDAR_UNREADABLE line=2"},
      {"a page", "<html>\n<body>\nBEGIN\n", "CALENDAR_UNREADABLE line=1"},
      {"a visiting card", "BEGIN:VCARD\nFN:Anna\nEND:VCARD\n", "CALENDAR_UNREADABLE line=1"},
      {"a to-do alone", "BEGIN:VTODO\nUID:t\nEND:VTODO\n", "CALENDAR_UNREADABLE line=1"},
      {"an archive", std::string("PK\x03\x04\x00\x00", 6), "CALENDAR_UNREADABLE line=1"},
  };
  ExpectEach(cases);
}

TEST(CalendarReader, AnEntryWithoutUidGetsTheSameOneWheneverItIsRead) {
  const auto uid_of = [](const std::string& inside) {
    const auto file =
        ReadCalendar(CalendarOf(absl::StrCat("BEGIN:VEVENT\n", inside, "END:VEVENT\n")), InMinsk());
    EXPECT_EQ(file->remarks.size(), 1u);
    EXPECT_EQ(file->remarks[0].reason, CalendarRemark::kNoUid);
    return file->entries[0].uid;
  };
  const std::string uid = uid_of(absl::StrCat(kAtNine, "SUMMARY:s\n"));
  EXPECT_EQ(uid_of(absl::StrCat("X-A:b\nSUMMARY:s\n", kAtNine)), uid);
  EXPECT_NE(uid_of(absl::StrCat(kAtNine, "SUMMARY:t\n")), uid);
  EXPECT_NE(uid_of("DTSTART:20230418T061500Z\nSUMMARY:s\n"), uid);
}

TEST(CalendarReader, OfTwoEditionsTheLaterIsTakenAndCopiesGetUidsOfTheirOwn) {
  const auto event = [](const char* sequence, const char* summary) {
    return absl::StrCat("BEGIN:VEVENT\nUID:a\nDTSTART:20230418T060000Z\nSEQUENCE:", sequence,
                        "\nSUMMARY:", summary, "\nEND:VEVENT\n");
  };
  const Case cases[] = {
      {"a later edition", CalendarOf(event("1", "old") + event("2", "new")),
       "a 2023-04-18T06:00/2023-04-18T06:00 UTC new\nline 3 repeated-uid!"},
      {"an earlier edition", CalendarOf(event("2", "new") + event("1", "old")),
       "a 2023-04-18T06:00/2023-04-18T06:00 UTC new\nline 9 repeated-uid!"},
      {"nothing is lost where an exporter gives all one UID",
       CalendarOf(event("0", "one") + event("0", "two") + event("0", "three")),
       "a 2023-04-18T06:00/2023-04-18T06:00 UTC one\n"
       "a#2 2023-04-18T06:00/2023-04-18T06:00 UTC two\n"
       "a#3 2023-04-18T06:00/2023-04-18T06:00 UTC three\n"
       "line 9 repeated-uid\nline 15 repeated-uid"},
  };
  ExpectEach(cases);
}

TEST(CalendarReader, PeopleStatesAndWordsAreRead) {
  const auto file = ReadCalendar(
      EventOf(absl::StrCat(
          kAtNine,
          "ORGANIZER;CN=\"Секретариат, форум\":MAILTO:o@example.org\n"
          "ATTENDEE;CN=Anna ^'A^' O.;ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:anna@example.org\n"
          "ATTENDEE;ROLE=OPT-PARTICIPANT;EMAIL=b@example.org:urn:uuid:1\n"
          "STATUS:CANCELLED\nTRANSP:TRANSPARENT\nCATEGORIES:a\\,b,в,\nCATEGORIES:c\n"
          "URL:https://example.org/x\nRELATED-TO:r\nLAST-MODIFIED:20230402T100000Z\n"
          "DTSTAMP:20240101T000000Z\nDESCRIPTION:one\\ntwo\\Nthree\\\\n\\;\nSEQUENCE:7\n"
          "LOCATION:Зал 2\n")),
      InMinsk());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->remark_count, 0);
  const CalendarEntry& entry = file->entries.at(0);
  EXPECT_EQ(entry.organizer.name, "Секретариат, форум");
  EXPECT_EQ(entry.organizer.mail, "o@example.org");
  ASSERT_EQ(entry.attendees.size(), 2u);
  EXPECT_EQ(entry.attendees[0].person.name, "Anna \"A\" O.");
  EXPECT_EQ(entry.attendees[0].role, CalendarAttendee::kChair);
  EXPECT_EQ(entry.attendees[0].answer, CalendarAttendee::kAccepted);
  EXPECT_EQ(entry.attendees[1].person.mail, "b@example.org");
  EXPECT_EQ(entry.attendees[1].role, CalendarAttendee::kOptional);
  EXPECT_EQ(entry.attendees[1].answer, CalendarAttendee::kNeedsAction);
  EXPECT_EQ(entry.status, CalendarEntry::kCancelled);
  EXPECT_TRUE(entry.is_transparent);
  EXPECT_THAT(entry.categories, ::testing::ElementsAre("a,b", "в", "c"));
  EXPECT_EQ(entry.url, "https://example.org/x");
  EXPECT_THAT(entry.related, ::testing::ElementsAre("r"));
  EXPECT_EQ(entry.description, "one\ntwo\nthree\\n;");
  EXPECT_EQ(entry.location, "Зал 2");
  EXPECT_EQ(entry.sequence, 7);
  EXPECT_EQ(entry.last_modified,
            absl::FromCivil(absl::CivilSecond(2023, 4, 2, 10, 0, 0), absl::UTCTimeZone()));
  EXPECT_EQ(entry.line, 3);
}

TEST(CalendarReader, TheCalendarSaysWhatItIs) {
  const auto file =
      ReadCalendar(CalendarOf("X-WR-CALNAME:Форум\\, 2023\nX-WR-CALDESC:d\nMETHOD:Publish\n"
                              "PRODID:-//x//y\nX-WR-TIMEZONE:Belarus Standard Time\n"),
                   InMinsk());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->name, "Форум, 2023");
  EXPECT_EQ(file->description, "d");
  EXPECT_EQ(file->method, "PUBLISH");
  EXPECT_EQ(file->product, "-//x//y");
  EXPECT_EQ(file->time_zone, "Europe/Minsk");
}

TEST(CalendarReader, TheCallersZoneMustBeOne) {
  CalendarReading reading;
  reading.time_zone = "Europe/Nowhere";
  EXPECT_EQ(base::ReasonOf(ReadCalendar(CalendarOf(""), reading).status()),
            v1::ERROR_REASON_INVALID_FIELDS);
}

}  // namespace
}  // namespace plenary::interchange
