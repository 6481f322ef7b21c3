// A thread's session with the database, renewed when it is lost.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_SESSION_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_SESSION_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "services/storage/postgres_connection.h"

namespace plenary::storage::postgres {

// Told once that the store closes. Safe from several threads.
class Closing {
 public:
  void Announce();
  bool announced() const;
  // Waits, for less where the store closes. Returns whether it does.
  bool Pause(absl::Duration time);

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool announced_ = false;  // guarded by mutex_
};

// A time to wait before the next try, longer with each and never the same for two that lost the
// same race. `tries` counts those made.
absl::Duration Backoff(int tries);

// Not thread-safe.
class Session {
 public:
  Session(std::string uri, Role role, Closing& closing)
      : uri_(std::move(uri)), role_(role), closing_(closing) {}

  // The connection, made anew where there is none. Tries until `deadline` or until the store
  // closes, and once in any case; then null.
  Connection* Get(absl::Time deadline);

 private:
  const std::string uri_;
  const Role role_;
  Closing& closing_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_SESSION_H_
