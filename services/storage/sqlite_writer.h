// The one writer of an SQLite file: many bodies in one commit, each in its own savepoint.
#ifndef PLENARY_SERVICES_STORAGE_SQLITE_WRITER_H_
#define PLENARY_SERVICES_STORAGE_SQLITE_WRITER_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "services/base/clock.h"
#include "services/storage/answers.h"
#include "services/storage/sqlite_checkpointer.h"
#include "services/storage/sqlite_connection.h"
#include "services/storage/store.h"

namespace plenary::storage::sqlite {

// Safe from several threads.
class Writer {
 public:
  // `checkpointer` is null where there is no write-ahead log. The references outlive the writer.
  Writer(std::unique_ptr<Connection> connection, Checkpointer* checkpointer, Answers& answers,
         const base::Clock& clock, const StoreOptions& options);
  // Finishes the group under way, refuses what is queued.
  ~Writer();

  void Write(Keys keys, Body body, Done done);
  // Runs a read between the writes of this connection, for a database that only it can see.
  void Read(Body body, Done done);
  void OnChange(std::function<void(const Keys& partitions)> listener);
  // Adds this writer's figures.
  void AddTo(StoreStats& stats) const;

 private:
  struct Job {
    Keys keys;
    Body body;
    Done done;
    bool is_read = false;
    absl::Status status;
    bool is_final = false;  // `status` stands even where the group is run again
  };
  using Jobs = std::vector<Job>;
  // What became of a body, as far as its transaction is concerned.
  enum class Outcome { kKept, kUndone, kTransactionLost };

  void Queue(Job job);
  void Work();
  // The next group; empty when the writer ends.
  Jobs TakeGroup();
  void Finish(Jobs group);
  void Refuse(Jobs jobs);

  // Runs `jobs` in one commit, or one by one where that fails, and sets each status.
  void RunGroup(absl::Span<Job> jobs);
  // Waits for room in the log and begins a transaction.
  absl::Status Begin(size_t jobs);
  // The bodies and the commit. An error: nothing of the group stayed.
  absl::Status CommitTogether(absl::Span<Job> jobs);
  absl::Status Commit();
  Outcome RunJob(Job& job);
  // Once, in a savepoint of its own. `missing_key`: a key that the body asked for undeclared.
  Outcome RunOnce(Job& job, Key& missing_key);
  // Keeps or undoes what was done since the savepoint. False where that failed.
  bool EndSavepoint(bool keep);
  void Count(int64_t StoreStats::*figure, int64_t more);

  const std::unique_ptr<Connection> connection_;
  Checkpointer* const checkpointer_;
  Answers& answers_;
  const base::Clock& clock_;
  const size_t max_queue_;
  const size_t max_group_;
  int64_t page_bytes_ = 0;
  TransactionIds ids_;                 // the writer thread's
  absl::optional<int64_t> log_bytes_;  // the writer thread's; set by a commit that wrote

  mutable std::mutex mutex_;
  std::condition_variable queued_;
  std::deque<Job> queue_;  // guarded by mutex_, as is all below
  bool is_waiting_ = false;
  bool ends_ = false;
  std::function<void(const Keys& partitions)> listener_;
  StoreStats stats_;
  std::thread thread_;
};

}  // namespace plenary::storage::sqlite

#endif  // PLENARY_SERVICES_STORAGE_SQLITE_WRITER_H_
