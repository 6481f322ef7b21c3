#include "plenary/retry.h"

#include <string>
#include <vector>

#include "absl/strings/cord.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.pb.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/planning.pb.h"

namespace plenary {
namespace {

using ::testing::ElementsAre;

// Time that passes only while somebody sleeps.
class FakeSurroundings : public Surroundings {
 public:
  absl::Time Now() override { return now_; }
  void Sleep(absl::Duration duration, const absl::Notification*) override {
    slept.push_back(duration);
    now_ += duration;
  }
  uint64_t Random() override { return random; }

  std::vector<absl::Duration> slept;
  uint64_t random = ~uint64_t{0};  // the whole delay

 private:
  absl::Time now_ = absl::UnixEpoch();
};

template <class Detail>
void AddDetail(absl::Status& status, const Detail& detail) {
  status.SetPayload("type.googleapis.com/" + Detail::descriptor()->full_name(),
                    absl::Cord(detail.SerializeAsString()));
}

absl::Status WithRetryInfo(absl::Status status, int seconds) {
  google::rpc::RetryInfo info;
  info.mutable_retry_delay()->set_seconds(seconds);
  AddDetail(status, info);
  return status;
}

absl::Status WithReason(absl::Status status, const std::string& reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  info.set_domain("plenary");
  AddDetail(status, info);
  return status;
}

TEST(IsSafeToRepeatTest, WhatOnlyReadsOrCarriesARequestIdIsSafe) {
  EXPECT_TRUE(IsSafeToRepeat(v1::GetEventRequest()));
  EXPECT_TRUE(IsSafeToRepeat(v1::ListParticipantsRequest()));
  EXPECT_TRUE(IsSafeToRepeat(google::longrunning::WaitOperationRequest()));
  v1::ConfirmParticipantRequest change;
  EXPECT_FALSE(IsSafeToRepeat(change));
  change.set_request_id("once");
  EXPECT_TRUE(IsSafeToRepeat(change));
}

TEST(IsSafeToRepeatTest, APlanIsBegunOnceAndAskedAboutAtWill) {
  EXPECT_TRUE(IsSafeToRepeat(v1::ExplainActivityRequest()));
  EXPECT_TRUE(IsSafeToRepeat(v1::SuggestRelaxationsRequest()));
  v1::PlanEventRequest plan;
  EXPECT_FALSE(IsSafeToRepeat(plan));
  plan.set_request_id("once");
  EXPECT_TRUE(IsSafeToRepeat(plan));
}

TEST(DelayBeforeRepeatingTest, OnlyWhatRepeatingMayHealIsRepeated) {
  struct Case {
    std::string label;
    absl::Status status;
    bool repeated;
  };
  const std::vector<Case> cases = {
      {"unreachable", absl::UnavailableError(""), true},
      {"too busy, said for how long", WithRetryInfo(absl::ResourceExhaustedError(""), 1), true},
      {"too large", absl::ResourceExhaustedError(""), false},
      {"lost race", WithReason(absl::AbortedError(""), "TOO_MUCH_CONTENTION"), true},
      {"stale etag", WithReason(absl::AbortedError(""), "ETAG_MISMATCH"), false},
      {"rule", absl::FailedPreconditionError(""), false},
      {"time over", absl::DeadlineExceededError(""), false},
      {"fault", absl::InternalError(""), false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(DelayBeforeRepeating({}, 1, c.status, 0).has_value(), c.repeated) << c.label;
  }
}

TEST(DelayBeforeRepeatingTest, DelaysDoubleUpToTheGreatestAndVaryByHalf) {
  const RetryPolicy policy = {5, absl::Seconds(1), absl::Seconds(3)};
  const absl::Status status = absl::UnavailableError("");
  EXPECT_EQ(DelayBeforeRepeating(policy, 1, status, 0), absl::Milliseconds(500));
  EXPECT_EQ(DelayBeforeRepeating(policy, 2, status, 0), absl::Seconds(1));
  EXPECT_EQ(DelayBeforeRepeating(policy, 3, status, 0), absl::Milliseconds(1500));
  EXPECT_GT(*DelayBeforeRepeating(policy, 1, status, ~uint64_t{0}), absl::Milliseconds(999));
  EXPECT_EQ(DelayBeforeRepeating(policy, 5, status, 0), absl::nullopt);
}

TEST(DelayBeforeRepeatingTest, NeverShorterThanTheServerAsks) {
  const absl::Status busy = WithRetryInfo(absl::ResourceExhaustedError(""), 7);
  EXPECT_GE(*DelayBeforeRepeating({}, 1, busy, 0), absl::Seconds(7));
}

TEST(CallWithRetriesTest, RepeatsUntilItSucceeds) {
  FakeSurroundings surroundings;
  surroundings.random = 0;
  int attempts = 0;
  const absl::Status status =
      CallWithRetries({}, surroundings, true, absl::InfiniteFuture(), [&](absl::Duration) {
        return ++attempts < 4 ? absl::UnavailableError("") : absl::OkStatus();
      });
  EXPECT_TRUE(status.ok());
  EXPECT_THAT(surroundings.slept, ElementsAre(absl::Milliseconds(50), absl::Milliseconds(100),
                                              absl::Milliseconds(200)));
}

TEST(CallWithRetriesTest, AnUnsafeCallIsTriedOnce) {
  FakeSurroundings surroundings;
  int attempts = 0;
  const absl::Status status =
      CallWithRetries({}, surroundings, false, absl::InfiniteFuture(), [&](absl::Duration) {
        ++attempts;
        return absl::UnavailableError("");
      });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(attempts, 1);
}

TEST(CallWithRetriesTest, DoesNotWaitPastTheDeadline) {
  FakeSurroundings surroundings;
  std::vector<absl::Duration> left;
  const absl::Status status = CallWithRetries(
      {}, surroundings, true, surroundings.Now() + absl::Seconds(5), [&](absl::Duration time_left) {
        left.push_back(time_left);
        return WithRetryInfo(absl::ResourceExhaustedError(""), 3);
      });
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  ASSERT_EQ(left.size(), 2u);
  EXPECT_EQ(left[0], absl::Seconds(5));
  EXPECT_LT(left[1], absl::Seconds(2));
}

}  // namespace
}  // namespace plenary
