#include "services/storage/sqlite_checkpointer.h"

#include <algorithm>
#include <utility>

#include "services/base/errors.h"
#include "services/storage/sqlite_errors.h"

namespace plenary::storage::sqlite {
namespace {

using std::chrono::milliseconds;

constexpr int64_t kFrameHeaderBytes = 24;
// So little is copied in a few milliseconds while the writer stands still.
constexpr int64_t kLittleBytes = 1 << 20;
constexpr int kMostPasses = 8;
// How long the last part may wait for readers of an older snapshot while the writer stands still.
constexpr int kReadersTimeoutMs = 20;
// After a reader or the disk was in the way.
constexpr milliseconds kTryAgainAfter{100};
constexpr milliseconds kLongestSlowing{20};
constexpr std::chrono::seconds kLongestStop{30};

}  // namespace

absl::StatusOr<std::unique_ptr<Checkpointer>> Checkpointer::Start(const std::string& path,
                                                                  int64_t slow_bytes,
                                                                  int64_t stop_bytes) {
  PLENARY_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection,
                           Connection::Open(path, Access::kWrite));
  PLENARY_RETURN_IF_ERROR(connection->Execute("PRAGMA synchronous = FULL"));
  sqlite3_busy_timeout(connection->handle(), kReadersTimeoutMs);
  PLENARY_ASSIGN_OR_RETURN(const int64_t page_bytes, connection->Number("PRAGMA page_size"));
  // A checkpoint on a connection that has not read yet says OK and does nothing.
  PLENARY_RETURN_IF_ERROR(connection->Number("SELECT COUNT(*) FROM sqlite_schema").status());
  return std::unique_ptr<Checkpointer>(
      new Checkpointer(std::move(connection), page_bytes, slow_bytes, stop_bytes));
}

Checkpointer::Checkpointer(std::unique_ptr<Connection> connection, int64_t page_bytes,
                           int64_t slow_bytes, int64_t stop_bytes)
    : connection_(std::move(connection)),
      page_bytes_(page_bytes),
      start_bytes_(slow_bytes / 4),
      slow_bytes_(slow_bytes),
      stop_bytes_(stop_bytes),
      thread_([this] { Work(); }) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ends_ = true;
  }
  for_checkpointer_.notify_all();
  for_writer_.notify_all();
  thread_.join();
}

absl::Status Checkpointer::BeginGroup(bool& waited) {
  std::unique_lock<std::mutex> lock(mutex_);
  for_writer_.wait(lock, [this] { return !stand_still_; });
  if (log_bytes_ >= slow_bytes_) WaitWhileSlow(lock, waited);
  if (log_bytes_ >= stop_bytes_) PLENARY_RETURN_IF_ERROR(WaitWhileStopped(lock, waited));
  for_writer_.wait(lock, [this] { return !stand_still_; });
  in_group_ = true;
  return absl::OkStatus();
}

void Checkpointer::WaitWhileSlow(std::unique_lock<std::mutex>& lock, bool& waited) {
  waited = true;
  const double over = static_cast<double>(log_bytes_ - slow_bytes_) /
                      static_cast<double>(std::max<int64_t>(stop_bytes_ - slow_bytes_, 1));
  const auto slowing = std::chrono::duration_cast<std::chrono::microseconds>(
      kLongestSlowing * std::clamp(over, 0.05, 1.0));
  for_writer_.wait_for(lock, slowing, [this] { return ends_ || log_bytes_ < slow_bytes_; });
}

absl::Status Checkpointer::WaitWhileStopped(std::unique_lock<std::mutex>& lock, bool& waited) {
  waited = true;
  const int64_t attempts_before = attempts_;
  // A disk that stays full must not leave callers waiting for ever: one attempt that fails after
  // this group came is reason enough to refuse it.
  const bool is_decided = for_writer_.wait_for(lock, kLongestStop, [&] {
    return ends_ || log_bytes_ < stop_bytes_ ||
           (attempts_ > attempts_before + 1 && !last_attempt_.ok());
  });
  if (log_bytes_ < stop_bytes_) return absl::OkStatus();
  return is_decided && !last_attempt_.ok() ? last_attempt_ : Unavailable();
}

void Checkpointer::EndGroup(absl::optional<int64_t> log_bytes) {
  bool wake = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    in_group_ = false;
    const int64_t before = std::exchange(log_bytes_, log_bytes.value_or(log_bytes_));
    // The log started over, so what was copied of it counts no more.
    if (log_bytes_ < before) copied_bytes_ = 0;
    wake = stand_still_ || log_bytes_ >= start_bytes_;
  }
  if (wake) for_checkpointer_.notify_one();
}

int64_t Checkpointer::checkpoints() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return checkpoints_;
}

void Checkpointer::Work() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    for_checkpointer_.wait(lock, [this] { return ends_ || log_bytes_ >= start_bytes_; });
    if (ends_) return;
    lock.unlock();
    absl::Status status = CopyMost();
    if (status.ok()) status = Restart();
    lock.lock();
    ++attempts_;
    last_attempt_ = std::move(status);
    for_writer_.notify_all();
    if (log_bytes_ >= start_bytes_) {
      for_checkpointer_.wait_for(lock, kTryAgainAfter, [this] { return ends_; });
    }
  }
}

absl::StatusOr<Checkpointer::Pass> Checkpointer::Copy(int mode) {
  int log_frames = 0;
  int copied_frames = 0;
  const int result =
      sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, mode, &log_frames, &copied_frames);
  if (result != SQLITE_OK && result != SQLITE_BUSY) {
    return LastError(connection_->handle(), "checkpoint");
  }
  if (log_frames < 0 && result == SQLITE_OK) {
    return Fault("checkpoint", "the connection does not see the log");
  }
  const int64_t frame_bytes = page_bytes_ + kFrameHeaderBytes;
  const std::lock_guard<std::mutex> lock(mutex_);
  // Where another connection copies just now, as a program beside the server may, nothing is told.
  const int64_t copied_bytes = log_frames < 0 ? copied_bytes_ : copied_frames * frame_bytes;
  const bool moved = copied_bytes > copied_bytes_;
  if (moved) {
    copied_bytes_ = copied_bytes;
    ++checkpoints_;
  }
  return Pass{std::max<int64_t>(log_bytes_ - copied_bytes, 0), moved, result == SQLITE_BUSY};
}

absl::Status Checkpointer::CopyMost() {
  for (int i = 0; i < kMostPasses; ++i) {
    PLENARY_ASSIGN_OR_RETURN(const Pass pass, Copy(SQLITE_CHECKPOINT_PASSIVE));
    // Where a reader holds an old snapshot nothing moves, and no further pass would help.
    if (pass.left_bytes <= kLittleBytes || !pass.moved) break;
  }
  return absl::OkStatus();
}

absl::Status Checkpointer::Restart() {
  {
    std::unique_lock<std::mutex> lock(mutex_);
    const bool is_little = log_bytes_ - copied_bytes_ <= kLittleBytes;
    // Far behind, the writer goes on (slowed down, then stopped) rather than stand still for long.
    if (!is_little && log_bytes_ < stop_bytes_) return absl::OkStatus();
    stand_still_ = true;
    for_checkpointer_.wait(lock, [this] { return !in_group_; });
  }
  const absl::StatusOr<Pass> pass = Copy(SQLITE_CHECKPOINT_RESTART);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    // Everything is copied and no reader looks at the log: the next commit starts it over.
    if (pass.ok() && !pass->was_hindered) log_bytes_ = copied_bytes_ = 0;
    stand_still_ = false;
  }
  for_writer_.notify_all();
  return pass.status();
}

}  // namespace plenary::storage::sqlite
