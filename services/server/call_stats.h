// What each method did since the server started.
#ifndef PLENARY_SERVICES_SERVER_CALL_STATS_H_
#define PLENARY_SERVICES_SERVER_CALL_STATS_H_

#include <array>
#include <atomic>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/monitoring.pb.h"

namespace plenary::server {

// Counts the calls of one method. Safe from several threads, without locks.
class CallStats {
 public:
  void Count(absl::StatusCode code, absl::Duration took);
  // Reads the counters, not at one instant but each by itself.
  v1::MethodCalls Snapshot(absl::string_view method) const;

 private:
  // Upper bounds of the histogram, in microseconds.
  static constexpr std::array<int64_t, 14> kBounds = {
      100,    250,    500,     1'000,   2'500,     5'000,     10'000,
      25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000, 30'000'000};
  static constexpr int kCodes = 17;

  std::array<std::atomic<int64_t>, kCodes> by_code_ = {};
  std::array<std::atomic<int64_t>, kBounds.size() + 1> by_latency_ = {};
  std::atomic<int64_t> latency_sum_us_ = 0;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_CALL_STATS_H_
