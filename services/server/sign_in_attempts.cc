#include "services/server/sign_in_attempts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

constexpr int kFreeOfAccount = 5;
constexpr int kFreeOfAddress = 50;
constexpr absl::Duration kLongestWait = absl::Minutes(15);
constexpr absl::Duration kForgiven = absl::Hours(1);
// From here on the wait is the longest.
constexpr int kMostDoublings = 10;

std::string KeyOf(const std::string& account, const std::string& address) {
  return absl::StrCat(account, "\n", address);
}

// How long the next try has to wait after the last of `count` failures.
absl::Duration WaitAfter(int count, int free) {
  if (count < free) return absl::ZeroDuration();
  return std::min(absl::Seconds(int64_t{1} << std::min(count - free, kMostDoublings)),
                  kLongestWait);
}

}  // namespace

absl::Status SignInAttempts::Begin(const std::string& account, const std::string& address,
                                   absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto known = [now](Recent<Failures>& failures, const std::string& key) {
    const Failures* found = failures.Find(key);
    return found == nullptr || now - found->last >= kForgiven ? Failures() : *found;
  };
  Failures of_account = known(by_account_, KeyOf(account, address));
  Failures of_address = known(by_address_, address);
  const absl::Time free_again =
      std::max(of_account.last + WaitAfter(of_account.count, kFreeOfAccount),
               of_address.last + WaitAfter(of_address.count, kFreeOfAddress));
  if (now < free_again) {
    ++lockouts_;
    return base::WithRetryAfter(
        base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TOO_MANY_ATTEMPTS,
                     "too many wrong passwords; wait a while before the next try"),
        free_again - now);
  }
  by_account_.Put(KeyOf(account, address), {of_account.count + 1, now});
  by_address_.Put(address, {of_address.count + 1, now});
  return absl::OkStatus();
}

void SignInAttempts::Succeeded(const std::string& account, const std::string& address) {
  const std::lock_guard<std::mutex> lock(mutex_);
  by_account_.Erase(KeyOf(account, address));
  // Others at the address have still failed as often as they did.
  if (Failures* failures = by_address_.Find(address)) failures->count -= 1;
}

void SignInAttempts::Withdrawn(const std::string& account, const std::string& address) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (Failures* failures = by_account_.Find(KeyOf(account, address))) failures->count -= 1;
  if (Failures* failures = by_address_.Find(address)) failures->count -= 1;
}

size_t SignInAttempts::remembered() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return by_account_.size() + by_address_.size();
}

}  // namespace plenary::server
