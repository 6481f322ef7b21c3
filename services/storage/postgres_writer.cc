#include "services/storage/postgres_writer.h"

#include <set>
#include <utility>

#include "absl/time/clock.h"
#include "services/storage/postgres_errors.h"
#include "services/storage/postgres_tx.h"

namespace plenary::storage::postgres {
namespace {

// How long a body waits for a database that is away, from when it was handed in.
constexpr absl::Duration kPatience = absl::Seconds(5);
// How long the fate of a commit is looked for.
constexpr absl::Duration kFatePatience = absl::Seconds(10);
// A body that loses this many races, or races for this long, is given back.
constexpr int kMaxTries = 12;
constexpr absl::Duration kRaceTime = absl::Seconds(20);
// After a conflict this many groups run alone before lanes are run side by side again: two that
// conflict waste the work of one.
constexpr int kGroupsAlone = 32;
// A body that asks for ever more keys is cut off.
constexpr size_t kMaxKeys = 64;

}  // namespace

Writer::Writer(WriterContext& context)
    : context_(context), session_(context.uri, Role::kWriter, context.closing) {}

void Writer::Run() {
  for (;;) {
    std::vector<WriteJob> jobs = context_.queue.Take();
    if (jobs.empty()) return;
    // Answered jobs may be put back with other keys.
    const Keys lane = jobs.front().keys;
    Serve(absl::MakeSpan(jobs));
    context_.queue.Release(lane);
    ForgetOldGroupsNowAndThen();
  }
}

void Writer::Serve(absl::Span<WriteJob> jobs) {
  if (Try(jobs, NextCompany())) return;
  if (IsContention(cause_)) {
    context_.groups_alone = kGroupsAlone;
    if (Try(jobs, Company::kAlone)) return;
  }
  for (WriteJob& job : jobs) ServeOne(job);
}

Company Writer::NextCompany() {
  int left = context_.groups_alone;
  while (left > 0 && !context_.groups_alone.compare_exchange_weak(left, left - 1)) {
  }
  return left > 0 ? Company::kAlone : Company::kOtherLanes;
}

void Writer::ServeOne(WriteJob& job) {
  const absl::Time give_up = absl::Now() + kRaceTime;
  for (int tries = 0; tries < kMaxTries && absl::Now() < give_up; ++tries) {
    const Company company = IsContention(cause_) ? Company::kAlone : Company::kOtherLanes;
    if (Try({&job, 1}, company)) return;
    const bool worth_another = cause_.empty() || IsContention(cause_);
    if (!worth_another || context_.closing.Pause(Backoff(tries))) break;
  }
  Answer(job, RefusalOf(cause_));
}

bool Writer::Try(absl::Span<WriteJob> jobs, Company company) {
  Connection* connection = session_.Get(jobs.front().since + kPatience);
  if (connection == nullptr) {
    AnswerAll(jobs, context_.closing.announced() ? ShuttingDown() : DatabaseUnavailable());
    return true;
  }
  const Keys& keys = jobs.front().keys;
  Group group(*connection, context_.clock, context_.random, company, jobs);
  Group::Fate fate = group.Run();
  if (fate == Group::Fate::kUnknown) fate = Resolve(group, keys);
  switch (fate) {
    case Group::Fate::kCommitted:
      Publish(jobs, group.outcomes());
      return true;
    case Group::Fate::kUnknown:
      AnswerAll(jobs, CommitFateUnknown());
      return true;
    case Group::Fate::kLost:
      cause_.clear();
      break;
    case Group::Fate::kRolledBack:
      cause_ = group.cause();
      break;
  }
  context_.counters.aborts += static_cast<int64_t>(jobs.size());
  return false;
}

Group::Fate Writer::Resolve(const Group& group, const Keys& keys) {
  const absl::Time deadline = absl::Now() + kFatePatience;
  while (Connection* connection = session_.Get(deadline)) {
    const absl::optional<bool> committed = WasCommitted(*connection, keys, group.id(), deadline);
    if (committed.has_value()) return *committed ? Group::Fate::kCommitted : Group::Fate::kLost;
    if (absl::Now() >= deadline) break;
  }
  return Group::Fate::kUnknown;
}

void Writer::Publish(absl::Span<WriteJob> jobs, std::vector<Outcome>& outcomes) {
  context_.counters.NoteGroup(static_cast<int64_t>(jobs.size()));
  std::set<Key> changed;
  for (size_t i = 0; i < jobs.size(); ++i) {
    if (outcomes[i].status.ok()) changed.insert(jobs[i].keys.begin(), jobs[i].keys.end());
  }
  changed.erase("");
  if (context_.listener != nullptr && !changed.empty()) {
    context_.listener(Keys(changed.begin(), changed.end()));
  }
  for (size_t i = 0; i < jobs.size(); ++i) {
    if (outcomes[i].missing.empty()) {
      Answer(jobs[i], std::move(outcomes[i].status));
    } else {
      RunAgainWith(jobs[i], std::move(outcomes[i].missing));
    }
  }
}

void Writer::RunAgainWith(WriteJob& job, Keys missing) {
  context_.counters.aborts += 1;
  missing.insert(missing.end(), job.keys.begin(), job.keys.end());
  job.keys = InLaneForm(std::move(missing));
  if (job.keys.size() > kMaxKeys) {
    Answer(job, TransactionTooLarge());
  } else if (!context_.queue.PutBack(job)) {
    Answer(job, ShuttingDown());
  }
}

void Writer::Answer(WriteJob& job, absl::Status status) {
  (status.ok() ? context_.counters.bodies_committed : context_.counters.bodies_refused) += 1;
  job.done(std::move(status));
}

void Writer::AnswerAll(absl::Span<WriteJob> jobs, const absl::Status& status) {
  for (WriteJob& job : jobs) Answer(job, status);
}

void Writer::ForgetOldGroupsNowAndThen() {
  const int64_t now = absl::ToUnixSeconds(absl::Now());
  int64_t due = context_.forget_groups_s;
  if (now < due || !context_.forget_groups_s.compare_exchange_strong(due, now + 600)) return;
  Connection* connection = session_.Get(absl::Now());
  if (connection != nullptr) ForgetOldGroups(*connection);
}

}  // namespace plenary::storage::postgres
