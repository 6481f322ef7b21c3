// How far the planning of an event is, on standard error.
#ifndef PLENARY_CLIENTS_CLI_PLANNING_PROGRESS_H_
#define PLENARY_CLIENTS_CLI_PLANNING_PROGRESS_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "clients/cli/terminal.h"
#include "clients/cli/texts.h"

namespace plenary::cli {

// What is known of a search while it runs.
struct PlanningState {
  enum class Phase { kReading, kSearching, kExplaining, kWriting };
  Phase phase = Phase::kSearching;
  absl::optional<int64_t> best;  // score of the best plan so far; nullopt: none yet
  int64_t bound = 0;             // no plan scores less
  int placed = 0;
  int unplaced = 0;
  absl::Duration elapsed;
  absl::Duration limit;  // zero: not known
};
bool operator==(const PlanningState& a, const PlanningState& b);

// "1.7 %": by how much of its score a plan may be worse than the best there is, at most.
std::string GapText(int64_t best, int64_t bound);

// On a terminal one line, drawn over again and never wider than that; else, for logs, a line of
// plain words whenever the plan or the bound is a better one, at most one in five seconds of the
// search. Silent where programs read the answer.
class PlanningProgress {
 public:
  PlanningProgress(Terminal& terminal, bool is_silent);
  // Ends the line.
  ~PlanningProgress();
  PlanningProgress(const PlanningProgress&) = delete;
  PlanningProgress& operator=(const PlanningProgress&) = delete;

  void Show(const PlanningState& state);
  // What was shown last stays, and is shown if it was not; whatever is written next stands on a
  // line of its own.
  void End();

 private:
  std::string Line(const PlanningState& state) const;

  Terminal& terminal_;
  const Words words_;
  const bool is_silent_;
  bool is_drawn_ = false;
  absl::optional<PlanningState> last_;   // told
  absl::optional<PlanningState> shown_;  // of those the last one that was written
};

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_PLANNING_PROGRESS_H_
