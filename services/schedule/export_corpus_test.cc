// The real schedules of the bench data (PLENARY_BENCH_DATA, its folder schedules/): each goes in,
// out and in again, and nothing is lost.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "services/files/table.h"
#include "services/interchange/conference_reader.h"
#include "services/schedule/export_work.h"
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

class ExportCorpus : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* const folder = std::getenv("PLENARY_BENCH_DATA");
    ASSERT_NE(folder, nullptr) << "set PLENARY_BENCH_DATA to the folder that has schedules/ in it; "
                                  "tests/run corpora does";
    schedules_ = absl::StrCat(folder, "/schedules/");
  }

  std::string BytesOf(const std::string& name) const {
    std::ifstream file(schedules_ + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static interchange::ConferenceFile Read(const std::string& xml) {
    interchange::ConferenceOptions options;
    absl::LoadTimeZone("Europe/Brussels", &options.time_zone);
    return Value(interchange::ReadConference(xml, options));
  }
  // An event on the days of a conference.
  std::string EventFor(const interchange::ConferenceFile& file, const std::string& id) {
    absl::Time first = absl::InfiniteFuture();
    absl::Time last = absl::InfinitePast();
    for (const auto& event : file.conference.events) {
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
  absl::Status Write(const storage::Body& body) {
    return storage::WriteAndWait(
        forum_.store(), {std::string(files::kFilesKey), std::string(storage::kOperationsKey)},
        body);
  }
  // What the operation answers that was begun last.
  template <class Response>
  Response Finish(storage::LongWork& work, const std::string& operation) {
    absl::optional<storage::Claim> claim;
    EXPECT_THAT(Write([&](storage::Tx& tx) {
                  PLENARY_ASSIGN_OR_RETURN(
                      claim,
                      storage::ClaimOperation(tx, "test", tx.now(), tx.now() + absl::Hours(1)));
                  return absl::OkStatus();
                }),
                IsOk());
    storage::WorkUnderWay under_way(*std::move(claim), "test", absl::Hours(1), &work);
    while (!under_way.is_done()) {
      const absl::Status status = work.Step(forum_.store(), forum_.random(), under_way);
      EXPECT_THAT(status, IsOk());
      if (!status.ok()) break;
    }
    Response response;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           const auto stored,
                                           storage::FindOperation(tx, operation));
                                       stored->operation().response().UnpackTo(&response);
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return response;
  }
  v1::ImportScheduleResponse Import(const std::string& bytes, const std::string& event) {
    const std::string file = absl::StrCat("files/schedule-", ++files_);
    files::FileWriter writer(TestVault(), file, "schedule.xml", "local");
    writer.Add(bytes);
    EXPECT_THAT(Write([&](storage::Tx& tx) { return writer.Complete(tx).status(); }), IsOk());
    const auto operation = Value(
        forum_.Do(&S::ImportSchedule, absl::StrCat("parent: '", event, "' file: '", file, "'")));
    return Finish<v1::ImportScheduleResponse>(import_, operation.name());
  }
  std::string Export(const std::string& event) {
    const auto operation = Value(forum_.Do(
        &S::ExportSchedule,
        absl::StrCat("subject: '", event, "' format: SCHEDULE_XML view: WORK_IN_PROGRESS")));
    const std::string name = Finish<v1::ExportScheduleResponse>(export_, operation.name()).file();
    std::string bytes;
    EXPECT_THAT(storage::ReadAndWait(
                    forum_.store(),
                    [&](storage::Tx& tx) {
                      PLENARY_ASSIGN_OR_RETURN(const auto file, files::FindFile(tx, name));
                      PLENARY_ASSIGN_OR_RETURN(
                          bytes, files::ReadFilePart(tx, TestVault(), name, 0, file->size_bytes()));
                      return absl::OkStatus();
                    }),
                IsOk());
    return bytes;
  }
  // Whether nothing but their names tells persons apart.
  static bool PersonsAreByName(const interchange::ConferenceFile& file) {
    return std::any_of(file.remarks.begin(), file.remarks.end(), [](const auto& remark) {
      return remark.kind == interchange::ConferenceRemark::kPersonIdsOfEvents;
    });
  }
  // The names of all persons, sorted; each once where it stands for one person.
  static std::vector<std::string> Persons(const interchange::ConferenceFile& file, bool by_name) {
    std::vector<std::string> names;
    names.reserve(file.conference.persons.size());
    for (const auto& person : file.conference.persons) names.push_back(person.name);
    std::sort(names.begin(), names.end());
    if (by_name) names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  std::string schedules_;
  testing::ScheduleForum forum_{"sqlite"};
  const S service_{forum_.sealer(), TestVault()};
  ScheduleImportWork import_{TestVault()};
  ScheduleExportWork export_{service_, TestVault()};
  int files_ = 0;
};

TEST_F(ExportCorpus, EveryScheduleGoesOutAndInAgainAndLosesNothing) {
  const std::vector<std::string> lines =
      absl::StrSplit(BytesOf("counts.tsv"), '\n', absl::SkipEmpty());
  ASSERT_GT(lines.size(), 5U);
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> cells = absl::StrSplit(lines[i], '\t');
    const std::string bytes = BytesOf(cells[0]);
    const auto file = Read(bytes);
    const std::string event = EventFor(file, absl::StrCat("conference-", i));
    Import(bytes, event);
    const std::string xml = Export(event);
    const auto written = Read(xml);
    EXPECT_EQ(written.conference.days.size(), file.conference.days.size()) << cells[0];
    EXPECT_EQ(written.conference.rooms.size(), file.conference.rooms.size()) << cells[0];
    EXPECT_EQ(written.conference.tracks.size(), file.conference.tracks.size()) << cells[0];
    EXPECT_EQ(written.conference.events.size(), file.conference.events.size()) << cells[0];
    const bool by_name = PersonsAreByName(file);
    EXPECT_EQ(Persons(written, false), Persons(file, by_name)) << cells[0];
    const v1::ImportScheduleResponse again = Import(xml, event);
    EXPECT_EQ(again.sessions_unchanged(), static_cast<int>(file.conference.events.size()))
        << cells[0] << ": " << again.ShortDebugString();
    EXPECT_EQ(again.rooms_created() + again.tracks_created() + again.people_created(), 0)
        << cells[0];
  }
}

}  // namespace
}  // namespace plenary::schedule
