// Programmes and itineraries written into files, over every engine.
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/files/table.h"
#include "services/interchange/calendar_reader.h"
#include "services/interchange/conference_reader.h"
#include "services/interchange/test_calendars.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/export_work.h"
#include "services/schedule/import_work.h"
#include "services/schedule/personal_table.h"
#include "services/storage/operation_table.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::Interval;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TestVault;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using S = testing::ScheduleForum::Schedule;

class ExportTest : public testing::ScheduleTest {
 protected:
  // Goes on with the operation that was begun last until it is done.
  void Finish(storage::LongWork& work, google::longrunning::Operation& operation) {
    const base::Access* const access = forum_.access();
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
    claim->call.access = access;
    storage::WorkUnderWay under_way(*std::move(claim), "test", absl::Minutes(1), &work);
    while (!under_way.is_done()) {
      const absl::Status status = work.Step(forum_.store(), forum_.random(), under_way);
      EXPECT_THAT(status, IsOk());
      if (!status.ok()) return;
    }
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           const auto stored,
                                           storage::FindOperation(tx, operation.name()));
                                       operation = stored->operation();
                                       return absl::OkStatus();
                                     }),
                IsOk());
  }
  // What an export wrote; `filename_` and `items_` are of it.
  std::string Export(const std::string& subject, const std::string& rest) {
    auto operation =
        Value(forum_.Do(&S::ExportSchedule, absl::StrCat("subject: '", subject, "' ", rest)));
    Finish(export_, operation);
    v1::ExportScheduleResponse response;
    operation.response().UnpackTo(&response);
    items_ = response.items();
    std::string bytes;
    EXPECT_THAT(
        storage::ReadAndWait(
            forum_.store(),
            [&](storage::Tx& tx) {
              PLENARY_ASSIGN_OR_RETURN(const auto file, files::FindFile(tx, response.file()));
              filename_ = file->filename();
              PLENARY_ASSIGN_OR_RETURN(bytes, files::ReadFilePart(tx, TestVault(), response.file(),
                                                                  0, file->size_bytes()));
              return absl::OkStatus();
            }),
        IsOk());
    return bytes;
  }
  std::string Calendar(const std::string& subject, const std::string& rest = "") {
    const std::string text = Export(subject, absl::StrCat("format: ICALENDAR ", rest));
    EXPECT_EQ(interchange::StrictFaults(text), "");
    return text;
  }
  void Import(const std::string& bytes, const std::string& event, const std::string& format) {
    const std::string name = absl::StrCat("files/list-", ++files_);
    files::FileWriter writer(TestVault(), name, "schedule", "local");
    writer.Add(bytes);
    EXPECT_THAT(
        storage::WriteAndWait(forum_.store(), {std::string(files::kFilesKey)},
                              [&](storage::Tx& tx) { return writer.Complete(tx).status(); }),
        IsOk());
    auto operation =
        Value(forum_.Do(&S::ImportSchedule,
                        absl::StrCat("parent: '", event, "' file: '", name, "' format: ", format)));
    Finish(import_, operation);
    v1::ImportScheduleResponse response;
    operation.response().UnpackTo(&response);
    EXPECT_EQ(response.refused(), 0);
  }
  // What an import made of each item, by its id in the file, without names and times of changes.
  std::map<std::string, std::string> Sessions(const std::string& event) {
    std::map<std::string, std::string> all;
    for (const v1::Session& session :
         forum_.Sessions("view: WORK_IN_PROGRESS page_size: 1000", event)) {
      std::vector<std::string> beside;
      for (const v1::AssetUse& use : session.assets()) {
        beside.push_back(Value(forum_.Ask(&testing::ScheduleForum::Assets::GetAsset,
                                          absl::StrCat("name: '", use.asset(), "'")))
                             .display_names(0)
                             .text());
      }
      if (!session.track().empty()) {
        const auto track =
            Value(forum_.Ask(&S::GetTrack, absl::StrCat("name: '", session.track(), "'")));
        beside.push_back(absl::StrCat(track.display_names(0).text(), track.color()));
      }
      for (const v1::Attendee& attendee : session.attendees()) {
        beside.push_back(attendee.display_name());
      }
      v1::Session kept;
      *kept.mutable_titles() = session.titles();
      *kept.mutable_subtitles() = session.subtitles();
      *kept.mutable_abstracts() = session.abstracts();
      *kept.mutable_interval() = session.interval();
      *kept.mutable_places() = session.places();
      *kept.mutable_languages() = session.languages();
      *kept.mutable_links() = session.links();
      kept.set_state(session.state());
      std::map<std::string, std::string> fields(session.external_fields().begin(),
                                                session.external_fields().end());
      all[session.external_id()] =
          absl::StrCat(kept.ShortDebugString(), " | ", absl::StrJoin(beside, ", "), " | ",
                       absl::StrJoin(fields, ", ", absl::PairFormatter("=")));
    }
    return all;
  }
  std::string Titled(const std::string& title, const std::string& rest = "") {
    return absl::StrCat("titles { language: 'ru' text: '", title, "' } ", rest);
  }
  void ActAsFocalPointOf(const std::string& delegation) {
    access_ = std::make_unique<base::Access>(std::vector<base::Grant>{{v1::REGISTRAR, delegation}});
    forum_.ActAs("users/anna", access_.get());
  }

  const S service_{forum_.sealer(), TestVault()};
  ScheduleExportWork export_{service_, TestVault()};
  ScheduleImportWork import_{TestVault()};
  std::unique_ptr<base::Access> access_;
  std::string filename_;
  int items_ = 0;
  int files_ = 0;
};
PLENARY_ON_EVERY_ENGINE(ExportTest);

TEST_P(ExportTest, EverySubjectHasACalendar) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string guest = forum_.Guest(kursk);
  forum_.Session(Clock(10), Clock(11), absl::StrCat(Uses("hall-a"), Attends(guest)));
  const std::string person = forum_.Participant(guest).person();
  for (const std::string& subject :
       {std::string("events/tibo"), kursk, person, guest, std::string("assets/hall-a")}) {
    EXPECT_THAT(Calendar(subject), HasSubstr("SUMMARY:A session")) << subject;
    EXPECT_EQ(items_, 1) << subject;
  }
  EXPECT_THAT(Calendar("assets/salon"), Not(HasSubstr("BEGIN:VEVENT")));
  EXPECT_EQ(filename_, "salon-itinerary.ics");
}

TEST_P(ExportTest, AnAttendeesOwnPartIsTheTimeOfTheirEntry) {
  const std::string guest = forum_.Guest();
  const std::string session =
      forum_.Session(Clock(19), Clock(23), Attends(guest, Interval(Clock(19), Clock(20, 30))));
  const std::string text = Calendar(guest);
  EXPECT_THAT(text, HasSubstr("DTSTART;TZID=Europe/Minsk:20230601T190000"));
  EXPECT_THAT(text, HasSubstr("DTEND;TZID=Europe/Minsk:20230601T203000"));
  EXPECT_THAT(text, HasSubstr(absl::StrCat("UID:", base::LastId(session), "@tibo")));
  EXPECT_THAT(Calendar("events/tibo"), HasSubstr("DTEND;TZID=Europe/Minsk:20230601T230000"));
}

TEST_P(ExportTest, AHoldIsTentativeAndACancelledSessionIsCalledOff) {
  forum_.HoldTime(Clock(10), Clock(11), Clock(9), Uses("hall-a", ""));
  const std::string session = forum_.Session(Clock(12), Clock(13), Uses("hall-a"));
  Value(forum_.Do(&S::CancelSession, absl::StrCat("name: '", session, "' reason: 'ill'")));
  const std::string text = Calendar("assets/hall-a");
  EXPECT_THAT(text, HasSubstr("STATUS:TENTATIVE"));
  EXPECT_THAT(text, HasSubstr("STATUS:CANCELLED"));
  EXPECT_THAT(text, HasSubstr("SEQUENCE:1"));
}

TEST_P(ExportTest, TheWorkingProgrammeIsForWhoSeesTheWholeEvent) {
  const std::string kursk = forum_.Delegation("kursk");
  forum_.Session(Clock(10), Clock(11),
                 absl::StrCat(Uses("car"), "note: 'for the staff' delegations: '", kursk, "'"));
  EXPECT_THAT(Calendar(kursk, "working: true"), HasSubstr("for the staff"));
  EXPECT_THAT(Export(kursk, "format: SCHEDULE_CSV working: true"), HasSubstr("for the staff"));
  EXPECT_THAT(Calendar(kursk), Not(HasSubstr("for the staff")));
  EXPECT_THAT(Export(kursk, "format: SCHEDULE_CSV"), Not(HasSubstr("car")));
  ActAsFocalPointOf(kursk);
  for (const char* rest : {"working: true", "view: WORK_IN_PROGRESS"}) {
    EXPECT_THAT(forum_.Do(&S::ExportSchedule,
                          absl::StrCat("subject: '", kursk, "' format: ICALENDAR ", rest)),
                RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED))
        << rest;
  }
  EXPECT_THAT(Calendar(kursk), HasSubstr("BEGIN:VEVENT"));
}

TEST_P(ExportTest, WhatTheCallerDoesNotSeeIsNotInTheFile) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string omsk = forum_.Delegation("omsk");
  forum_.Session(Clock(10), Clock(11), absl::StrCat(Uses("hall-a"), "delegations: '", omsk, "'"));
  forum_.Session(Clock(12), Clock(13), absl::StrCat(Uses("hall-a"), "external_id: 'x-1' "));
  EXPECT_THAT(Calendar("assets/hall-a"), HasSubstr("20230601T100000"));
  ActAsFocalPointOf(kursk);
  EXPECT_THAT(Calendar("assets/hall-a"), Not(HasSubstr("20230601T100000")));
  EXPECT_EQ(items_, 1);
  EXPECT_THAT(Export("events/tibo", "format: SCHEDULE_XML"), Not(HasSubstr("x-1")));
}

TEST_P(ExportTest, WhatIsInProgressIsExportedWhereItIsAskedFor) {
  forum_.WorkInVersions();
  forum_.Session(Clock(10), Clock(11));
  EXPECT_THAT(Calendar("events/tibo"), Not(HasSubstr("BEGIN:VEVENT")));
  EXPECT_THAT(Calendar("events/tibo", "view: WORK_IN_PROGRESS"), HasSubstr("STATUS:TENTATIVE"));
  EXPECT_THAT(Export("events/tibo", "format: SCHEDULE_XML view: WORK_IN_PROGRESS"),
              HasSubstr("<title>A session</title>"));
}

TEST_P(ExportTest, ATableHasALineForEachItemInTheReadersWords) {
  forum_.Session(Clock(9, 30), Clock(11),
                 absl::StrCat(Uses("hall-a"), "kind: PLENARY ", testing::InterpretedByTheOne()));
  const std::string csv = Export("events/tibo", "format: SCHEDULE_CSV language_code: 'ru'");
  EXPECT_THAT(csv, HasSubstr("09:30"));
  EXPECT_THAT(csv, HasSubstr("пленарное заседание"));
  EXPECT_THAT(csv, HasSubstr("последовательный перевод"));
  EXPECT_THAT(csv, HasSubstr("hall-a"));
  EXPECT_EQ(filename_, "tibo-programme.csv");
  EXPECT_EQ(items_, 1);
  EXPECT_THAT(Export("events/tibo", "format: SCHEDULE_XLSX"), StartsWith("PK"));
  EXPECT_EQ(filename_, "tibo-programme.xlsx");
}

TEST_P(ExportTest, AScheduleXmlIsOfAnEventAndForEverybody) {
  const auto bad = [this](const std::string& request) {
    return BadFields(forum_.Do(&S::ExportSchedule, request));
  };
  EXPECT_THAT(bad("subject: 'assets/hall-a' format: SCHEDULE_XML"), ElementsAre("subject"));
  EXPECT_THAT(bad("subject: 'events/tibo' format: SCHEDULE_XML working: true"),
              ElementsAre("working"));
  EXPECT_THAT(bad("subject: 'events/tibo'"), ElementsAre("format"));
  EXPECT_THAT(forum_.Do(&S::ExportSchedule, "subject: 'assets/none' format: ICALENDAR"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  forum_.Session(Clock(10), Clock(11));
  const std::string cancelled = forum_.Session(Clock(12), Clock(13));
  Value(forum_.Do(&S::CancelSession, absl::StrCat("name: '", cancelled, "'")));
  forum_.Session(Clock(14), Clock(15),
                 absl::StrCat("delegations: '", forum_.Delegation("kursk"), "'"));
  Export("events/tibo", "format: SCHEDULE_XML");
  EXPECT_EQ(items_, 1);
}

constexpr char kConference[] =
    "<schedule><conference><title>Example</title><venue>Дворец</venue>"
    "<time_zone_name>Europe/Minsk</time_zone_name></conference>"
    "<day index='1' date='2023-06-01'><room name='Зал 2'>"
    "<event id='1' guid='guid-1'><date>2023-06-01T10:00:00+03:00</date><start>10:00</start>"
    "<duration>01:00</duration><room>Зал 2</room><title>Связь</title><subtitle>Вчера</subtitle>"
    "<track>Техника</track><type>lecture</type><language>ru</language><abstract>Кратко</abstract>"
    "<description>Подробно</description><persons><person id='5'>Примерова Анна</person>"
    "<person id='6'>John EXAMPLE (jex)</person></persons>"
    "<links><link href='https://example.org/a'>A</link></links>"
    "<attachments><attachment href='s.pdf'>Slides</attachment></attachments><mood>fine</mood>"
    "</event></room><room name='Зал 1'>"
    "<event id='2' guid='guid-2'><date>2023-06-02T00:30:00+03:00</date><start>00:30</start>"
    "<duration>00:30</duration><room>Зал 1</room><title>Ночь</title><track>Техника</track>"
    "<language>ru</language><description>Только описание</description>"
    "<recording><license>CC0</license><optout>true</optout></recording>"
    "<persons><person id='5'>Примерова Анна</person></persons></event>"
    // In the same hall at the same time as the first: it waits in the work in progress.
    "<event id='3' guid='guid-3'><date>2023-06-01T10:30:00+03:00</date><start>10:30</start>"
    "<duration>01:00</duration><room>Зал 2</room><title>Спор</title></event>"
    "</room><room name='Зал 3'/></day></schedule>";

TEST_P(ExportTest, AConferenceGoesOutAndInAgainAndLosesNothing) {
  const std::string first = forum_.Event("", "first");
  const std::string second = forum_.Event("", "second");
  Import(kConference, first, "SCHEDULE_XML");
  ASSERT_THAT(Sessions(first), SizeIs(3));
  const std::string xml = Export(first, "format: SCHEDULE_XML view: WORK_IN_PROGRESS");
  EXPECT_EQ(items_, 3);
  const auto read = Value(interchange::ReadConference(xml, {}));
  EXPECT_THAT(read.conference.days, SizeIs(1));
  EXPECT_THAT(read.conference.rooms, SizeIs(3));
  ASSERT_THAT(read.conference.persons, SizeIs(2));
  EXPECT_EQ(read.conference.persons[1].name, "John EXAMPLE (jex)");
  EXPECT_THAT(read.remarks, IsEmpty());

  Import(xml, second, "SCHEDULE_XML");
  EXPECT_EQ(Sessions(second), Sessions(first));
}

TEST_P(ExportTest, WhoIsForgottenHasNoNameOfAFileAnyMore) {
  const std::string event = forum_.Event("", "first");
  Import(kConference, event, "SCHEDULE_XML");
  EXPECT_THAT(Export(event, "format: SCHEDULE_XML"), HasSubstr("John EXAMPLE (jex)"));
  std::string john;
  for (const v1::Session& session : forum_.Sessions("", event)) {
    for (const v1::Attendee& attendee : session.attendees()) {
      if (absl::StrContains(attendee.display_name(), "John")) john = attendee.who();
    }
  }
  EXPECT_THAT(
      storage::WriteAndWait(forum_.store(), {std::string(storage::kDirectoryPartition)},
                            [&](storage::Tx& tx) { return ForgetImportedPerson(tx, john); }),
      IsOk());
  EXPECT_THAT(Export(event, "format: SCHEDULE_XML"), HasSubstr(">John Example</person>"));
}

TEST_P(ExportTest, ACalendarGoesOutAndInAgainAndLosesNothing) {
  const std::string first = forum_.Event("", "first");
  const std::string second = forum_.Event("", "second");
  const auto entry = [](const std::string& uid, const std::string& rest) {
    return absl::StrCat("BEGIN:VEVENT\r\nUID:", uid, "\r\nDTSTAMP:20230401T080000Z\r\n", rest,
                        "END:VEVENT\r\n");
  };
  const std::string calendar = absl::StrCat(
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\n",
      entry("talk@example.org",
            "DTSTART;TZID=Europe/Minsk:20230601T100000\r\n"
            "DTEND;TZID=Europe/Minsk:20230601T110000\r\nSUMMARY:Доклад\r\nDESCRIPTION:О связи\\n"
            "и не только\r\nLOCATION:У входа\r\nCATEGORIES:Техника\r\n"
            "URL:https://example.org/talk\r\nORGANIZER;CN=Anna:mailto:anna@example.org\r\n"
            "TRANSP:TRANSPARENT\r\n"),
      entry("flight@example.org",
            "DTSTART;TZID=Europe/Minsk:20230602T100000\r\n"
            "DTEND;TZID=Asia/Shanghai:20230602T230000\r\nSUMMARY:Flight\r\nSTATUS:CANCELLED\r\n"),
      "END:VCALENDAR\r\n");
  Import(calendar, first, "ICALENDAR");
  const std::string text = Calendar(first);
  EXPECT_THAT(text, HasSubstr("UID:talk@example.org"));
  EXPECT_THAT(text, HasSubstr("TRANSP:TRANSPARENT"));
  EXPECT_THAT(text, HasSubstr("mailto:anna@example.org"));
  EXPECT_THAT(text, HasSubstr("DTEND;TZID=Asia/Shanghai:20230602T230000"));
  Import(text, second, "ICALENDAR");
  // Whose the other entry was nobody said; the event it is in invites.
  auto expected = Sessions(first);
  expected["flight@example.org"] += "organizer=TIBO-2023";
  EXPECT_EQ(Sessions(second), expected);
}

}  // namespace
}  // namespace plenary::schedule
