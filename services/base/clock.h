// The time of day as an argument: only main makes the real one.
#ifndef PLENARY_SERVICES_BASE_CLOCK_H_
#define PLENARY_SERVICES_BASE_CLOCK_H_

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace plenary::base {

class Clock {
 public:
  virtual ~Clock() = default;
  // The present instant. Safe from several threads.
  virtual absl::Time Now() const = 0;
};

// The machine's clock.
class SystemClock : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_CLOCK_H_
