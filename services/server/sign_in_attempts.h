// How often a password may be tried.
#ifndef PLENARY_SERVICES_SERVER_SIGN_IN_ATTEMPTS_H_
#define PLENARY_SERVICES_SERVER_SIGN_IN_ATTEMPTS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/server/recent.h"

namespace plenary::server {

// Counts failures by account and address, so that strangers cannot lock anybody out, and by
// address, so that one address cannot try many accounts. After 5 failures of an account from an
// address, or 50 from an address, each next try has to wait: a second, two, four, up to 15 minutes.
// An hour without a failure is forgiven. What it remembers is bounded. Safe from several threads.
class SignInAttempts {
 public:
  static constexpr size_t kMostRemembered = 100'000;

  explicit SignInAttempts(size_t most_remembered = kMostRemembered)
      : by_account_(most_remembered), by_address_(most_remembered) {}

  // Begins a try at `now`; it counts as failed until it is said to have succeeded, so that many at
  // once are no way around. RESOURCE_EXHAUSTED: TOO_MANY_ATTEMPTS with RetryInfo, and it doesn't
  // count.
  absl::Status Begin(const std::string& account, const std::string& address, absl::Time now);
  // The password was right.
  void Succeeded(const std::string& account, const std::string& address);
  // It was not tried after all.
  void Withdrawn(const std::string& account, const std::string& address);

  // Tries that were refused unseen.
  int64_t lockouts() const { return lockouts_; }
  // Accounts with addresses, and addresses, that it remembers.
  size_t remembered() const;

 private:
  struct Failures {
    int count = 0;
    absl::Time last = absl::InfinitePast();
  };

  mutable std::mutex mutex_;
  // Both guarded by mutex_.
  Recent<Failures> by_account_;
  Recent<Failures> by_address_;
  std::atomic<int64_t> lockouts_ = 0;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_SIGN_IN_ATTEMPTS_H_
