// SuggestTimes over every engine: what is found for people and wishes, and what stands in the way.
#include <algorithm>
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
using ::plenary::testing::InText;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ScheduleForum;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Schedule = ScheduleForum::Schedule;
using Response = v1::SuggestTimesResponse;

// An hour in [start, end).
std::string HourIn(absl::Time start, absl::Time end, const std::string& rest = "") {
  return absl::StrCat("find { duration { seconds: 3600 } window { start_time ", InText(start),
                      " end_time ", InText(end), " } ", rest, " } ");
}

class SuggestTest : public testing::ScheduleTest {
 protected:
  absl::StatusOr<Response> Ask(const std::string& request) {
    return forum_.Ask(&Schedule::SuggestTimes,
                      absl::StrCat("parent: '", Forum::kEvent, "' ", request));
  }
  // Starts in order of time: "10:00".
  std::vector<std::string> StartsFor(const std::string& request) {
    const Response response = Value(Ask(absl::StrCat(request, " max_suggestions: 50")));
    std::vector<std::string> starts;
    starts.reserve(response.suggestions_size());
    for (const Response::Suggestion& each : response.suggestions()) {
      starts.push_back(each.local_start().substr(11));
    }
    std::sort(starts.begin(), starts.end());
    return starts;
  }
  // "hours: 2 without", in order.
  std::vector<std::string> ObstaclesFor(const std::string& request) {
    const Response response = Value(Ask(request));
    EXPECT_THAT(response.suggestions(), IsEmpty());
    std::vector<std::string> obstacles;
    obstacles.reserve(response.obstacles_size());
    for (const Response::Obstacle& each : response.obstacles()) {
      obstacles.push_back(absl::StrCat(each.constraint(), ": ", each.times_without(), " without"));
    }
    return obstacles;
  }
};
PLENARY_ON_EVERY_ENGINE(SuggestTest);

TEST_P(SuggestTest, TimesAtWhichEverybodyAndEverythingIsFreeAreFound) {
  const std::string anna = forum_.Guest();
  const std::string boris = forum_.Guest();
  forum_.Session(Clock(9), Clock(10), Attends(anna));
  forum_.Session(Clock(10, 30), Clock(11), Attends(boris));
  forum_.Session(Clock(12), Clock(12, 15), Uses("hall-a"));
  EXPECT_THAT(StartsFor(absl::StrCat(HourIn(Clock(9), Clock(14), "grain_minutes: 30"),
                                     Attends(anna), Attends(boris), Uses("hall-a"))),
              ElementsAre("11:00", "12:30", "13:00"));
}

TEST_P(SuggestTest, ASuggestionSaysWhenHowGoodAndWhy) {
  const Response response =
      Value(Ask(HourIn(Clock(9), Clock(19), absl::StrCat("preferred_start ", InText(Clock(14))))));
  ASSERT_THAT(response.suggestions(), SizeIs(5));
  const Response::Suggestion& best = response.suggestions(0);
  EXPECT_EQ(testing::TimeOf(best.interval().start_time()), Clock(14));
  EXPECT_EQ(testing::TimeOf(best.interval().end_time()), Clock(15));
  EXPECT_EQ(best.local_start(), "2023-06-01T14:00");
  EXPECT_EQ(best.score(), 1000);
  EXPECT_EQ(best.terms().size(), 4u);
  EXPECT_EQ(best.terms().at("distance"), 1000);
  EXPECT_LE(response.suggestions(1).score(), best.score());
  EXPECT_EQ(response.tried(), 37);
}

TEST_P(SuggestTest, WhereNoWindowIsGivenTheEventIsWithNothingThatHasPassed) {
  forum_.clock().Set(Clock(16, 40));
  const Response response = Value(Ask("find { duration { seconds: 3600 } }"));
  ASSERT_THAT(response.suggestions(), SizeIs(5));
  EXPECT_EQ(response.suggestions(0).local_start(), "2023-06-01T16:45");
}

TEST_P(SuggestTest, OptionalAttendeesWhoAreNotFreeAreNamed) {
  const std::string adviser = forum_.Guest();
  forum_.Session(Clock(9), Clock(10), Attends(adviser));
  const Response response = Value(Ask(absl::StrCat(HourIn(Clock(9), Clock(11), "grain_minutes: 60"),
                                                   Attends(adviser, "optional: true"))));
  ASSERT_THAT(response.suggestions(), SizeIs(2));
  EXPECT_EQ(response.suggestions(0).local_start(), "2023-06-01T10:00");
  EXPECT_THAT(response.suggestions(0).missing(), IsEmpty());
  EXPECT_THAT(response.suggestions(1).missing(), ElementsAre(adviser));
}

TEST_P(SuggestTest, WhatIsToBeMovedIsNotInItsOwnWay) {
  const std::string guest = forum_.Guest();
  const std::string talk = forum_.Session(
      Clock(10), Clock(11),
      Attends(guest, absl::StrCat("interval { start_time ", InText(Clock(10, 30)), " }")));
  forum_.Session(Clock(11), Clock(11, 15), Attends(guest));
  const std::string window = HourIn(Clock(10), Clock(12), "grain_minutes: 30");
  EXPECT_THAT(StartsFor(absl::StrCat(window, Attends(guest))), IsEmpty());
  EXPECT_THAT(StartsFor(absl::StrCat(window, "moving: '", talk, "' ", Attends(guest))),
              ElementsAre("10:00"));
  // Who comes for the second half only is needed for that.
  EXPECT_THAT(StartsFor(absl::StrCat(window, "moving: '", talk, "' ",
                                     Attends(guest, absl::StrCat("interval { start_time ",
                                                                 InText(Clock(10, 30)), " }")))),
              ElementsAre("10:00", "11:00"));
}

TEST_P(SuggestTest, AWishIsForTheSmallestAssetThatDoes) {
  forum_.AddAsset("studio", "kind: ROOM venue: 'venues/palace' seats: 12 attributes: 'projector'");
  forum_.AddAsset("cinema", "kind: ROOM venue: 'venues/palace' seats: 300 attributes: 'projector'");
  forum_.Session(Clock(9), Clock(10), Uses("studio"));
  const Response response = Value(Ask(
      HourIn(Clock(9), Clock(11),
             "grain_minutes: 60 wishes { kind: ROOM seats: 10 attributes: 'projector' } "
             "wishes { kind: INTERPRETER languages: 'zh' languages: 'ru-BY' mode: WHISPERED }")));
  ASSERT_THAT(response.suggestions(), SizeIs(2));
  EXPECT_THAT(response.suggestions(0).assets(), ElementsAre("assets/cinema", "assets/ru-zh"));
  EXPECT_THAT(response.suggestions(1).assets(), ElementsAre("assets/studio", "assets/ru-zh"));
}

TEST_P(SuggestTest, AWishMayNameItsCandidates) {
  forum_.Session(Clock(9), Clock(10), Uses("hall-b"));
  const std::string wish = "grain_minutes: 60 wishes { kind: ROOM candidates: 'assets/hall-b' }";
  EXPECT_THAT(StartsFor(HourIn(Clock(9), Clock(11), wish)), ElementsAre("10:00"));
  EXPECT_THAT(Ask(HourIn(Clock(9), Clock(11), "wishes { kind: ROOM candidates: 'assets/none' }")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(SuggestTest, ARoomIsFoundInTheVenueThatIsGivenAlone) {
  const Response response = Value(Ask(
      absl::StrCat(HourIn(Clock(9), Clock(10), "wishes { kind: ROOM }"), "venue: 'venues/hotel'")));
  ASSERT_THAT(response.suggestions(), SizeIs(1));
  EXPECT_THAT(response.suggestions(0).assets(), ElementsAre("assets/salon"));
}

TEST_P(SuggestTest, TheRoomThatIsFoundLeavesTimeForTheWayToIt) {
  const std::string guest = forum_.Guest();
  forum_.Session(Clock(9), Clock(10), absl::StrCat(Uses("hall-a"), Attends(guest)));
  const Response response = Value(Ask(absl::StrCat(
      HourIn(Clock(10), Clock(11), "wishes { kind: ROOM seats: 20 }"), Attends(guest))));
  ASSERT_THAT(response.suggestions(), SizeIs(1));
  // The salon would suit better, but is 30 minutes away.
  EXPECT_THAT(response.suggestions(0).assets(), ElementsAre("assets/hall-b"));
  EXPECT_THAT(ObstaclesFor(absl::StrCat(
                  HourIn(Clock(10), Clock(11), "wishes { kind: ROOM venue: 'venues/hotel' }"),
                  Attends(guest))),
              ElementsAre("window: 69 without", "travel: 1 without",
                          absl::StrCat(guest, ": 1 without"), "wish 1: 1 without"));
}

TEST_P(SuggestTest, WhatStandsInTheWayIsNamed) {
  const std::string guest = forum_.Guest();
  forum_.Session(Clock(10), Clock(12), Attends(guest));
  EXPECT_THAT(ObstaclesFor(absl::StrCat(HourIn(Clock(10), Clock(11), "wishes { kind: TABLE }"),
                                        Attends(guest))),
              ElementsAre("window: 64 without", absl::StrCat(guest, ": 1 without")));
  EXPECT_THAT(ObstaclesFor(HourIn(Clock(20), Clock(21), "grain_minutes: 60")),
              ElementsAre("window: 20 without", "hours: 1 without"));
  EXPECT_THAT(ObstaclesFor(HourIn(Clock(10), Clock(11), "wishes { kind: ROOM seats: 999 }")),
              ElementsAre("wish 1: 1 without", "window: 0 without"));
}

TEST_P(SuggestTest, WhereSeveralMustGiveWayASmallestSetIsNamed) {
  const std::string anna = forum_.Guest();
  const std::string boris = forum_.Guest();
  forum_.Session(Clock(10), Clock(11), absl::StrCat(Attends(anna), Attends(boris)));
  const Response response = Value(Ask(absl::StrCat(
      HourIn(Clock(10), Clock(11), "wishes { kind: ROOM seats: 999 }"), Attends(anna))));
  EXPECT_THAT(response.together(), ElementsAre("wish 1", "window"));
}

TEST_P(SuggestTest, WorkInProgressIsInTheWayAndWhatItReplacesIsNot) {
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  forum_.WorkInVersions();
  Value(forum_.Do(&Schedule::UpdateSession,
                  absl::StrCat("session { name: '", talk, "' ",
                               testing::Interval(Clock(12), Clock(13)), " }")));
  EXPECT_THAT(
      StartsFor(absl::StrCat(HourIn(Clock(10), Clock(13), "grain_minutes: 60"), Uses("hall-a"))),
      ElementsAre("10:00", "11:00"));
}

TEST_P(SuggestTest, OtherEventsAreInTheWayToo) {
  forum_.Event("", "expo");
  const std::string person = forum_.Person("Busy");
  Value(forum_.CreateBooking(Clock(10), Clock(11), absl::StrCat("people: '", person, "'"),
                             "events/expo"));
  EXPECT_THAT(
      StartsFor(absl::StrCat(HourIn(Clock(10), Clock(12), "grain_minutes: 60"), Attends(person))),
      ElementsAre("11:00"));
}

TEST_P(SuggestTest, BadRequestsAreRefusedFieldByField) {
  const std::string guest = forum_.Guest();
  const struct {
    const char* label;
    std::string request;
    std::vector<std::string> fields;
  } kCases[] = {
      {"no time", "find { duration { } }", {"find.duration"}},
      {"seconds", "find { duration { seconds: 90 } }", {"find.duration"}},
      {"more than a day", "find { duration { seconds: 90000 } }", {"find.duration"}},
      {"reversed window", HourIn(Clock(11), Clock(10)), {"find.window"}},
      {"window too long", HourIn(Clock(9), Clock(9, 1) + absl::Hours(31 * 24)), {"find.window"}},
      {"no hours",
       HourIn(Clock(9), Clock(10), "day_start_minutes: 600 day_end_minutes: 600"),
       {"find.day_start_minutes"}},
      {"twice",
       absl::StrCat(HourIn(Clock(9), Clock(10)), Attends(guest), Attends(guest), Uses("hall-a"),
                    Uses("hall-a")),
       {"attendees[1].who", "assets[1].asset"}},
      {"a part of nothing",
       absl::StrCat(HourIn(Clock(9), Clock(10)),
                    Attends(guest, absl::StrCat("interval { end_time ", InText(Clock(10)), " }"))),
       {"attendees[0].interval"}},
      {"of another event",
       absl::StrCat(HourIn(Clock(9), Clock(10)), Attends("events/expo/participants/a"),
                    "moving: 'events/expo/sessions/a'"),
       {"attendees[0].who", "moving"}},
  };
  for (const auto& [label, request, fields] : kCases) {
    EXPECT_EQ(BadFields(Ask(request)), fields) << label;
  }
}

TEST_P(SuggestTest, WhoIsNotThereIsNotFree) {
  EXPECT_THAT(Ask(absl::StrCat(HourIn(Clock(9), Clock(10)), Attends("people/nobody"))),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Ask(absl::StrCat(HourIn(Clock(9), Clock(10)), Uses("nothing"))),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::schedule
