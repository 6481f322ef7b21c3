#include "services/planning/problem_rules.h"

#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/placing_rules.h"
#include "services/planning/progress_rules.h"
#include "services/planning/stock_rules.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"
#include "tests/testing/schedule_texts.h"

namespace plenary::planning {
namespace {

using ::plenary::testing::Clock;
using ::plenary::testing::Interval;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

// An event from 10 to 12 at three tables, with two people.
Given World() {
  Given given;
  given.facts.event = Parse<v1::Event>("name: 'events/tibo' time_zone: 'Europe/Minsk'");
  given.settings = Parse<v1::PlanningSettings>(
      absl::StrCat("windows { ", Interval(Clock(10), Clock(12)), " } grain_minutes: 30"));
  given.now = Clock(0);
  for (const char* id : {"table-1", "table-2", "table-3"}) {
    const std::string name = absl::StrCat("assets/", id);
    given.facts.assets[name] =
        Parse<v1::Asset>(absl::StrCat("name: '", name, "' kind: TABLE venue: 'venues/palace'"));
    given.places.push_back(name);
  }
  for (const char* id : {"anna", "boris"}) {
    const std::string name = absl::StrCat("people/", id);
    given.facts.people[name] = Parse<v1::Person>(absl::StrCat("name: '", name, "'"));
  }
  return given;
}

v1::MeetingRequest RequestOf(const std::string& id, const std::string& rest = "") {
  return Parse<v1::MeetingRequest>(
      absl::StrCat("name: 'events/tibo/meetingRequests/", id,
                   "' from { party: 'organizations/a' people: 'people/anna' } "
                   "to { party: 'organizations/b' people: 'people/boris' } "
                   "duration { seconds: 1800 }"),
      rest);
}

v1::Meeting MeetingAt(const std::string& id, absl::Time start, absl::Time end,
                      const std::string& rest = "") {
  return Parse<v1::Meeting>(
      absl::StrCat("name: 'events/tibo/meetings/", id, "' ", Interval(start, end), rest));
}
std::string With(const std::string& person) {
  return absl::StrCat("attendees { who: 'people/", person, "' } ");
}
std::string At(const std::string& table) {
  return absl::StrCat("assets { asset: 'assets/", table, "' } ");
}

Occupied Taken(const std::string& subject, absl::Time start, absl::Time end) {
  Occupied occupied;
  occupied.activity = "events/other/sessions/talk";
  occupied.line.subject = subject;
  occupied.line.start = start;
  occupied.line.end = end;
  return occupied;
}

Posed PoseOf(const Given& given) {
  absl::StatusOr<Posed> posed = Pose(given);
  EXPECT_THAT(posed, testing::IsOk());
  return posed.ok() ? *std::move(posed) : Posed();
}

std::vector<std::string> Texts(const std::vector<solver::Span>& spans) {
  std::vector<std::string> texts;
  texts.reserve(spans.size());
  for (const solver::Span& span : spans) texts.push_back(absl::StrCat(span.begin, "-", span.end));
  return texts;
}

TEST(CheckSizeTest, AMillionMeetingsAreRefusedWithTheLimit) {
  const absl::Status status = CheckSize(1'000'000, 0, 0);
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_PLAN_TOO_LARGE));
  EXPECT_THAT(base::MetadataOf(status),
              ElementsAre(Pair("count", "1000000"), Pair("limit", "10000")));
  EXPECT_THAT(CheckSize(0, kMostPeople + 1, 0), RefusedFor(v1::ERROR_REASON_PLAN_TOO_LARGE));
  EXPECT_THAT(CheckSize(0, 0, kMostSlots + 1), RefusedFor(v1::ERROR_REASON_PLAN_TOO_LARGE));
  EXPECT_THAT(CheckSize(kMostActivities, kMostPeople, kMostSlots), testing::IsOk());
}

TEST(PoseTest, ARequestIsAnActivityOfItsPeopleAtOneOfTheTablesThatMayBeLeftOutForAPrice) {
  Given given = World();
  given.requests.push_back(RequestOf("r", "preference: 2"));
  const Posed posed = PoseOf(given);
  ASSERT_THAT(posed.problem.activities, SizeIs(1));
  const solver::Activity& activity = posed.problem.activities[0];
  EXPECT_EQ(activity.duration, 1);
  EXPECT_THAT(activity.attendances, SizeIs(2));
  EXPECT_TRUE(activity.is_optional);
  EXPECT_EQ(activity.price, 3'000);
  ASSERT_THAT(activity.needs, SizeIs(1));
  ASSERT_THAT(activity.needs[0].choices, SizeIs(1));
  EXPECT_EQ(posed.problem.pools[0].capacity, 3);
  EXPECT_THAT(Texts(activity.windows), ElementsAre("0-4"));
  EXPECT_THAT(solver::Validate(posed.problem), testing::IsOk());
}

TEST(PoseTest, AMeetingThatIsNotWholeSlotsLongTakesTheLastWholly) {
  Given given = World();
  given.requests.push_back(RequestOf("r", "duration { seconds: 2700 }"));
  EXPECT_EQ(PoseOf(given).problem.activities[0].duration, 2);
}

TEST(PoseTest, WhatOccupiesPeopleForbidsSlotsAndATableThatIsTakenIsAPoolOfItsOwn) {
  Given given = World();
  given.requests.push_back(RequestOf("r"));
  given.occupied.push_back(Taken("people/anna", Clock(10, 45), Clock(11)));
  given.occupied.push_back(Taken("assets/table-2", Clock(11), Clock(12)));
  const Posed posed = PoseOf(given);
  EXPECT_THAT(Texts(posed.problem.persons[0].forbidden), ElementsAre("1-2"));
  EXPECT_THAT(posed.problem.persons[1].forbidden, IsEmpty());
  ASSERT_THAT(posed.pools, SizeIs(2));
  EXPECT_THAT(posed.pools[0].assets, ElementsAre("assets/table-1", "assets/table-3"));
  EXPECT_THAT(posed.pools[1].assets, ElementsAre("assets/table-2"));
  EXPECT_THAT(Texts(posed.problem.pools[1].closed), ElementsAre("2-4"));
}

TEST(PoseTest, TimesProposedAreWindowsAndTimesOutsideAllWindowsLeaveNone) {
  Given given = World();
  given.requests.push_back(
      RequestOf("in", absl::StrCat("intervals { ", Interval(Clock(11), Clock(13)).substr(11))));
  given.requests.push_back(
      RequestOf("out", absl::StrCat("intervals { ", Interval(Clock(15), Clock(16)).substr(11))));
  const Posed posed = PoseOf(given);
  EXPECT_THAT(Texts(posed.problem.activities[0].windows), ElementsAre("2-4"));
  EXPECT_THAT(Texts(posed.problem.activities[1].windows), ElementsAre("0-0"));
}

TEST(PoseTest, PinnedMeetingsCloseTheirTableAndCountAsActivitiesOfThosePlanned) {
  Given given = World();
  given.requests.push_back(RequestOf("r"));
  given.meetings.push_back(
      MeetingAt("pinned", Clock(10, 30), Clock(11),
                absl::StrCat("is_pinned: true ", With("anna"), At("table-1"))));
  const Posed posed = PoseOf(given);
  EXPECT_EQ(posed.CountPlanned(), 1);
  ASSERT_THAT(posed.problem.activities, SizeIs(2));
  EXPECT_EQ(posed.problem.activities[1].pinned_start, 1);
  EXPECT_THAT(posed.problem.activities[1].needs, IsEmpty());
  EXPECT_THAT(posed.problem.persons[0].forbidden, IsEmpty());
  EXPECT_THAT(posed.pools[0].assets, ElementsAre("assets/table-1"));
  EXPECT_THAT(Texts(posed.problem.pools[0].closed), ElementsAre("1-2"));
}

TEST(PoseTest, PinnedMeetingsOffTheGridOrCloserThanPlansArePutNoContradictionIntoIt) {
  Given given = World();
  given.settings.set_gap_minutes(30);
  given.requests.push_back(RequestOf("r"));
  for (const auto& [id, start] :
       {std::make_pair("one", Clock(10)), {"next", Clock(10, 30)}, {"off", Clock(11, 10)}}) {
    given.meetings.push_back(MeetingAt(id, start, start + absl::Minutes(30),
                                       absl::StrCat("is_pinned: true ", With("anna"))));
  }
  const Posed posed = PoseOf(given);
  // The first is an activity; the others are in the way, with the gap around them.
  EXPECT_THAT(posed.problem.activities, SizeIs(2));
  EXPECT_THAT(Texts(posed.problem.persons[0].forbidden), ElementsAre("0-1", "2-6"));
}

TEST(PoseTest, MeetingsThatMoveAreKeptNearTheirPlaceUnlessPlannedAfresh) {
  Given given = World();
  given.meetings.push_back(
      MeetingAt("m", Clock(11), Clock(11, 30), absl::StrCat(With("anna"), At("table-2"))));
  const Posed posed = PoseOf(given);
  EXPECT_EQ(posed.problem.activities[0].baseline_start, 2);
  EXPECT_EQ(posed.problem.activities[0].needs[0].baseline, 0);
  EXPECT_FALSE(posed.problem.activities[0].is_optional);
  given.scope = v1::PlanEventRequest::AFRESH;
  EXPECT_EQ(PoseOf(given).problem.activities[0].baseline_start, absl::nullopt);
  given.scope = v1::PlanEventRequest::NEW_ONLY;
  EXPECT_THAT(Pose(given), RefusedFor(v1::ERROR_REASON_NOTHING_TO_PLAN));
}

TEST(PoseTest, AMeetingThatAnswersARequestMayBeGivenUpForThreeTimesItsPrice) {
  Given given = World();
  given.preferences["events/tibo/meetingRequests/r"] = 2;
  given.meetings.push_back(
      MeetingAt("m", Clock(11), Clock(11, 30), "request: 'events/tibo/meetingRequests/r'"));
  const solver::Activity activity = PoseOf(given).problem.activities[0];
  EXPECT_TRUE(activity.is_optional);
  EXPECT_EQ(activity.price, 9'000);
}

TEST(PoseTest, WhatLiesOffTheGridStaysUnlessSomethingMeetsIt) {
  Given given = World();
  given.requests.push_back(RequestOf("r"));
  given.meetings.push_back(MeetingAt("m", Clock(10, 10), Clock(10, 40), With("anna")));
  EXPECT_EQ(PoseOf(given).CountPlanned(), 1);
  given.occupied.push_back(Taken("people/anna", Clock(10, 30), Clock(11)));
  EXPECT_EQ(PoseOf(given).CountPlanned(), 2);
}

TEST(PoseTest, TablesThatNeedMoreTimeThanMostAreLeftOutUnlessNamed) {
  Given given = World();
  given.requests.push_back(RequestOf("r"));
  given.facts.assets["assets/table-3"].mutable_setup_duration()->set_seconds(3600);
  EXPECT_EQ(PoseOf(given).problem.activities[0].needs[0].before, 0);
  for (const std::string& place : given.places) given.settings.add_assets(place);
  const Posed posed = PoseOf(given);
  EXPECT_EQ(posed.problem.activities[0].needs[0].before, 2);
  EXPECT_THAT(posed.problem.activities[0].needs[0].choices, SizeIs(2));
}

TEST(PoseTest, RoomsThatAreTooSmallAreChosenOnlyWhereThereIsNoLarger) {
  Given given = World();
  given.requests.push_back(RequestOf("r"));
  for (const std::string& place : given.places) given.facts.assets[place].set_seats(1);
  EXPECT_THAT(PoseOf(given).problem.activities[0].needs[0].choices, SizeIs(1));
  given.facts.assets["assets/table-3"].set_seats(16);
  const Posed posed = PoseOf(given);
  const solver::Need& need = posed.problem.activities[0].needs[0];
  ASSERT_THAT(need.choices, SizeIs(1));
  EXPECT_THAT(posed.pools[static_cast<size_t>(need.choices[0].pool)].assets,
              ElementsAre("assets/table-3"));
  // Two, doubled three times.
  EXPECT_EQ(need.choices[0].cost, 3);
}

TEST(PoseTest, UnitsOfASharedAssetThatAreTakenAreNeverMoreThanThereAre) {
  Given given = World();
  given.places = {"assets/table-1"};
  given.facts.assets["assets/table-1"].set_capacity(3);
  given.requests.push_back(RequestOf("r"));
  Occupied two = Taken("assets/table-1", Clock(10), Clock(10, 40));
  two.line.units = 2;
  given.occupied = {two, Taken("assets/table-1", Clock(10, 45), Clock(11, 30))};
  const Posed posed = PoseOf(given);
  EXPECT_EQ(posed.problem.pools[0].capacity, 3);
  // Three levels in the second slot, where both are rounded outwards.
  int in_second = 0;
  for (const solver::Activity& activity : posed.problem.activities) {
    if (!activity.pinned_start) continue;
    const int begin = *activity.pinned_start;
    if (begin <= 1 && begin + activity.duration > 1) ++in_second;
  }
  EXPECT_EQ(in_second, 3);
}

TEST(PoseTest, InterpretersAreNeedsByTheStaffingRule) {
  Given given = World();
  for (const char* id : {"li", "wang"}) {
    const std::string name = absl::StrCat("assets/", id);
    given.facts.assets[name] = Parse<v1::Asset>(
        absl::StrCat("name: '", name,
                     "' kind: INTERPRETER language_pairs { from: 'ru' to: 'zh' both_ways: true }"));
    given.interpreters.push_back(name);
  }
  given.requests.push_back(RequestOf("r",
                                     "interpretation { mode: CONSECUTIVE languages: 'ru' "
                                     "languages: 'zh' }"));
  EXPECT_THAT(PoseOf(given).problem.activities[0].needs, SizeIs(2));
  given.requests[0].mutable_interpretation()->set_languages(1, "en");
  EXPECT_THAT(PoseOf(given).problem.activities[0].needs, SizeIs(1));
  given.facts.settings.set_interpreter_shortfall(v1::ScheduleSettings::BLOCK);
  const Posed posed = PoseOf(given);
  EXPECT_EQ(posed.CountPlanned(), 0);
  ASSERT_THAT(posed.refused, SizeIs(1));
  EXPECT_THAT(posed.refused[0].why, RefusedFor(v1::ERROR_REASON_INTERPRETERS_SHORT));
}

TEST(PoseTest, AHeadMustComeWhileTheyHeadTheDelegation) {
  Given given = World();
  given.facts.participants["events/tibo/participants/p"] =
      Parse<v1::Participant>("name: 'events/tibo/participants/p' person: 'people/anna'");
  given.facts.delegations["events/tibo/delegations/d"] = Parse<v1::Delegation>(absl::StrCat(
      "name: 'events/tibo/delegations/d' headships { participant: 'events/tibo/participants/p' "
      "interval { end_time ",
      testing::InText(Clock(11)), " } }"));
  given.requests.push_back(RequestOf("r"));
  *given.requests[0].mutable_from() =
      Parse<v1::MeetingRequest::Side>("party: 'events/tibo/delegations/d'");
  const Posed posed = PoseOf(given);
  ASSERT_THAT(posed.problem.activities, SizeIs(1));
  EXPECT_THAT(Texts(posed.problem.activities[0].windows), ElementsAre("0-2"));
  EXPECT_THAT(posed.problem.activities[0].attendances, SizeIs(2));
  given.facts.delegations["events/tibo/delegations/d"].clear_headships();
  const Posed headless = PoseOf(given);
  ASSERT_THAT(headless.refused, SizeIs(1));
  EXPECT_THAT(headless.refused[0].why, RefusedFor(v1::ERROR_REASON_HEAD_MUST_ATTEND));
}

TEST(PoseTest, WhoWasAskedForAndLeftIsNotWaitedForUnlessNobodyIsLeft) {
  Given given = World();
  given.facts.participants["events/tibo/participants/p"] = Parse<v1::Participant>(
      "name: 'events/tibo/participants/p' person: 'people/anna' state: WITHDRAWN");
  given.requests.push_back(RequestOf("r"));
  given.requests[0].mutable_from()->add_people("events/tibo/participants/p");
  EXPECT_THAT(PoseOf(given).problem.activities[0].attendances, SizeIs(2));
  given.requests[0].mutable_from()->clear_people();
  given.requests[0].mutable_from()->add_people("events/tibo/participants/p");
  const Posed posed = PoseOf(given);
  ASSERT_THAT(posed.refused, SizeIs(1));
  EXPECT_THAT(posed.refused[0].why, RefusedFor(v1::ERROR_REASON_ATTENDEE_LEFT));
}

TEST(PoseTest, WindowsThatHavePassedLeaveNoPlan) {
  Given given = World();
  given.requests.push_back(RequestOf("r"));
  given.now = Clock(11, 45);
  EXPECT_THAT(Pose(given), RefusedFor(v1::ERROR_REASON_PLAN_IMPOSSIBLE));
}

TEST(PoseTest, AnEventThatIsOverIsPlannedAsIfItLayAhead) {
  Given given = World();
  given.requests.push_back(RequestOf("r"));
  given.meetings.push_back(MeetingAt("m", Clock(10), Clock(10, 30), With("anna")));
  given.facts.event.MergeFrom(Parse<v1::Event>(Interval(Clock(9), Clock(18))));
  given.now = Clock(9, 0, 300);
  EXPECT_THAT(PoseOf(given).problem.activities, SizeIs(2));
  // On its last day the morning is over.
  given.now = Clock(17);
  EXPECT_THAT(Pose(given), RefusedFor(v1::ERROR_REASON_PLAN_IMPOSSIBLE));
}

TEST(PoseTest, MoreTimesThanAPlanTakesAreRefusedBeforeTheyAreMade) {
  Given given = World();
  given.requests.push_back(RequestOf("r"));
  given.settings = Parse<v1::PlanningSettings>(absl::StrCat(
      "windows { ", Interval(Clock(10), Clock(10) + absl::Hours(24 * 31)), " } grain_minutes: 1"));
  EXPECT_THAT(Pose(given), RefusedFor(v1::ERROR_REASON_PLAN_TOO_LARGE));
}

TEST(PoseTest, AMillionMeetingsAreRefusedBeforeAnythingIsMadeOfThem) {
  EXPECT_THAT(CheckSize(1'000'000, 0, 0), RefusedFor(v1::ERROR_REASON_PLAN_TOO_LARGE));
  EXPECT_THAT(CheckSize(10'000, 10'000, 2'000), ::plenary::testing::IsOk());
  Given given = World();
  for (int i = 0; i < 10'001; ++i) given.requests.push_back(RequestOf(absl::StrCat("r", i)));
  EXPECT_THAT(Pose(given), RefusedFor(v1::ERROR_REASON_PLAN_TOO_LARGE));
}

TEST(PoseTest, WeightsThatNoScoreCouldHoldAreRefused) {
  Given given = World();
  for (int i = 0; i < 9'500; ++i) given.requests.push_back(RequestOf(absl::StrCat("r", i)));
  for (int i = 0; i < 5; ++i) given.settings.add_left_out_prices(1'000'000'000'000);
  EXPECT_THAT(Pose(given), RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
}

TEST(ContradictionTest, TwoPinnedMeetingsOfOnePersonAtOnceContradictEachOther) {
  Given given = World();
  given.meetings.push_back(MeetingAt("a", Clock(10), Clock(11), With("anna")));
  given.meetings.push_back(
      MeetingAt("b", Clock(10, 30), Clock(11), absl::StrCat("is_pinned: true ", With("anna"))));
  EXPECT_FALSE(FindContradiction(given).has_value());
  given.meetings[0].set_is_fixed(true);
  const absl::optional<Contradiction> found = FindContradiction(given);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->first, "events/tibo/meetings/a");
  EXPECT_EQ(found->second, "events/tibo/meetings/b");
  EXPECT_EQ(found->subject, "people/anna");
}

TEST(SpansTest, WhatOverlapsOrTouchesIsOneAndHolesAreCut) {
  EXPECT_THAT(Texts(Merged({{4, 6}, {0, 2}, {2, 3}, {5, 5}})), ElementsAre("0-3", "4-6"));
  EXPECT_THAT(Texts(Without({{0, 10}}, {{2, 3}, {5, 12}})), ElementsAre("0-2", "3-5"));
}

// --- The way back.

solver::Placement Placed(int start, int pool, int unit) {
  solver::Placement placement;
  placement.start = start;
  placement.pools = {pool};
  placement.units = {unit};
  return placement;
}

TEST(PlacingsTest, ARequestBecomesAMeetingAtItsTimeAndTable) {
  Given given = World();
  given.requests.push_back(RequestOf("r"));
  const Posed posed = PoseOf(given);
  const std::vector<Placing> placings = PlacingsOf(posed, {Placed(2, 0, 1)}, given.facts);
  ASSERT_THAT(placings, SizeIs(1));
  EXPECT_EQ(placings[0].kind, Placing::kCreated);
  const v1::Meeting& meeting = placings[0].meeting;
  EXPECT_EQ(testing::TimeOf(meeting.interval().start_time()), Clock(11));
  EXPECT_EQ(testing::TimeOf(meeting.interval().end_time()), Clock(11, 30));
  EXPECT_EQ(meeting.assets(0).asset(), "assets/table-2");
  EXPECT_EQ(meeting.parties_size(), 2);
  EXPECT_EQ(meeting.request(), "events/tibo/meetingRequests/r");
}

TEST(PlacingsTest, WhoStaysKeepsTheirTableAndWhoMovesTakesAnother) {
  Given given = World();
  given.meetings.push_back(MeetingAt("stays", Clock(11), Clock(11, 30), At("table-1")));
  given.meetings.push_back(MeetingAt("moves", Clock(10), Clock(10, 30), At("table-1")));
  const Posed posed = PoseOf(given);
  const std::vector<Placing> placings =
      PlacingsOf(posed, {Placed(2, 0, 2), Placed(2, 0, 0)}, given.facts);
  ASSERT_THAT(placings, SizeIs(2));
  EXPECT_EQ(placings[0].kind, Placing::kKept);
  EXPECT_EQ(placings[1].kind, Placing::kMoved);
  EXPECT_NE(placings[1].meeting.assets(0).asset(), "assets/table-1");
}

TEST(PlacingsTest, TheAssetsOfAPoolAreNeverHandedOutTwiceAtOnce) {
  Given given = World();
  for (const auto& [id, table] :
       {std::make_pair("a", "table-1"), {"b", "table-1"}, {"c", "table-1"}}) {
    given.meetings.push_back(
        MeetingAt(id, Clock(10), Clock(10, 30), absl::StrCat(At(table), "is_pinned: false")));
  }
  given.scope = v1::PlanEventRequest::AFRESH;
  const Posed posed = PoseOf(given);
  const auto assets = AssignAssets(posed, {Placed(1, 0, 0), Placed(1, 0, 1), Placed(1, 0, 2)});
  EXPECT_THAT(
      (std::vector<std::string>{assets[0][0], assets[1][0], assets[2][0]}),
      ::testing::UnorderedElementsAre("assets/table-1", "assets/table-2", "assets/table-3"));
}

TEST(PlacingsTest, WhatLosesItsPlaceIsCancelledAndARequestWithoutOneIsLeftOut) {
  Given given = World();
  given.preferences["events/tibo/meetingRequests/s"] = 3;
  given.meetings.push_back(
      MeetingAt("m", Clock(11), Clock(11, 30), "request: 'events/tibo/meetingRequests/s'"));
  given.requests.push_back(RequestOf("r"));
  const Posed posed = PoseOf(given);
  const std::vector<Placing> placings = PlacingsOf(posed, solver::Plan(2), given.facts);
  EXPECT_EQ(placings[0].kind, Placing::kCancelled);
  EXPECT_EQ(placings[1].kind, Placing::kLeftOut);
}

}  // namespace
}  // namespace plenary::planning
