#include "services/storage/postgres_session.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>

#include "absl/time/clock.h"

namespace plenary::storage::postgres {

void Closing::Announce() {
  const std::lock_guard<std::mutex> lock(mutex_);
  announced_ = true;
  changed_.notify_all();
}

bool Closing::announced() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return announced_;
}

bool Closing::Pause(absl::Duration time) {
  std::unique_lock<std::mutex> lock(mutex_);
  return changed_.wait_for(lock, absl::ToChronoNanoseconds(time), [&] { return announced_; });
}

absl::Duration Backoff(int tries) {
  const int64_t longest_us = int64_t{2000} << std::min(tries, 8);
  return absl::Microseconds(longest_us / 2 +
                            randombytes_uniform(static_cast<uint32_t>(longest_us / 2)));
}

Connection* Session::Get(absl::Time deadline) {
  if (connection_ != nullptr && !connection_->lost()) return connection_.get();
  connection_.reset();
  for (int tries = 0;; ++tries) {
    absl::StatusOr<std::unique_ptr<Connection>> made = Connection::Open(uri_, role_);
    if (made.ok()) {
      connection_ = *std::move(made);
      return connection_.get();
    }
    const absl::Duration left = deadline - absl::Now();
    if (left <= absl::ZeroDuration() || closing_.Pause(std::min(left, Backoff(tries)))) {
      return nullptr;
    }
  }
}

}  // namespace plenary::storage::postgres
