// PlanEvent as long work: what is to be planned is read in one transaction, looked at by threads of
// this process while the operation tells how far they are, and the best plan is written into the
// work in progress in one transaction. Whoever goes on after a server was killed begins anew:
// nothing of a search is kept.
#ifndef PLENARY_SERVICES_PLANNING_PLAN_WORK_H_
#define PLENARY_SERVICES_PLANNING_PLAN_WORK_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/planning.pb.h"
#include "services/base/clock.h"
#include "services/planning/search.h"
#include "services/storage/long_work.h"

namespace plenary::planning {

// Safe from several threads.
class PlanWork : public storage::LongWork {
 public:
  // `threads`: how many one search may use; 0: as many as there are cores. `clock` outlives it.
  PlanWork(const base::Clock& clock, int threads);
  // Stops all searches.
  ~PlanWork() override;

  absl::Status Step(storage::Store& store, base::Random& random,
                    storage::WorkUnderWay& work) override;
  absl::Status Ended(storage::Tx& tx, absl::string_view operation) override;
  absl::Status Forget(storage::Tx& tx, absl::string_view operation) override;

 private:
  // A search, and when somebody last asked for it.
  struct Run {
    std::shared_ptr<Search> search;
    absl::Time asked;
  };

  std::shared_ptr<Search> Find(const std::string& operation);
  void Keep(const std::string& operation, std::shared_ptr<Search> search);
  void LetGo(absl::string_view operation);
  // Ends what has been let go, and what nobody asks for any more since another server has it.
  void Clear();
  absl::Status Begin(storage::Store& store, storage::WorkUnderWay& work);
  absl::Status Conclude(storage::Store& store, base::Random& random, storage::WorkUnderWay& work,
                        const Search& search) const;

  const base::Clock& clock_;
  const int threads_;
  std::mutex mutex_;
  std::map<std::string, Run, std::less<>> runs_;  // guarded by mutex_
  std::vector<std::shared_ptr<Search>> let_go_;   // guarded by mutex_
};

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_PLAN_WORK_H_
