// The real schedules of the bench data (PLENARY_BENCH_DATA, its folder schedules/): each is
// imported into an event of its own, agrees with what counts.tsv says of it, and no item is lost.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "services/files/table.h"
#include "services/interchange/conference_reader.h"
#include "services/schedule/import_work.h"
#include "services/storage/operation_table.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::TestVault;
using ::plenary::testing::Value;
using S = testing::ScheduleForum::Schedule;

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class ScheduleCorpus : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* const folder = std::getenv("PLENARY_BENCH_DATA");
    ASSERT_NE(folder, nullptr) << "set PLENARY_BENCH_DATA to the folder that has schedules/ in it; "
                                  "tests/run corpora does";
    schedules_ = absl::StrCat(folder, "/schedules/");
  }

  // An event on the days of a conference.
  std::string EventFor(const std::string& bytes, const std::string& id) {
    interchange::ConferenceOptions options;
    absl::LoadTimeZone("Europe/Brussels", &options.time_zone);
    const auto file = interchange::ReadConference(bytes, options);
    EXPECT_THAT(file.status(), IsOk());
    absl::Time first = absl::InfiniteFuture();
    absl::Time last = absl::InfinitePast();
    for (const auto& event : file->conference.events) {
      if (!event.start || !event.duration) continue;
      first = std::min(first, *event.start);
      last = std::max(last, *event.start + *event.duration);
    }
    return Value(forum_.Do(&testing::Forum::Events::CreateEvent,
                           absl::StrCat("event_id: '", id,
                                        "' event { kind: CONFERENCE role: HOSTED time_zone: "
                                        "'Europe/Brussels' display_names { language: 'en' text: '",
                                        id, "' } ", testing::Interval(first, last), " }")))
        .name();
  }

  v1::ImportScheduleResponse Import(const std::string& bytes, const std::string& event) {
    const std::string file = absl::StrCat("files/schedule-", ++files_);
    files::FileWriter writer(TestVault(), file, "schedule.xml", "local");
    writer.Add(bytes);
    EXPECT_THAT(Write([&](storage::Tx& tx) { return writer.Complete(tx).status(); }), IsOk());
    Value(forum_.Do(&S::ImportSchedule, absl::StrCat("parent: '", event, "' file: '", file, "'")));
    absl::optional<storage::Claim> claim;
    EXPECT_THAT(Write([&](storage::Tx& tx) {
                  PLENARY_ASSIGN_OR_RETURN(
                      claim,
                      storage::ClaimOperation(tx, "test", tx.now(), tx.now() + absl::Hours(1)));
                  return absl::OkStatus();
                }),
                IsOk());
    storage::WorkUnderWay work(*std::move(claim), "test", absl::Hours(1), &work_);
    while (!work.is_done()) {
      const absl::Status status = work_.Step(forum_.store(), forum_.random(), work);
      EXPECT_THAT(status, IsOk());
      if (!status.ok()) break;
    }
    v1::ImportScheduleResponse response;
    work.cursor.UnpackTo(&response);
    return response;
  }
  absl::Status Write(const storage::Body& body) {
    return storage::WriteAndWait(
        forum_.store(), {std::string(files::kFilesKey), std::string(storage::kOperationsKey)},
        body);
  }
  std::set<std::string> ExternalIds(const std::string& event) {
    std::set<std::string> ids;
    std::string token;
    do {
      const auto page =
          Value(forum_.Ask(&S::ListSessions, absl::StrCat("parent: '", event,
                                                          "' view: WORK_IN_PROGRESS "
                                                          "page_size: 1000 page_token: '",
                                                          token, "'")));
      for (const v1::Session& session : page.sessions()) ids.insert(session.external_id());
      token = page.next_page_token();
    } while (!token.empty());
    return ids;
  }

  std::string schedules_;
  testing::ScheduleForum forum_{"sqlite"};
  ScheduleImportWork work_{TestVault()};
  int files_ = 0;
};

TEST_F(ScheduleCorpus, EveryScheduleIsImportedWithoutLosingAnItem) {
  const std::vector<std::string> lines =
      absl::StrSplit(BytesOf(schedules_ + "counts.tsv"), '\n', absl::SkipEmpty());
  ASSERT_GT(lines.size(), 5U);
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> cells = absl::StrSplit(lines[i], '\t');
    const std::string bytes = BytesOf(schedules_ + cells[0]);
    const std::string event = EventFor(bytes, absl::StrCat("conference-", i));
    const v1::ImportScheduleResponse counts = Import(bytes, event);
    // days, rooms, events, tracks, persons.
    EXPECT_EQ(absl::StrCat(counts.days(), " ", counts.rooms(), " ", counts.items(), " ",
                           counts.tracks(), " ", counts.persons()),
              absl::StrCat(cells[2], " ", cells[3], " ", cells[4], " ", cells[5], " ", cells[6]))
        << cells[0];
    EXPECT_EQ(counts.sessions_created(), counts.items()) << cells[0];
    EXPECT_EQ(counts.refused(), 0) << cells[0];
    EXPECT_EQ(ExternalIds(event).size(), static_cast<size_t>(counts.items())) << cells[0];
    std::cout << cells[0] << ": " << counts.ShortDebugString() << std::endl;
    const v1::ImportScheduleResponse again = Import(bytes, event);
    EXPECT_EQ(again.sessions_unchanged(), counts.items()) << cells[0];
    EXPECT_EQ(again.rooms_created() + again.tracks_created() + again.people_created(), 0)
        << cells[0];
  }
}

}  // namespace
}  // namespace plenary::schedule
