// The bounded pool of connections that read beside the writer.
#ifndef PLENARY_SERVICES_STORAGE_SQLITE_READERS_H_
#define PLENARY_SERVICES_STORAGE_SQLITE_READERS_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "services/base/clock.h"
#include "services/storage/answers.h"
#include "services/storage/sqlite_connection.h"
#include "services/storage/store.h"

namespace plenary::storage::sqlite {

// Safe from several threads.
class Readers {
 public:
  // One thread a connection. `has_budget` bounds the time and statements of a body. The references
  // outlive the pool.
  Readers(std::vector<std::unique_ptr<Connection>> connections, Answers& answers,
          const base::Clock& clock, int max_queue, bool has_budget);
  // Finishes the reads under way, refuses what is queued.
  ~Readers();

  void Read(Body body, Done done);
  // Adds this pool's figures.
  void AddTo(StoreStats& stats) const;

 private:
  struct Job {
    Body body;
    Done done;
    int64_t number = 0;  // in the order in which they were queued
  };
  // A thread's connection, with the snapshot it is reading.
  struct Reader {
    Connection& connection;
    // Whoever was queued up to this number came before the snapshot began, and so may read it; 0
    // where none is open.
    int64_t covers = 0;
  };

  void Work(Connection& connection);
  absl::Status RunInSnapshot(Reader& reader, const Job& job);
  static void CloseSnapshot(Reader& reader);
  // Whether another thread should be woken for what is queued. mutex_ is held.
  bool ShouldWake();

  const std::vector<std::unique_ptr<Connection>> connections_;
  Answers& answers_;
  const base::Clock& clock_;
  const size_t max_queue_;
  const bool has_budget_;

  mutable std::mutex mutex_;
  std::condition_variable queued_;
  std::deque<Job> queue_;  // guarded by mutex_, as is all below
  int idle_ = 0;
  bool is_waking_ = false;  // a thread was notified and has not come yet
  bool ends_ = false;
  int64_t reads_ = 0;
  int64_t last_number_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace plenary::storage::sqlite

#endif  // PLENARY_SERVICES_STORAGE_SQLITE_READERS_H_
