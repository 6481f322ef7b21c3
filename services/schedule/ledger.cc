#include "services/schedule/ledger.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "services/assets/table.h"
#include "services/base/errors.h"
#include "services/schedule/activity_rules.h"

namespace plenary::schedule {
namespace {

using storage::Statement;

// How many rows before a line are read: nearly always the first few are enough, but there may be
// expired holds to look through.
constexpr int64_t kMostRows[] = {4, 256, 65536};
// From so many lines on, the rows of all their subjects are read at once: in one round trip, and no
// more statements than there are subjects.
constexpr size_t kManyLines = 200;
// A row is no longer than an activity with the buffers around it.
const absl::Duration kLongestRow = kLongestActivity + 2 * absl::Hours(24);

int64_t Micros(absl::Time time) { return absl::ToUnixMicros(time); }
absl::Time TimeOf(int64_t micros) { return absl::FromUnixMicros(micros); }

OccupancyRow ToRow(absl::string_view activity, const Line& line, int64_t number) {
  OccupancyRow row;
  row.subject = line.subject;
  row.start_us = Micros(line.start);
  row.activity = std::string(activity);
  row.line = number;
  row.end_us = Micros(line.end);
  row.units = line.units;
  row.venue = line.venue;
  row.end_venue = line.end_venue;
  row.expire_us = line.expire == absl::InfiniteFuture() ? 0 : Micros(line.expire);
  return row;
}

bool Overlaps(const OccupancyRow& row, const Line& line) {
  return row.start_us < Micros(line.end) && row.end_us > Micros(line.start);
}

// Whether an activity has the line in the ledger already. Nothing that it keeps is judged again: a
// way that became longer since is told of as a misfit, and is no reason to keep somebody from
// declining.
bool IsHeld(const Line& line, const std::vector<OccupancyRow>& held) {
  return std::any_of(held.begin(), held.end(), [&](const OccupancyRow& row) {
    return row.subject == line.subject && row.start_us == Micros(line.start) &&
           row.end_us == Micros(line.end) && row.units == line.units && row.venue == line.venue &&
           row.end_venue == line.end_venue;
  });
}

Clash Occupied(const std::string& activity, const Line& line, const OccupancyRow& row) {
  Clash clash;
  clash.kind = Clash::Kind::kOccupied;
  clash.activity = activity;
  clash.subject = line.subject;
  clash.blocked_by = row.activity;
  clash.from = TimeOf(row.start_us);
  clash.to = TimeOf(row.end_us);
  return clash;
}

// The instant in the line at which the most units are taken by `rows`.
struct Peak {
  int64_t units = 0;
  int64_t at_us = 0;
  const OccupancyRow* last = nullptr;  // the one that began then
};

Peak PeakIn(const Line& line, std::vector<OccupancyRow>& rows) {
  std::sort(rows.begin(), rows.end(), [](const OccupancyRow& left, const OccupancyRow& right) {
    return left.start_us < right.start_us;
  });
  Peak peak;
  peak.at_us = Micros(line.start);
  // Units change for the worse only where a row begins.
  for (const OccupancyRow& begins : rows) {
    const int64_t at_us = std::max(begins.start_us, Micros(line.start));
    int64_t units = 0;
    for (const OccupancyRow& row : rows) {
      if (row.start_us > at_us) break;
      if (row.end_us > at_us) units += row.units;
    }
    if (units > peak.units) peak = {units, at_us, &begins};
  }
  return peak;
}

Clash OverCapacity(const std::string& activity, const Line& line, int64_t capacity,
                   const Peak& peak) {
  Clash clash;
  clash.kind = Clash::Kind::kOverCapacity;
  clash.activity = activity;
  clash.subject = line.subject;
  if (peak.last != nullptr) clash.blocked_by = peak.last->activity;
  clash.from = TimeOf(peak.at_us);
  clash.to = peak.last == nullptr ? line.end : TimeOf(peak.last->end_us);
  clash.units_free = std::max<int64_t>(capacity - peak.units, 0);
  clash.units_wanted = line.units;
  return clash;
}

}  // namespace

Ledger::Ledger(storage::Tx& tx, absl::Time now) : tx_(tx), now_(now) {}

void Ledger::SetCapacity(absl::string_view subject, int64_t units) {
  capacities_[std::string(subject)] = units;
}

void Ledger::Release(absl::string_view activity) { released_.insert(std::string(activity)); }

void Ledger::Occupy(absl::string_view activity, std::vector<Line> lines, bool is_new) {
  const size_t order = entries_.size();
  entries_.insert_or_assign(std::string(activity), Entry{std::move(lines), false, is_new, order});
  given_.clear();
}

void Ledger::Overlay(absl::string_view activity, std::vector<Line> lines) {
  const size_t order = entries_.size();
  entries_.insert_or_assign(std::string(activity), Entry{std::move(lines), true, false, order});
  given_.clear();
}

void Ledger::Forget(absl::string_view activity) {
  const auto entry = entries_.find(activity);
  if (entry != entries_.end()) entries_.erase(entry);
  const auto released = released_.find(activity);
  if (released != released_.end()) released_.erase(released);
  given_.clear();
}

int64_t Ledger::CapacityOf(const std::string& subject) const {
  const auto found = capacities_.find(subject);
  return found == capacities_.end() ? 1 : std::max<int64_t>(found->second, 1);
}

bool Ledger::Counts(const OccupancyRow& row) const {
  if (row.expire_us != 0 && row.expire_us <= Micros(now_)) return false;
  return released_.find(row.activity) == released_.end() &&
         entries_.find(row.activity) == entries_.end();
}

void Ledger::ArrangeGiven() {
  if (!given_.empty()) return;
  for (const auto& [activity, entry] : entries_) {
    for (const Line& line : entry.lines) given_[line.subject].push_back({activity, &line});
  }
}

absl::Status Ledger::AddRowsBefore(const Line& line, std::vector<OccupancyRow>& rows) {
  // Rows that count never overlap, so the first that ends early enough ends the search.
  const int64_t early_us = Micros(line.start - longest_way_);
  for (const int64_t limit : kMostRows) {
    std::vector<OccupancyRow> found;
    PLENARY_RETURN_IF_ERROR(tx_.Run(SelectBefore(line.subject, Micros(line.end), limit, found)));
    rows.clear();
    const bool is_all = static_cast<int64_t>(found.size()) < limit;
    for (OccupancyRow& row : found) {
      if (!Counts(row)) continue;
      const bool is_far = row.end_us <= early_us;
      rows.push_back(std::move(row));
      if (is_far) return absl::OkStatus();
    }
    if (is_all) return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<OccupancyRow>> Ledger::RowsBeside(absl::string_view activity,
                                                             const Line& line) {
  std::vector<OccupancyRow> rows;
  const auto read = read_.find(line.subject);
  if (read != read_.end()) {
    const int64_t from_us = Micros(line.start - longest_way_);
    const int64_t to_us = Micros(line.end + longest_way_);
    std::copy_if(read->second.begin(), read->second.end(), std::back_inserter(rows),
                 [&](const OccupancyRow& row) {
                   return row.end_us > from_us && row.start_us < to_us && Counts(row);
                 });
  } else if (CapacityOf(line.subject) > 1) {
    std::vector<OccupancyRow> found;
    PLENARY_RETURN_IF_ERROR(tx_.Run(
        SelectBetween(line.subject, Micros(line.start - kLongestRow), Micros(line.end), found)));
    std::copy_if(found.begin(), found.end(), std::back_inserter(rows),
                 [&](const OccupancyRow& row) { return Counts(row) && Overlaps(row, line); });
  } else {
    PLENARY_RETURN_IF_ERROR(AddRowsBefore(line, rows));
    if (!line.end_venue.empty() && longest_way_ > absl::ZeroDuration()) {
      std::vector<OccupancyRow> found;
      PLENARY_RETURN_IF_ERROR(tx_.Run(
          SelectBetween(line.subject, Micros(line.end), Micros(line.end + longest_way_), found)));
      std::copy_if(found.begin(), found.end(), std::back_inserter(rows),
                   [&](const OccupancyRow& row) { return Counts(row); });
    }
  }
  ArrangeGiven();
  for (const Given& given : given_[line.subject]) {
    const bool is_near = given.line->start < line.end + longest_way_ + absl::Microseconds(1) &&
                         given.line->end > line.start - longest_way_ - absl::Microseconds(1);
    if (is_near && given.activity != activity) {
      rows.push_back(ToRow(given.activity, *given.line, 0));
    }
  }
  return rows;
}

absl::Status Ledger::ReadAtOnce(const std::vector<const Entry*>& judged) {
  struct Stretch {
    absl::Time start = absl::InfiniteFuture();
    absl::Time end = absl::InfinitePast();
  };
  std::map<std::string, Stretch> stretches;
  size_t lines = 0;
  for (const Entry* entry : judged) {
    lines += entry->lines.size();
    for (const Line& line : entry->lines) {
      Stretch& stretch = stretches[line.subject];
      stretch.start = std::min(stretch.start, line.start);
      stretch.end = std::max(stretch.end, line.end);
    }
  }
  read_.clear();
  if (lines < kManyLines) return absl::OkStatus();
  std::vector<Statement> statements;
  statements.reserve(stretches.size());
  for (const auto& [subject, stretch] : stretches) {
    statements.push_back(SelectBetween(subject, Micros(stretch.start - longest_way_ - kLongestRow),
                                       Micros(stretch.end + longest_way_), read_[subject]));
  }
  return tx_.RunAll(absl::MakeSpan(statements));
}

absl::StatusOr<absl::Duration> Ledger::TravelTime(const std::string& from, const std::string& to) {
  const auto known = ways_.find({from, to});
  if (known != ways_.end()) return known->second;
  PLENARY_ASSIGN_OR_RETURN(const absl::Duration way, assets::FindTravelTime(tx_, from, to));
  ways_.emplace(std::make_pair(from, to), way);
  return way;
}

absl::Status Ledger::CheckWay(const std::string& activity, const Line& line,
                              const OccupancyRow& first, const OccupancyRow& second,
                              std::vector<Clash>& clashes) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Duration way, TravelTime(first.end_venue, second.venue));
  const absl::Duration gap = TimeOf(second.start_us) - TimeOf(first.end_us);
  if (way <= gap) return absl::OkStatus();
  Clash clash;
  clash.kind = Clash::Kind::kTravel;
  clash.activity = activity;
  clash.subject = line.subject;
  clash.blocked_by = first.activity == activity ? second.activity : first.activity;
  clash.from = TimeOf(first.end_us);
  clash.to = TimeOf(second.start_us);
  clash.travel = way;
  clashes.push_back(std::move(clash));
  return absl::OkStatus();
}

absl::Status Ledger::CheckWays(const std::string& activity, const Line& line,
                               const std::vector<OccupancyRow>& rows, std::vector<Clash>& clashes) {
  const OccupancyRow own = ToRow(activity, line, 0);
  // Whoever was at a place that nobody knows came there from the last one that is known.
  const OccupancyRow* before = nullptr;
  const OccupancyRow* after = nullptr;
  for (const OccupancyRow& row : rows) {
    const bool is_before = row.end_us <= own.start_us && !row.end_venue.empty();
    if (is_before && (before == nullptr || row.end_us > before->end_us)) before = &row;
    const bool is_after = row.start_us >= own.end_us && !row.venue.empty();
    if (is_after && (after == nullptr || row.start_us < after->start_us)) after = &row;
  }
  if (before != nullptr && !line.venue.empty()) {
    PLENARY_RETURN_IF_ERROR(CheckWay(activity, line, *before, own, clashes));
  }
  if (after != nullptr && !line.end_venue.empty()) {
    PLENARY_RETURN_IF_ERROR(CheckWay(activity, line, own, *after, clashes));
  }
  return absl::OkStatus();
}

absl::Status Ledger::CheckLine(const std::string& activity, const Line& line,
                               std::vector<Clash>& clashes) {
  PLENARY_ASSIGN_OR_RETURN(std::vector<OccupancyRow> rows, RowsBeside(activity, line));
  const int64_t capacity = CapacityOf(line.subject);
  if (capacity > 1) {
    rows.erase(std::remove_if(rows.begin(), rows.end(),
                              [&](const OccupancyRow& row) { return !Overlaps(row, line); }),
               rows.end());
    const Peak peak = PeakIn(line, rows);
    if (peak.units + line.units > capacity) {
      clashes.push_back(OverCapacity(activity, line, capacity, peak));
    }
    return absl::OkStatus();
  }
  if (line.units > 1) {
    clashes.push_back(OverCapacity(activity, line, capacity, {0, Micros(line.start), nullptr}));
    return absl::OkStatus();
  }
  std::sort(rows.begin(), rows.end(), [](const OccupancyRow& left, const OccupancyRow& right) {
    return std::tie(left.start_us, left.activity) < std::tie(right.start_us, right.activity);
  });
  for (const OccupancyRow& row : rows) {
    if (Overlaps(row, line)) clashes.push_back(Occupied(activity, line, row));
  }
  if (line.venue.empty() && line.end_venue.empty()) return absl::OkStatus();
  return CheckWays(activity, line, rows, clashes);
}

absl::StatusOr<std::vector<OccupancyRow>> Ledger::RowsHeldBy(const std::string& activity,
                                                             const Entry& entry) {
  std::vector<OccupancyRow> rows;
  if (entry.is_new || entry.is_overlay) return rows;
  PLENARY_RETURN_IF_ERROR(tx_.Run(SelectOfActivity(activity, rows)));
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [&](const OccupancyRow& row) {
                              return row.expire_us != 0 && row.expire_us <= Micros(now_);
                            }),
             rows.end());
  return rows;
}

absl::StatusOr<std::vector<Clash>> Ledger::FindClashes(
    size_t limit, const absl::optional<std::set<std::string>>& only) {
  if (!knows_ways_) {
    PLENARY_ASSIGN_OR_RETURN(longest_way_, assets::LongestTravelTime(tx_));
    knows_ways_ = true;
  }
  std::vector<std::pair<size_t, const std::string*>> order;
  order.reserve(entries_.size());
  for (const auto& [activity, entry] : entries_) {
    if (!only || only->count(activity) > 0) order.emplace_back(entry.order, &activity);
  }
  std::sort(order.begin(), order.end());
  std::vector<const Entry*> judged;
  judged.reserve(order.size());
  for (const auto& [unused, activity] : order) judged.push_back(&entries_.find(*activity)->second);
  PLENARY_RETURN_IF_ERROR(ReadAtOnce(judged));
  std::vector<Clash> clashes;
  for (size_t i = 0; i < order.size(); ++i) {
    const std::string* const activity = order[i].second;
    const Entry& entry = *judged[i];
    PLENARY_ASSIGN_OR_RETURN(const std::vector<OccupancyRow> held, RowsHeldBy(*activity, entry));
    // Cut down activity by activity: one that does not fit must never pass for one that does
    // because others had clashes enough.
    const size_t most = clashes.size() + limit;
    for (const Line& line : entry.lines) {
      if (clashes.size() >= most) break;
      if (!IsHeld(line, held)) PLENARY_RETURN_IF_ERROR(CheckLine(*activity, line, clashes));
    }
    if (clashes.size() > most) clashes.resize(most);
  }
  return clashes;
}

absl::Status Ledger::Write() {
  std::vector<std::string> gone(released_.begin(), released_.end());
  std::vector<OccupancyRow> rows;
  for (const auto& [activity, entry] : entries_) {
    if (entry.is_overlay) continue;
    if (!entry.is_new && released_.count(activity) == 0) gone.push_back(activity);
    int64_t number = 0;
    for (const Line& line : entry.lines) rows.push_back(ToRow(activity, line, ++number));
  }
  if (!gone.empty()) PLENARY_RETURN_IF_ERROR(DeleteRowsOf(tx_, gone));
  return rows.empty() ? absl::OkStatus() : InsertRows(tx_, rows);
}

}  // namespace plenary::schedule
