// Reads every calendar of the corpora in $PLENARY_BENCH_DATA/ics, which others gathered to break
// their own readers, fuzzers' findings among them. `tests/run corpora`.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/interchange/calendar_reader.h"
#include "services/interchange/calendar_writer.h"
#include "services/interchange/test_calendars.h"

namespace plenary::interchange {
namespace {

// Every file of the corpora, sorted; also those of other kinds that lie among them.
std::vector<std::filesystem::path> Files() {
  const char* const folder = std::getenv("PLENARY_BENCH_DATA");
  std::vector<std::filesystem::path> files;
  if (folder == nullptr) {
    ADD_FAILURE() << "PLENARY_BENCH_DATA must name the folder that holds the corpora; run this by "
                     "tests/run corpora [PATH]";
    return files;
  }
  const auto ics = std::filesystem::path(folder) / "ics";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(ics)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  EXPECT_GE(files.size(), 100u) << ics << " holds few files; is it the right folder?";
  return files;
}

std::string BytesOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void ExpectWhole(const CalendarFile& calendar, const std::filesystem::path& path) {
  for (const CalendarEntry& entry : calendar.entries) {
    EXPECT_FALSE(entry.uid.empty()) << path;
    EXPECT_GT(entry.line, 0) << path;
    EXPECT_GE(entry.end.time, entry.start.time) << path << " line " << entry.line;
  }
  for (const CalendarRemark& remark : calendar.remarks) {
    EXPECT_GT(remark.line, 0) << path << ": " << remark.text;
    EXPECT_FALSE(remark.text.empty()) << path;
  }
}

TEST(CalendarCorpus, EveryFileIsReadOrRefusedWithLineAndReason) {
  int read = 0;
  int refused = 0;
  size_t entries = 0;
  int64_t remarks = 0;
  for (const auto& path : Files()) {
    const auto calendar = ReadCalendar(BytesOf(path), InMinsk());
    if (calendar.ok()) {
      ++read;
      entries += calendar->entries.size();
      remarks += calendar->remark_count;
      ExpectWhole(*calendar, path);
      continue;
    }
    ++refused;
    const v1::ErrorReason reason = base::ReasonOf(calendar.status());
    EXPECT_TRUE(reason == v1::ERROR_REASON_CALENDAR_UNREADABLE ||
                reason == v1::ERROR_REASON_CALENDAR_TOO_LARGE)
        << path << ": " << calendar.status();
    EXPECT_EQ(base::MetadataOf(calendar.status()).count("line"), 1u) << path;
    std::cout << "refused " << path.filename() << ": " << calendar.status().message() << "\n";
  }
  std::cout << read << " files read with " << entries << " entries and " << remarks << " remarks, "
            << refused << " refused\n";
  EXPECT_GT(read, refused);
}

TEST(CalendarCorpus, WhatWasReadIsWrittenAndReadTheSame) {
  for (const auto& path : Files()) {
    const auto calendar = ReadCalendar(BytesOf(path), InMinsk());
    if (!calendar.ok()) continue;
    CalendarFeed feed;
    feed.entries = calendar->entries;
    const std::string text = WriteCalendar(feed);
    EXPECT_EQ(StrictFaults(text), "") << path;
    const auto again = ReadCalendar(text, InMinsk());
    ASSERT_TRUE(again.ok()) << path << ": " << again.status();
    ASSERT_EQ(again->entries.size(), calendar->entries.size()) << path;
    for (size_t i = 0; i < again->entries.size(); ++i) {
      const CalendarEntry& one = calendar->entries[i];
      const CalendarEntry& other = again->entries[i];
      EXPECT_EQ(other.uid, one.uid) << path << " line " << one.line;
      EXPECT_EQ(other.summary, one.summary.empty() ? "-" : one.summary)
          << path << " line " << one.line;
      EXPECT_EQ(other.start.time, one.start.time) << path << " line " << one.line;
      EXPECT_EQ(other.end.time, one.end.time) << path << " line " << one.line;
    }
  }
}

}  // namespace
}  // namespace plenary::interchange
