// Moves of activities over every engine: alone and in batches, swaps, into other rooms, while the
// event runs.
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
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ScheduleForum;
using ::plenary::testing::TimeOf;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using Schedule = ScheduleForum::Schedule;

std::string ToStart(const std::string& activity, absl::Time start, const std::string& rest = "") {
  return absl::StrCat("moves { activity: '", activity, "' start_time ", InText(start), " ", rest,
                      " } ");
}
std::string Into(const std::string& activity, const std::string& room) {
  return absl::StrCat("moves { activity: '", activity, "' room: 'assets/", room, "' } ");
}

class MovesTest : public testing::ScheduleTest {
 protected:
  absl::StatusOr<v1::MoveActivitiesResponse> Move(const std::string& moves) {
    return forum_.Do(&Schedule::MoveActivities,
                     absl::StrCat("parent: '", Forum::kEvent, "' ", moves));
  }
  v1::Session Get(const std::string& name, const std::string& view = "") {
    return Value(forum_.GetSession(name, view));
  }
  absl::Time StartOf(const std::string& name, const std::string& view = "") {
    return TimeOf(Get(name, view).interval().start_time());
  }
  void Start() { Value(forum_.Do(&Forum::Events::StartEvent, Forum::Named(Forum::kEvent))); }
};
PLENARY_ON_EVERY_ENGINE(MovesTest);

TEST_P(MovesTest, AMoveKeepsTheLengthUnlessItGivesAnEnd) {
  const std::string talk = forum_.Session(Clock(10), Clock(11));
  Value(Move(ToStart(talk, Clock(14))));
  EXPECT_EQ(StartOf(talk), Clock(14));
  EXPECT_EQ(TimeOf(Get(talk).interval().end_time()), Clock(15));
  Value(Move(absl::StrCat("moves { activity: '", talk, "' end_time ", InText(Clock(16)), " }")));
  EXPECT_EQ(StartOf(talk), Clock(14));
  EXPECT_EQ(TimeOf(Get(talk).interval().end_time()), Clock(16));
}

TEST_P(MovesTest, TwoActivitiesSwap) {
  const std::string guest = forum_.Guest();
  const std::string first = forum_.Session(Clock(10), Clock(11), Uses("hall-a") + Attends(guest));
  const std::string second = forum_.Session(Clock(11), Clock(12), Uses("hall-a") + Attends(guest));
  const auto response =
      Value(Move(ToStart(first, Clock(11)) + ToStart(second, Clock(10)) + "reason: 'By request'"));
  EXPECT_EQ(StartOf(first), Clock(11));
  EXPECT_EQ(StartOf(second), Clock(10));
  EXPECT_EQ(response.plan().moved(), 2);
  EXPECT_EQ(response.plan().note(), "By request");
  // Rooms, at the same time, too.
  const std::string third = forum_.Session(Clock(10), Clock(11), Uses("hall-b"));
  Value(Move(Into(second, "hall-b") + Into(third, "hall-a")));
  EXPECT_EQ(Get(second).assets(0).asset(), "assets/hall-b");
  EXPECT_EQ(Get(third).assets(0).asset(), "assets/hall-a");
}

TEST_P(MovesTest, WhereOneDoesNotFitNoneMoves) {
  const std::string first = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string second = forum_.Session(Clock(11), Clock(12), Uses("hall-a"));
  const std::string third = forum_.Session(Clock(14), Clock(15), Uses("hall-a"));
  const auto refused = Move(ToStart(first, Clock(16)) + ToStart(second, Clock(14, 30)));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], third);
  EXPECT_EQ(StartOf(first), Clock(10));
  EXPECT_THAT(Move(ToStart(first, Clock(16)) + ToStart(second, Clock(15))), IsOk());
}

TEST_P(MovesTest, AStaleEtagStopsAll) {
  const std::string first = forum_.Session(Clock(10), Clock(11));
  const std::string second = forum_.Session(Clock(11), Clock(12));
  const std::string etag = absl::StrCat("etag: '", Get(second).etag(), "'");
  Value(Move(ToStart(second, Clock(12))));
  EXPECT_THAT(Move(ToStart(first, Clock(16)) + ToStart(second, Clock(17), etag)),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_EQ(StartOf(first), Clock(10));
}

TEST_P(MovesTest, OwnPartsOfTheTimeMoveAlong) {
  const std::string guest = forum_.Guest();
  const std::string dinner =
      forum_.Session(Clock(19), Clock(22),
                     Attends(guest, absl::StrCat("interval { end_time ", InText(Clock(20)), " }")));
  Value(Move(ToStart(dinner, Clock(19, 30))));
  EXPECT_EQ(TimeOf(Get(dinner).attendees(0).interval().end_time()), Clock(20, 30));
  EXPECT_THAT(forum_.CreateSession(Clock(20), Clock(21), Attends(guest)),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_THAT(forum_.CreateSession(Clock(20, 30), Clock(21), Attends(guest)), IsOk());
}

TEST_P(MovesTest, WhatMovesIntoAnotherRoomTakesPlaceThere) {
  const std::string talk =
      forum_.Session(Clock(10), Clock(11),
                     "venue: 'venues/palace' " + Uses("headsets", "units: 30") + Uses("hall-a"));
  Value(Move(Into(talk, "salon")));
  EXPECT_EQ(Get(talk).venue(), "venues/hotel");
  ASSERT_EQ(Get(talk).assets_size(), 2);
  EXPECT_EQ(Get(talk).assets(0).asset(), "assets/headsets");
  EXPECT_EQ(Get(talk).assets(1).asset(), "assets/salon");
  // What had no room gets one.
  const std::string walk = forum_.Session(Clock(10), Clock(11));
  Value(Move(Into(walk, "hall-a")));
  EXPECT_EQ(Get(walk).assets(0).asset(), "assets/hall-a");
}

TEST_P(MovesTest, InProgressAMoveIsReleasedWhereItIsAskedFor) {
  forum_.WorkInVersions();
  const std::string first = forum_.Session(Clock(10), Clock(11));
  const std::string second = forum_.Session(Clock(11), Clock(12));
  Value(forum_.Do(&Schedule::ReleasePlan, "parent: 'events/tibo'"));
  EXPECT_FALSE(Value(Move(ToStart(first, Clock(14)))).has_plan());
  EXPECT_EQ(StartOf(first), Clock(10));
  EXPECT_EQ(StartOf(first, "view: WORK_IN_PROGRESS"), Clock(14));
  EXPECT_EQ(Value(Move(ToStart(second, Clock(16)) + "release: true")).plan().label(), "1.1");
  EXPECT_EQ(StartOf(second), Clock(16));
  // Others stay in progress.
  EXPECT_EQ(StartOf(first), Clock(10));
}

TEST_P(MovesTest, WhileTheEventRunsTheMoveIsReleasedAloneAndAtOnce) {
  forum_.WorkInVersions();
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  Value(forum_.Do(&Schedule::ReleasePlan, "parent: 'events/tibo'"));
  Start();
  Value(forum_.Do(
      &Schedule::UpdateSession,
      absl::StrCat("session { name: '", talk, "' titles { language: 'en' text: 'Not yet' } }")));
  const auto response = Value(Move(ToStart(talk, Clock(10, 20))));
  EXPECT_EQ(response.plan().label(), "1.1");
  EXPECT_TRUE(response.plan().is_minor());
  EXPECT_EQ(response.plan().moved(), 1);
  EXPECT_EQ(StartOf(talk), Clock(10, 20));
  EXPECT_EQ(Get(talk).titles(0).text(), "A session");
  EXPECT_EQ(Get(talk, "view: WORK_IN_PROGRESS").titles(0).text(), "Not yet");
  EXPECT_EQ(StartOf(talk, "view: WORK_IN_PROGRESS"), Clock(10, 20));
  // What was never released stays in progress.
  const std::string draft = forum_.Session(Clock(15), Clock(16));
  EXPECT_FALSE(Value(Move(ToStart(draft, Clock(16)))).has_plan());
  EXPECT_THAT(forum_.GetSession(draft), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(MovesTest, AFixedItemMovesWhenItIsNamed) {
  const std::string flight = forum_.Session(Clock(10), Clock(11), "kind: ARRIVAL is_fixed: true");
  EXPECT_THAT(Move(ToStart(flight, Clock(12))), IsOk());
}

TEST_P(MovesTest, WhatDoesNotTakePlaceIsNotMoved) {
  const std::string cancelled = forum_.Session(Clock(10), Clock(11));
  Value(forum_.Do(&Schedule::CancelSession,
                  absl::StrCat("name: '", cancelled, "' reason: 'No speaker'")));
  EXPECT_THAT(Move(ToStart(cancelled, Clock(12))), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const std::string deleted = forum_.Session(Clock(10), Clock(11));
  Value(forum_.Do(&Schedule::DeleteSession, absl::StrCat("name: '", deleted, "'")));
  EXPECT_THAT(Move(ToStart(deleted, Clock(12))), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(Move(ToStart("events/tibo/sessions/nowhere", Clock(12))),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(MovesTest, AMeetingAndASessionSwap) {
  const std::string parties =
      absl::StrCat("parties { delegation: '", forum_.Delegation("kursk"), "' } ");
  const std::string meeting = forum_.Meeting(Clock(10), Clock(11), Uses("table-1") + parties);
  const std::string session = forum_.Session(Clock(11), Clock(12), Uses("table-1"));
  const auto response = Value(Move(ToStart(meeting, Clock(11)) + ToStart(session, Clock(10))));
  EXPECT_EQ(TimeOf(response.activities(0).meeting().interval().start_time()), Clock(11));
  EXPECT_EQ(TimeOf(response.activities(1).session().interval().start_time()), Clock(10));
}

TEST_P(MovesTest, BookingsMoveToo) {
  const std::string service = forum_.Booking(Clock(10), Clock(11), Uses("car"));
  const std::string transfer = forum_.Session(Clock(11), Clock(12), Uses("car"));
  Value(Move(ToStart(service, Clock(11)) + ToStart(transfer, Clock(10))));
  EXPECT_EQ(TimeOf(forum_.GetBooking(service).interval().start_time()), Clock(11));
  const std::string hold =
      forum_.HoldTime(Clock(15), Clock(16), forum_.clock().Now() + absl::Hours(1), Uses("car"));
  forum_.clock().Advance(absl::Hours(2));
  EXPECT_THAT(Move(ToStart(hold, Clock(17))), RefusedFor(v1::ERROR_REASON_BOOKING_HOLD_EXPIRED));
}

TEST_P(MovesTest, EveryBadMoveIsNamed) {
  const std::string talk = forum_.Session(Clock(10), Clock(11));
  const std::string to_ten = absl::StrCat("end_time ", InText(Clock(10)));
  const struct {
    const char* label;
    std::string moves;
    std::vector<std::string> fields;
  } rows[] = {
      {"twice", ToStart(talk, Clock(12)) + ToStart(talk, Clock(13)), {"moves[1].activity"}},
      {"another event's", ToStart("events/expo/sessions/a", Clock(12)), {"moves[0].activity"}},
      {"nowhere", absl::StrCat("moves { activity: '", talk, "' }"), {"moves[0]"}},
      {"reversed", ToStart(talk, Clock(12), to_ten), {"moves[0].end_time"}},
      {"ends as it starts",
       absl::StrCat("moves { activity: '", talk, "' ", to_ten, " }"),
       {"moves[0].interval"}},
      {"into a car", Into(talk, "car"), {"moves[0].room"}},
      {"a century away", ToStart(talk, Clock(12) + absl::Hours(24 * 36525)), {"moves[0].interval"}},
  };
  forum_.Event("", "expo");
  for (const auto& row : rows) {
    EXPECT_EQ(BadFields(Move(row.moves).status()), row.fields) << row.label;
  }
  EXPECT_EQ(StartOf(talk), Clock(10));
}

}  // namespace
}  // namespace plenary::schedule
