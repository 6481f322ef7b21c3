#include "services/server/call_stats.h"

#include <algorithm>
#include <string>

#include "google/protobuf/util/time_util.h"

namespace plenary::server {

using google::protobuf::util::TimeUtil;

void CallStats::Count(absl::StatusCode code, absl::Duration took) {
  const int64_t micros = absl::ToInt64Microseconds(took);
  const auto bucket = std::lower_bound(kBounds.begin(), kBounds.end(), micros) - kBounds.begin();
  const int index = static_cast<int>(code);
  const int known = index < kCodes ? index : static_cast<int>(absl::StatusCode::kUnknown);
  by_code_[static_cast<size_t>(known)].fetch_add(1, std::memory_order_relaxed);
  by_latency_[static_cast<size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  latency_sum_us_.fetch_add(micros, std::memory_order_relaxed);
}

v1::MethodCalls CallStats::Snapshot(absl::string_view method) const {
  v1::MethodCalls calls;
  calls.set_method(std::string(method));
  for (int code = 0; code < kCodes; ++code) {
    const int64_t count = by_code_[static_cast<size_t>(code)].load(std::memory_order_relaxed);
    if (count == 0) continue;
    (*calls
          .mutable_calls_by_code())[absl::StatusCodeToString(static_cast<absl::StatusCode>(code))] =
        count;
  }
  for (const int64_t bound : kBounds) {
    *calls.add_latency_bounds() = TimeUtil::MicrosecondsToDuration(bound);
  }
  for (const auto& count : by_latency_) {
    calls.add_latency_counts(count.load(std::memory_order_relaxed));
  }
  *calls.mutable_latency_sum() =
      TimeUtil::MicrosecondsToDuration(latency_sum_us_.load(std::memory_order_relaxed));
  return calls;
}

}  // namespace plenary::server
