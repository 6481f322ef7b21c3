// What does not fit, or does not fit any more.
#include "services/schedule/misfits.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/access.h"
#include "services/schedule/service.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::Clock;
using ::plenary::testing::InterpretedByTheOne;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Schedule = ScheduleService;

class MisfitsTest : public testing::ScheduleTest {
 protected:
  absl::StatusOr<v1::ListMisfitsResponse> List(const std::string& rest = "",
                                               const std::string& parent = "events/tibo") {
    return forum_.Ask(&Schedule::ListMisfits, absl::StrCat("parent: '", parent, "' ", rest));
  }
  // Page by page.
  std::vector<v1::Conflict> Misfits(const std::string& rest = "",
                                    const std::string& parent = "events/tibo") {
    auto request = Parse<v1::ListMisfitsRequest>(absl::StrCat("parent: '", parent, "' ", rest));
    std::vector<v1::Conflict> all;
    do {
      const auto page = Value(forum_.Ask(&Schedule::ListMisfits, request));
      EXPECT_LE(page.misfits_size(), request.page_size() > 0 ? request.page_size() : 50);
      all.insert(all.end(), page.misfits().begin(), page.misfits().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
  static std::string ReasonOf(const v1::Conflict& conflict) {
    return v1::ErrorReason_Name(base::ReasonOf(base::FromRpcStatus(conflict.error())))
        .substr(sizeof("ERROR_REASON_") - 1);
  }
  static base::Metadata MetadataOf(const v1::Conflict& conflict) {
    return base::MetadataOf(base::FromRpcStatus(conflict.error()));
  }
  // "events/tibo/sessions/… TRAVEL_TOO_SHORT".
  std::vector<std::string> Told(const std::string& rest = "",
                                const std::string& parent = "events/tibo") {
    std::vector<std::string> told;
    for (const v1::Conflict& each : Misfits(rest, parent)) {
      told.push_back(absl::StrCat(each.activity(), " ", ReasonOf(each)));
    }
    return told;
  }
  // Writes a session's row as it would stand had `change` been done to it long ago.
  template <class Change>
  void Rewrite(const std::string& session, const Change& change) {
    ASSERT_THAT(storage::WriteAndWait(forum_.store(), {"events/tibo"},
                                      [&](storage::Tx& tx) -> absl::Status {
                                        PLENARY_ASSIGN_OR_RETURN(auto row,
                                                                 FindActivity(tx, session));
                                        change(*row->body.mutable_session());
                                        if (row->released)
                                          change(*row->released->mutable_session());
                                        return UpdateActivityRow(tx, *row);
                                      }),
                IsOk());
  }
};

PLENARY_ON_EVERY_ENGINE(MisfitsTest);

TEST_P(MisfitsTest, WhatFitsIsNotToldOf) {
  const std::string guest = forum_.Guest();
  forum_.Session(Clock(10), Clock(11), Uses("hall-a") + Attends(guest));
  forum_.Session(Clock(11, 30), Clock(12), Uses("salon") + Attends(guest));
  forum_.Session(Clock(13), Clock(14), InterpretedByTheOne());
  EXPECT_THAT(Told(), IsEmpty());
}

TEST_P(MisfitsTest, HoursThatBecameShorterLeaveWhatIsOutsideThem) {
  const std::string late = forum_.Session(Clock(19), Clock(20), Uses("hall-a"));
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  // 1 June 2023 is a Thursday.
  forum_.ChangeAsset(
      "hall-a", "availability { weekly { day: THURSDAY start { hours: 9 } end { hours: 18 } } }");
  EXPECT_THAT(Told(), ElementsAre(late + " ASSET_NOT_AVAILABLE"));
}

TEST_P(MisfitsTest, ALongerWayLeavesBothOfTwoThatAreTooNear) {
  const std::string guest = forum_.Guest();
  const std::string first = forum_.Session(Clock(10), Clock(11), Uses("hall-a") + Attends(guest));
  const std::string second =
      forum_.Session(Clock(11, 30), Clock(12), Uses("salon") + Attends(guest));
  forum_.SetTravelTime("palace", "hotel", absl::Minutes(45));
  EXPECT_THAT(Told(), ElementsAre(first + " TRAVEL_TOO_SHORT", second + " TRAVEL_TOO_SHORT"));
  const base::Metadata metadata = MetadataOf(Misfits().front());
  EXPECT_EQ(metadata.at("blockedBy"), second);
  EXPECT_EQ(metadata.at("travelMinutes"), "45");
  EXPECT_EQ(metadata.at("gapMinutes"), "30");
}

TEST_P(MisfitsTest, ARoomThatMovedToAnotherVenueLeavesWhoCannotGetThere) {
  const std::string guest = forum_.Guest();
  const std::string first = forum_.Session(Clock(10), Clock(11), Uses("hall-a") + Attends(guest));
  const std::string second = forum_.Session(Clock(11), Clock(12), Uses("hall-b") + Attends(guest));
  EXPECT_THAT(Told(), IsEmpty());
  forum_.ChangeAsset("hall-b", "venue: 'venues/hotel'");
  EXPECT_THAT(Told(), ElementsAre(first + " TRAVEL_TOO_SHORT", second + " TRAVEL_TOO_SHORT"));
}

TEST_P(MisfitsTest, ARoomThatLostSeatsIsAWarning) {
  const std::string session =
      forum_.Session(Clock(10), Clock(11), Uses("hall-a") + "expected_count: 90");
  forum_.ChangeAsset("hall-a", "seats: 80");
  const auto misfits = Misfits();
  ASSERT_EQ(misfits.size(), 1);
  EXPECT_EQ(ReasonOf(misfits.front()), "ROOM_TOO_SMALL");
  EXPECT_TRUE(misfits.front().is_warning());
  EXPECT_EQ(misfits.front().activity(), session);
}

TEST_P(MisfitsTest, LongerBuffersOfARoomLeaveWhatFollowsTooSoon) {
  const std::string first = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string second = forum_.Session(Clock(11), Clock(12), Uses("hall-a"));
  forum_.ChangeAsset("hall-a", "clear_up_duration { seconds: 600 }");
  EXPECT_THAT(Told(), ElementsAre(first + " SUBJECT_OCCUPIED", second + " SUBJECT_OCCUPIED"));
}

TEST_P(MisfitsTest, BookingsAreToldOfAsWell) {
  const std::string booking = forum_.Booking(Clock(19), Clock(20), Uses("hall-a"));
  forum_.ChangeAsset("hall-a",
                     "availability { exceptions { interval { start_time { seconds: 1685500000 } "
                     "end_time { seconds: 1685700000 } } reason: 'repairs' } }");
  EXPECT_THAT(Told(), ElementsAre(booking + " ASSET_NOT_AVAILABLE"));
}

TEST_P(MisfitsTest, AWallClockTimeThatIsAnotherInstantNowIsAWarning) {
  const std::string session = forum_.Session(Clock(10), Clock(11));
  Rewrite(session, [](v1::Session& stored) {
    stored.set_local_start("2023-06-01T11:00:00");
    stored.set_local_end("2023-06-01T12:00:00");
  });
  const auto misfits = Misfits();
  ASSERT_EQ(misfits.size(), 2);
  EXPECT_EQ(ReasonOf(misfits.front()), "TIME_ZONE_RULES_CHANGED");
  EXPECT_TRUE(misfits.front().is_warning());
  EXPECT_EQ(MetadataOf(misfits.front()).at("planned"), "2023-06-01T11:00:00");
  EXPECT_EQ(MetadataOf(misfits.front()).at("now"), "2023-06-01T10:00:00");
}

TEST_P(MisfitsTest, WorkInProgressIsToldOfWithItsConflicts) {
  forum_.WorkInVersions();
  const std::string guest = forum_.Guest();
  const std::string first = forum_.Session(Clock(10), Clock(11), Attends(guest));
  const std::string second =
      forum_.Session(Clock(10, 30), Clock(12), Attends(guest), "allow_conflicts: true");
  EXPECT_THAT(Told(), ElementsAre(first + " SUBJECT_OCCUPIED", second + " SUBJECT_OCCUPIED"));
  EXPECT_THAT(Told("view: WORK_IN_PROGRESS"),
              ElementsAre(first + " SUBJECT_OCCUPIED", second + " SUBJECT_OCCUPIED"));
  EXPECT_THAT(Told("view: RELEASED_VIEW"), IsEmpty());
}

TEST_P(MisfitsTest, WorkInProgressStandsAgainstWhatOtherEventsBooked) {
  forum_.Event("", "expo");
  forum_.WorkInVersions();
  const std::string booking =
      Value(forum_.CreateBooking(Clock(10), Clock(11), Uses("salon"), "events/expo")).name();
  const std::string session =
      forum_.Session(Clock(10), Clock(11), Uses("salon"), "allow_conflicts: true");
  const auto misfits = Misfits();
  ASSERT_EQ(misfits.size(), 1);
  EXPECT_EQ(misfits.front().activity(), session);
  EXPECT_EQ(MetadataOf(misfits.front()).at("blockedBy"), booking);
}

TEST_P(MisfitsTest, WhatWasCancelledOrDeletedFitsEverywhere) {
  const std::string cancelled = forum_.Session(Clock(19), Clock(20), Uses("hall-a"));
  const std::string deleted = forum_.Session(Clock(20), Clock(21), Uses("hall-a"));
  forum_.ChangeAsset(
      "hall-a", "availability { weekly { day: THURSDAY start { hours: 9 } end { hours: 18 } } }");
  Value(forum_.Do(&Schedule::CancelSession, forum_.Named(cancelled, "reason: 'x'")));
  Value(forum_.Do(&Schedule::DeleteSession, forum_.Named(deleted)));
  EXPECT_THAT(Told(), IsEmpty());
}

TEST_P(MisfitsTest, PagesGoByStartAndHoldNoMoreThanAskedFor) {
  std::vector<std::string> sessions;
  for (int hour = 22; hour >= 19; --hour) {
    sessions.insert(sessions.begin(),
                    forum_.Session(Clock(hour), Clock(hour, 50),
                                   Uses("hall-a") + Uses("hall-b") + "expected_count: 150"));
  }
  for (const char* hall : {"hall-a", "hall-b"}) {
    forum_.ChangeAsset(
        hall, "availability { weekly { day: THURSDAY start { hours: 9 } end { hours: 18 } } }");
  }
  std::vector<std::string> expected;
  for (const std::string& session : sessions) {
    expected.push_back(session + " ASSET_NOT_AVAILABLE");
    expected.push_back(session + " ASSET_NOT_AVAILABLE");
  }
  EXPECT_EQ(Told(), expected);
  EXPECT_EQ(Told("page_size: 1"), expected);
  EXPECT_EQ(Told("page_size: 3"), expected);
  EXPECT_EQ(Told("page_size: 8"), expected);
}

TEST_P(MisfitsTest, ATokenIsGoodForItsQueryAlone) {
  forum_.Session(Clock(19), Clock(20), Uses("hall-a"));
  forum_.Session(Clock(20), Clock(21), Uses("hall-a"));
  forum_.ChangeAsset(
      "hall-a", "availability { weekly { day: THURSDAY start { hours: 9 } end { hours: 18 } } }");
  const auto first = Value(List("page_size: 1"));
  const std::string token = absl::StrCat("page_token: '", first.next_page_token(), "' ");
  EXPECT_THAT(List(token + "page_size: 2"), IsOk());
  EXPECT_THAT(List(token + "view: RELEASED_VIEW"), RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
  EXPECT_THAT(List("page_token: 'x'"), RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
}

TEST_P(MisfitsTest, ManyActivitiesAreToldOfWhole) {
  std::string sessions;
  for (int i = 0; i < 450; ++i) {
    absl::StrAppend(
        &sessions,
        "requests { parent: 'events/tibo' session { titles { language: 'en' text: 'A' } ",
        testing::Interval(Clock(19) + absl::Minutes(i), Clock(19) + absl::Minutes(i + 1)),
        Uses("hall-a"), "} } ");
  }
  Value(
      forum_.Do(&Schedule::BatchCreateSessions, absl::StrCat("parent: 'events/tibo' ", sessions)));
  forum_.ChangeAsset("hall-a", "availability { weekly { day: MONDAY start {} end { hours: 1 } } }");
  EXPECT_EQ(Misfits("page_size: 1000").size(), 450);
  EXPECT_EQ(Misfits("page_size: 200").size(), 450);
}

TEST_P(MisfitsTest, AllEventsAreToldOfEventByEventToWhoSeesAll) {
  forum_.Event("", "expo");
  const std::string there =
      Value(forum_.CreateBooking(Clock(20), Clock(21), Uses("hall-a"), "events/expo")).name();
  const std::string here = forum_.Session(Clock(19), Clock(20), Uses("hall-a"));
  forum_.ChangeAsset(
      "hall-a", "availability { weekly { day: THURSDAY start { hours: 9 } end { hours: 18 } } }");
  EXPECT_THAT(Told("", "events/-"),
              ElementsAre(there + " ASSET_NOT_AVAILABLE", here + " ASSET_NOT_AVAILABLE"));
  EXPECT_THAT(Told("page_size: 1", "events/-"),
              ElementsAre(there + " ASSET_NOT_AVAILABLE", here + " ASSET_NOT_AVAILABLE"));
  const base::Access of_one_event({{v1::EVENT_MANAGER, "events/tibo"}});
  forum_.ActAs("users/manager", &of_one_event);
  EXPECT_THAT(List("", "events/-"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  const base::Access of_all({{v1::VIEWER, ""}});
  forum_.ActAs("users/viewer", &of_all);
  EXPECT_THAT(List("", "events/-"), IsOk());
}

TEST_P(MisfitsTest, AnEventThatThereIsNotHasNoReport) {
  EXPECT_THAT(List("", "events/none"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::schedule
