// One look for plans, on threads of its own.
#ifndef PLENARY_SERVICES_PLANNING_SEARCH_H_
#define PLENARY_SERVICES_PLANNING_SEARCH_H_

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/planning.pb.h"
#include "services/base/clock.h"
#include "services/planning/problem_rules.h"
#include "services/solver/solve.h"

namespace plenary::planning {

// How it is done.
struct SearchOptions {
  int threads = 1;
  uint64_t seed = 1;
  absl::Duration time_limit = absl::Seconds(30);
};

// Looks for plans, then for why something has no place in the best. Safe from several threads.
class Search {
 public:
  // Begins at once. `clock` outlives it.
  Search(Given given, Posed posed, const SearchOptions& options, const base::Clock& clock);
  // Stops and waits, within 0.2 seconds.
  ~Search();
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  // Waits until it is over, no longer than `most` (of real time). Whether it is over.
  bool Wait(absl::Duration most);
  // Has it come to an end with what it has, soon.
  void Stop() { stopped_ = true; }
  // How far it is.
  v1::PlanEventMetadata progress() const;

  const Given& given() const { return given_; }
  const Posed& posed() const { return posed_; }
  // What came of it, once it is over.
  const solver::Solution& solution() const { return solution_; }
  // Where there is no plan: a smallest set of constraints that contradict each other.
  const std::vector<v1::PlanConstraint>& conflict() const { return conflict_; }
  // What has no place, in the order of the problem.
  const std::vector<v1::PlanEventResponse::Unplaced>& unplaced() const { return unplaced_; }

 private:
  void Run();
  solver::StopRule RuleUntil(absl::Time deadline) const;
  void Note(const solver::Progress& progress);
  void CountPlaced(const solver::Plan& plan);  // mutex_ is held
  void NoteBest(const solver::Plan& plan);
  void ExplainUnplaced(const solver::Plan& plan, const solver::StopRule& stop);

  const Given given_;
  const Posed posed_;
  const SearchOptions options_;
  const base::Clock& clock_;
  const absl::Time begun_;
  std::atomic<bool> stopped_ = false;
  solver::Solution solution_;
  std::vector<v1::PlanConstraint> conflict_;
  std::vector<v1::PlanEventResponse::Unplaced> unplaced_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool is_over_ = false;            // guarded by mutex_
  v1::PlanEventMetadata progress_;  // guarded by mutex_
  std::thread thread_;              // the last, since it uses all the others
};

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_SEARCH_H_
