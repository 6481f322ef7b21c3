// Time and randomness for tests.
#ifndef PLENARY_TESTS_TESTING_CLOCK_H_
#define PLENARY_TESTS_TESTING_CLOCK_H_

#include <cstdint>
#include <mutex>
#include <random>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/base/clock.h"
#include "services/base/ids.h"

namespace plenary::testing {

// A clock that stands until a test moves it. Begins at noon of 17 April 2023, UTC. Thread-safe.
class ManualClock : public base::Clock {
 public:
  ManualClock()
      : now_(absl::FromCivil(absl::CivilSecond(2023, 4, 17, 12, 0, 0), absl::UTCTimeZone())) {}
  explicit ManualClock(absl::Time now) : now_(now) {}

  absl::Time Now() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return now_;
  }
  void Set(absl::Time now) {
    const std::lock_guard<std::mutex> lock(mutex_);
    now_ = now;
  }
  void Advance(absl::Duration by) {
    const std::lock_guard<std::mutex> lock(mutex_);
    now_ += by;
  }

 private:
  mutable std::mutex mutex_;
  absl::Time now_;
};

// The same bytes in every run. Thread-safe.
class SeededRandom : public base::Random {
 public:
  explicit SeededRandom(uint64_t seed = 2023) : engine_(seed) {}

  std::string Bytes(int count) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::string bytes(count, '\0');
    for (char& byte : bytes) byte = static_cast<char>(engine_());
    return bytes;
  }

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_CLOCK_H_
