#include "services/server/rate_limits.h"

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

using plenary::testing::IsOk;
using plenary::testing::ManualClock;
using plenary::testing::RefusedFor;

constexpr char kAddress[] = "192.0.2.7";

absl::Duration RetryDelayOf(const absl::Status& status) {
  google::rpc::RetryInfo retry;
  const google::rpc::Status rich = base::ToRpcStatus(status);
  for (const google::protobuf::Any& any : rich.details()) any.UnpackTo(&retry);
  return absl::Seconds(retry.retry_delay().seconds()) +
         absl::Nanoseconds(retry.retry_delay().nanos());
}

ServerOptions Rates(int64_t per_address, int64_t reads, int64_t writes) {
  ServerOptions options;
  options.rate_per_address = per_address;
  options.rate_reads = reads;
  options.rate_writes = writes;
  return options;
}

TEST(AddressOf, AnAddressIsWithoutItsPort) {
  EXPECT_EQ(AddressOf("ipv4:192.0.2.7:50312"), "192.0.2.7");
  EXPECT_EQ(AddressOf("ipv6:%5B::1%5D:50312"), "::1");
}

TEST(AddressOf, AnIpv6CustomerIsANetwork) {
  EXPECT_EQ(AddressOf("ipv6:%5B2001:db8:1:2:3:4:5:6%5D:50312"), "2001:db8:1:2::/64");
  EXPECT_EQ(AddressOf("ipv6:[2001:db8:1:2::9]:50312"), "2001:db8:1:2::/64");
  EXPECT_EQ(AddressOf("ipv6:%5Bfe80::1%25eth0%5D:50312"), "fe80::/64");
}

TEST(AddressOf, AnIpv4AddressThatComesAsIpv6IsTheSameAddress) {
  EXPECT_EQ(AddressOf("ipv6:%5B::ffff:192.0.2.7%5D:50312"), "192.0.2.7");
}

TEST(AddressOf, WhatHasNoAddressGivesNone) {
  EXPECT_EQ(AddressOf("unix:/run/plenary.sock"), "");
  EXPECT_EQ(AddressOf("ipv6:nonsense"), "");
  EXPECT_EQ(AddressOf(""), "");
}

TEST(RateLimits, ACallerMayDoFourSecondsWorthAtOnceAndThenItsRate) {
  const ManualClock clock;
  RateLimits limits(Rates(0, 10, 5));
  for (int i = 0; i < 40; ++i) {
    ASSERT_THAT(limits.TakeForCaller("users/anna", /*reads=*/true, clock.Now()), IsOk()) << i;
  }
  const absl::Status refused = limits.TakeForCaller("users/anna", true, clock.Now());
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RATE_LIMITED));
  EXPECT_EQ(base::MetadataOf(refused).at("limit"), "reads");
  EXPECT_EQ(RetryDelayOf(refused), absl::Milliseconds(100));
  EXPECT_EQ(limits.refused_reads(), 1);
}

TEST(RateLimits, WhoWaitsAsLongAsItWasToldGetsIn) {
  ManualClock clock;
  RateLimits limits(Rates(0, 0, 5));
  absl::Status status;
  while (status.ok()) status = limits.TakeForCaller("users/anna", /*reads=*/false, clock.Now());
  EXPECT_EQ(base::MetadataOf(status).at("limit"), "writes");
  clock.Advance(RetryDelayOf(status));
  EXPECT_THAT(limits.TakeForCaller("users/anna", false, clock.Now()), IsOk());
  EXPECT_THAT(limits.TakeForCaller("users/anna", false, clock.Now()),
              RefusedFor(v1::ERROR_REASON_RATE_LIMITED));
  EXPECT_EQ(limits.refused_writes(), 2);
}

TEST(RateLimits, OneCallersHasteDoesNotSlowAnother) {
  const ManualClock clock;
  RateLimits limits(Rates(0, 1, 1));
  absl::Status status;
  while (status.ok()) status = limits.TakeForCaller("users/anna", true, clock.Now());
  EXPECT_THAT(limits.TakeForCaller("users/boris", true, clock.Now()), IsOk());
  EXPECT_THAT(limits.TakeForCaller("users/anna", /*reads=*/false, clock.Now()), IsOk())
      << "changes are counted apart from reads";
}

TEST(RateLimits, AnAddressMayDoTwoSecondsWorthAtOnce) {
  const ManualClock clock;
  RateLimits limits(Rates(10, 0, 0));
  for (int i = 0; i < 20; ++i) {
    ASSERT_THAT(limits.TakeForAddress(kAddress, clock.Now()), IsOk()) << i;
  }
  const absl::Status refused = limits.TakeForAddress(kAddress, clock.Now());
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RATE_LIMITED));
  EXPECT_EQ(base::MetadataOf(refused).at("limit"), "address");
  EXPECT_THAT(limits.TakeForAddress("192.0.2.8", clock.Now()), IsOk());
  EXPECT_EQ(limits.refused_addresses(), 1);
}

TEST(RateLimits, ThisMachineIsLimitedOnlyWhereTheOptionsSaySo) {
  const ManualClock clock;
  ServerOptions options = Rates(1, 0, 0);
  RateLimits free(options);
  options.rate_limit_loopback = true;
  RateLimits strict(options);
  for (const char* address : {"127.0.0.1", "::1"}) {
    for (int i = 0; i < 2; ++i) {
      EXPECT_THAT(free.TakeForAddress(address, clock.Now()), IsOk());
      EXPECT_THAT(strict.TakeForAddress(address, clock.Now()), IsOk());
    }
    EXPECT_THAT(free.TakeForAddress(address, clock.Now()), IsOk());
    EXPECT_THAT(strict.TakeForAddress(address, clock.Now()),
                RefusedFor(v1::ERROR_REASON_RATE_LIMITED));
  }
}

TEST(RateLimits, AfterAHundredWrongCredentialsAnAddressWaits) {
  ManualClock clock;
  RateLimits limits(Rates(0, 0, 0));
  for (int i = 0; i < 100; ++i) {
    ASSERT_THAT(limits.CheckFailures(kAddress, clock.Now()), IsOk()) << i;
    limits.CountFailure(kAddress, clock.Now());
  }
  const absl::Status refused = limits.CheckFailures(kAddress, clock.Now());
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RATE_LIMITED));
  EXPECT_THAT(limits.CheckFailures("192.0.2.8", clock.Now()), IsOk());
  clock.Advance(RetryDelayOf(refused));
  EXPECT_THAT(limits.CheckFailures(kAddress, clock.Now()), IsOk());
}

TEST(Buckets, AMillionNamesCostNoMoreMemoryThanTheTableHolds) {
  const ManualClock clock;
  Buckets buckets(1, 1);
  for (int i = 0; i < 1'000'000; ++i) buckets.Take(absl::StrCat(i), clock.Now());
  EXPECT_LE(buckets.size(), 100'000);
  EXPECT_GT(buckets.Take("999999", clock.Now()), absl::ZeroDuration()) << "the last is remembered";
}

}  // namespace
}  // namespace plenary::server
