// When a call is repeated, and after how long.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_RETRY_H_
#define PLENARY_CLIENTS_CPP_PLENARY_RETRY_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"

namespace plenary {

// The delay doubles from attempt to attempt, from `first_delay` up to `max_delay`; what is waited
// lies at random between half of it and all of it.
struct RetryPolicy {
  // How often a call is tried in all; 1: never repeated.
  int max_attempts = 8;
  absl::Duration first_delay = absl::Milliseconds(100);
  absl::Duration max_delay = absl::Seconds(10);
};

// Time and chance, as the library sees them; a test brings its own. Safe from several threads.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  virtual absl::Time Now() = 0;
  // Waits for `duration`, or until `wake` is notified where one is given.
  virtual void Sleep(absl::Duration duration, const absl::Notification* wake) = 0;
  // 64 random bits.
  virtual uint64_t Random() = 0;
};

// The machine's clock and random device; lives as long as the program.
Surroundings& Machine();

// Whether a call with this request may be made twice without anything happening twice: its method
// is declared free of side effects, belongs to google.longrunning.Operations, or the request
// carries a request_id.
bool IsSafeToRepeat(const google::protobuf::Message& request);

// How long to wait after `attempts` attempts of which the last ended with `status`; nullopt where
// repeating is of no use or the policy is exhausted. UNAVAILABLE is worth repeating,
// RESOURCE_EXHAUSTED where the server says after how long, and ABORTED with
// TOO_MUCH_CONTENTION. Never shorter than what the server asks for.
absl::optional<absl::Duration> DelayBeforeRepeating(const RetryPolicy& policy, int attempts,
                                                    const absl::Status& status, uint64_t random);

// Makes attempts until one succeeds, cannot be healed by another, or the next would begin after
// `deadline`; the status of the last. `attempt` is given the time that is left.
absl::Status CallWithRetries(const RetryPolicy& policy, Surroundings& surroundings,
                             bool safe_to_repeat, absl::Time deadline,
                             absl::FunctionRef<absl::Status(absl::Duration time_left)> attempt);

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_RETRY_H_
