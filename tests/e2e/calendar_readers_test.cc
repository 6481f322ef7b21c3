// Feeds as others read them: ical.js, node-ical and python-icalendar, each a reader of its own
// make.
#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "services/interchange/calendar_reader.h"
#include "services/interchange/calendar_writer.h"
#include "services/interchange/test_calendars.h"
#include "services/schedule/owners.h"
#include "tests/testing/daemon.h"
#include "tests/testing/schedule.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::e2e {
namespace {

using absl::CivilDay;
using absl::CivilSecond;
using interchange::At;
using interchange::CalendarEntry;
using interchange::CalendarTime;
using interchange::Day;
using interchange::Entry;
using testing::Outcome;
using testing::RunShell;

std::string Shown(const CalendarTime& time) {
  if (time.is_date) {
    return absl::FormatTime("%Y-%m-%d", time.time, interchange::Zone(time.time_zone));
  }
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time.time, absl::UTCTimeZone());
}

// What every reader should see: "uid start end", sorted.
std::string Expected(const std::vector<CalendarEntry>& entries) {
  std::vector<std::string> lines;
  lines.reserve(entries.size());
  for (const CalendarEntry& entry : entries) {
    lines.push_back(absl::StrCat(entry.uid, " ", Shown(entry.start), " ", Shown(entry.end)));
  }
  std::sort(lines.begin(), lines.end());
  return absl::StrJoin(lines, "\n");
}

class CalendarReadersTest : public ::testing::Test {
 protected:
  // `text` as it is read by the program that `command` runs.
  std::string ReadBy(const std::string& command, const std::string& text) {
    std::ofstream(folder_ / "feed.ics", std::ios::binary) << text;
    const Outcome outcome = RunShell(absl::StrCat(command, " ", folder_ / "feed.ics"));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    return std::string(absl::StripAsciiWhitespace(outcome.output));
  }

  const std::string ical_js_ = "node " READ_CALENDAR ".mjs ical.js";
  const std::string node_ical_ = "node " READ_CALENDAR ".mjs node-ical";
  // Debian's own Python has Debian's python3-icalendar.
  const std::string python_ = "/usr/bin/python3 " READ_CALENDAR ".py";

 private:
  testing::TemporaryFolder folder_;
};

// A year of entries on each side of every change of some clocks.
std::vector<CalendarEntry> AcrossZones() {
  std::vector<CalendarEntry> entries;
  for (const char* zone : {"Europe/Minsk", "Europe/Berlin", "Europe/Dublin", "America/Santiago",
                           "Asia/Shanghai", "Asia/Kolkata", "Australia/Lord_Howe"}) {
    for (int month = 1; month <= 12; ++month) {
      for (const int hour : {0, 5, 12, 23}) {
        const CivilSecond start(2023, month, 28, hour, 15, 0);
        entries.push_back(Entry(absl::StrCat(zone, "-", month, "-", hour, "@example.org"),
                                At(start, zone), At(start + 5400, zone)));
      }
    }
  }
  return entries;
}

std::vector<CalendarEntry> OfEveryKind() {
  const CivilSecond nine(2023, 4, 18, 9, 0, 0);
  std::vector<CalendarEntry> entries = {
      Entry("session@example.org", At(nine, "Europe/Minsk"), At(nine + 3600, "Europe/Minsk")),
      Entry("flight@example.org", At(nine, "Europe/Minsk"),
            At(CivilSecond(2023, 4, 18, 23, 40, 0), "Asia/Shanghai")),
      Entry("day@example.org", Day(CivilDay(2023, 4, 18), "Europe/Minsk"),
            Day(CivilDay(2023, 4, 20), "Europe/Minsk")),
      Entry("utc@example.org", At(nine, "UTC"), At(nine + 60, "UTC")),
      Entry("moment@example.org", At(nine, "Europe/Minsk"), At(nine, "Europe/Minsk")),
      Entry("форум-论坛-🤝@example.org", At(nine, "Europe/Minsk"),
            At(nine + 60, "Europe/Minsk")),
  };
  for (CalendarEntry& entry : entries) {
    for (int i = 0; i < 20; ++i)
      absl::StrAppend(&entry.summary, "Заседание, 全体会议; 🤝🏽\n");
    entry.description = entry.location = entry.summary;
    entry.categories = {"Экономика", "a,b"};
    entry.organizer = {"O\"Neil; ^the first,\nof them", "o@example.org"};
    entry.status = CalendarEntry::kCancelled;
    entry.url = "https://example.org/?a=1&b=2";
  }
  return entries;
}

TEST_F(CalendarReadersTest, ThreeIndependentReadersSeeTheSameEntriesAtTheSameInstants) {
  for (const auto& entries : {AcrossZones(), OfEveryKind()}) {
    const std::string text = interchange::WriteCalendar(interchange::Feed(entries));
    EXPECT_EQ(interchange::StrictFaults(text), "");
    for (const std::string& reader : {ical_js_, node_ical_, python_}) {
      EXPECT_EQ(ReadBy(reader, text), Expected(entries)) << reader;
    }
  }
}

// Owners of feeds who see everything.
class AllSeeing : public schedule::FeedOwners {
 public:
  absl::StatusOr<absl::optional<base::Access>> AccessNow(storage::Tx&, absl::string_view,
                                                         absl::string_view) const override {
    return absl::optional<base::Access>(base::Access({{v1::ADMINISTRATOR, ""}}));
  }
};

// A feed of a forum with a hall, a flight over two zones, and what was called off.
std::string FeedOfAForum() {
  using testing::Clock;
  using Schedule = testing::ScheduleForum::Schedule;
  testing::ScheduleForum forum("sqlite");
  const std::string in_hall = testing::Uses("hall-a");
  forum.Session(Clock(10), Clock(11), in_hall + "subtitles { language: 'zh' text: '全体会议' }");
  forum.Session(Clock(12), Clock(20),
                "journey { carrier: 'Example Air' number: 'EX 1' end_time_zone: 'Asia/Shanghai' }");
  const std::string cancelled = forum.Session(Clock(14), Clock(15), in_hall);
  const std::string deleted = forum.Session(Clock(16), Clock(17), in_hall);
  testing::Value(forum.Do(&Schedule::CancelSession, testing::Forum::Named(cancelled)));
  testing::Value(forum.Do(&Schedule::DeleteSession, testing::Forum::Named(deleted)));
  const v1::CalendarFeed feed = testing::Value(
      forum.Do(&Schedule::CreateCalendarFeed, "calendar_feed { subject: 'events/tibo' }"));
  const AllSeeing owners;
  const Schedule schedule(forum.sealer(), testing::TestVault(), &owners);
  v1::ReadCalendarFeedRequest request;
  request.set_secret(feed.secret());
  return testing::Value(storage::ReadAndWait(forum.store(), {}, schedule,
                                             &Schedule::ReadCalendarFeed, request))
      .calendar();
}

TEST_F(CalendarReadersTest, AFeedOfAForumIsReadAlikeByAllOfThem) {
  const std::string text = FeedOfAForum();
  EXPECT_EQ(interchange::StrictFaults(text), "");
  const auto ours = interchange::ReadCalendar(text, interchange::InMinsk());
  ASSERT_TRUE(ours.ok()) << ours.status();
  EXPECT_EQ(ours->entries.size(), 4U);
  for (const std::string& reader : {ical_js_, node_ical_, python_}) {
    EXPECT_EQ(ReadBy(reader, text), Expected(ours->entries)) << reader;
  }
}

// These two go by the rules in the file where they know the zone's name from nowhere else.
TEST_F(CalendarReadersTest, TheRulesInTheFileAloneTellReadersEveryInstant) {
  const auto entries = AcrossZones();
  std::string text = interchange::WriteCalendar(interchange::Feed(entries));
  text = absl::StrReplaceAll(text, {{"\r\n ", ""}});
  for (const char* area : {"Europe/", "America/", "Asia/", "Australia/"}) {
    text = absl::StrReplaceAll(text, {{absl::StrCat("TZID:", area), "TZID:Own "},
                                      {absl::StrCat("TZID=", area), "TZID=Own "}});
  }
  for (const std::string& reader : {ical_js_, python_}) {
    EXPECT_EQ(ReadBy(reader, text), Expected(entries)) << reader;
  }
}

}  // namespace
}  // namespace plenary::e2e
