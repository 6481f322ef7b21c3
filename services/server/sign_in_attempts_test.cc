#include "services/server/sign_in_attempts.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/clock.h"
#include "tests/testing/matchers.h"

namespace plenary::server {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;

constexpr char kAdmin[] = "users/admin";
constexpr char kHere[] = "192.0.2.7";
constexpr char kElsewhere[] = "198.51.100.9";

absl::Duration RetryAfter(const absl::Status& status) {
  const google::rpc::Status refusal = base::ToRpcStatus(status);
  for (const auto& detail : refusal.details()) {
    google::rpc::RetryInfo info;
    if (detail.UnpackTo(&info)) {
      return absl::Seconds(info.retry_delay().seconds()) +
             absl::Nanoseconds(info.retry_delay().nanos());
    }
  }
  return absl::ZeroDuration();
}

class SignInAttemptsTest : public ::testing::Test {
 protected:
  absl::Status Try(const std::string& account, const std::string& address) {
    return attempts_.Begin(account, address, clock_.Now());
  }

  plenary::testing::ManualClock clock_;
  SignInAttempts attempts_;
};

TEST_F(SignInAttemptsTest, AfterFiveFailuresEachNextTryWaitsTwiceAsLongUpToAQuarterOfAnHour) {
  for (int i = 0; i < 5; ++i) EXPECT_THAT(Try(kAdmin, kHere), IsOk());
  for (const int seconds : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
    const absl::Status refused = Try(kAdmin, kHere);
    EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_TOO_MANY_ATTEMPTS));
    EXPECT_EQ(RetryAfter(refused), absl::Seconds(seconds));
    clock_.Advance(absl::Seconds(seconds));
    EXPECT_THAT(Try(kAdmin, kHere), IsOk()) << seconds;
  }
  EXPECT_EQ(attempts_.lockouts(), 12);
}

TEST_F(SignInAttemptsTest, StrangersLockNobodyOutElsewhere) {
  for (int i = 0; i < 5; ++i) EXPECT_THAT(Try(kAdmin, kHere), IsOk());
  EXPECT_THAT(Try(kAdmin, kHere), RefusedFor(v1::ERROR_REASON_TOO_MANY_ATTEMPTS));
  EXPECT_THAT(Try(kAdmin, kElsewhere), IsOk());
}

TEST_F(SignInAttemptsTest, AnAddressCannotTryManyAccounts) {
  for (int i = 0; i < 50; ++i) EXPECT_THAT(Try(absl::StrCat("users/u", i), kHere), IsOk());
  EXPECT_THAT(Try("users/another", kHere), RefusedFor(v1::ERROR_REASON_TOO_MANY_ATTEMPTS));
  EXPECT_THAT(Try("users/another", kElsewhere), IsOk());
}

TEST_F(SignInAttemptsTest, SuccessForgivesTheAccountButNotTheOthersAtTheAddress) {
  for (int i = 0; i < 49; ++i) EXPECT_THAT(Try(absl::StrCat("users/u", i), kHere), IsOk());
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(Try(kAdmin, kHere), IsOk());
    attempts_.Succeeded(kAdmin, kHere);
  }
  EXPECT_THAT(Try("users/another", kHere), IsOk());
  EXPECT_THAT(Try("users/another", kHere), RefusedFor(v1::ERROR_REASON_TOO_MANY_ATTEMPTS));
}

TEST_F(SignInAttemptsTest, WhatWasNotTriedDoesNotCount) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(Try(kAdmin, kHere), IsOk());
    attempts_.Withdrawn(kAdmin, kHere);
  }
}

TEST_F(SignInAttemptsTest, AnHourWithoutAFailureIsForgiven) {
  for (int i = 0; i < 5; ++i) EXPECT_THAT(Try(kAdmin, kHere), IsOk());
  clock_.Advance(absl::Hours(1));
  for (int i = 0; i < 5; ++i) EXPECT_THAT(Try(kAdmin, kHere), IsOk());
}

TEST_F(SignInAttemptsTest, AMillionFailedLoginsTakeBoundedMemoryAndKeepNobodyElseOut) {
  SignInAttempts attempts(1000);
  for (int i = 0; i < 1'000'000; ++i) {
    // Of many accounts from many addresses, and of the administrator's from each of them.
    const std::string address = absl::StrCat("203.0.113.", i % 10'000);
    (void)attempts.Begin(i % 2 == 0 ? std::string(kAdmin) : absl::StrCat("users/u", i), address,
                         clock_.Now());
    ASSERT_LE(attempts.remembered(), 2000);
  }
  EXPECT_THAT(attempts.Begin(kAdmin, kElsewhere, clock_.Now()), IsOk());
}

}  // namespace
}  // namespace plenary::server
