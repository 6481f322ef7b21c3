#include "clients/cli/planning_progress.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/text_table.h"

namespace plenary::cli {
namespace {

constexpr absl::Duration kBetweenLines = absl::Seconds(5);

// "0:07"
std::string Clock(absl::Duration time) {
  const int64_t seconds = absl::ToInt64Seconds(time);
  return absl::StrFormat("%d:%02d", seconds / 60, seconds % 60);
}

std::string PhaseText(PlanningState::Phase phase, const Words& words) {
  switch (phase) {
    case PlanningState::Phase::kReading:
      return words.Say("progress.reading");
    case PlanningState::Phase::kExplaining:
      return words.Say("planning.explaining");
    case PlanningState::Phase::kWriting:
      return words.Say("progress.writing");
    default:
      return words.Say("planning.searching");
  }
}

}  // namespace

bool operator==(const PlanningState& a, const PlanningState& b) {
  return a.phase == b.phase && a.best == b.best && a.bound == b.bound && a.placed == b.placed &&
         a.unplaced == b.unplaced && a.elapsed == b.elapsed && a.limit == b.limit;
}

std::string GapText(int64_t best, int64_t bound) {
  if (best <= bound) return "0 %";
  const double percent = 100 * static_cast<double>(best - bound) / static_cast<double>(best);
  // What is not proved is never rounded to nothing.
  return absl::StrFormat("%.1f %%", std::max(percent, 0.1));
}

PlanningProgress::PlanningProgress(Terminal& terminal, bool is_silent)
    : terminal_(terminal), words_(terminal.environment), is_silent_(is_silent) {}

PlanningProgress::~PlanningProgress() { End(); }

void PlanningProgress::Show(const PlanningState& state) {
  if (is_silent_) return;
  last_ = state;
  if (terminal_.err_is_tty) {
    // A line that wraps could not be drawn over.
    const bool utf8 = ShowsUtf8(terminal_.environment);
    terminal_.err << "\r\033[K" << Shortened(Line(state), terminal_.columns - 1, utf8)
                  << std::flush;
    is_drawn_ = true;
    return;
  }
  const bool is_better = !shown_ || state.best != shown_->best || state.bound != shown_->bound;
  const bool is_soon = shown_ && state.elapsed - shown_->elapsed < kBetweenLines;
  if (!is_better || is_soon) return;
  terminal_.err << Line(state) << "\n" << std::flush;
  shown_ = state;
}

std::string PlanningProgress::Line(const PlanningState& state) const {
  std::vector<std::string> parts = {PhaseText(state.phase, words_)};
  parts.push_back(state.limit > absl::ZeroDuration()
                      ? absl::StrCat(Clock(state.elapsed), "/", Clock(state.limit))
                      : Clock(state.elapsed));
  const int all = state.placed + state.unplaced;
  if (!state.best) {
    parts.push_back(words_.Say("planning.no-plan"));
  } else {
    parts.push_back(words_.Say("planning.placed", state.placed, all));
    parts.push_back(words_.Say("planning.score", *state.best));
    parts.push_back(words_.Say("planning.bound", state.bound));
    parts.push_back(state.bound >= *state.best
                        ? words_.Say("planning.proved")
                        : words_.Say("planning.gap", GapText(*state.best, state.bound)));
  }
  return absl::StrJoin(parts, "  ");
}

void PlanningProgress::End() {
  if (is_drawn_) terminal_.err << "\n" << std::flush;
  is_drawn_ = false;
  if (last_ && !terminal_.err_is_tty && !(shown_ && *shown_ == *last_)) {
    terminal_.err << Line(*last_) << "\n" << std::flush;
    shown_ = last_;
  }
}

}  // namespace plenary::cli
