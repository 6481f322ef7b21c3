// Keeps the write-ahead log small, off the commit path.
#ifndef PLENARY_SERVICES_STORAGE_SQLITE_CHECKPOINTER_H_
#define PLENARY_SERVICES_STORAGE_SQLITE_CHECKPOINTER_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "services/storage/sqlite_connection.h"

namespace plenary::storage::sqlite {

// A thread with a connection of its own that copies the log into the database while the writer
// goes on, and asks the writer to stand still only for the last, small part, after which the log
// starts over. BeginGroup and EndGroup are the writer's; the rest is safe from several threads.
class Checkpointer {
 public:
  // From `slow_bytes` on the writer is slowed down, from `stop_bytes` on it waits.
  static absl::StatusOr<std::unique_ptr<Checkpointer>> Start(const std::string& path,
                                                             int64_t slow_bytes,
                                                             int64_t stop_bytes);
  ~Checkpointer();

  // Before a group: waits while the log is being restarted or is too long. `waited` tells whether
  // it was for the length. Errors: what keeps the log from being copied, DISK_FULL say.
  absl::Status BeginGroup(bool& waited);
  // After a group, begun or not: how long the log is now, where it changed.
  void EndGroup(absl::optional<int64_t> log_bytes);

  // Checkpoints that moved frames.
  int64_t checkpoints() const;

 private:
  // What one call of the engine did.
  struct Pass {
    int64_t left_bytes = 0;     // of the log, not copied yet
    bool moved = false;         // something was copied
    bool was_hindered = false;  // by a reader of an older snapshot, or another process
  };

  Checkpointer(std::unique_ptr<Connection> connection, int64_t page_bytes, int64_t slow_bytes,
               int64_t stop_bytes);

  void Work();
  // Copies until only a small part is left that only a standing writer lets go.
  absl::Status CopyMost();
  // Copies the rest while the writer stands still; the log then starts over.
  absl::Status Restart();
  absl::StatusOr<Pass> Copy(int mode);
  void WaitWhileSlow(std::unique_lock<std::mutex>& lock, bool& waited);
  absl::Status WaitWhileStopped(std::unique_lock<std::mutex>& lock, bool& waited);

  const std::unique_ptr<Connection> connection_;
  const int64_t page_bytes_;
  const int64_t start_bytes_;
  const int64_t slow_bytes_;
  const int64_t stop_bytes_;

  mutable std::mutex mutex_;
  std::condition_variable for_checkpointer_;
  std::condition_variable for_writer_;
  int64_t log_bytes_ = 0;     // of the log since it last started over
  int64_t copied_bytes_ = 0;  // of them, already in the database
  bool in_group_ = false;     // the writer writes
  bool stand_still_ = false;  // the writer shall not begin a group
  bool ends_ = false;
  int64_t checkpoints_ = 0;
  int64_t attempts_ = 0;
  absl::Status last_attempt_;
  std::thread thread_;
};

}  // namespace plenary::storage::sqlite

#endif  // PLENARY_SERVICES_STORAGE_SQLITE_CHECKPOINTER_H_
