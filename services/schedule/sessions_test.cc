// Sessions, tracks and settings: created, read, changed, and refused.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"
#include "tests/testing/schedule.h"

namespace plenary::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Property;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Schedule = ScheduleForum::Schedule;

std::vector<std::string> NamesOf(const std::vector<v1::Session>& sessions) {
  std::vector<std::string> names;
  names.reserve(sessions.size());
  for (const v1::Session& session : sessions) names.push_back(session.name());
  return names;
}

class SessionsTest : public ScheduleTest {
 protected:
  absl::StatusOr<v1::Session> Update(const std::string& name, const std::string& rest,
                                     const std::string& more = "") {
    auto request = Parse<v1::UpdateSessionRequest>(more);
    *request.mutable_session() = Parse<v1::Session>(absl::StrCat("name: '", name, "' ", rest));
    return forum_.Do(&Schedule::UpdateSession, request);
  }
  absl::StatusOr<v1::Session> Cancel(const std::string& name) {
    return forum_.Do(&Schedule::CancelSession, Forum::Named(name, "reason: 'rain'"));
  }
  absl::StatusOr<v1::Session> Delete(const std::string& name) {
    return forum_.Do(&Schedule::DeleteSession, Forum::Named(name));
  }
  absl::StatusOr<v1::Session> Undelete(const std::string& name, const std::string& more = "") {
    return forum_.Do(&Schedule::UndeleteSession, Forum::Named(name, more));
  }
  // Rows of a batch, each the text of a request.
  absl::StatusOr<v1::BatchCreateSessionsResponse> Batch(const std::string& mode,
                                                        const std::vector<std::string>& rows) {
    auto request = Parse<v1::BatchCreateSessionsRequest>(
        absl::StrCat("parent: '", Forum::kEvent, "' mode: ", mode));
    for (const std::string& row : rows) {
      *request.add_requests() = Parse<v1::CreateSessionRequest>(row);
    }
    return forum_.Do(&Schedule::BatchCreateSessions, request);
  }
  static std::string Row(absl::Time start, absl::Time end, const std::string& rest = "",
                         const std::string& more = "") {
    return absl::StrCat("session { titles { language: 'en' text: 'A row' } ", Interval(start, end),
                        rest, " } ", more);
  }
};
PLENARY_ON_EVERY_ENGINE(SessionsTest);

TEST_P(SessionsTest, ASessionIsReleasedAsItIsCreatedAndTakesItsRoom) {
  const v1::Session session =
      Value(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a"), "session_id: 'opening'"));
  EXPECT_EQ(session.name(), "events/tibo/sessions/opening");
  EXPECT_EQ(session.state(), v1::RELEASED);
  EXPECT_EQ(session.local_start(), "2023-06-01T10:00:00");
  const auto refused = forum_.CreateSession(Clock(10, 30), Clock(12), Uses("hall-a"));
  ASSERT_THAT(refused, RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  const base::Metadata metadata = base::MetadataOf(refused.status());
  EXPECT_EQ(metadata.at("subject"), "assets/hall-a");
  EXPECT_EQ(metadata.at("blockedBy"), session.name());
  EXPECT_THAT(forum_.CreateSession(Clock(11), Clock(12), Uses("hall-a")), IsOk());
}

TEST_P(SessionsTest, TheWholeOfTwoRoomsIsTakenWithEither) {
  forum_.Session(Clock(10), Clock(11), Uses("hall-b"));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-ab")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  forum_.Session(Clock(12), Clock(13), Uses("hall-ab"));
  EXPECT_THAT(forum_.CreateSession(Clock(12), Clock(13), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(SessionsTest, SharedEquipmentIsTakenUpToWhatThereIs) {
  forum_.Session(Clock(10), Clock(11), Uses("headsets", "units: 30"));
  const auto refused =
      forum_.CreateSession(Clock(10, 30), Clock(12), Uses("headsets", "units: 11"));
  ASSERT_THAT(refused, RefusedFor(v1::ERROR_REASON_CAPACITY_EXCEEDED));
  EXPECT_EQ(base::MetadataOf(refused.status()).at("unitsFree"), "10");
  EXPECT_THAT(forum_.CreateSession(Clock(10, 30), Clock(12), Uses("headsets", "units: 10")),
              IsOk());
}

TEST_P(SessionsTest, NobodySpeaksInTwoPlacesAtOnceNorSoonerThanTheyGetThere) {
  const std::string speaker = Attends(forum_.Guest());
  forum_.Session(Clock(10), Clock(11), Uses("hall-a") + speaker);
  EXPECT_THAT(forum_.CreateSession(Clock(10, 59), Clock(12), speaker),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_THAT(forum_.CreateSession(Clock(11, 29), Clock(12), Uses("salon") + speaker),
              RefusedFor(v1::ERROR_REASON_TRAVEL_TOO_SHORT));
  EXPECT_THAT(forum_.CreateSession(Clock(11), Clock(11, 30), Uses("hall-b") + speaker), IsOk());
  EXPECT_THAT(forum_.CreateSession(Clock(12), Clock(13), Uses("salon") + speaker), IsOk());
}

TEST_P(SessionsTest, AnIntervalThatIsNoneIsRefused) {
  for (const auto& [start, end] : std::vector<std::pair<absl::Time, absl::Time>>{
           {Clock(10), Clock(10)},
           {Clock(11), Clock(10)},
           {Clock(10), Clock(10) + absl::Hours(24 * 365 * 100)},
           {Clock(10), Clock(10) + absl::Hours(24 * 31) + absl::Seconds(1)},
           {Clock(10) + absl::Hours(24 * 400), Clock(11) + absl::Hours(24 * 400)}}) {
    EXPECT_THAT(BadFields(forum_.CreateSession(start, end)), ElementsAre("session.interval"));
  }
  EXPECT_THAT(forum_.Sessions(), IsEmpty());
}

TEST_P(SessionsTest, ASessionInAnotherZoneTakesItsRoomAtTheSameInstants) {
  const v1::Session session = Value(
      forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a") + "time_zone: 'Asia/Shanghai'"));
  EXPECT_EQ(session.local_start(), "2023-06-01T15:00:00");
  EXPECT_EQ(session.local_end(), "2023-06-01T16:00:00");
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

// On 26 March 2023 the clocks of Berlin went from 02:00 (01:00 UTC) to 03:00.
TEST_P(SessionsTest, ASessionAcrossAChangeOfTheClockIsAsLongAsItLasts) {
  const absl::Time start =
      absl::FromCivil(absl::CivilSecond(2023, 3, 26, 0, 30, 0), absl::UTCTimeZone());
  const v1::Session session = Value(forum_.CreateSession(
      start, start + absl::Hours(1), Uses("hall-a") + "time_zone: 'Europe/Berlin'"));
  EXPECT_EQ(session.local_start(), "2023-03-26T01:30:00");
  EXPECT_EQ(session.local_end(), "2023-03-26T03:30:00");
  EXPECT_THAT(
      forum_.CreateSession(start + absl::Minutes(59), start + absl::Hours(2), Uses("hall-a")),
      RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_THAT(forum_.CreateSession(start + absl::Hours(1), start + absl::Hours(2), Uses("hall-a")),
              IsOk());
}

TEST_P(SessionsTest, AnIdIsTakenOnceEvenByWhatWasDeleted) {
  const std::string name = forum_.Session(Clock(10), Clock(11), "", "session_id: 'opening'");
  Value(Delete(name));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a"), "session_id: 'opening'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_P(SessionsTest, ConflictsThatAreAllowedStayInProgressAndBookNothing) {
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const v1::Session session =
      Value(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a"), "allow_conflicts: true"));
  EXPECT_EQ(session.state(), v1::DRAFT);
  ASSERT_EQ(session.conflicts_size(), 1);
  EXPECT_EQ(base::ReasonOf(base::FromRpcStatus(session.conflicts(0).error())),
            v1::ERROR_REASON_SUBJECT_OCCUPIED);
  EXPECT_THAT(forum_.GetSession(session.name()), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.GetSession(session.name(), "view: WORK_IN_PROGRESS"), IsOk());
  // Once it fits it is released.
  const v1::Session moved = Value(Update(session.name(), Uses("hall-b")));
  EXPECT_EQ(moved.state(), v1::RELEASED);
  EXPECT_THAT(forum_.GetSession(session.name()), IsOk());
}

TEST_P(SessionsTest, AnUpdateChangesTheFieldsOfItsMaskAndWhatIsBooked) {
  const std::string name = forum_.Session(Clock(10), Clock(11), Uses("hall-a") + "note: 'kept'");
  const v1::Session after = Value(Update(name, Uses("hall-b"), "update_mask { paths: 'assets' }"));
  EXPECT_EQ(after.note(), "kept");
  EXPECT_EQ(after.etag(), "r2");
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")), IsOk());
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-b")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_THAT(Update(name, "etag: 'r1' note: 'other'"), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
}

TEST_P(SessionsTest, WhatIsCancelledIsSeenBooksNothingAndChangesNoMore) {
  const std::string name = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const v1::Session cancelled = Value(Cancel(name));
  EXPECT_EQ(cancelled.state(), v1::CANCELLED);
  EXPECT_EQ(cancelled.cancel_reason(), "rain");
  EXPECT_EQ(cancelled.sequence(), 1);
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")), IsOk());
  EXPECT_THAT(Update(name, "note: 'late'"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(Cancel(name), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(NamesOf(forum_.Sessions("filter: 'state = CANCELLED'")), ElementsAre(name));
}

TEST_P(SessionsTest, ADeletionFreesTheRoomAndItsUndoTakesItAgainIfItIsFree) {
  const std::string name = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  EXPECT_TRUE(Value(Delete(name)).has_delete_time());
  EXPECT_THAT(Delete(name), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_TRUE(Value(forum_.GetSession(name)).has_delete_time());
  const std::string other = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  EXPECT_THAT(Undelete(name), RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  Value(Delete(other));
  EXPECT_FALSE(Value(Undelete(name)).has_delete_time());
  EXPECT_THAT(Undelete(name), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(SessionsTest, DeletedOnesAreListedWhereTheyAreAskedFor) {
  const std::string kept = forum_.Session(Clock(10), Clock(11));
  const std::string deleted = forum_.Session(Clock(9), Clock(10));
  Value(Delete(deleted));
  EXPECT_THAT(NamesOf(forum_.Sessions()), ElementsAre(kept));
  EXPECT_THAT(NamesOf(forum_.Sessions("show_deleted: true")), ElementsAre(deleted, kept));
  EXPECT_THAT(NamesOf(forum_.Sessions("show_deleted: true view: WORK_IN_PROGRESS")),
              ElementsAre(deleted, kept));
}

TEST_P(SessionsTest, WorkInProgressIsListedApartFromWhatWasReleased) {
  const std::string name = forum_.Session(Clock(10), Clock(11), "note: 'released'");
  forum_.WorkInVersions();
  Value(Update(name, "note: 'in progress'"));
  const std::string draft = forum_.Session(Clock(12), Clock(13));
  const std::vector<v1::Session> released = forum_.Sessions();
  ASSERT_THAT(NamesOf(released), ElementsAre(name));
  EXPECT_EQ(released.front().note(), "released");
  const std::vector<v1::Session> progress = forum_.Sessions("view: WORK_IN_PROGRESS");
  ASSERT_THAT(NamesOf(progress), ElementsAre(name, draft));
  EXPECT_EQ(progress.front().note(), "in progress");
  EXPECT_TRUE(progress.front().is_changed());
  EXPECT_TRUE(Value(forum_.GetSession(name)).is_changed());
  EXPECT_THAT(NamesOf(forum_.Sessions("filter: 'is_changed = true'")), ElementsAre(name));
}

TEST_P(SessionsTest, ListsFindWhatConcernsSomebodyOrSomething) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string speaker = forum_.Guest(kursk);
  const std::string talk =
      forum_.Session(Clock(10), Clock(11), Uses("hall-ab") + Attends(speaker) + "kind: PANEL");
  const std::string stay =
      forum_.Session(Clock(12), Clock(13), absl::StrCat("kind: MEAL delegations: '", kursk, "'"));
  const auto found = [&](const std::string& filter) {
    return NamesOf(forum_.Sessions(absl::StrCat("filter: \"", filter, "\"")));
  };
  EXPECT_THAT(found("asset = 'assets/hall-a'"), ElementsAre(talk));
  EXPECT_THAT(found(absl::StrCat("person = '", forum_.Participant(speaker).person(), "'")),
              ElementsAre(talk));
  EXPECT_THAT(found(absl::StrCat("delegation = '", kursk, "'")), ElementsAre(talk, stay));
  EXPECT_THAT(found("kind = MEAL"), ElementsAre(stay));
  EXPECT_THAT(found("start_time >= '2023-06-01T12:00:00+03:00'"), ElementsAre(stay));
  EXPECT_THAT(NamesOf(forum_.Sessions("order_by: 'start_time desc' page_size: 1")),
              ElementsAre(stay, talk));
  EXPECT_THAT(NamesOf(forum_.Sessions("", "events/-")), ElementsAre(talk, stay));
}

TEST_P(SessionsTest, AttendeesAreToldByTheirNamesAsTheyAreNow) {
  const std::string guest = forum_.Guest();
  const std::string name = forum_.Session(Clock(10), Clock(11), Attends(guest));
  const std::string display_name = forum_.Participant(guest).display_name();
  EXPECT_EQ(Value(forum_.GetSession(name)).attendees(0).display_name(), display_name);
  EXPECT_EQ(forum_.Sessions().front().attendees(0).display_name(), display_name);
}

TEST_P(SessionsTest, ABatchOfWhichOneIsRefusedCreatesNone) {
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const auto refused =
      Batch("ALL_OR_NOTHING",
            {Row(Clock(12), Clock(13)), Row(Clock(10), Clock(11), Uses("hall-a")),
             Row(Clock(14), Clock(15), Uses("hall-b")), Row(Clock(14), Clock(15), Uses("hall-b"))});
  ASSERT_THAT(refused, RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_EQ(base::MetadataOf(refused.status()).at("row"), "1");
  EXPECT_THAT(BadFields(refused), ElementsAre("requests[1].session", "requests[3].session"));
  EXPECT_THAT(forum_.Sessions(), SizeIs(1));
}

TEST_P(SessionsTest, ABatchRowByRowCreatesWhatFitsAndLeavesNothingOfTheRest) {
  const std::string taken = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const auto answer = Value(Batch(
      "ROW_BY_ROW",
      {Row(Clock(12), Clock(13), Uses("hall-a"), "session_id: 'first'"),
       Row(Clock(10), Clock(11), Uses("hall-a")), Row(Clock(12, 30), Clock(14), Uses("hall-a")),
       // Meets the refused row before it, and nobody else.
       Row(Clock(13), Clock(14), Uses("hall-a")), Row(Clock(14), Clock(14)),
       Row(Clock(15), Clock(16), "", "session_id: 'first'")}));
  ASSERT_EQ(answer.results_size(), 6);
  const auto reason = [&](int row) {
    return base::ReasonOf(base::FromRpcStatus(answer.results(row).error()));
  };
  EXPECT_EQ(answer.results(0).session().name(), "events/tibo/sessions/first");
  EXPECT_EQ(reason(1), v1::ERROR_REASON_SUBJECT_OCCUPIED);
  EXPECT_EQ(reason(2), v1::ERROR_REASON_SUBJECT_OCCUPIED);
  EXPECT_TRUE(answer.results(3).has_session());
  EXPECT_EQ(reason(4), v1::ERROR_REASON_INVALID_FIELDS);
  EXPECT_EQ(reason(5), v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS);
  EXPECT_THAT(NamesOf(forum_.Sessions("view: WORK_IN_PROGRESS")),
              UnorderedElementsAre(taken, answer.results(0).session().name(),
                                   answer.results(3).session().name()));
}

TEST_P(SessionsTest, ABatchGetAnswersInTheOrderOfTheNamesOrNotAtAll) {
  const std::string first = forum_.Session(Clock(10), Clock(11));
  const std::string second = forum_.Session(Clock(9), Clock(10));
  const auto get = [&](const std::vector<std::string>& names) {
    v1::BatchGetSessionsRequest request;
    request.set_parent(Forum::kEvent);
    for (const std::string& name : names) request.add_names(name);
    return forum_.Ask(&Schedule::BatchGetSessions, request);
  };
  const auto answer = Value(get({first, second}));
  EXPECT_EQ(answer.sessions(0).name(), first);
  EXPECT_EQ(answer.sessions(1).name(), second);
  EXPECT_THAT(get({first, "events/tibo/sessions/none"}),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(get({first, "events/other/sessions/none"})), ElementsAre("names[1]"));
}

TEST_P(SessionsTest, ARequestThatIsRepeatedCreatesOneSession) {
  const auto create = [&] {
    return Value(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a"), "request_id: 'once'"));
  };
  EXPECT_EQ(create().name(), create().name());
  EXPECT_THAT(forum_.CreateSession(Clock(12), Clock(13), "", "validate_only: true"), IsOk());
  EXPECT_THAT(forum_.Sessions(), SizeIs(1));
}

TEST_P(SessionsTest, AShortfallOfInterpretersWarnsOrRefusesAsTheEventSays) {
  const std::string simultaneous = Interpreted("SIMULTANEOUS", "interpreters: 'assets/ru-zh'");
  const v1::Session session = Value(forum_.CreateSession(Clock(10), Clock(11), simultaneous));
  ASSERT_EQ(session.conflicts_size(), 1);
  EXPECT_TRUE(session.conflicts(0).is_warning());
  Value(forum_.Do(&Schedule::UpdateScheduleSettings,
                  "settings { name: 'events/tibo/schedule' interpreter_shortfall: BLOCK }"));
  EXPECT_THAT(forum_.CreateSession(Clock(12), Clock(13), simultaneous),
              RefusedFor(v1::ERROR_REASON_INTERPRETERS_SHORT));
  // What was released before is not taken back for it.
  EXPECT_THAT(Update(session.name(), "note: 'one interpreter only'"), IsOk());
}

TEST_P(SessionsTest, WhatHoursThatBecameNarrowerLeaveOutsideCanStillBeEdited) {
  const std::string name = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  forum_.ChangeAsset("hall-a",
                     "availability { weekly { day: MONDAY start { hours: 9 } end { "
                     "hours: 18 } } }");
  EXPECT_THAT(forum_.CreateSession(Clock(12), Clock(13), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_ASSET_NOT_AVAILABLE));
  const v1::Session after = Value(Update(name, "note: 'ask for the key'"));
  EXPECT_EQ(after.state(), v1::RELEASED);
  EXPECT_EQ(after.conflicts_size(), 1);
}

// --- Tracks and settings.

TEST_P(SessionsTest, ATrackIsDeletedOnceNothingStandsInIt) {
  const v1::Track track = Value(
      forum_.Do(&Schedule::CreateTrack,
                "parent: 'events/tibo' track_id: 'digital' track { display_names { language: 'en' "
                "text: 'Digital' } precedence: 1 color: '#0a0B0c' }"));
  const std::string session = forum_.Session(Clock(10), Clock(11), "track: '" + track.name() + "'");
  EXPECT_THAT(NamesOf(forum_.Sessions("filter: \"track = '" + track.name() + "'\"")),
              ElementsAre(session));
  EXPECT_THAT(forum_.Do(&Schedule::DeleteTrack, Forum::Named(track.name())),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  Value(Delete(session));
  EXPECT_TRUE(
      Value(forum_.Do(&Schedule::DeleteTrack, Forum::Named(track.name()))).has_delete_time());
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), "track: '" + track.name() + "'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(Value(forum_.Ask(&Schedule::ListTracks, "parent: 'events/tibo'")).tracks(),
              IsEmpty());
  Value(forum_.Do(&Schedule::UndeleteTrack, Forum::Named(track.name())));
  EXPECT_EQ(Value(forum_.Ask(&Schedule::GetTrack, Forum::Named(track.name()))).color(), "#0a0B0c");
}

TEST_P(SessionsTest, AnUpdatedTrackIsListedByItsPlace) {
  const auto create = [&](const std::string& id, int precedence) {
    return Value(
               forum_.Do(&Schedule::CreateTrack,
                         absl::StrCat("parent: 'events/tibo' track_id: '", id,
                                      "' track { display_names { language: 'en' text: 'A track' } "
                                      "precedence: ",
                                      precedence, " }")))
        .name();
  };
  const std::string first = create("first", 1);
  const std::string second = create("second", 2);
  Value(forum_.Do(&Schedule::UpdateTrack, "track { name: '" + first + "' precedence: 3 }"));
  const auto page = Value(forum_.Ask(&Schedule::ListTracks, "parent: 'events/tibo'"));
  ASSERT_EQ(page.tracks_size(), 2);
  EXPECT_EQ(page.tracks(0).name(), second);
  EXPECT_THAT(
      BadFields(forum_.Do(&Schedule::UpdateTrack, "track { name: '" + first + "' color: 'red' }")),
      ElementsAre("track.color"));
}

TEST_P(SessionsTest, AnEventGoesBackToDirectChangesOnlyWithoutWorkInProgress) {
  EXPECT_EQ(
      Value(forum_.Ask(&Schedule::GetScheduleSettings, "name: 'events/tibo/schedule'")).mode(),
      v1::ScheduleSettings::MODE_UNSPECIFIED);
  forum_.WorkInVersions();
  const std::string draft = forum_.Session(Clock(10), Clock(11));
  const std::string direct = "settings { name: 'events/tibo/schedule' mode: DIRECT }";
  EXPECT_THAT(forum_.Do(&Schedule::UpdateScheduleSettings, direct),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  Value(Delete(draft));
  EXPECT_THAT(forum_.Do(&Schedule::UpdateScheduleSettings, direct), IsOk());
  EXPECT_THAT(BadFields(forum_.Do(&Schedule::UpdateScheduleSettings,
                                  "settings { name: 'events/tibo/schedule' "
                                  "day_start_minutes: 1200 }")),
              ElementsAre("settings.day_end_minutes"));
}

// --- Who sees what.

class ToldTest : public SessionsTest {
 protected:
  void TearDown() override { forum_.ActAs("local", nullptr); }
  void BeFocalPoint() { forum_.ActAs("users/focal-point", &focal_point_); }

  const std::string kursk_ = forum_.Delegation("kursk");
  const std::string minsk_ = forum_.Delegation("minsk");
  const base::Access focal_point_{{{v1::REGISTRAR, "events/tibo/delegations/kursk"}}};
  const base::Access stranger_{{{v1::REGISTRAR, "events/other/delegations/kursk"}}};
};
PLENARY_ON_EVERY_ENGINE(ToldTest);

TEST_P(ToldTest, AFocalPointSeesTheProgrammeAndItsOwnStayAlone) {
  const std::string open = forum_.Session(Clock(10), Clock(11));
  const std::string own =
      forum_.Session(Clock(11), Clock(12), absl::StrCat("delegations: '", kursk_, "'"));
  const std::string others =
      forum_.Session(Clock(12), Clock(13), absl::StrCat("delegations: '", minsk_, "'"));
  BeFocalPoint();
  EXPECT_THAT(NamesOf(forum_.Sessions()), ElementsAre(open, own));
  EXPECT_THAT(NamesOf(forum_.Sessions("", "events/-")), ElementsAre(open, own));
  EXPECT_THAT(forum_.GetSession(own), IsOk());
  EXPECT_THAT(forum_.GetSession(others), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  forum_.ActAs("users/stranger", &stranger_);
  EXPECT_THAT(forum_.Sessions("", "events/-"), IsEmpty());
  EXPECT_THAT(forum_.GetSession(open), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ToldTest, AFocalPointSeesWhatWasReleasedWithoutWhatIsForTheSecretariat) {
  const std::string name = forum_.Session(
      Clock(10), Clock(11),
      "note: 'the hall is cold' external_id: 'x-1' guest_notes { language: 'en' text: 'warm "
      "dress' }");
  forum_.WorkInVersions();
  Value(Update(name, "guest_notes { language: 'en' text: 'summer dress' }"));
  const std::string draft = forum_.Session(Clock(12), Clock(13));
  BeFocalPoint();
  const v1::Session told = Value(forum_.GetSession(name));
  EXPECT_EQ(told.guest_notes(0).text(), "warm dress");
  EXPECT_EQ(told.note(), "");
  EXPECT_EQ(told.external_id(), "");
  EXPECT_FALSE(told.is_changed());
  EXPECT_THAT(forum_.Sessions(), ElementsAre(AllOf(Property(&v1::Session::note, ""),
                                                   Property(&v1::Session::external_id, ""))));
  EXPECT_THAT(forum_.GetSession(draft), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ToldTest, WorkInProgressIsForWhoSeesTheWholeEvent) {
  const std::string name = forum_.Session(Clock(10), Clock(11));
  BeFocalPoint();
  EXPECT_THAT(forum_.GetSession(name, "view: WORK_IN_PROGRESS"),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(forum_.Ask(&Schedule::ListSessions, "parent: 'events/tibo' view: WORK_IN_PROGRESS"),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(forum_.Sessions("view: WORK_IN_PROGRESS", "events/-"), IsEmpty());
  const base::Access viewer({{v1::VIEWER, "events/tibo"}});
  forum_.ActAs("users/viewer", &viewer);
  EXPECT_THAT(NamesOf(forum_.Sessions("view: WORK_IN_PROGRESS", "events/-")), ElementsAre(name));
}

TEST_P(ToldTest, BookingsAreForWhoSeesTheWholeEvent) {
  const std::string booking = forum_.Booking(Clock(10), Clock(11), Uses("hall-a"));
  BeFocalPoint();
  EXPECT_THAT(forum_.Ask(&Schedule::GetBooking, Forum::Named(booking)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Value(forum_.Ask(&Schedule::ListBookings, "parent: 'events/tibo'")).bookings(),
              IsEmpty());
}

}  // namespace
}  // namespace plenary::testing
