// Reading threads and their bounded queue.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_READER_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_READER_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/base/clock.h"
#include "services/storage/postgres_counters.h"
#include "services/storage/postgres_session.h"
#include "services/storage/store.h"

namespace plenary::storage::postgres {

// A body waiting to read.
struct ReadJob {
  Body body;
  Done done;
  absl::Time since;  // when it was handed in
};

// First come, first served. Safe from several threads.
class ReadQueue {
 public:
  explicit ReadQueue(size_t capacity) : capacity_(capacity) {}
  // False where the queue is full or closed; `job` is then untouched.
  bool Push(ReadJob& job);
  // Waits for a job; nullopt once the queue is closed.
  absl::optional<ReadJob> Take();
  // Lets no more jobs in or out, and returns those that waited.
  std::deque<ReadJob> Close();
  size_t size() const;

 private:
  const size_t capacity_;
  mutable std::mutex mutex_;  // guards everything below
  std::condition_variable changed_;
  std::deque<ReadJob> jobs_;
  bool closed_ = false;
};

// Used by one thread.
class Reader {
 public:
  Reader(const std::string& uri, const base::Clock& clock, ReadQueue& queue, Counters& counters,
         Closing& closing)
      : clock_(clock),
        queue_(queue),
        counters_(counters),
        closing_(closing),
        session_(uri, Role::kReader, closing) {}
  // Returns once the queue is closed.
  void Run();

 private:
  absl::Status Serve(const ReadJob& job);
  // The body's status, or nullopt where it must read again.
  absl::optional<absl::Status> Try(Connection& connection, const Body& body);

  const base::Clock& clock_;
  ReadQueue& queue_;
  Counters& counters_;
  Closing& closing_;
  Session session_;
};

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_READER_H_
