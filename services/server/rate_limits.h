// How many calls one address and one caller may make, so that nobody has the server alone.
#ifndef PLENARY_SERVICES_SERVER_RATE_LIMITS_H_
#define PLENARY_SERVICES_SERVER_RATE_LIMITS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/server/options.h"
#include "services/server/recent.h"

namespace plenary::server {

// The address in a peer as gRPC writes it ("ipv4:192.0.2.7:50312", "ipv6:%5B2001:db8::1%5D:50312"):
// "192.0.2.7", or for IPv6 the network that one customer has, "2001:db8::/64". Empty where there is
// none, as on a unix socket.
std::string AddressOf(absl::string_view peer);

// Whether an address that AddressOf gave is this machine.
bool IsLoopback(absl::string_view address);

// A bucket of tokens for each of many names, refilled at `per_second` and holding `burst`. Of a
// bounded number of names: one that is forgotten begins with a full bucket again. Safe from several
// threads.
class Buckets {
 public:
  // `per_second` 0: without a limit.
  Buckets(double per_second, double burst);

  // Takes a token of `name`; how long it must wait for one, where it has none left.
  absl::Duration Take(const std::string& name, absl::Time now);
  // How long `name` must wait for a token, without taking it.
  absl::Duration Wait(const std::string& name, absl::Time now);
  // How many names it remembers.
  size_t size() const;

 private:
  static constexpr size_t kShards = 16;
  static constexpr size_t kMostNames = 100'000;
  struct Shard {
    mutable std::mutex mutex;
    // When the bucket will be full again; guarded by mutex.
    Recent<absl::Time> full_at{kMostNames / kShards};
  };

  Shard& ShardOf(const std::string& name);

  const bool has_limit_;
  const absl::Duration interval_;  // in which a token comes
  const absl::Duration reserve_;   // how far from full the bucket may be
  std::array<Shard, kShards> shards_;
};

// The limits of a server. Safe from several threads; never blocks for long.
//
// Each refuses with RESOURCE_EXHAUSTED, RATE_LIMITED, and says in RetryInfo when to come again.
class RateLimits {
 public:
  explicit RateLimits(const ServerOptions& options);

  // One more call from `address`, whoever makes it.
  absl::Status TakeForAddress(const std::string& address, absl::Time now);
  // One more call of `caller`, a read or a change.
  absl::Status TakeForCaller(const std::string& caller, bool reads, absl::Time now);

  // A credential that is not known was tried from `address`.
  void CountFailure(const std::string& address, absl::Time now);
  // Whether another unknown credential is looked at: not after a hundred wrong ones in a minute.
  absl::Status CheckFailures(const std::string& address, absl::Time now);

  // How many calls were refused so far.
  int64_t refused_addresses() const { return refused_addresses_; }
  int64_t refused_reads() const { return refused_reads_; }
  int64_t refused_writes() const { return refused_writes_; }

 private:
  bool IsExempt(const std::string& address) const;

  const bool limits_loopback_;
  Buckets addresses_;
  Buckets failures_;
  Buckets reads_;
  Buckets writes_;
  std::atomic<int64_t> refused_addresses_ = 0;
  std::atomic<int64_t> refused_reads_ = 0;
  std::atomic<int64_t> refused_writes_ = 0;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_RATE_LIMITS_H_
