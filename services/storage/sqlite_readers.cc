#include "services/storage/sqlite_readers.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "services/base/errors.h"
#include "services/storage/sqlite_errors.h"

namespace plenary::storage::sqlite {

Readers::Readers(std::vector<std::unique_ptr<Connection>> connections, Answers& answers,
                 const base::Clock& clock, int max_queue, bool has_budget)
    : connections_(std::move(connections)),
      answers_(answers),
      clock_(clock),
      max_queue_(std::max(max_queue, 1)),
      has_budget_(has_budget) {
  for (const std::unique_ptr<Connection>& connection : connections_) {
    threads_.emplace_back([this, &connection] { Work(*connection); });
  }
}

Readers::~Readers() {
  std::deque<Job> left;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ends_ = true;
    left.swap(queue_);
  }
  queued_.notify_all();
  for (Job& job : left) answers_.Post(std::move(job.done), ShuttingDown());
  for (std::thread& thread : threads_) thread.join();
}

// One thread is woken at a time, and wakes the next itself where there is more to do: a burst of
// reads costs a few wake-ups rather than one each, and no read waits behind a long one while
// another thread has nothing to do.
bool Readers::ShouldWake() {
  if (queue_.empty() || idle_ == 0 || is_waking_) return false;
  is_waking_ = true;
  return true;
}

void Readers::Read(Body body, Done done) {
  bool wake = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (ends_) return answers_.Post(std::move(done), ShuttingDown());
    if (queue_.size() >= max_queue_) return answers_.Post(std::move(done), QueueFull());
    queue_.push_back({std::move(body), std::move(done), ++last_number_});
    wake = ShouldWake();
  }
  if (wake) queued_.notify_one();
}

void Readers::AddTo(StoreStats& stats) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  stats.reads += reads_;
  stats.read_queue = static_cast<int64_t>(queue_.size());
}

void Readers::Work(Connection& connection) {
  Reader reader{connection};
  for (;;) {
    Job job;
    bool wake = false;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      while (queue_.empty() && !ends_) {
        // A snapshot that nobody reads must not keep the checkpointer from what came after it.
        if (reader.covers != 0) {
          lock.unlock();
          CloseSnapshot(reader);
          lock.lock();
          continue;
        }
        ++idle_;
        queued_.wait(lock);
        --idle_;
        is_waking_ = false;
      }
      if (ends_) break;
      job = std::move(queue_.front());
      queue_.pop_front();
      ++reads_;
      wake = ShouldWake();
    }
    if (wake) queued_.notify_one();
    job.done(RunInSnapshot(reader, job));
  }
  CloseSnapshot(reader);
}

void Readers::CloseSnapshot(Reader& reader) {
  if (std::exchange(reader.covers, 0) == 0) return;
  Connection& connection = reader.connection;
  if (!connection.InTransaction() || !connection.Execute("COMMIT").ok()) connection.RollBack();
}

// Reads that were queued while another ran share a snapshot: beginning and ending one costs as much
// as a small read. Who is queued later gets a later one, and so sees all that was answered before.
absl::Status Readers::RunInSnapshot(Reader& reader, const Job& job) {
  Connection& connection = reader.connection;
  if (reader.covers < job.number) {
    CloseSnapshot(reader);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      reader.covers = last_number_;
    }
    if (absl::Status begun = connection.Execute("BEGIN"); !begun.ok()) {
      reader.covers = 0;
      return begun;
    }
  }
  if (has_budget_) connection.SetDeadline(std::chrono::steady_clock::now() + kBodyTime);
  BodyTx tx(connection, /*keys=*/nullptr, clock_.Now(), /*id=*/"",
            has_budget_ ? kBodyStatements : std::numeric_limits<int64_t>::max());
  const absl::Status status = RunContained(job.body, tx);
  connection.ClearDeadline();
  // What failed may have ended the transaction.
  if (!tx.error().ok()) CloseSnapshot(reader);
  return status.ok() ? tx.error() : status;
}

}  // namespace plenary::storage::sqlite
