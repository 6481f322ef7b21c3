// Schedules of others taken in.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/files/table.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/import_work.h"
#include "services/storage/operation_table.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::TestVault;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using S = testing::ScheduleForum::Schedule;
using Remark = v1::ScheduleImportRemark;

// A conference of one day in two halls, in which Anna speaks in both at half past ten.
std::string Conference(const std::string& second_title = "Второй доклад",
                       const std::string& second_start = "10:30") {
  const auto event = [](const std::string& id, const std::string& start, const std::string& hall,
                        const std::string& title, const std::string& person) {
    return absl::StrCat("<event id='", id, "' guid='guid-", id, "'><start>", start,
                        "</start><duration>01:00</duration><room>", hall, "</room><title>", title,
                        "</title><track>Связь</track><language>ru</language><persons>"
                        "<person id='1'>",
                        person, "</person></persons></event>\n");
  };
  return absl::StrCat(
      "<?xml version='1.0' encoding='utf-8'?>\n<schedule><conference><title>Example</title>"
      "<venue>Дворец</venue></conference>\n<day index='1' date='2023-06-01'>\n",
      "<room name='Зал 1'>\n", event("1", "10:00", "Зал 1", "Первый доклад", "Примерова Анна"),
      "</room><room name='Зал 2'>\n",
      event("2", second_start, "Зал 2", second_title, "Примерова Анна"),
      "</room></day></schedule>");
}

class ImportTest : public testing::ScheduleTest {
 protected:
  std::string Upload(const std::string& bytes) {
    const std::string name = absl::StrCat("files/list-", ++files_);
    files::FileWriter writer(TestVault(), name, "schedule.xml", "local");
    writer.Add(bytes);
    EXPECT_THAT(
        storage::WriteAndWait(forum_.store(), {std::string(files::kFilesKey)},
                              [&](storage::Tx& tx) { return writer.Complete(tx).status(); }),
        IsOk());
    return name;
  }
  // Begins an import and claims its operation as a server would.
  std::unique_ptr<storage::WorkUnderWay> Begin(const std::string& bytes,
                                               const std::string& rest = "") {
    const auto operation =
        Value(forum_.Do(&S::ImportSchedule,
                        absl::StrCat("parent: 'events/tibo' file: '", Upload(bytes), "' ", rest)));
    operation_ = operation.name();
    absl::optional<storage::Claim> claim;
    EXPECT_THAT(storage::WriteAndWait(forum_.store(), {std::string(storage::kOperationsKey)},
                                      [&](storage::Tx& tx) {
                                        PLENARY_ASSIGN_OR_RETURN(
                                            claim,
                                            storage::ClaimOperation(tx, "test", tx.now(),
                                                                    tx.now() + absl::Minutes(1)));
                                        return absl::OkStatus();
                                      }),
                IsOk());
    return std::make_unique<storage::WorkUnderWay>(*std::move(claim), "test", absl::Minutes(1),
                                                   &work_);
  }
  v1::ImportScheduleResponse Finish(storage::WorkUnderWay& work) {
    while (!work.is_done()) {
      const absl::Status status = work_.Step(forum_.store(), forum_.random(), work);
      EXPECT_THAT(status, IsOk());
      if (!status.ok()) break;
    }
    v1::ImportScheduleResponse response;
    work.cursor.UnpackTo(&response);
    return response;
  }
  v1::ImportScheduleResponse Import(const std::string& bytes, const std::string& rest = "") {
    return Finish(*Begin(bytes, rest));
  }
  std::vector<v1::Session> Sessions() {
    const auto page = Value(forum_.Ask(
        &S::ListSessions, "parent: 'events/tibo' view: WORK_IN_PROGRESS page_size: 1000"));
    return {page.sessions().begin(), page.sessions().end()};
  }
  std::vector<Remark> Remarks(Remark::Severity severity) {
    const auto page = Value(
        forum_.Ask(&S::ListScheduleImportRemarks, absl::StrCat("operation: '", operation_, "'")));
    std::vector<Remark> remarks;
    for (const Remark& remark : page.remarks()) {
      if (remark.severity() == severity) remarks.push_back(remark);
    }
    return remarks;
  }

  ScheduleImportWork work_{TestVault()};
  std::string operation_;
  int files_ = 0;
};
PLENARY_ON_EVERY_ENGINE(ImportTest);

TEST_P(ImportTest, AConferenceBecomesTracksRoomsSpeakersAndSessions) {
  const auto counts = Import(Conference("Второй доклад", "11:30"));
  EXPECT_EQ(counts.days(), 1);
  EXPECT_EQ(counts.rooms(), 2);
  EXPECT_EQ(counts.items(), 2);
  EXPECT_EQ(counts.persons(), 1);
  EXPECT_EQ(counts.rooms_created(), 2);
  EXPECT_EQ(counts.tracks_created(), 1);
  EXPECT_EQ(counts.people_created(), 1);
  EXPECT_EQ(counts.sessions_created(), 2);
  EXPECT_EQ(counts.conflicts(), 0);
  const std::vector<v1::Session> sessions = Sessions();
  ASSERT_THAT(sessions, SizeIs(2));
  EXPECT_EQ(sessions[0].titles(0).text(), "Первый доклад");
  EXPECT_EQ(sessions[0].titles(0).language(), "ru");
  EXPECT_EQ(sessions[0].state(), v1::RELEASED);
  EXPECT_EQ(sessions[0].external_id(), "guid-1");
  ASSERT_THAT(sessions[0].attendees(), SizeIs(1));
  EXPECT_EQ(sessions[0].attendees(0).role(), v1::Attendee::SPEAKER);
  EXPECT_EQ(sessions[0].local_start(), "2023-06-01T10:00:00");
}

TEST_P(ImportTest, ASpeakerInTwoHallsAtOnceIsReportedAndNoItemIsLost) {
  const auto counts = Import(Conference());
  EXPECT_EQ(counts.sessions_created(), 2);
  EXPECT_EQ(counts.conflicts(), 1);
  const std::vector<v1::Session> sessions = Sessions();
  ASSERT_THAT(sessions, SizeIs(2));
  EXPECT_EQ(sessions[0].state(), v1::RELEASED);
  EXPECT_EQ(sessions[1].state(), v1::DRAFT) << "it waits until the speaker is free";
  const std::vector<Remark> conflicts = Remarks(Remark::CONFLICT);
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_EQ(conflicts[0].session(), sessions[1].name());
  EXPECT_EQ(conflicts[0].item(), "Второй доклад");
  EXPECT_GT(conflicts[0].line(), 1);
  EXPECT_EQ(base::ReasonOf(base::FromRpcStatus(conflicts[0].error())),
            v1::ERROR_REASON_SUBJECT_OCCUPIED);
}

TEST_P(ImportTest, TheSameFileAgainChangesNothing) {
  Import(Conference("Второй доклад", "11:30"));
  const auto counts = Import(Conference("Второй доклад", "11:30"));
  EXPECT_EQ(counts.sessions_unchanged(), 2);
  EXPECT_EQ(counts.sessions_created() + counts.sessions_updated() + counts.rooms_created() +
                counts.tracks_created() + counts.people_created(),
            0);
}

TEST_P(ImportTest, WhatAFileChangesIsUpdatedAndKeepsWhatStaffAdded) {
  Import(Conference("Второй доклад", "11:30"));
  const std::string name = Sessions()[1].name();
  Value(forum_.Do(&S::UpdateSession,
                  absl::StrCat("session { name: '", name, "' note: 'Вода на столе' }")));
  const auto counts = Import(Conference("Новое название", "12:30"));
  EXPECT_EQ(counts.sessions_updated(), 1);
  EXPECT_EQ(counts.sessions_unchanged(), 1);
  const v1::Session session = Sessions()[1];
  EXPECT_EQ(session.name(), name);
  EXPECT_EQ(session.titles(0).text(), "Новое название");
  EXPECT_EQ(session.note(), "Вода на столе");
  EXPECT_EQ(session.local_start(), "2023-06-01T12:30:00");
  EXPECT_EQ(session.sequence(), 1);
}

TEST_P(ImportTest, AnItemMovedOntoOneThatStaysIsKeptInProgress) {
  const auto hall = [](const std::string& first_start, const std::string& second_title) {
    const auto event = [](const std::string& id, const std::string& start,
                          const std::string& title) {
      return absl::StrCat("<event id='", id, "'><start>", start,
                          "</start><duration>01:00</duration><room>A</room><title>", title,
                          "</title></event>");
    };
    return absl::StrCat(
        "<schedule><conference><title>X</title></conference>"
        "<day index='1' date='2023-06-01'><room name='A'>",
        event("1", first_start, "First"), event("2", "12:00", second_title),
        "</room></day></schedule>");
  };
  Import(hall("10:00", "Second"));
  // The first item comes to the time of the second, which changes as well and stays where it is.
  EXPECT_EQ(Import(hall("12:00", "Renamed")).sessions_updated(), 2);
  EXPECT_THAT(Remarks(Remark::CONFLICT), SizeIs(1));
  const auto released = Value(forum_.Ask(&S::ListSessions, "parent: 'events/tibo'"));
  ASSERT_THAT(released.sessions(), SizeIs(2));
  EXPECT_EQ(released.sessions(0).local_start(), "2023-06-01T10:00:00") << "as it was released";
  EXPECT_EQ(released.sessions(1).titles(0).text(), "Renamed");
}

TEST_P(ImportTest, AServerThatDiesBetweenTwoStepsLeavesWholeOnes) {
  const auto work = Begin(Conference("Второй доклад", "11:30"));
  ASSERT_THAT(work_.Step(forum_.store(), forum_.random(), *work), IsOk());
  // Another server has read nothing of the file yet.
  ScheduleImportWork other(TestVault());
  ASSERT_THAT(other.Step(forum_.store(), forum_.random(), *work), IsOk());
  EXPECT_TRUE(work->is_done());
  EXPECT_THAT(Sessions(), SizeIs(2));
}

TEST_P(ImportTest, ADryRunCountsAndChangesNothing) {
  const auto counts = Import(Conference(), "dry_run: true");
  EXPECT_EQ(counts.sessions_created(), 2);
  EXPECT_EQ(counts.rooms_created(), 2);
  EXPECT_THAT(Remarks(Remark::CONFLICT), SizeIs(1));
  EXPECT_THAT(Sessions(), IsEmpty());
}

TEST_P(ImportTest, ACalendarBecomesSessionsByItsUids) {
  const auto calendar = [](const std::string& start) {
    return absl::StrCat(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nBEGIN:VEVENT\r\n"
        "UID:talks@example.org\r\nDTSTAMP:20230501T000000Z\r\nDTSTART;TZID=Europe/Minsk:",
        start,
        "\r\nDURATION:PT1H\r\nSUMMARY:Переговоры\r\nLOCATION:Зал 7\r\nCATEGORIES:Встречи\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n");
  };
  EXPECT_EQ(Import(calendar("20230601T100000")).sessions_created(), 1);
  EXPECT_EQ(Import(calendar("20230601T110000")).sessions_updated(), 1);
  const std::vector<v1::Session> sessions = Sessions();
  ASSERT_THAT(sessions, SizeIs(1));
  EXPECT_EQ(sessions[0].titles(0).text(), "Переговоры");
  EXPECT_EQ(sessions[0].places(0).text(), "Зал 7");
  EXPECT_EQ(sessions[0].external_id(), "talks@example.org");
  EXPECT_EQ(sessions[0].local_start(), "2023-06-01T11:00:00");
}

TEST_P(ImportTest, AnItemWithoutATimeIsToldWithItsLine) {
  const auto counts = Import(
      "<schedule><conference><title>X</title></conference><day index='1' date='2023-06-01'>\n"
      "<room name='A'>\n<event id='7'><title>Когда-нибудь</title></event></room></day>"
      "</schedule>");
  EXPECT_EQ(counts.items(), 1);
  EXPECT_EQ(counts.refused(), 1);
  const std::vector<Remark> refused = Remarks(Remark::REFUSED);
  ASSERT_THAT(refused, SizeIs(1));
  EXPECT_EQ(refused[0].line(), 3);
  EXPECT_EQ(refused[0].item(), "Когда-нибудь");
}

TEST_P(ImportTest, AFileThatIsNoScheduleEndsTheImportWithItsReason) {
  for (const auto& [bytes, reason] : std::vector<std::pair<std::string, v1::ErrorReason>>{
           {"<!DOCTYPE x [<!ENTITY a 'b'>]><schedule/>", v1::ERROR_REASON_SCHEDULE_UNREADABLE},
           {"<html></html>", v1::ERROR_REASON_SCHEDULE_UNREADABLE},
           {"BEGIN:VCARD\r\nEND:VCARD\r\n", v1::ERROR_REASON_CALENDAR_UNREADABLE}}) {
    const auto work = Begin(bytes);
    const absl::Status status = work_.Step(forum_.store(), forum_.random(), *work);
    EXPECT_EQ(base::ReasonOf(status), reason) << bytes;
    EXPECT_THAT(storage::WriteAndWait(forum_.store(), {std::string(storage::kOperationsKey)},
                                      [&](storage::Tx& tx) {
                                        work->Fail(status);
                                        return work->Keep(tx);
                                      }),
                IsOk());
  }
  EXPECT_THAT(Sessions(), IsEmpty());
}

}  // namespace
}  // namespace plenary::schedule
