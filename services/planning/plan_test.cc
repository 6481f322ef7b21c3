// PlanEvent over every engine, with the real solver: what becomes of requests and meetings, and
// what is refused.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/planning.h"
#include "tests/testing/race.h"

namespace plenary::planning {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::Interval;
using ::plenary::testing::IsOk;
using ::plenary::testing::PlanningForum;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Constraint = v1::PlanConstraint;
using Explanation = v1::ActivityExplanation;

// Times that a request proposes.
std::string Proposed(absl::Time start, absl::Time end) {
  return absl::StrCat("intervals { start_time ", testing::InText(start), " end_time ",
                      testing::InText(end), " } ");
}

class PlanTest : public testing::PlanningTest {
 protected:
  // Somebody of each delegation.
  const std::string anna_ = forum_.Guest(forum_.kursk());
  const std::string boris_ = forum_.Guest(forum_.omsk());
  const std::string vera_ = forum_.Guest(forum_.tula());

  // A meeting of Kursk alone, with its somebody.
  std::string OfKursk(const std::string& rest = "") const {
    return absl::StrCat("parties { delegation: '", forum_.kursk(), "' } ", Attends(anna_), rest);
  }
  std::string KurskMeetsOmsk(const std::string& rest = "") {
    return forum_.Wanted(forum_.kursk(), anna_, forum_.omsk(), boris_, rest);
  }
  std::string OmskMeetsTula(const std::string& rest = "") {
    return forum_.Wanted(forum_.omsk(), boris_, forum_.tula(), vera_, rest);
  }
  std::string KurskMeetsTula(const std::string& rest = "") {
    return forum_.Wanted(forum_.kursk(), anna_, forum_.tula(), vera_, rest);
  }
  absl::Time StartOf(const std::string& request) {
    return PlanningForum::StartOf(forum_.MeetingOf(request));
  }
};
PLENARY_ON_EVERY_ENGINE(PlanTest);

TEST_P(PlanTest, AcceptedRequestsBecomeMeetingsInTheWorkInProgress) {
  const std::string first = KurskMeetsOmsk();
  const std::string second = OmskMeetsTula();
  const v1::PlanEventResponse plan = forum_.Planned();
  EXPECT_EQ(plan.meetings_created(), 2);
  EXPECT_EQ(plan.unplaced_count(), 0);
  EXPECT_EQ(plan.proof(), v1::PROVED_OPTIMAL);
  EXPECT_EQ(plan.bound(), plan.score().total());
  EXPECT_EQ(plan.breaks(), 0);

  const v1::Meeting meeting = forum_.MeetingOf(first);
  EXPECT_EQ(forum_.StateOfRequest(first), v1::MeetingRequest::SCHEDULED);
  EXPECT_EQ(meeting.state(), v1::DRAFT);
  EXPECT_EQ(meeting.request(), first);
  EXPECT_EQ(meeting.assets(0).asset(), "assets/table-1");
  ASSERT_THAT(meeting.parties(), SizeIs(2));
  EXPECT_EQ(meeting.parties(0).delegation(), forum_.kursk());
  ASSERT_THAT(meeting.attendees(), SizeIs(2));
  EXPECT_EQ(meeting.attendees(0).who(), anna_);
  EXPECT_GE(StartOf(first), Clock(10));
  EXPECT_LE(StartOf(first), Clock(11, 30));
  EXPECT_NE(StartOf(first), StartOf(second));
}

TEST_P(PlanTest, APlanIsProposedAndReleasedThroughTheLedger) {
  KurskMeetsOmsk();
  forum_.Planned();
  EXPECT_THAT(forum_.Meetings(), SizeIs(1));
  EXPECT_THAT(forum_.ReleaseAll(), IsOk());
  EXPECT_EQ(forum_.Meetings()[0].state(), v1::RELEASED);
}

TEST_P(PlanTest, ProgressTellsTheScoreTheBoundAndHowManyHaveAPlace) {
  KurskMeetsOmsk();
  const auto operation = Value(forum_.Begin());
  EXPECT_EQ(PlanningForum::MetadataOf(operation).state(), v1::PlanEventMetadata::READING);
  forum_.Step(operation.name());
  const auto searching = PlanningForum::MetadataOf(forum_.GetOperation(operation.name()));
  EXPECT_EQ(searching.state(), v1::PlanEventMetadata::SEARCHING);
  EXPECT_EQ(searching.activities(), 1);
  EXPECT_EQ(searching.people(), 2);
  EXPECT_EQ(searching.time_limit().seconds(), 30);
  const auto done = PlanningForum::MetadataOf(forum_.Finish(operation.name()));
  EXPECT_EQ(done.placed(), 1);
  EXPECT_EQ(done.unplaced(), 0);
  EXPECT_EQ(done.best_score(), done.bound());
  EXPECT_EQ(done.event(), "events/tibo");
}

TEST_P(PlanTest, AScheduleThatIsReleasedAsItIsEditedIsNotPlanned) {
  Value(forum_.Do(&PlanningForum::Schedule::UpdateScheduleSettings,
                  "settings { name: 'events/tibo/schedule' mode: DIRECT }"));
  EXPECT_THAT(forum_.Begin(), RefusedFor(v1::ERROR_REASON_PLANNING_NEEDS_VERSIONS));
}

TEST_P(PlanTest, AnEventWithoutMeetingsAndRequestsHasNothingToPlan) {
  EXPECT_THAT(forum_.TryToPlan(), RefusedFor(v1::ERROR_REASON_NOTHING_TO_PLAN));
  // What is over leaves nothing in the way of the next.
  KurskMeetsOmsk();
  EXPECT_THAT(forum_.TryToPlan(), IsOk());
}

TEST_P(PlanTest, OfTwoPlansOfOneEventTheSecondIsRefusedUntilTheFirstHasEnded) {
  KurskMeetsOmsk();
  const auto first = Value(forum_.Begin());
  const absl::Status refused = forum_.Begin().status();
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_PLAN_UNDER_WAY));
  EXPECT_EQ(base::MetadataOf(refused).at("operation"), first.name());
  forum_.Finish(first.name());
  EXPECT_THAT(forum_.Begin(), IsOk());
}

TEST_P(PlanTest, APlanThatIsCancelledBeforeItsFirstSolutionWritesNothing) {
  KurskMeetsOmsk();
  const auto operation = Value(forum_.Begin());
  forum_.CancelOperation(operation.name());
  EXPECT_THAT(PlanningForum::ResultOf(forum_.Finish(operation.name())),
              StatusIs(absl::StatusCode::kCancelled));
  EXPECT_THAT(forum_.Meetings(), IsEmpty());
  EXPECT_THAT(forum_.Begin(), IsOk());
}

TEST_P(PlanTest, APlanThatIsCancelledWhileItSearchesWritesNothing) {
  KurskMeetsOmsk();
  const auto operation = Value(forum_.Begin());
  forum_.Step(operation.name());
  forum_.CancelOperation(operation.name());
  EXPECT_THAT(PlanningForum::ResultOf(forum_.Finish(operation.name())),
              StatusIs(absl::StatusCode::kCancelled));
  EXPECT_THAT(forum_.Meetings(), IsEmpty());
}

TEST_P(PlanTest, AnotherServerPlansAnewWhatAKilledOneBegan) {
  const std::string request = KurskMeetsOmsk();
  const auto operation = Value(forum_.Begin());
  forum_.Step(operation.name());
  forum_.Kill();
  EXPECT_THAT(PlanningForum::ResultOf(forum_.Finish(operation.name())), IsOk());
  EXPECT_EQ(forum_.StateOfRequest(request), v1::MeetingRequest::SCHEDULED);
  EXPECT_THAT(forum_.Meetings(), SizeIs(1));
}

TEST_P(PlanTest, APinnedMeetingStaysAndTheOthersArePlannedAroundIt) {
  const std::string request = KurskMeetsOmsk();
  forum_.Planned();
  const std::string meeting = forum_.MeetingOf(request).name();
  ASSERT_THAT(forum_.UpdateMeeting(
                  meeting, absl::StrCat("is_pinned: true ", Interval(Clock(11), Clock(11, 30)))),
              IsOk());
  const std::string other = OmskMeetsTula();
  const v1::PlanEventResponse plan = forum_.Planned("scope: AFRESH");
  EXPECT_EQ(plan.meetings_created(), 1);
  EXPECT_EQ(StartOf(request), Clock(11));
  // Beside it, so that nobody waits between the two.
  EXPECT_THAT(StartOf(other), ::testing::AnyOf(Clock(10, 30), Clock(11, 30)));
}

TEST_P(PlanTest, PinsThatContradictEachOtherMakeAPlanImpossibleAndAreNamed) {
  KurskMeetsOmsk();
  const std::string one = forum_.Meeting(Clock(10), Clock(10, 30), OfKursk("is_pinned: true"));
  const std::string other =
      forum_.Meeting(Clock(10), Clock(11), OfKursk("is_pinned: true"), "allow_conflicts: true");
  const auto operation = forum_.Finish(Value(forum_.Begin()).name());
  EXPECT_THAT(PlanningForum::ResultOf(operation), RefusedFor(v1::ERROR_REASON_PLAN_IMPOSSIBLE));
  const v1::PlanEventMetadata metadata = PlanningForum::MetadataOf(operation);
  const auto& conflict = metadata.conflict();
  ASSERT_THAT(conflict, SizeIs(3));
  EXPECT_THAT((std::vector<std::string>{conflict[0].activity(), conflict[1].activity()}),
              UnorderedElementsAre(one, other));
  EXPECT_EQ(conflict[0].kind(), Constraint::PINNED);
  EXPECT_EQ(conflict[2].kind(), Constraint::ONE_PLACE_AT_A_TIME);
  EXPECT_EQ(conflict[2].person(), forum_.Participant(anna_).person());
}

TEST_P(PlanTest, AMeetingThatMustTakePlaceAndCannotMakesAPlanImpossibleWithASmallestConflict) {
  // A meeting without a request is nobody's to give up.
  const std::string meeting = forum_.Meeting(Clock(10), Clock(10, 30), OfKursk());
  forum_.Session(Clock(9), Clock(13), Attends(anna_), "allow_conflicts: true");
  const auto operation = forum_.Finish(Value(forum_.Begin()).name());
  EXPECT_THAT(PlanningForum::ResultOf(operation), RefusedFor(v1::ERROR_REASON_PLAN_IMPOSSIBLE));
  const v1::PlanEventMetadata metadata = PlanningForum::MetadataOf(operation);
  std::vector<std::string> conflict;
  conflict.reserve(static_cast<size_t>(metadata.conflict_size()));
  for (const Constraint& each : metadata.conflict()) {
    conflict.push_back(
        absl::StrCat(Constraint::Kind_Name(each.kind()), " ", each.activity(), each.person()));
  }
  EXPECT_THAT(conflict, Contains(absl::StrCat("MUST_BE_PLACED ", meeting)));
  EXPECT_THAT(conflict, Contains(absl::StrCat("NOT_THERE ", forum_.Participant(anna_).person())));
}

TEST_P(PlanTest, TimesOutsideAllWindowsLeaveARequestUnplacedWithWhatWouldHelp) {
  const std::string request = KurskMeetsOmsk(Proposed(Clock(15), Clock(16)));
  const v1::PlanEventResponse plan = forum_.Planned();
  EXPECT_EQ(plan.meetings_created(), 0);
  ASSERT_THAT(plan.unplaced(), SizeIs(1));
  const auto& unplaced = plan.unplaced(0);
  EXPECT_EQ(unplaced.activity(), request);
  EXPECT_EQ(unplaced.explanation().standing(), Explanation::IMPOSSIBLE);
  EXPECT_TRUE(unplaced.explanation().is_minimal());
  std::vector<Constraint::Kind> kinds;
  for (const Constraint& each : unplaced.explanation().constraints()) kinds.push_back(each.kind());
  EXPECT_THAT(kinds, Contains(Constraint::WINDOWS));
  ASSERT_THAT(unplaced.remedies(), ::testing::Not(IsEmpty()));
  EXPECT_EQ(unplaced.remedies(0).steps(0).kind(), v1::RemedyStep::OUTSIDE_WINDOWS);
  EXPECT_EQ(forum_.StateOfRequest(request), v1::MeetingRequest::ACCEPTED);
}

TEST_P(PlanTest, WindowsThatHavePassedMakeAPlanImpossible) {
  KurskMeetsOmsk();
  forum_.clock().Set(Clock(13));
  EXPECT_THAT(forum_.TryToPlan(), RefusedFor(v1::ERROR_REASON_PLAN_IMPOSSIBLE));
}

TEST_P(PlanTest, APartyOfNobodyGetsATableAndADelegationWithoutAHeadIsNamed) {
  const std::string nobody =
      forum_.Wanted(forum_.Organization("a"), "", forum_.Organization("b"), "");
  const std::string headless = forum_.Wanted(forum_.kursk(), "", forum_.omsk(), boris_);
  const v1::PlanEventResponse plan = forum_.Planned();
  EXPECT_EQ(plan.meetings_created(), 1);
  EXPECT_THAT(forum_.MeetingOf(nobody).attendees(), IsEmpty());
  ASSERT_THAT(plan.unplaced(), SizeIs(1));
  EXPECT_EQ(plan.unplaced(0).activity(), headless);
  EXPECT_EQ(plan.unplaced(0).explanation().standing(), Explanation::REFUSED);
  EXPECT_THAT(base::FromRpcStatus(plan.unplaced(0).explanation().error()),
              RefusedFor(v1::ERROR_REASON_HEAD_MUST_ATTEND));
}

TEST_P(PlanTest, AHeadMustComeWhereADelegationNamesNobody) {
  Value(forum_.SetHead(forum_.kursk(), anna_));
  const std::string request = forum_.Wanted(forum_.kursk(), "", forum_.omsk(), boris_);
  forum_.Planned();
  const v1::Meeting meeting = forum_.MeetingOf(request);
  EXPECT_TRUE(meeting.parties(0).head_must_attend());
  std::vector<std::string> who;
  for (const v1::Attendee& attendee : meeting.attendees()) who.push_back(attendee.who());
  EXPECT_THAT(who, UnorderedElementsAre(anna_, boris_));
}

TEST_P(PlanTest, WeightsThatNoScoreCouldHoldAreRefusedAsFields) {
  EXPECT_THAT(forum_.SettlePlanning("left_out_prices: 1"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(BadFields(forum_.SettlePlanning("weights { breaks: 2000000000 }")),
              ElementsAre("settings.weights.breaks"));
  KurskMeetsOmsk();
  Value(forum_.SettlePlanning(
      "weights { breaks: 1000000000 idle: 1000000000 early: 1000000000 unfairness: 1000000000 }"));
  EXPECT_THAT(forum_.TryToPlan(), IsOk());
}

TEST_P(PlanTest, MoreTimesThanAPlanTakesAreRefusedBeforeAnythingIsBuilt) {
  KurskMeetsOmsk();
  Value(forum_.SettlePlanning(absl::StrCat(
      "grain_minutes: 1 windows { ", Interval(Clock(10), Clock(10) + absl::Hours(24 * 30)), " }")));
  EXPECT_THAT(forum_.TryToPlan(), RefusedFor(v1::ERROR_REASON_PLAN_TOO_LARGE));
}

TEST_P(PlanTest, WindowsMustNotOverlapAndSettingsNameEachAssetOnce) {
  EXPECT_THAT(BadFields(forum_.SettlePlanning(
                  absl::StrCat("windows { ", Interval(Clock(10), Clock(12)), " } windows { ",
                               Interval(Clock(11), Clock(13)), " }"))),
              ElementsAre("settings.windows"));
  EXPECT_THAT(BadFields(forum_.SettlePlanning("assets: 'assets/table-1' assets: 'assets/table-1'")),
              ElementsAre("settings.assets[1]"));
  EXPECT_THAT(BadFields(forum_.SettlePlanning("assets: 'assets/headsets'")),
              ElementsAre("settings.assets[0]"));
  EXPECT_THAT(forum_.SettlePlanning("assets: 'assets/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(forum_.PlanningSettings().grain_minutes(), 30);
}

TEST_P(PlanTest, WindowsWithoutTimeForAMeetingAreRefusedAsFieldsOrMakeAPlanImpossible) {
  KurskMeetsOmsk();
  EXPECT_THAT(BadFields(forum_.SettlePlanning(
                  absl::StrCat("windows { ", Interval(Clock(12), Clock(10)), " }"))),
              ElementsAre("settings.windows[0].interval"));
  Value(
      forum_.SettlePlanning(absl::StrCat("windows { ", Interval(Clock(10), Clock(10, 20)), " }")));
  EXPECT_THAT(forum_.TryToPlan(), RefusedFor(v1::ERROR_REASON_PLAN_IMPOSSIBLE));
  // One slot, and a meeting of two.
  Value(
      forum_.SettlePlanning(absl::StrCat("windows { ", Interval(Clock(10), Clock(10, 30)), " }")));
  const std::string longer =
      forum_.Agreed(forum_.kursk(), forum_.tula(),
                    absl::StrCat("from { people: '", anna_, "' } to { people: '", vera_,
                                 "' } duration { seconds: 3600 }"));
  const v1::PlanEventResponse plan = forum_.Planned();
  EXPECT_EQ(plan.meetings_created(), 1);
  ASSERT_THAT(plan.unplaced(), SizeIs(1));
  EXPECT_EQ(plan.unplaced(0).activity(), longer);
  EXPECT_EQ(plan.unplaced(0).explanation().standing(), Explanation::IMPOSSIBLE);
}

TEST_P(PlanTest, WindowsMoveWithAnEventThatIsPutOff) {
  const std::string request = KurskMeetsOmsk();
  forum_.Planned();
  const absl::Time start = StartOf(request);
  const absl::Duration week = absl::Hours(24 * 7);
  forum_.Postpone(testing::Forum::start() + week);
  const v1::PlanningSettings settings = forum_.PlanningSettings();
  ASSERT_THAT(settings.windows(), SizeIs(1));
  EXPECT_EQ(testing::TimeOf(settings.windows(0).interval().start_time()), Clock(10) + week);
  EXPECT_EQ(testing::TimeOf(settings.windows(0).interval().end_time()), Clock(12) + week);
  // What was planned is in them still, so that nothing moves.
  EXPECT_EQ(StartOf(request), start + week);
  EXPECT_EQ(forum_.Planned().meetings_kept(), 1);
}

TEST_P(PlanTest, OfTwoWhoPlanAnEventAtOnceOneIsRefused) {
  KurskMeetsOmsk();
  std::vector<absl::Status> begun(2);
  testing::Race(2, [&](int i) { begun[static_cast<size_t>(i)] = forum_.Begin().status(); });
  EXPECT_NE(begun[0].ok(), begun[1].ok());
  const absl::Status& refused = begun[begun[0].ok() ? 1 : 0];
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_PLAN_UNDER_WAY));
}

TEST_P(PlanTest, AReleaseAndABookingOfTheSameTableAtOnceAreNeverBothMade) {
  const std::string request = KurskMeetsOmsk();
  forum_.Planned();
  const v1::Meeting meeting = forum_.MeetingOf(request);
  const absl::Time start = PlanningForum::StartOf(meeting);
  absl::Status released;
  absl::StatusOr<v1::Booking> booking = absl::UnknownError("not tried");
  testing::Race(2, [&](int i) {
    if (i == 0) {
      released = forum_.ReleaseAll().status();
    } else {
      booking = forum_.CreateBooking(start, start + absl::Minutes(30), Uses("table-1"));
    }
  });
  EXPECT_NE(released.ok(), booking.ok());
  if (released.ok()) {
    EXPECT_THAT(booking, RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
    EXPECT_EQ(base::MetadataOf(booking.status()).at("blockedBy"), meeting.name());
  } else {
    EXPECT_THAT(released, RefusedFor(v1::ERROR_REASON_SCHEDULE_HAS_CONFLICTS));
    EXPECT_EQ(base::MetadataOf(released).at("blockedBy"), booking->name());
    EXPECT_EQ(base::MetadataOf(released).at("activity"), meeting.name());
  }
}

TEST_P(PlanTest, WhereAPlaceIsTakenAwayOnlyWhatStoodThereMoves) {
  const std::vector<std::string> requests = {KurskMeetsOmsk(), OmskMeetsTula(), KurskMeetsTula()};
  forum_.Planned();
  std::vector<absl::Time> before;
  before.reserve(requests.size());
  for (const std::string& request : requests) before.push_back(StartOf(request));
  // The first has lost its people for that time.
  forum_.Session(before[0], before[0] + absl::Minutes(30), Attends(anna_), "allow_conflicts: true");
  const v1::PlanEventResponse plan = forum_.Planned();
  EXPECT_EQ(plan.meetings_moved(), 1);
  EXPECT_EQ(plan.meetings_kept(), 2);
  EXPECT_NE(StartOf(requests[0]), before[0]);
  EXPECT_EQ(StartOf(requests[1]), before[1]);
  EXPECT_EQ(StartOf(requests[2]), before[2]);
}

TEST_P(PlanTest, WhatWasEditedByHandIsKeptByThePlanThatFollows) {
  const std::string first = KurskMeetsOmsk();
  forum_.Planned();
  ASSERT_THAT(
      forum_.UpdateMeeting(forum_.MeetingOf(first).name(), Interval(Clock(11, 30), Clock(12))),
      IsOk());
  const std::string second = OmskMeetsTula();
  const v1::PlanEventResponse plan = forum_.Planned();
  EXPECT_EQ(plan.meetings_kept(), 1);
  EXPECT_EQ(plan.meetings_created(), 1);
  EXPECT_EQ(StartOf(first), Clock(11, 30));
  EXPECT_EQ(StartOf(second), Clock(11));
}

TEST_P(PlanTest, OnlyWhatIsNewIsPlacedWhereNothingElseMayMove) {
  const std::string first = KurskMeetsOmsk();
  forum_.Planned();
  ASSERT_THAT(
      forum_.UpdateMeeting(forum_.MeetingOf(first).name(), Interval(Clock(10, 30), Clock(11))),
      IsOk());
  const std::string second = OmskMeetsTula();
  const v1::PlanEventResponse plan = forum_.Planned("scope: NEW_ONLY");
  EXPECT_EQ(plan.meetings_created(), 1);
  EXPECT_EQ(plan.meetings_kept(), 0);
  EXPECT_EQ(StartOf(first), Clock(10, 30));
  EXPECT_THAT(StartOf(second), ::testing::AnyOf(Clock(10), Clock(11)));
}

TEST_P(PlanTest, AMeetingThatWasDeletedSinceIsNoPartOfThePlanThatFollows) {
  const std::string first = KurskMeetsOmsk();
  forum_.Planned();
  Value(forum_.Do(&PlanningForum::Schedule::DeleteMeeting,
                  PlanningForum::Named(forum_.MeetingOf(first).name())));
  EXPECT_EQ(forum_.StateOfRequest(first), v1::MeetingRequest::ACCEPTED);
  const v1::PlanEventResponse plan = forum_.Planned();
  EXPECT_EQ(plan.meetings_created(), 1);
  EXPECT_EQ(plan.meetings_kept(), 0);
}

TEST_P(PlanTest, AMeetingThatIsDeletedWhileItsPlanIsMadeOutdatesIt) {
  const std::string first = KurskMeetsOmsk();
  forum_.Planned();
  const std::string meeting = forum_.MeetingOf(first).name();
  const absl::Time start = StartOf(first);
  // It has to move.
  forum_.Session(start, start + absl::Minutes(30), Attends(anna_), "allow_conflicts: true");
  const auto operation = Value(forum_.Begin());
  forum_.Step(operation.name());
  Value(forum_.Do(&PlanningForum::Schedule::DeleteMeeting, PlanningForum::Named(meeting)));
  const absl::Status refused = PlanningForum::ResultOf(forum_.Finish(operation.name())).status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_PLAN_OUTDATED));
  EXPECT_EQ(base::MetadataOf(refused).at("activities"), meeting);
}

TEST_P(PlanTest, WhatIsBookedWhileAPlanIsMadeIsNamedAndNothingIsWritten) {
  const std::string request = KurskMeetsOmsk();
  const auto operation = Value(forum_.Begin());
  forum_.Step(operation.name());
  const std::string booking = forum_.Booking(Clock(9), Clock(13), Uses("table-1"));
  const absl::Status refused = PlanningForum::ResultOf(forum_.Finish(operation.name())).status();
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_PLAN_OUTDATED));
  EXPECT_EQ(base::MetadataOf(refused).at("activities"), booking);
  EXPECT_THAT(forum_.Meetings(), IsEmpty());
  EXPECT_EQ(forum_.StateOfRequest(request), v1::MeetingRequest::ACCEPTED);
  // Planned again it goes on with what there is: no table, so no meeting.
  const v1::PlanEventResponse plan = forum_.Planned();
  EXPECT_EQ(plan.unplaced_count(), 1);
}

TEST_P(PlanTest, AReleaseAfterTheLedgerMovedNamesEverythingThatStandsInTheWay) {
  KurskMeetsOmsk();
  OmskMeetsTula();
  forum_.Planned();
  // Two bookings, one at the time of each.
  for (const v1::Meeting& meeting : forum_.Meetings()) {
    const absl::Time start = PlanningForum::StartOf(meeting);
    forum_.Booking(start, start + absl::Minutes(30), Uses("table-1"));
  }
  const absl::Status refused = forum_.ReleaseAll().status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_SCHEDULE_HAS_CONFLICTS));
  EXPECT_EQ(base::MetadataOf(refused).at("conflicts"), "2");
  EXPECT_THAT(BadFields(refused), SizeIs(2));
}

TEST_P(PlanTest, TheDearerOfTwoRequestsForTheLastPlaceIsPlaced) {
  Value(
      forum_.SettlePlanning(absl::StrCat("windows { ", Interval(Clock(10), Clock(10, 30)), " }")));
  const std::string wish = KurskMeetsOmsk("preference: 5");
  const std::string must = OmskMeetsTula("preference: 1");
  const v1::PlanEventResponse plan = forum_.Planned();
  EXPECT_EQ(forum_.StateOfRequest(must), v1::MeetingRequest::SCHEDULED);
  ASSERT_THAT(plan.unplaced(), SizeIs(1));
  EXPECT_EQ(plan.unplaced(0).activity(), wish);
  EXPECT_EQ(plan.score().left_out(), 200);
}

TEST_P(PlanTest, AMeetingThatLosesItsPlaceForGoodIsGoneAndItsRequestIsOpenAgain) {
  const std::string request = KurskMeetsOmsk();
  forum_.Planned();
  forum_.Session(Clock(9), Clock(13), Attends(anna_), "allow_conflicts: true");
  const v1::PlanEventResponse plan = forum_.Planned();
  EXPECT_EQ(plan.meetings_cancelled(), 1);
  EXPECT_EQ(forum_.StateOfRequest(request), v1::MeetingRequest::ACCEPTED);
  EXPECT_THAT(forum_.Meetings(), IsEmpty());
}

TEST_P(PlanTest, InterpretersAreBookedByTheStaffingRule) {
  const std::string request =
      KurskMeetsOmsk("interpretation { mode: CONSECUTIVE languages: 'ru' languages: 'zh' }");
  forum_.Planned();
  EXPECT_THAT(forum_.MeetingOf(request).interpretation().interpreters(),
              ElementsAre("assets/ru-zh"));
}

TEST_P(PlanTest, WhoIsOnTheWayFromAnotherVenueIsNotPlannedTooSoon) {
  const std::string request = KurskMeetsOmsk();
  // The hotel is half an hour away.
  forum_.Session(Clock(9), Clock(11), absl::StrCat(Attends(anna_), Uses("salon")));
  forum_.Planned();
  EXPECT_EQ(StartOf(request), Clock(11, 30));
}

TEST_P(PlanTest, WhereNoWindowsAreSetTheHoursOfTheScheduleCount) {
  Value(forum_.SettlePlanning("", "update_mask { paths: 'windows' }"));
  const std::string request = KurskMeetsOmsk();
  Value(forum_.SettlePlanning("weights { early: 1 }"));
  forum_.Planned();
  EXPECT_EQ(StartOf(request), Clock(9));
}

TEST_P(PlanTest, WhereEverybodyMeetsEverybodyAllOfItIsWrittenAndReleasedAtOnce) {
  constexpr int kSides = 13;
  constexpr int kMeetings = kSides * (kSides - 1) / 2;
  std::string assets;
  for (int i = 1; i <= 7; ++i) {
    if (i > 1) forum_.AddAsset(absl::StrCat("table-", i), "kind: TABLE venue: 'venues/palace'");
    absl::StrAppend(&assets, "assets: 'assets/table-", i, "' ");
  }
  Value(forum_.SettlePlanning(
      absl::StrCat(assets, "windows { ", Interval(Clock(10), Clock(18)), " }")));
  std::vector<std::string> parties;
  std::vector<std::string> people;
  for (int i = 0; i < kSides; ++i) {
    parties.push_back(forum_.Organization(absl::StrCat("side-", i)));
    people.push_back(forum_.Person());
    for (int j = 0; j < i; ++j) {
      forum_.Wanted(parties[static_cast<size_t>(j)], people[static_cast<size_t>(j)], parties.back(),
                    people.back());
    }
  }
  const std::string operation = Value(forum_.Begin()).name();
  // Until everybody has a place; then the time given is over.
  const auto left_out = [&] {
    const auto metadata = PlanningForum::MetadataOf(forum_.GetOperation(operation));
    return !metadata.has_best_score() || metadata.best_score() >= 1'000;
  };
  while (left_out()) forum_.Step(operation);
  forum_.clock().Advance(absl::Minutes(1));
  const auto plan = Value(PlanningForum::ResultOf(forum_.Finish(operation)));
  EXPECT_EQ(plan.meetings_created(), kMeetings);
  EXPECT_EQ(plan.unplaced_count(), 0);
  EXPECT_EQ(forum_.Meetings().size(), static_cast<size_t>(kMeetings));
  EXPECT_EQ(Value(forum_.ReleaseAll()).added(), kMeetings);
}

// --- Questions.

TEST_P(PlanTest, ARequestThatHasAPlaceWaitingIsSaidToFitThere) {
  const std::string request = KurskMeetsOmsk();
  const Explanation explanation = Value(forum_.Explain(request));
  EXPECT_EQ(explanation.activity(), request);
  EXPECT_EQ(explanation.standing(), Explanation::FITS);
  EXPECT_THAT(explanation.place().assets(), ElementsAre("assets/table-1"));
  EXPECT_THAT(explanation.place().local_start(), HasSubstr("2023-06-01T1"));
  forum_.Planned();
  EXPECT_EQ(Value(forum_.Explain(request)).standing(), Explanation::PLACED);
  EXPECT_EQ(Value(forum_.Explain(forum_.MeetingOf(request).name())).standing(),
            Explanation::PLACED);
}

TEST_P(PlanTest, WhatStandsInTheWayAsThingsStandIsNamedWithWhatCouldMove) {
  Value(forum_.SettlePlanning(absl::StrCat("windows { ", Interval(Clock(10), Clock(11)), " }")));
  const std::string first = KurskMeetsTula();
  forum_.Planned();
  const std::string meeting = forum_.MeetingOf(first).name();
  // The other can only be when the first is.
  const absl::Time start = StartOf(first);
  const std::string second = KurskMeetsOmsk(Proposed(start, start + absl::Minutes(30)));
  const Explanation explanation = Value(forum_.Explain(second));
  EXPECT_EQ(explanation.standing(), Explanation::FITS_IF_OTHERS_MOVE);
  EXPECT_TRUE(explanation.is_minimal());
  std::vector<std::string> stays;
  for (const Constraint& each : explanation.constraints()) {
    if (each.kind() == Constraint::STAYS) stays.push_back(each.activity());
    EXPECT_THAT(each.text(), ::testing::Not(IsEmpty()));
  }
  EXPECT_THAT(stays, ElementsAre(meeting));

  const v1::SuggestRelaxationsResponse help = Value(forum_.Suggest(second));
  ASSERT_THAT(help.remedies(), ::testing::Not(IsEmpty()));
  const v1::Remedy& best = help.remedies(0);
  ASSERT_THAT(best.steps(), SizeIs(1));
  EXPECT_EQ(best.steps(0).kind(), v1::RemedyStep::MOVE);
  EXPECT_EQ(best.steps(0).activity(), meeting);
  EXPECT_EQ(testing::TimeOf(best.steps(0).from().start_time()), start);
  EXPECT_NE(testing::TimeOf(best.steps(0).to().start_time()), start);
  EXPECT_TRUE(best.is_cheapest());
  EXPECT_EQ(testing::TimeOf(best.place().interval().start_time()), start);
}

TEST_P(PlanTest, WhoIsElsewhereWhateverMovesIsNamedWithWhatOccupiesThem) {
  const std::string request = KurskMeetsOmsk();
  const std::string session = forum_.Session(Clock(9), Clock(13), Attends(anna_));
  const Explanation explanation = Value(forum_.Explain(request));
  EXPECT_EQ(explanation.standing(), Explanation::IMPOSSIBLE);
  const Constraint* not_there = nullptr;
  for (const Constraint& each : explanation.constraints()) {
    if (each.kind() == Constraint::NOT_THERE) not_there = &each;
  }
  ASSERT_NE(not_there, nullptr);
  EXPECT_EQ(not_there->person(), forum_.Participant(anna_).person());
  EXPECT_THAT(not_there->occupied_by(), ElementsAre(session));
  const v1::SuggestRelaxationsResponse help = Value(forum_.Suggest(request));
  ASSERT_THAT(help.remedies(), ::testing::Not(IsEmpty()));
  EXPECT_EQ(help.remedies(0).steps(0).kind(), v1::RemedyStep::PERSON_COMES);
  EXPECT_EQ(help.explanation().standing(), Explanation::IMPOSSIBLE);
}

TEST_P(PlanTest, WhatIsNotAcceptedOrCancelledHasNothingToExplain) {
  const std::string pending = forum_.Asked(forum_.kursk(), forum_.omsk());
  EXPECT_THAT(forum_.Explain(pending), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const std::string meeting = forum_.Meeting(Clock(10), Clock(10, 30), OfKursk());
  Value(forum_.Do(&PlanningForum::Schedule::CancelMeeting,
                  PlanningForum::Named(meeting, "reason: 'no need'")));
  EXPECT_THAT(forum_.Explain(meeting), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Suggest("events/tibo/meetingRequests/none"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(PlanTest, APinnedMeetingThatMeetsAnotherIsRefusedByItself) {
  const std::string one = forum_.Meeting(Clock(10), Clock(10, 30), OfKursk("is_pinned: true"));
  const std::string session =
      forum_.Session(Clock(10), Clock(11), Attends(anna_), "allow_conflicts: true");
  KurskMeetsOmsk();
  const Explanation explanation = Value(forum_.Explain(one));
  EXPECT_EQ(explanation.standing(), Explanation::REFUSED);
  EXPECT_EQ(base::MetadataOf(base::FromRpcStatus(explanation.error())).at("blockedBy"), session);
}

}  // namespace
}  // namespace plenary::planning
