// Several write bodies in one SERIALIZABLE transaction, each in its own savepoint.
//
// SERIALIZABLE watches what was read by pages of an index, and beyond some 30 of them by whole
// tables. In a small database two groups of unrelated lanes therefore conflict almost always, and
// after a conflict again. So a group can ask to have the database to itself, which cannot fail.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_GROUP_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_GROUP_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/storage/postgres_connection.h"
#include "services/storage/postgres_lanes.h"
#include "services/storage/store.h"

namespace plenary::storage::postgres {

// How one body of a committed group fared.
struct Outcome {
  absl::Status status;  // OK: its writes are on disk; else they were rolled back
  Keys missing;         // not empty: it must be run again with these keys added
};

// Beside whom a group runs.
enum class Company {
  kOtherLanes,  // lanes without a common key, of any server
  kAlone,       // no other group, of any server
};

// Runs once. Not thread-safe.
class Group {
 public:
  enum class Fate {
    kCommitted,   // the outcomes hold
    kRolledBack,  // nothing was written; `cause` says why
    kLost,        // the session went before COMMIT was sent: nothing was written
    kUnknown,     // the session went while committing: see `WasCommitted`
  };

  // All `jobs` are of one lane.
  Group(Connection& connection, const base::Clock& clock, base::Random& random, Company company,
        absl::Span<const WriteJob> jobs);

  Fate Run();

  const std::string& id() const { return id_; }
  // Why it was rolled back: the SQLSTATE.
  const std::string& cause() const { return cause_; }
  // One for each job.
  std::vector<Outcome>& outcomes() { return outcomes_; }

 private:
  class BodyTx;
  friend class BodyTx;
  static constexpr size_t kNobody = static_cast<size_t>(-1);

  // Adds a command on behalf of job `owner`: its failure is that job's alone. That of kNobody's
  // commands is the whole group's.
  size_t Send(size_t owner, absl::string_view sql, absl::Span<const Param> params = {},
              const std::function<void(const Row&)>* each = nullptr);
  // Waits for all that was sent. Records a failure in `failed_job_` or `ended_`.
  bool Await();
  void NoteFailure(const Failure& failure);

  bool TakeLocks();
  // Runs one body in its savepoint; the end of it is sent with whatever comes next.
  void RunBody(size_t job);
  void UndoBody();
  // Leaves the failed job behind, rolled back. Returns the job to go on with.
  size_t StepOver();
  void TryCommit();
  void RollBack();

  Connection& connection_;
  const base::Clock& clock_;
  base::Random& random_;
  const Company company_;
  const absl::Span<const WriteJob> jobs_;
  const std::string id_;
  std::vector<Outcome> outcomes_;
  std::vector<size_t> owners_;         // of the commands since the last Await
  absl::optional<size_t> failed_job_;  // the transaction stands at this job's savepoint, failed
  absl::Status failure_;               // why
  absl::optional<Fate> ended_;
  std::string cause_;
};

// Whether the group `id` was committed, found out over another session. Waits for the locks of
// `keys` first, which the lost session holds until it is gone. nullopt where that could not be
// found out before `deadline`; `connection` is then lost.
absl::optional<bool> WasCommitted(Connection& connection, const Keys& keys, absl::string_view id,
                                  absl::Time deadline);

// Removes what groups older than an hour left behind.
void ForgetOldGroups(Connection& connection);

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_GROUP_H_
