// Closed loops: so many calls at once, each followed by the next.
#ifndef PLENARY_TESTS_BENCH_LOAD_H_
#define PLENARY_TESTS_BENCH_LOAD_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/support/byte_buffer.h"

namespace plenary::bench {

// When a load runs: calls are begun from `begin` to `end`, and those answered in
// [count_from, end) count. Loads that run side by side share one.
struct Window {
  absl::Time count_from;
  absl::Time end;
  // A window of `length` that begins to count after a short time of warming up.
  static Window Of(absl::Duration length);
};

// What a load did.
struct LoadResult {
  int64_t counted = 0;  // calls answered inside the window
  int64_t all = 0;      // and with those before and after it
  double per_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
};

// A load through gRPC, as bytes: what it costs to make and read messages is left out alike for
// every server that is compared.
struct GrpcLoad {
  std::string address;
  std::string method;  // "/plenary.v1.DelegationService/GetParticipant"
  int callers = 0;
  // The next request; called from one thread.
  std::function<grpc::ByteBuffer()> next_request;
  // Says what is wrong with an answer, if anything; may be empty.
  std::function<absl::Status(const grpc::ByteBuffer&)> check;
  // What callers sign in with; empty: nothing.
  std::string bearer = {};
};

// Runs `load` from one thread over a few connections, and waits for the last answer. Throws
// std::runtime_error where a call fails: what is not done right is not measured.
LoadResult RunLoad(const GrpcLoad& load, const Window& window);

// Begins one call that ends with `done`, on any thread.
using Begin = std::function<void(int caller, std::function<void(absl::Status)> done)>;
// The same inside this process.
LoadResult RunLoad(int callers, const Begin& begin, const Window& window);

// Runs `load` in a thread of its own beside `beside`; the first exception of either is thrown.
LoadResult RunBeside(const GrpcLoad& load, const Window& window,
                     const std::function<void()>& beside);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_LOAD_H_
