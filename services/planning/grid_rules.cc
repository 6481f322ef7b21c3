#include "services/planning/grid_rules.h"

#include <algorithm>

#include "absl/time/civil_time.h"

namespace plenary::planning {
namespace {

// Windows that touch each other, on one row of slots.
struct Row {
  absl::Time start;
  int slots = 0;
  std::vector<Window> windows;
};

int WholeSlots(absl::Duration length, absl::Duration grain) {
  absl::Duration rest;
  return static_cast<int>(absl::IDivDuration(std::max(length, absl::ZeroDuration()), grain, &rest));
}

// Cuts off what begins before `earliest`, in whole slots, so that the others stay where they are.
std::vector<Row> RowsOf(const std::vector<Window>& windows, absl::Duration grain,
                        absl::Time earliest) {
  std::vector<Row> rows;
  for (const Window& window : windows) {
    if (window.start >= window.end) continue;
    const bool touches = !rows.empty() && rows.back().windows.back().end == window.start;
    if (!touches) rows.push_back({window.start, 0, {}});
    rows.back().windows.push_back(window);
  }
  for (Row& row : rows) {
    row.start += SlotsCovering(earliest - row.start, grain) * grain;
    row.slots = WholeSlots(row.windows.back().end - row.start, grain);
  }
  rows.erase(
      std::remove_if(rows.begin(), rows.end(), [](const Row& row) { return row.slots == 0; }),
      rows.end());
  return rows;
}

}  // namespace

int SlotsCovering(absl::Duration duration, absl::Duration grain) {
  absl::Duration rest;
  const int whole =
      static_cast<int>(absl::IDivDuration(std::max(duration, absl::ZeroDuration()), grain, &rest));
  return rest > absl::ZeroDuration() ? whole + 1 : whole;
}

std::vector<Window> DailyWindows(absl::Time start, absl::Time end, int start_minutes,
                                 int end_minutes, const absl::TimeZone& zone) {
  std::vector<Window> windows;
  if (start >= end) return windows;
  const absl::CivilDay last(absl::ToCivilSecond(end - absl::Nanoseconds(1), zone));
  for (absl::CivilDay day(absl::ToCivilSecond(start, zone)); day <= last; ++day) {
    const absl::CivilMinute midnight(day);
    const absl::Time from = absl::FromCivil(absl::CivilSecond(midnight + start_minutes), zone);
    const absl::Time to = absl::FromCivil(absl::CivilSecond(midnight + end_minutes), zone);
    const Window window = {std::max(from, start), std::min(to, end)};
    if (window.start < window.end) windows.push_back(window);
  }
  return windows;
}

int64_t CountSlots(const std::vector<Window>& windows, absl::Duration grain) {
  int64_t slots = 0;
  absl::Duration rest;
  for (const Window& window : windows) {
    slots += absl::IDivDuration(window.end - window.start, grain, &rest);
  }
  return slots;
}

Grid::Grid(const std::vector<Window>& windows, absl::Duration grain, int around,
           absl::Time earliest)
    : grain_(grain) {
  const std::vector<Row> rows = RowsOf(windows, grain, earliest);
  for (size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    if (i == 0) AddBetween(row.start - around * grain, row.start, around);
    const int first = slots();
    for (int slot = 0; slot < row.slots; ++slot) {
      AddSlot(row.start + slot * grain, row.start + (slot + 1) * grain);
    }
    for (const Window& window : row.windows) {
      const int begin = first + SlotsCovering(window.start - row.start, grain);
      const int end = first + WholeSlots(window.end - row.start, grain);
      if (begin < end) windows_.push_back({begin, end});
    }
    const absl::Time row_end = row.start + row.slots * grain;
    const bool is_last = i + 1 == rows.size();
    const int before = slots();
    AddBetween(row_end, is_last ? row_end + around * grain : rows[i + 1].start, around);
    // The slots between two rows belong half to the one and half to the other.
    const int day_end = is_last ? slots() : before + (slots() - before) / 2;
    days_.push_back({days_.empty() ? 0 : days_.back().end, day_end});
  }
}

void Grid::AddSlot(absl::Time start, absl::Time end) {
  starts_.push_back(start);
  ends_.push_back(end);
}

void Grid::AddBetween(absl::Time from, absl::Time to, int around) {
  const int all = WholeSlots(to - from, grain_);
  if (all > 2 * around) {
    for (int i = 0; i < around; ++i) AddSlot(from + i * grain_, from + (i + 1) * grain_);
    for (int i = around; i > 0; --i) AddSlot(to - i * grain_, to - (i - 1) * grain_);
    return;
  }
  // What is left of the last slot may lie before or after any of them.
  for (int i = 0; i < all; ++i) AddSlot(from + i * grain_, to - (all - 1 - i) * grain_);
}

int Grid::SlotsFor(absl::Duration duration) const {
  return std::max(SlotsCovering(duration, grain_), 1);
}

solver::Span Grid::Touched(absl::Time start, absl::Time end) const {
  if (start >= end) return {};
  const auto first = std::upper_bound(ends_.begin(), ends_.end(), start);
  const auto last = std::lower_bound(starts_.begin(), starts_.end(), end);
  const auto from = static_cast<int>(first - ends_.begin());
  const auto to = static_cast<int>(last - starts_.begin());
  return from < to ? solver::Span{from, to} : solver::Span{};
}

std::vector<solver::Span> Grid::Within(absl::Time start, absl::Time end) const {
  std::vector<solver::Span> spans;
  for (const solver::Span& window : windows_) {
    solver::Span span = window;
    while (span.begin < span.end && StartOf(span.begin) < start) ++span.begin;
    while (span.end > span.begin && EndOf(span.end - 1) > end) --span.end;
    if (span.begin < span.end) spans.push_back(span);
  }
  return spans;
}

absl::optional<int> Grid::SlotAt(absl::Time start, absl::Time end) const {
  for (const solver::Span& window : windows_) {
    if (start < StartOf(window.begin) || end > EndOf(window.end - 1)) continue;
    absl::Duration rest;
    const int64_t slot = absl::IDivDuration(start - StartOf(window.begin), grain_, &rest);
    if (rest != absl::ZeroDuration()) return absl::nullopt;
    return window.begin + static_cast<int>(slot);
  }
  return absl::nullopt;
}

bool Grid::IsUnbroken(solver::Span span) const {
  if (span.begin < 0 || span.end > slots()) return false;
  for (int slot = span.begin; slot < span.end; ++slot) {
    if (EndOf(slot) - StartOf(slot) != grain_) return false;
    if (slot > span.begin && StartOf(slot) != EndOf(slot - 1)) return false;
  }
  return true;
}

}  // namespace plenary::planning
