// The real schedules of the bench data (PLENARY_BENCH_DATA, its folder schedules/): each is read,
// agrees with what counts.tsv says of it, and is the same once written and read again.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "services/interchange/conference_conflicts.h"
#include "services/interchange/conference_reader.h"
#include "services/interchange/conference_writer.h"

namespace plenary::interchange {
namespace {

struct Counts {
  std::string file;
  int64_t bytes = 0;
  int64_t days = 0;
  int64_t declared_rooms = 0;
  int64_t events = 0;
  int64_t tracks = 0;
  int64_t persons = 0;
  int64_t persons_with_several = 0;

  bool operator==(const Counts&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Counts& counts) {
  return out << counts.file << ": " << counts.bytes << " bytes, " << counts.days << " days, "
             << counts.declared_rooms << " rooms declared, " << counts.events << " events, "
             << counts.tracks << " tracks, " << counts.persons << " persons, "
             << counts.persons_with_several << " of them on several events";
}

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int64_t Size(size_t size) { return static_cast<int64_t>(size); }

Counts CountsOf(const std::string& name, size_t bytes, const Conference& conference) {
  std::vector<std::set<size_t>> events_of(conference.persons.size());
  for (size_t i = 0; i < conference.events.size(); ++i) {
    for (const ConferenceSpeaker& speaker : conference.events[i].speakers) {
      events_of[static_cast<size_t>(speaker.person)].insert(i);
    }
  }
  return {name,
          Size(bytes),
          Size(conference.days.size()),
          std::count_if(conference.rooms.begin(), conference.rooms.end(),
                        [](const ConferenceRoom& room) { return room.is_declared; }),
          Size(conference.events.size()),
          Size(conference.tracks.size()),
          Size(conference.persons.size()),
          std::count_if(events_of.begin(), events_of.end(),
                        [](const std::set<size_t>& events) { return events.size() > 1; })};
}

class ConferenceCorpus : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* const folder = std::getenv("PLENARY_BENCH_DATA");
    ASSERT_NE(folder, nullptr) << "set PLENARY_BENCH_DATA to the folder that has schedules/ in it; "
                                  "tests/run corpora does";
    schedules_ = absl::StrCat(folder, "/schedules/");
    const std::vector<std::string> lines = absl::StrSplit(BytesOf(schedules_ + "counts.tsv"), '\n');
    for (const std::string& line : lines) {
      const std::vector<std::string> cells = absl::StrSplit(line, '\t');
      if (cells.size() < 8 || cells[0] == "file") continue;
      std::vector<int64_t> numbers(7);
      for (size_t i = 0; i < numbers.size(); ++i) {
        ASSERT_TRUE(absl::SimpleAtoi(cells[i + 1], &numbers[i])) << line;
      }
      expected_.push_back({cells[0], numbers[0], numbers[1], numbers[2], numbers[3], numbers[4],
                           numbers[5], numbers[6]});
    }
    ASSERT_FALSE(expected_.empty()) << "no counts in " << schedules_ << "counts.tsv";
    ASSERT_TRUE(absl::LoadTimeZone("Europe/Brussels", &options_.time_zone));
  }

  std::string schedules_;
  std::vector<Counts> expected_;
  ConferenceOptions options_;
};

TEST_F(ConferenceCorpus, EveryRealScheduleIsReadAndCountsAsMuchAsIsInIt) {
  for (const Counts& expected : expected_) {
    const std::string bytes = BytesOf(schedules_ + expected.file);
    const auto file = ReadConference(bytes, options_);
    ASSERT_TRUE(file.ok()) << expected.file << ": " << file.status();
    const Conference& conference = file->conference;
    EXPECT_EQ(CountsOf(expected.file, bytes.size(), conference), expected);
    for (const ConferenceEvent& event : conference.events) {
      EXPECT_TRUE(event.start && event.duration) << expected.file << " " << event.id;
      EXPECT_FALSE(event.title.empty() || event.room.empty()) << expected.file << " " << event.id;
    }
    const DoubleBookings twice =
        FindDoubleBookings(conference, {.persons_by_name = expected.persons_with_several == 0});
    std::cout << expected << "; " << conference.rooms.size() << " rooms in all, " << twice.count
              << " double bookings, " << file->remarks.size() << " remarks\n";
    for (size_t i = 0; i < std::min<size_t>(file->remarks.size(), 5); ++i) {
      std::cout << "  line " << file->remarks[i].line << ": " << file->remarks[i].description
                << "\n";
    }
  }
}

TEST_F(ConferenceCorpus, EveryRealScheduleIsTheSameOnceWrittenAndReadAgain) {
  for (const Counts& expected : expected_) {
    const auto first = ReadConference(BytesOf(schedules_ + expected.file), options_);
    ASSERT_TRUE(first.ok()) << expected.file << ": " << first.status();
    const ConferenceText text = WriteConference(first->conference);
    EXPECT_EQ(text.dropped_characters, 0) << expected.file;
    // The zone stands in what was written.
    const auto second = ReadConference(text.xml, {});
    ASSERT_TRUE(second.ok()) << expected.file << ": " << second.status();
    EXPECT_TRUE(second->conference == first->conference) << expected.file;
    EXPECT_EQ(WriteConference(second->conference).xml, text.xml) << expected.file;
  }
}

}  // namespace
}  // namespace plenary::interchange
