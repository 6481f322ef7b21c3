#include "plenary/retry.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/random/random.h"
#include "absl/time/clock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "plenary/method.h"
#include "plenary/status.h"

namespace plenary {
namespace {

class MachineSurroundings : public Surroundings {
 public:
  absl::Time Now() override { return absl::Now(); }
  void Sleep(absl::Duration duration, const absl::Notification* wake) override {
    if (wake != nullptr) {
      wake->WaitForNotificationWithTimeout(duration);
    } else {
      absl::SleepFor(duration);
    }
  }
  uint64_t Random() override {
    thread_local absl::BitGen generator;
    return absl::Uniform<uint64_t>(generator);
  }
};

bool IsWorthRepeating(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return true;
    case absl::StatusCode::kResourceExhausted:
      return RetryDelayOf(status).has_value();
    case absl::StatusCode::kAborted:
      return ReasonOf(status) == v1::ERROR_REASON_TOO_MUCH_CONTENTION;
    default:
      return false;
  }
}

}  // namespace

Surroundings& Machine() {
  static auto* const machine = new MachineSurroundings;
  return *machine;
}

bool IsSafeToRepeat(const google::protobuf::Message& request) {
  const google::protobuf::Descriptor& type = *request.GetDescriptor();
  if (const google::protobuf::MethodDescriptor* method = MethodOf(type)) {
    if (method->options().idempotency_level() == google::protobuf::MethodOptions::NO_SIDE_EFFECTS) {
      return true;
    }
    // AIP-151 has no options for it, but says what these methods mean: asking, waiting, cancelling
    // and deleting come to the same when done twice.
    if (method->service()->full_name() == "google.longrunning.Operations") return true;
  }
  const google::protobuf::FieldDescriptor* id = type.FindFieldByName("request_id");
  return id != nullptr && !request.GetReflection()->GetString(request, id).empty();
}

absl::optional<absl::Duration> DelayBeforeRepeating(const RetryPolicy& policy, int attempts,
                                                    const absl::Status& status, uint64_t random) {
  if (attempts >= policy.max_attempts || !IsWorthRepeating(status)) return absl::nullopt;
  const absl::Duration whole =
      std::min(policy.max_delay, policy.first_delay * std::pow(2, attempts - 1));
  // Callers that failed together must not come back together.
  const double share = 0.5 + 0.5 * (static_cast<double>(random >> 11) / (1ULL << 53));
  const absl::Duration delay = whole * share;
  const absl::Duration asked = RetryDelayOf(status).value_or(absl::ZeroDuration());
  return asked > absl::ZeroDuration() ? asked + delay : delay;
}

absl::Status CallWithRetries(const RetryPolicy& policy, Surroundings& surroundings,
                             bool safe_to_repeat, absl::Time deadline,
                             absl::FunctionRef<absl::Status(absl::Duration time_left)> attempt) {
  for (int attempts = 1;; ++attempts) {
    const absl::Duration time_left = deadline - surroundings.Now();
    // gRPC may well answer a call whose time was over when it began.
    if (time_left <= absl::ZeroDuration()) {
      return absl::DeadlineExceededError("the time of the call was over before it was tried");
    }
    const absl::Status status = attempt(time_left);
    if (status.ok() || !safe_to_repeat) return status;
    const absl::optional<absl::Duration> delay =
        DelayBeforeRepeating(policy, attempts, status, surroundings.Random());
    if (!delay || surroundings.Now() + *delay >= deadline) return status;
    surroundings.Sleep(*delay, nullptr);
  }
}

}  // namespace plenary
