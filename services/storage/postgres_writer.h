// A writing thread: takes lanes in turn and sees each of their bodies to its answer.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_WRITER_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_WRITER_H_

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/storage/postgres_counters.h"
#include "services/storage/postgres_group.h"
#include "services/storage/postgres_lanes.h"
#include "services/storage/postgres_session.h"

namespace plenary::storage::postgres {

// What all writers of a store share. Outlives them.
struct WriterContext {
  std::string uri;
  const base::Clock& clock;
  base::Random& random;
  LaneQueue& queue;
  Counters& counters;
  Closing& closing;
  const std::function<void(const Keys&)>& listener;  // may be empty
  std::atomic<int64_t> forget_groups_s{0};  // when old groups are next forgotten, Unix seconds
  std::atomic<int> groups_alone{0};         // groups still to be run alone, after a conflict
};

// Used by one thread.
class Writer {
 public:
  explicit Writer(WriterContext& context);
  // Returns once the queue is closed.
  void Run();

 private:
  void Serve(absl::Span<WriteJob> jobs);
  void ServeOne(WriteJob& job);
  // Runs `jobs` in one transaction. True: each was answered, or put back. False: nothing was
  // written and all must run again; `cause_` says why.
  bool Try(absl::Span<WriteJob> jobs, Company company);
  // How the next group runs.
  Company NextCompany();
  // Finds out what became of a group whose session was lost while it committed.
  Group::Fate Resolve(const Group& group, const Keys& keys);
  void Publish(absl::Span<WriteJob> jobs, std::vector<Outcome>& outcomes);
  void RunAgainWith(WriteJob& job, Keys missing);
  void Answer(WriteJob& job, absl::Status status);
  void AnswerAll(absl::Span<WriteJob> jobs, const absl::Status& status);
  void ForgetOldGroupsNowAndThen();

  WriterContext& context_;
  Session session_;
  std::string cause_;  // SQLSTATE, empty for a lost session
};

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_WRITER_H_
