#include "services/storage/postgres_reader.h"

#include <utility>

#include "absl/time/clock.h"
#include "services/storage/postgres_errors.h"
#include "services/storage/postgres_tx.h"

namespace plenary::storage::postgres {
namespace {

// How long a read waits for a database that is away, from when it was handed in.
constexpr absl::Duration kPatience = absl::Seconds(5);
constexpr int kMaxTries = 5;

// Its commands are one segment up to the Sync at the end of the body, and so one snapshot, without
// a BEGIN or COMMIT on the way.
class ReadTx : public PostgresTx {
 public:
  ReadTx(Connection& connection, absl::Time now) : PostgresTx(now), connection_(connection) {}

  absl::Status RunAll(absl::Span<Statement> statements) override {
    absl::Status may = Spend(statements.size());
    if (!may.ok()) return may;
    for (const Statement& statement : statements) {
      connection_.Send(statement.sql, statement.params, &statement.each);
    }
    const absl::optional<Failure> failure = connection_.Await(AnswerDeadline());
    if (!failure.has_value()) return absl::OkStatus();
    again_ = failure->lost || IsContention(failure->sqlstate);
    return Break(again_ ? RunAgain() : RefusalOf(failure->sqlstate));
  }

  absl::Status Require(absl::string_view) override { return absl::OkStatus(); }
  absl::string_view id() const override { return ""; }
  bool again() const { return again_; }

 private:
  Connection& connection_;
  bool again_ = false;
};

}  // namespace

bool ReadQueue::Push(ReadJob& job) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (closed_ || jobs_.size() >= capacity_) return false;
  jobs_.push_back(std::move(job));
  changed_.notify_one();
  return true;
}

absl::optional<ReadJob> ReadQueue::Take() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return closed_ || !jobs_.empty(); });
  if (closed_) return absl::nullopt;
  absl::optional<ReadJob> job(std::move(jobs_.front()));
  jobs_.pop_front();
  return job;
}

std::deque<ReadJob> ReadQueue::Close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  changed_.notify_all();
  return std::move(jobs_);
}

size_t ReadQueue::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return jobs_.size();
}

void Reader::Run() {
  while (absl::optional<ReadJob> job = queue_.Take()) {
    absl::Status status = Serve(*job);
    counters_.reads += 1;
    job->done(std::move(status));
  }
}

absl::Status Reader::Serve(const ReadJob& job) {
  for (int tries = 0; tries < kMaxTries; ++tries) {
    Connection* connection = session_.Get(job.since + kPatience);
    if (connection == nullptr) break;
    absl::optional<absl::Status> status = Try(*connection, job.body);
    if (status.has_value()) return *std::move(status);
  }
  return closing_.announced() ? ShuttingDown() : DatabaseUnavailable();
}

absl::optional<absl::Status> Reader::Try(Connection& connection, const Body& body) {
  connection.Trim();
  ReadTx tx(connection, clock_.Now());
  absl::Status status = RunContained(body, tx);
  // Lets go of the snapshot now; the answer is collected with the next read's.
  connection.Sync();
  if (tx.again()) return absl::nullopt;
  if (!tx.broken().ok()) return tx.broken();
  return status;
}

}  // namespace plenary::storage::postgres
