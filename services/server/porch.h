// What every call that comes in shares.
#ifndef PLENARY_SERVICES_SERVER_PORCH_H_
#define PLENARY_SERVICES_SERVER_PORCH_H_

#include <atomic>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/base/clock.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/base/list_query.h"
#include "services/server/authorizers.h"
#include "services/server/call_log.h"
#include "services/server/identity.h"
#include "services/server/options.h"
#include "services/server/rate_limits.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::server {

// Outlives every call.
struct Porch {
  const ServerOptions& options;
  storage::Store& store;
  const vault::Vault& vault;
  const base::Clock& clock;
  base::Random& random;
  const base::TokenSealer& sealer;
  CallLog& log;
  RateLimits& limits;
  Identity& identity;
  const Authorizers& authorizers;
  // What the gateway of this process proves itself by; nobody else knows it.
  const std::string gateway_key;
  std::atomic<int64_t> calls_running = 0;
  std::atomic<int64_t> streams_open = 0;
  // When the database was last backed up, in microseconds since 1970; 0: never.
  std::atomic<int64_t> last_backup_us = 0;
  // Calls refused because their caller may not do that.
  std::atomic<int64_t> denied = 0;
  // Set once the server drains: from then on nothing new is begun.
  std::atomic<bool> closing = false;
};

// The caller of what the program does by itself, and of every call where access is not checked.
inline constexpr char kLocalCaller[] = "local";

// UNAVAILABLE, SHUTTING_DOWN.
inline absl::Status ShuttingDown() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_SHUTTING_DOWN,
                   "the server is shutting down; connect again"),
      absl::Seconds(1));
}

// RESOURCE_EXHAUSTED where `running` of something, this one included, are over `most`.
inline absl::Status CheckLimit(int64_t running, int64_t most, v1::ErrorReason reason,
                               absl::string_view what) {
  if (running <= most) return absl::OkStatus();
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kResourceExhausted, reason,
                   absl::StrCat("the server already has ", most, " ", what,
                                ", as many as it takes; try again a little later"),
                   {{"limit", absl::StrCat(most)}}),
      absl::Milliseconds(200));
}

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_PORCH_H_
