// CopyProgramme over every engine.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::Interval;
using ::plenary::testing::InText;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ScheduleForum;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// From the forum in Minsk to next year's, which begins on 15 May 2024 in `zone`.
class CopyProgrammeTest : public testing::ScheduleTest {
 protected:
  void NextYear(const std::string& zone = "Europe/Minsk") {
    absl::TimeZone local;
    absl::LoadTimeZone(zone, &local);
    const absl::Time start = absl::FromCivil(absl::CivilDay(2024, 5, 15), local);
    v1::CreateEventRequest request;
    request.set_event_id("next");
    *request.mutable_event() =
        Parse<v1::Event>(absl::StrCat("kind: FORUM role: HOSTED time_zone: '", zone,
                                      "' display_names { language: 'en' text: 'TIBO-2024' } ",
                                      Interval(start, start + absl::Hours(72))));
    Value(forum_.Do(&Forum::Events::CreateEvent, request));
    Value(forum_.Do(&Forum::Events::PublishEvent, Forum::Named("events/next")));
    forum_.Category("guests", "", "events/next");
  }

  absl::StatusOr<v1::CopyProgrammeResponse> Copy(const std::string& rest = "") {
    return forum_.Do(&ScheduleForum::Schedule::CopyProgramme,
                     absl::StrCat("parent: 'events/next' source: 'events/tibo' ", rest));
  }
  std::vector<v1::Session> Copies(const std::string& view = "") {
    return forum_.Sessions(view, "events/next");
  }
};
PLENARY_ON_EVERY_ENGINE(CopyProgrammeTest);

TEST_P(CopyProgrammeTest, EverySessionStandsOnTheSameDayAtTheSameTimeOfDay) {
  NextYear();
  const std::string track =
      Value(forum_.Do(&ScheduleForum::Schedule::CreateTrack,
                      "parent: 'events/tibo' track_id: 'digital' track { color: '#112233' "
                      "display_names { language: 'en' text: 'Digital' } }"))
          .name();
  const std::string opening = forum_.Session(Clock(10), Clock(11, 30),
                                             absl::StrCat("track: '", track, "' ", Uses("hall-a")));
  forum_.Session(Clock(9, 15, 2), Clock(10, 0, 2));
  const v1::CopyProgrammeResponse response = Value(Copy());
  EXPECT_EQ(response.sessions(), 2);
  EXPECT_EQ(response.tracks(), 1);
  EXPECT_THAT(response.conflicts(), IsEmpty());
  const auto copies = Copies();
  ASSERT_THAT(copies, SizeIs(2));
  EXPECT_EQ(copies[0].local_start(), "2024-05-15T10:00:00");
  EXPECT_EQ(copies[0].local_end(), "2024-05-15T11:30:00");
  EXPECT_EQ(copies[0].copied_from(), opening);
  EXPECT_EQ(copies[0].track(), "events/next/tracks/digital");
  EXPECT_EQ(copies[0].assets(0).asset(), "assets/hall-a");
  EXPECT_EQ(copies[1].local_start(), "2024-05-16T09:15:00");
}

TEST_P(CopyProgrammeTest, TimesOfDayAreThoseOfTheNewPlace) {
  NextYear("Asia/Shanghai");
  forum_.Session(Clock(10), Clock(11));
  Value(Copy());
  EXPECT_EQ(Copies()[0].local_start(), "2024-05-15T10:00:00");
  EXPECT_EQ(Copies()[0].interval().start_time().seconds(), 1715738400);  // 02:00 UTC
}

TEST_P(CopyProgrammeTest, WhatConflictsIsKeptWithItsConflicts) {
  NextYear();
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  forum_.Session(Clock(14), Clock(15), Uses("hall-b"));
  const absl::Time start =
      absl::FromCivil(absl::CivilSecond(2024, 5, 15, 7, 30, 0), absl::UTCTimeZone());
  forum_.Booking(start, start + absl::Hours(1), Uses("hall-a"));
  const v1::CopyProgrammeResponse response = Value(Copy());
  EXPECT_EQ(response.sessions(), 2);
  ASSERT_THAT(response.conflicts(), SizeIs(1));
  EXPECT_EQ(base::ReasonOf(base::FromRpcStatus(response.conflicts(0).error())),
            v1::ERROR_REASON_SUBJECT_OCCUPIED);
  // In the work in progress there are both, in what is released the one that fits.
  EXPECT_THAT(Copies("view: WORK_IN_PROGRESS"), SizeIs(2));
  ASSERT_THAT(Copies(), SizeIs(1));
  EXPECT_EQ(Copies()[0].local_start(), "2024-05-15T14:00:00");
}

TEST_P(CopyProgrammeTest, ARoomThatIsGoneIsLeftOutAndTold) {
  NextYear();
  forum_.AddAsset("old", "kind: ROOM");
  forum_.Session(Clock(10), Clock(11), Uses("old"));
  forum_.clock().Set(Clock(12));  // nothing to come needs it any more
  Value(forum_.Do(&ScheduleForum::Assets::DeleteAsset, "name: 'assets/old'"));
  const v1::CopyProgrammeResponse response = Value(Copy());
  EXPECT_EQ(response.sessions(), 1);
  ASSERT_THAT(response.conflicts(), SizeIs(1));
  EXPECT_TRUE(response.conflicts(0).is_warning());
  EXPECT_EQ(base::ReasonOf(base::FromRpcStatus(response.conflicts(0).error())),
            v1::ERROR_REASON_RESOURCE_DELETED);
  EXPECT_THAT(Copies()[0].assets(), IsEmpty());
}

TEST_P(CopyProgrammeTest, PeopleAreCopiedOnlyWhereAskedForAndOnlyThoseWhoComeAgain) {
  NextYear();
  const std::string again = forum_.Guest();
  const std::string once = forum_.Guest();
  forum_.Session(
      Clock(10), Clock(12),
      Attends(again, absl::StrCat("role: SPEAKER interval { end_time ", InText(Clock(11)), " }")) +
          Attends(once));
  const std::string person = forum_.Participant(again).person();
  const std::string next_year =
      Value(forum_.Nominate(
                Value(forum_.Create(absl::StrCat("person: '", person,
                                                 "' category: 'events/next/categories/guests'")))
                    .name()))
          .name();
  Value(Copy());
  EXPECT_THAT(Copies()[0].attendees(), IsEmpty());
  forum_.clock().Advance(absl::Seconds(1));
  Value(Copy("include_attendees: true"));
  const auto copies = Copies("order_by: 'create_time desc'");
  ASSERT_THAT(copies[0].attendees(), SizeIs(1));
  EXPECT_EQ(copies[0].attendees(0).who(), next_year);
  EXPECT_EQ(copies[0].attendees(0).role(), v1::Attendee::SPEAKER);
  EXPECT_EQ(copies[0].attendees(0).interval().end_time().seconds(), 1715760000);  // 11:00
}

TEST_P(CopyProgrammeTest, ItemsOfAStayGoToTheDelegationOfTheSameOrganization) {
  NextYear();
  const std::string kursk = forum_.Delegation("kursk");
  const std::string omsk = forum_.Delegation("omsk");
  forum_.Session(Clock(19), Clock(20), absl::StrCat("delegations: '", kursk, "'"));
  forum_.Session(Clock(20), Clock(21), absl::StrCat("delegations: '", omsk, "'"));
  const std::string again = Value(forum_.Do(&Forum::Delegations::CreateDelegation,
                                            "parent: 'events/next' delegation_id: 'k' "
                                            "delegation { organization: 'organizations/kursk' }"))
                                .name();
  EXPECT_EQ(Value(Copy()).sessions(), 0);
  EXPECT_EQ(Value(Copy("include_stays: true")).sessions(), 1);
  EXPECT_THAT(Copies()[0].delegations(), ElementsAre(again));
}

TEST_P(CopyProgrammeTest, CancelledAndDeletedSessionsAndMeetingsStayWhereTheyAre) {
  NextYear();
  const std::string kursk = forum_.Delegation("kursk");
  Value(forum_.Do(&ScheduleForum::Schedule::CancelSession,
                  Forum::Named(forum_.Session(Clock(10), Clock(11)))));
  Value(forum_.Do(&ScheduleForum::Schedule::DeleteSession,
                  Forum::Named(forum_.Session(Clock(11), Clock(12)))));
  forum_.Meeting(Clock(12), Clock(13), absl::StrCat("parties { delegation: '", kursk, "' }"));
  EXPECT_EQ(Value(Copy()).sessions(), 0);
}

TEST_P(CopyProgrammeTest, TheSameRequestCopiesOnce) {
  NextYear();
  forum_.Session(Clock(10), Clock(11));
  EXPECT_EQ(Value(Copy("request_id: 'once'")).sessions(), 1);
  EXPECT_EQ(Value(Copy("request_id: 'once'")).sessions(), 1);
  EXPECT_THAT(Copies(), SizeIs(1));
  EXPECT_EQ(Value(Copy("validate_only: true")).sessions(), 1);
  EXPECT_THAT(Copies(), SizeIs(1));
}

TEST_P(CopyProgrammeTest, AProgrammeIsCopiedFromAnotherEventThatIsSeenWhole) {
  NextYear();
  EXPECT_THAT(BadFields(forum_.Do(&ScheduleForum::Schedule::CopyProgramme,
                                  "parent: 'events/tibo' source: 'events/tibo'")),
              ElementsAre("source"));
  const base::Access access(std::vector<base::Grant>{{v1::EVENT_MANAGER, "events/next"}});
  forum_.ActAs("users/anna", &access);
  EXPECT_THAT(Copy(), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

}  // namespace
}  // namespace plenary::schedule
