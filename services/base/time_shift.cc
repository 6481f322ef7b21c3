#include "services/base/time_shift.h"

#include <algorithm>
#include <cstdint>

#include "google/protobuf/util/time_util.h"

namespace plenary::base {

using google::protobuf::util::TimeUtil;

void ShiftBy(absl::Duration shift, google::protobuf::Timestamp& time) {
  const absl::Time before = absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
  const absl::Time moved =
      std::clamp(before + shift, absl::FromUnixSeconds(TimeUtil::kTimestampMinSeconds),
                 absl::FromUnixSeconds(TimeUtil::kTimestampMaxSeconds));
  const int64_t seconds = absl::ToUnixSeconds(moved);
  time.set_seconds(seconds);
  time.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(moved - absl::FromUnixSeconds(seconds))));
}

void ShiftBy(absl::Duration shift, google::type::Interval& interval) {
  if (interval.has_start_time()) ShiftBy(shift, *interval.mutable_start_time());
  if (interval.has_end_time()) ShiftBy(shift, *interval.mutable_end_time());
}

}  // namespace plenary::base
