// Which meeting answers which request, in both modes, over every engine.
#include "services/schedule/answered_requests.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchmaking.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::Interval;
using ::plenary::testing::IsOk;
using ::plenary::testing::MatchmakingForum;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Request = v1::MeetingRequest;
using Schedule = MatchmakingForum::Schedule;

constexpr char kInProgress[] = "view: WORK_IN_PROGRESS";

class AnsweredRequestsTest : public testing::MatchmakingTest {
 protected:
  void SetUp() override { request_ = forum_.Agreed(forum_.kursk(), forum_.omsk()); }

  absl::StatusOr<v1::Meeting> Meet(const std::string& request, const std::string& rest = "",
                                   const std::string& more = "") {
    return forum_.CreateMeeting(
        Clock(10), Clock(11),
        absl::StrCat("request: '", request, "' parties { delegation: '", forum_.kursk(),
                     "' } parties { delegation: '", forum_.omsk(), "' } ", rest),
        more);
  }
  std::string Met(const std::string& request) { return Value(Meet(request)).name(); }
  v1::Meeting InProgress(const std::string& name) {
    return Value(forum_.Ask(&Schedule::GetMeeting, MatchmakingForum::Named(name, kInProgress)));
  }
  absl::StatusOr<v1::Meeting> Update(const std::string& name, const std::string& fields,
                                     const std::string& more = "") {
    return forum_.Do(&Schedule::UpdateMeeting,
                     absl::StrCat("meeting { name: '", name, "' ", fields, " } ", more));
  }
  absl::StatusOr<v1::Meeting> Cancel(const std::string& name) {
    return forum_.Do(&Schedule::CancelMeeting, MatchmakingForum::Named(name, "reason: 'ill'"));
  }
  absl::StatusOr<v1::Meeting> Delete(const std::string& name) {
    return forum_.Do(&Schedule::DeleteMeeting, MatchmakingForum::Named(name));
  }
  absl::StatusOr<v1::Meeting> Undelete(const std::string& name) {
    return forum_.Do(&Schedule::UndeleteMeeting, MatchmakingForum::Named(name));
  }
  void Release() { Value(forum_.Do(&Schedule::ReleasePlan, "parent: 'events/tibo'")); }
  absl::StatusOr<v1::Plan> Revert(int number, const std::string& rest = "") {
    return forum_.Do(
        &Schedule::RevertPlan,
        absl::StrCat("parent: 'events/tibo' plan: 'events/tibo/plans/", number, "' ", rest));
  }
  void ExpectScheduled(const std::string& request, const std::string& meeting) {
    EXPECT_EQ(forum_.GetRequest(request).state(), Request::SCHEDULED);
    EXPECT_EQ(forum_.GetRequest(request).meeting(), meeting);
  }
  void ExpectWaiting(const std::string& request) {
    EXPECT_EQ(forum_.GetRequest(request).state(), Request::ACCEPTED);
    EXPECT_EQ(forum_.GetRequest(request).meeting(), "");
  }

  std::string request_;
};
PLENARY_ON_EVERY_ENGINE(AnsweredRequestsTest);

TEST_P(AnsweredRequestsTest, AMeetingSchedulesTheRequestThatItAnswers) {
  const std::string meeting = Met(request_);
  ExpectScheduled(request_, meeting);
  EXPECT_THAT(forum_.Requests(absl::StrCat("filter: 'meeting = \"", meeting, "\"'")),
              ElementsAre(request_));
  EXPECT_THAT(forum_.Cancel(request_), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.DeleteRequest(request_), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
}

TEST_P(AnsweredRequestsTest, AMeetingInProgressSchedulesItBeforeItIsReleased) {
  forum_.WorkInVersions();
  ExpectScheduled(request_, Met(request_));
}

TEST_P(AnsweredRequestsTest, ADryRunOrARefusedMeetingSchedulesNothing) {
  ASSERT_THAT(Meet(request_, "", "validate_only: true"), IsOk());
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  EXPECT_THAT(Meet(request_, Uses("hall-a")), RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  ExpectWaiting(request_);
}

TEST_P(AnsweredRequestsTest, ACancelledMeetingLeavesItsRequestWaiting) {
  for (const bool in_versions : {false, true}) {
    if (in_versions) forum_.WorkInVersions();
    const std::string meeting = Met(request_);
    if (in_versions) Release();
    ASSERT_THAT(Cancel(meeting), IsOk());
    ExpectWaiting(request_);
  }
}

TEST_P(AnsweredRequestsTest, ADeletedMeetingLeavesItsRequestWaitingUntilItComesBack) {
  for (const bool in_versions : {false, true}) {
    if (in_versions) forum_.WorkInVersions();
    const std::string meeting = Met(request_);
    ASSERT_THAT(Delete(meeting), IsOk());
    ExpectWaiting(request_);
    ASSERT_THAT(Undelete(meeting), IsOk());
    ExpectScheduled(request_, meeting);
    ASSERT_THAT(Delete(meeting), IsOk());
  }
}

TEST_P(AnsweredRequestsTest, ARequestHasOneMeetingThatStands) {
  const std::string meeting = Met(request_);
  const absl::Status second =
      forum_
          .CreateMeeting(Clock(15), Clock(16),
                         absl::StrCat("parties { delegation: '", forum_.kursk(), "' } request: '",
                                      request_, "'"))
          .status();
  EXPECT_THAT(second, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(second)["blockedBy"], meeting);
  ASSERT_THAT(Delete(meeting), IsOk());
  ExpectScheduled(request_, Met(request_));
  EXPECT_THAT(Undelete(meeting), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
}

TEST_P(AnsweredRequestsTest, OnlyAnAcceptedRequestOfTheEventIsAnswered) {
  const std::string pending = forum_.Asked(forum_.kursk(), forum_.tula());
  EXPECT_THAT(Meet(pending), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(Meet("events/tibo/meetingRequests/unknown"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(Meet("events/other/meetingRequests/a")), ElementsAre("meeting.request"));
  ASSERT_THAT(forum_.DeleteRequest(request_), IsOk());
  EXPECT_THAT(Meet(request_), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(AnsweredRequestsTest, ATrialTellsThatARequestIsAnsweredAlreadyOrNotAgreed) {
  const std::string meeting = Met(request_);
  const std::string pending = forum_.Asked(forum_.kursk(), forum_.tula());
  const auto tried = [&](const std::string& request, absl::Time start) {
    return absl::StrCat("changes { meeting { request: '", request, "' parties { delegation: '",
                        forum_.kursk(), "' } ", Interval(start, start + absl::Hours(1)), " } } ");
  };
  const v1::CheckConflictsResponse response = Value(
      forum_.Ask(&Schedule::CheckConflicts,
                 absl::StrCat("parent: 'events/tibo' ", tried(request_, Clock(12)),
                              tried(pending, Clock(14)), "changes { cancel: '", meeting, "' }")));
  // The first is free for it once the meeting that answers it is cancelled.
  ASSERT_THAT(response.found(), SizeIs(1));
  EXPECT_EQ(response.found(0).change(), 1);
  EXPECT_THAT(base::FromRpcStatus(response.found(0).conflict().error()),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));

  const v1::CheckConflictsResponse alone =
      Value(forum_.Ask(&Schedule::CheckConflicts,
                       absl::StrCat("parent: 'events/tibo' ", tried(request_, Clock(12)))));
  ASSERT_THAT(alone.found(), SizeIs(1));
  const absl::Status answered = base::FromRpcStatus(alone.found(0).conflict().error());
  EXPECT_THAT(answered, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(answered).at("blockedBy"), meeting);
  ExpectScheduled(request_, meeting);
}

TEST_P(AnsweredRequestsTest, AMeetingThatNamesAnotherRequestFreesTheFirst) {
  const std::string other = forum_.Agreed(forum_.tula(), forum_.omsk());
  const std::string meeting = Met(request_);
  ASSERT_THAT(Update(meeting, absl::StrCat("request: '", other, "'")), IsOk());
  ExpectWaiting(request_);
  ExpectScheduled(other, meeting);
  ASSERT_THAT(Update(meeting, "", "update_mask { paths: 'request' }"), IsOk());
  ExpectWaiting(other);
}

TEST_P(AnsweredRequestsTest, MeetingsOfACancelledEventLeaveTheirRequestsWaiting) {
  Met(request_);
  ASSERT_THAT(
      forum_.Do(&MatchmakingForum::Events::CancelEvent, "name: 'events/tibo' reason: 'storm'"),
      IsOk());
  ExpectWaiting(request_);
}

TEST_P(AnsweredRequestsTest, ARevertedPlanSchedulesWhatItsMeetingsAnsweredAndFreesTheRest) {
  for (const bool in_versions : {false, true}) {
    const std::string later =
        forum_.Agreed(in_versions ? forum_.kursk() : forum_.omsk(), forum_.tula());
    if (in_versions) forum_.WorkInVersions();
    const std::string meeting = Met(request_);
    if (in_versions) Release();
    const auto plans = Value(forum_.Ask(&Schedule::ListPlans, "parent: 'events/tibo'"));
    const std::string before = plans.plans(0).name();
    ASSERT_THAT(Delete(meeting), IsOk());
    const std::string second = forum_.Meeting(
        Clock(15), Clock(16),
        absl::StrCat("request: '", later, "' parties { delegation: '", forum_.tula(), "' }"));
    ExpectScheduled(later, second);
    ASSERT_THAT(forum_.Do(&Schedule::RevertPlan,
                          absl::StrCat("parent: 'events/tibo' plan: '", before, "'")),
                IsOk());
    ExpectScheduled(request_, meeting);
    ExpectWaiting(later);
    ASSERT_THAT(Delete(meeting), IsOk());
  }
}

TEST_P(AnsweredRequestsTest, WhatComesBackStandsWithoutARequestThatWaitsNoMore) {
  const std::string meeting = Met(request_);
  ASSERT_THAT(Delete(meeting), IsOk());
  ASSERT_THAT(forum_.Cancel(request_), IsOk());
  const v1::Meeting back = Value(Undelete(meeting));
  EXPECT_EQ(back.request(), "");
  EXPECT_EQ(forum_.StateOfRequest(request_), Request::CANCELLED);
}

TEST_P(AnsweredRequestsTest, ARevertedPlanStandsWithoutARequestThatWaitsNoMore) {
  forum_.WorkInVersions();
  const std::string meeting = Met(request_);
  Release();
  ASSERT_THAT(Cancel(meeting), IsOk());
  Release();
  ASSERT_THAT(forum_.Cancel(request_), IsOk());
  ASSERT_THAT(Revert(1), IsOk());
  EXPECT_EQ(InProgress(meeting).request(), "");
  EXPECT_EQ(InProgress(meeting).state(), v1::RELEASED);
}

TEST_P(AnsweredRequestsTest, PinAndRequestAreKeptAndToldOfInADiff) {
  forum_.WorkInVersions();
  const std::string meeting = Met(request_);
  Release();
  ASSERT_THAT(Update(meeting, "is_pinned: true"), IsOk());
  EXPECT_TRUE(InProgress(meeting).is_pinned());
  EXPECT_EQ(InProgress(meeting).request(), request_);
  const auto diff = Value(forum_.Ask(&Schedule::DiffPlans, "parent: 'events/tibo'"));
  ASSERT_THAT(diff.changes(), SizeIs(1));
  EXPECT_THAT(diff.changes(0).fields(), ElementsAre("is_pinned"));
  Release();
  EXPECT_TRUE(
      Value(forum_.Ask(&Schedule::GetMeeting, MatchmakingForum::Named(meeting))).is_pinned());
}

TEST_P(AnsweredRequestsTest, AFocalPointSeesWhichRequestAMeetingAnswersAndNotThatItIsPinned) {
  const std::string meeting = Value(Meet(request_, "is_pinned: true")).name();
  forum_.ActAs("users/kira", &forum_.of_kursk());
  const v1::Meeting told =
      Value(forum_.Ask(&Schedule::GetMeeting, MatchmakingForum::Named(meeting)));
  EXPECT_EQ(told.request(), request_);
  EXPECT_FALSE(told.is_pinned());
  EXPECT_EQ(forum_.StateOfRequest(request_), Request::SCHEDULED);
  EXPECT_EQ(forum_.GetRequest(request_).meeting(), "");
}

}  // namespace
}  // namespace plenary::schedule
