#include "services/storage/sqlite_writer.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "services/base/errors.h"
#include "services/storage/sqlite_errors.h"

namespace plenary::storage::sqlite {
namespace {

constexpr int64_t kFrameHeaderBytes = 24;
// A body that asks for more undeclared keys than this touches too much for one transaction.
constexpr int kMostUndeclaredKeys = 1000;

bool IsLostFsync(sqlite3* db) {
  const int code = sqlite3_extended_errcode(db);
  return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, Checkpointer* checkpointer, Answers& answers,
               const base::Clock& clock, const StoreOptions& options)
    : connection_(std::move(connection)),
      checkpointer_(checkpointer),
      answers_(answers),
      clock_(clock),
      max_queue_(std::max(options.max_write_queue, 1)),
      max_group_(std::max(options.max_group, 1)) {
  const absl::StatusOr<int64_t> page_bytes = connection_->Number("PRAGMA page_size");
  page_bytes_ = page_bytes.value_or(4096);
  sqlite3_wal_hook(
      connection_->handle(),
      [](void* writer, sqlite3*, const char*, int frames) {
        auto* const self = static_cast<Writer*>(writer);
        self->log_bytes_ = frames * (self->page_bytes_ + kFrameHeaderBytes);
        return SQLITE_OK;
      },
      this);
  thread_ = std::thread([this] { Work(); });
}

Writer::~Writer() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ends_ = true;
  }
  queued_.notify_one();
  thread_.join();
}

void Writer::Write(Keys keys, Body body, Done done) {
  Queue({std::move(keys), std::move(body), std::move(done), /*is_read=*/false, {}, false});
}

void Writer::Read(Body body, Done done) {
  Queue({{}, std::move(body), std::move(done), /*is_read=*/true, {}, false});
}

void Writer::OnChange(std::function<void(const Keys& partitions)> listener) {
  const std::lock_guard<std::mutex> lock(mutex_);
  listener_ = std::move(listener);
}

void Writer::AddTo(StoreStats& stats) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const int64_t reads = stats.reads + stats_.reads;
  const int64_t read_queue = stats.read_queue;
  stats = stats_;
  stats.reads = reads;
  stats.read_queue = read_queue;
  stats.write_queue = static_cast<int64_t>(queue_.size());
}

void Writer::Queue(Job job) {
  bool wake = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (ends_) return answers_.Post(std::move(job.done), ShuttingDown());
    if (queue_.size() >= max_queue_) return answers_.Post(std::move(job.done), QueueFull());
    queue_.push_back(std::move(job));
    wake = std::exchange(is_waiting_, false);
  }
  if (wake) queued_.notify_one();
}

Writer::Jobs Writer::TakeGroup() {
  Jobs group;
  std::unique_lock<std::mutex> lock(mutex_);
  while (!ends_ && queue_.empty()) {
    is_waiting_ = true;
    queued_.wait(lock);
  }
  is_waiting_ = false;
  const size_t count = ends_ ? 0 : std::min(queue_.size(), max_group_);
  const auto last = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  group.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(last));
  queue_.erase(queue_.begin(), last);
  stats_.largest_group = std::max(stats_.largest_group, static_cast<int64_t>(count));
  return group;
}

void Writer::Work() {
  for (;;) {
    Jobs group = TakeGroup();
    if (group.empty()) break;
    RunGroup(absl::MakeSpan(group));
    Finish(std::move(group));
  }
  Jobs left;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::move(queue_.begin(), queue_.end(), std::back_inserter(left));
    queue_.clear();
  }
  Refuse(std::move(left));
}

void Writer::Refuse(Jobs jobs) {
  for (Job& job : jobs) answers_.Post(std::move(job.done), ShuttingDown());
}

// Answers the group and tells the listener, on the thread of answers: the writer is at its next
// group by then.
void Writer::Finish(Jobs group) {
  std::set<Key> changed;
  std::function<void(const Keys& partitions)> listener;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const Job& job : group) {
      if (job.is_read) {
        ++stats_.reads;
      } else if (job.status.ok()) {
        ++stats_.bodies_committed;
        changed.insert(job.keys.begin(), job.keys.end());
      } else {
        ++stats_.bodies_refused;
      }
    }
    listener = listener_;
  }
  answers_.Post([group = std::move(group), listener = std::move(listener),
                 partitions = Keys(changed.begin(), changed.end())]() mutable {
    if (listener && !partitions.empty()) listener(partitions);
    for (Job& job : group) job.done(std::move(job.status));
  });
}

void Writer::Count(int64_t StoreStats::*figure, int64_t more) {
  const std::lock_guard<std::mutex> lock(mutex_);
  stats_.*figure += more;
}

void Writer::RunGroup(absl::Span<Job> jobs) {
  absl::Status status = Begin(jobs.size());
  const bool has_begun = status.ok();
  if (has_begun) {
    status = CommitTogether(jobs);
    connection_->RollBack();
  }
  if (checkpointer_ != nullptr) checkpointer_->EndGroup(std::exchange(log_bytes_, absl::nullopt));
  if (status.ok()) return;
  if (!has_begun || jobs.size() == 1) {
    for (Job& job : jobs) {
      if (!job.is_final) job.status = status;
    }
    return;
  }
  // Nothing of the group stayed, and what a body decided may rest on what another wrote: all run
  // again, each for itself, so that only those suffer that are at fault.
  for (Job& job : jobs) {
    if (job.is_final) continue;
    Count(&StoreStats::aborts, 1);
    RunGroup(absl::MakeSpan(&job, 1));
  }
}

absl::Status Writer::Begin(size_t jobs) {
  bool waited = false;
  absl::Status status;
  if (checkpointer_ != nullptr) status = checkpointer_->BeginGroup(waited);
  if (waited) Count(&StoreStats::throttled, static_cast<int64_t>(jobs));
  if (status.ok()) status = connection_->Execute("BEGIN IMMEDIATE");
  return status;
}

absl::Status Writer::CommitTogether(absl::Span<Job> jobs) {
  for (Job& job : jobs) {
    if (job.is_final || RunJob(job) != Outcome::kTransactionLost) continue;
    return job.status.ok() ? Unavailable() : job.status;
  }
  return Commit();
}

absl::Status Writer::Commit() {
  const absl::Status status = connection_->Execute("COMMIT");
  if (status.ok()) {
    Count(&StoreStats::commits, 1);
    return status;
  }
  return IsLostFsync(connection_->handle()) ? CommitFateUnknown() : status;
}

Writer::Outcome Writer::RunJob(Job& job) {
  const auto deadline = std::chrono::steady_clock::now() + kBodyTime;
  Outcome outcome = Outcome::kUndone;
  for (int runs = 0; runs < kMostUndeclaredKeys; ++runs) {
    connection_->SetDeadline(deadline);
    Key missing_key;
    outcome = RunOnce(job, missing_key);
    connection_->ClearDeadline();
    // A body that was stopped for its length would take as long again.
    job.is_final = base::ReasonOf(job.status) == v1::ERROR_REASON_TRANSACTION_TOO_LARGE;
    if (missing_key.empty() || outcome == Outcome::kTransactionLost) return outcome;
    job.keys.push_back(std::move(missing_key));
  }
  job.status = TransactionTooLarge();
  job.is_final = true;
  return outcome;
}

Writer::Outcome Writer::RunOnce(Job& job, Key& missing_key) {
  job.status = connection_->Execute("SAVEPOINT body");
  if (!job.status.ok()) return Outcome::kTransactionLost;
  const std::string id = job.is_read ? "" : ids_.Next();
  BodyTx tx(*connection_, job.is_read ? nullptr : &job.keys, clock_.Now(), id);
  job.status = RunContained(job.body, tx);
  // The body hides no error: what it wrote may be half of what it meant.
  if (job.status.ok()) job.status = tx.error();
  missing_key = tx.missing_key();
  if (!connection_->InTransaction()) return Outcome::kTransactionLost;
  const bool keep = job.status.ok() && missing_key.empty();
  if (!EndSavepoint(keep)) return Outcome::kTransactionLost;
  return keep ? Outcome::kKept : Outcome::kUndone;
}

bool Writer::EndSavepoint(bool keep) {
  // The body's time is over, not that of what keeps or undoes it.
  connection_->ClearDeadline();
  return (keep || connection_->Execute("ROLLBACK TO body").ok()) &&
         connection_->Execute("RELEASE body").ok();
}

}  // namespace plenary::storage::sqlite
