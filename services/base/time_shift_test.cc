// Times that move with an event.
#include "services/base/time_shift.h"

#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"

namespace plenary::base {
namespace {

using google::protobuf::util::TimeUtil;

google::protobuf::Timestamp TimeAt(int64_t seconds, int32_t nanos = 0) {
  google::protobuf::Timestamp time;
  time.set_seconds(seconds);
  time.set_nanos(nanos);
  return time;
}

TEST(TimeShift, MovesTheEndsThatAreSetAndNoOthers) {
  google::type::Interval interval;
  *interval.mutable_end_time() = TimeAt(150, 5000);
  ShiftBy(absl::Seconds(500) + absl::Microseconds(2), interval);
  EXPECT_FALSE(interval.has_start_time());
  EXPECT_EQ(interval.end_time().seconds(), 650);
  EXPECT_EQ(interval.end_time().nanos(), 7000);
}

TEST(TimeShift, TimesBefore1970HaveNanosecondsThatCountForward) {
  google::protobuf::Timestamp time = TimeAt(1);
  ShiftBy(-absl::Milliseconds(1500), time);
  EXPECT_EQ(time.seconds(), -1);
  EXPECT_EQ(time.nanos(), 500'000'000);
}

TEST(TimeShift, KeepsTimesWithinWhatAMessageCanHold) {
  google::type::Interval interval;
  *interval.mutable_start_time() = TimeAt(TimeUtil::kTimestampMinSeconds);
  *interval.mutable_end_time() = TimeAt(TimeUtil::kTimestampMaxSeconds);
  ShiftBy(absl::Hours(1), interval);
  EXPECT_EQ(interval.end_time().seconds(), TimeUtil::kTimestampMaxSeconds);
  ShiftBy(-absl::Hours(24 * 366), interval);
  EXPECT_EQ(interval.start_time().seconds(), TimeUtil::kTimestampMinSeconds);
}

}  // namespace
}  // namespace plenary::base
