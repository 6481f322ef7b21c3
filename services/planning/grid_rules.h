// The times in which meetings are planned, cut into the slots of a solver::Problem, and back.
#ifndef PLENARY_SERVICES_PLANNING_GRID_RULES_H_
#define PLENARY_SERVICES_PLANNING_GRID_RULES_H_

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/solver/problem.h"

namespace plenary::planning {

// A time in which meetings are planned, [start, end).
struct Window {
  absl::Time start;
  absl::Time end;
};

// On every local day that [start, end) touches, the time between two minutes after midnight by the
// clock of the zone, as far as it lies in [start, end). A day on which the clock is put forward or
// back is an hour shorter or longer, if that happens between the two.
std::vector<Window> DailyWindows(absl::Time start, absl::Time end, int start_minutes,
                                 int end_minutes, const absl::TimeZone& zone);

// How many slots the windows have, without any around them.
int64_t CountSlots(const std::vector<Window>& windows, absl::Duration grain);

// How many slots a duration takes, the last perhaps in part; none for none.
int SlotsCovering(absl::Duration duration, absl::Duration grain);

// Windows that touch lie together on one row of slots, which begins with the first of them; what is
// left of a window behind its last whole slot is not planned in. Each row is a day of the solver:
// the time between two of them (lunch, the night) is nobody's break.
//
// Before and after each row stand up to `around` slots more, in which no meeting takes place but
// tables are set up and people are on their way. Where two rows are farther apart than twice that,
// the time between these is left out: nothing that is planned reaches across it.
class Grid {
 public:
  Grid() = default;
  // `windows` are in order and do not overlap. Slots that begin before `earliest` are left out.
  Grid(const std::vector<Window>& windows, absl::Duration grain, int around, absl::Time earliest);

  absl::Duration grain() const { return grain_; }
  int slots() const { return static_cast<int>(starts_.size()); }
  // Whether no meeting can take place at all.
  bool empty() const { return windows_.empty(); }
  const std::vector<solver::Span>& days() const { return days_; }
  // The whole slots of each window that has any.
  const std::vector<solver::Span>& windows() const { return windows_; }
  // From the beginning of the first slot to the end of the last.
  absl::Time start() const { return starts_.front(); }
  absl::Time end() const { return ends_.back(); }

  absl::Time StartOf(int slot) const { return starts_[static_cast<size_t>(slot)]; }
  absl::Time EndOf(int slot) const { return ends_[static_cast<size_t>(slot)]; }

  // SlotsCovering, but at least one.
  int SlotsFor(absl::Duration duration) const;
  // The slots that [start, end) overlaps; a slot around a row counts where it may overlap.
  solver::Span Touched(absl::Time start, absl::Time end) const;
  // What lies in [start, end) of each window.
  std::vector<solver::Span> Within(absl::Time start, absl::Time end) const;
  // The slot that begins at `start`, where [start, end) lies in one window; else nullopt.
  absl::optional<int> SlotAt(absl::Time start, absl::Time end) const;
  // Whether slot follows on slot without a gap, so that an activity can take place in them.
  bool IsUnbroken(solver::Span span) const;

 private:
  void AddSlot(absl::Time start, absl::Time end);
  // The slots between the end of a row and the start of the next.
  void AddBetween(absl::Time from, absl::Time to, int around);

  absl::Duration grain_ = absl::Minutes(15);
  std::vector<absl::Time> starts_;  // of each slot; neither decreases
  std::vector<absl::Time> ends_;
  std::vector<solver::Span> days_;
  std::vector<solver::Span> windows_;
};

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_GRID_RULES_H_
