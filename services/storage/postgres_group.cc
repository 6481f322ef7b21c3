#include "services/storage/postgres_group.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/storage/postgres_errors.h"
#include "services/storage/postgres_tx.h"

namespace plenary::storage::postgres {
namespace {

constexpr char kLock[] = "SELECT pg_advisory_lock(hashtextextended($1, 0))";
constexpr char kLetOthersIn[] =
    "SELECT pg_advisory_lock_shared(hashtextextended('plenary: groups', 0))";
constexpr char kKeepOthersOut[] = "SELECT pg_advisory_lock(hashtextextended('plenary: groups', 0))";
constexpr char kUnlockAll[] = "SELECT pg_advisory_unlock_all()";
// The database's clock, since several servers write and remove these rows.
constexpr char kRememberGroup[] =
    "INSERT INTO commit_groups (id, time_us) VALUES "
    "($1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)";

}  // namespace

// The transaction that a body sees: commands whose answers nobody needs wait in the connection
// until the next that needs one.
class Group::BodyTx : public PostgresTx {
 public:
  BodyTx(Group& group, size_t job)
      : PostgresTx(group.clock_.Now()), group_(group), job_(job), id_(group.random_.Bytes(16)) {}

  absl::Status RunAll(absl::Span<Statement> statements) override {
    absl::Status may = Spend(statements.size());
    if (!may.ok()) return may;
    bool wanted = false;
    for (const Statement& statement : statements) {
      group_.Send(job_, statement.sql, statement.params, &statement.each);
      wanted = wanted || statement.each != nullptr;
    }
    if (!wanted) {
      // Nothing to wait for: `each` is not borrowed, being empty.
      return absl::OkStatus();
    }
    group_.connection_.Sync();
    if (group_.Await()) return absl::OkStatus();
    return Break(group_.failed_job_ == job_ ? group_.failure_ : RunAgain());
  }

  absl::Status Require(absl::string_view key) override {
    if (!broken().ok()) return broken();
    const Keys& declared = group_.jobs_[job_].keys;
    if (std::find(declared.begin(), declared.end(), key) != declared.end()) {
      return absl::OkStatus();
    }
    missing_.emplace_back(key);
    return Break(RunAgain());
  }

  absl::string_view id() const override { return id_; }
  Keys& missing() { return missing_; }

 private:
  Group& group_;
  const size_t job_;
  const std::string id_;
  Keys missing_;
};

Group::Group(Connection& connection, const base::Clock& clock, base::Random& random,
             Company company, absl::Span<const WriteJob> jobs)
    : connection_(connection),
      clock_(clock),
      random_(random),
      company_(company),
      jobs_(jobs),
      id_(random.Bytes(16)),
      outcomes_(jobs.size()) {}

size_t Group::Send(size_t owner, absl::string_view sql, absl::Span<const Param> params,
                   const std::function<void(const Row&)>* each) {
  owners_.push_back(owner);
  return connection_.Send(sql, params, each != nullptr && *each != nullptr ? each : nullptr);
}

bool Group::TakeLocks() {
  // Before any key, so that nobody holds a key and waits for this.
  Send(kNobody, company_ == Company::kAlone ? kKeepOthersOut : kLetOthersIn);
  for (const Key& key : jobs_.front().keys) Send(kNobody, kLock, {absl::string_view(key)});
  // Ends the transaction in which the locks were waited for, so that ours sees what their last
  // holder committed. Waiting here makes sure that no COMMIT is on its way without the locks that
  // WasCommitted relies on.
  connection_.Sync();
  return Await();
}

bool Group::Await() {
  const absl::optional<Failure> failure = connection_.Await(AnswerDeadline());
  if (failure.has_value()) NoteFailure(*failure);
  owners_.clear();
  return !failure.has_value();
}

void Group::NoteFailure(const Failure& failure) {
  cause_ = failure.sqlstate;
  const size_t owner = failure.command < owners_.size() ? owners_[failure.command] : kNobody;
  if (failure.lost) {
    ended_ = Fate::kLost;
  } else if (owner == kNobody || IsContention(failure.sqlstate)) {
    ended_ = Fate::kRolledBack;
  } else {
    failed_job_ = owner;
    failure_ = RefusalOf(failure.sqlstate);
  }
}

Group::Fate Group::Run() {
  connection_.Trim();
  if (TakeLocks()) Send(kNobody, "BEGIN ISOLATION LEVEL SERIALIZABLE");
  size_t job = 0;
  while (!ended_.has_value()) {
    if (job < jobs_.size()) {
      RunBody(job++);
    } else {
      TryCommit();
    }
    if (!ended_.has_value() && failed_job_.has_value()) job = StepOver();
  }
  if (*ended_ == Fate::kRolledBack) RollBack();
  return *ended_;
}

void Group::RunBody(size_t job) {
  Send(kNobody, "SAVEPOINT body");
  BodyTx tx(*this, job);
  outcomes_[job] = {RunContained(jobs_[job].body, tx), {}};
  Outcome& outcome = outcomes_[job];
  if (!tx.broken().ok()) outcome = {tx.broken(), std::move(tx.missing())};
  if (ended_.has_value() || failed_job_.has_value()) return;
  if (outcome.status.ok()) {
    Send(kNobody, "RELEASE SAVEPOINT body");
  } else {
    UndoBody();
  }
  // The server writes while the next body is made ready; after the last, COMMIT follows at once.
  if (job + 1 < jobs_.size()) connection_.Flush();
}

void Group::UndoBody() {
  Send(kNobody, "ROLLBACK TO SAVEPOINT body");
  Send(kNobody, "RELEASE SAVEPOINT body");
}

size_t Group::StepOver() {
  const size_t failed = *failed_job_;
  // A body that refused by itself keeps its own words.
  if (outcomes_[failed].status.ok()) outcomes_[failed].status = failure_;
  UndoBody();
  failed_job_.reset();
  return failed + 1;
}

void Group::TryCommit() {
  const bool changes = std::any_of(outcomes_.begin(), outcomes_.end(),
                                   [](const Outcome& outcome) { return outcome.status.ok(); });
  if (changes) Send(kNobody, kRememberGroup, {Bytes{id_}});
  const size_t commit = Send(kNobody, "COMMIT");
  connection_.Sync();
  // Skipped with the rest where an earlier command fails, so the locks stay until the end.
  Send(kNobody, kUnlockAll);
  connection_.Sync();
  const absl::optional<Failure> failure = connection_.Await(AnswerDeadline());
  if (!failure.has_value() || failure->command > commit) {
    if (failure.has_value()) connection_.Abandon();  // its locks may be held
    ended_ = Fate::kCommitted;
  } else {
    NoteFailure(*failure);
    if (failure->lost && changes) ended_ = Fate::kUnknown;
  }
  owners_.clear();
}

void Group::RollBack() {
  Send(kNobody, "ROLLBACK");
  connection_.Sync();
  Send(kNobody, kUnlockAll);
  connection_.Sync();
  if (connection_.Await(AnswerDeadline()).has_value()) connection_.Abandon();
  owners_.clear();
}

absl::optional<bool> WasCommitted(Connection& connection, const Keys& keys, absl::string_view id,
                                  absl::Time deadline) {
  for (const Key& key : keys) connection.Send(kLock, {absl::string_view(key)});
  connection.Sync();
  bool found = false;
  const std::function<void(const Row&)> each = [&](const Row&) { found = true; };
  connection.Send("SELECT 1 FROM commit_groups WHERE id = $1", {Bytes{id}}, &each);
  connection.Sync();
  connection.Send(kUnlockAll);
  connection.Sync();
  if (!connection.Await(deadline).has_value()) return found;
  connection.Abandon();
  return absl::nullopt;
}

void ForgetOldGroups(Connection& connection) {
  connection.Send(
      "DELETE FROM commit_groups WHERE time_us < "
      "(extract(epoch FROM clock_timestamp() - interval '1 hour') * 1000000)::bigint");
  connection.Sync();
  if (connection.Await(AnswerDeadline()).has_value()) connection.Abandon();
}

}  // namespace plenary::storage::postgres
