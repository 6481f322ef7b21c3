// How far long work is, on standard error.
#ifndef PLENARY_CLIENTS_CLI_PROGRESS_H_
#define PLENARY_CLIENTS_CLI_PROGRESS_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "clients/cli/terminal.h"
#include "clients/cli/texts.h"

namespace plenary::cli {

// On a terminal one line with a bar, drawn over again; else a line of plain words every five
// seconds, for logs. Silent where programs read the answer.
class Progress {
 public:
  enum class Unit { kRows, kBytes };

  Progress(Terminal& terminal, bool is_silent);
  // Ends the line of a bar.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `done` of `total` in a phase of the work, by the time `now`; a total of 0 is not known. Speed
  // and the time left are those since the phase was first shown.
  void Show(const std::string& phase, int64_t done, int64_t total, Unit unit, absl::Time now);
  // What is shown last stays; whatever is written next stands on a line of its own.
  void End();

 private:
  std::string Line(int64_t done, int64_t total, Unit unit, absl::Time now) const;

  Terminal& terminal_;
  const Words words_;
  const bool is_silent_;
  std::string phase_;
  absl::Time phase_began_;
  int64_t done_at_beginning_ = 0;
  absl::Time shown_ = absl::InfinitePast();
  bool is_drawn_ = false;
};

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_PROGRESS_H_
