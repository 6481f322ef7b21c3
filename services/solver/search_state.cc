#include "services/solver/search_state.h"

#include <algorithm>

namespace plenary::solver {
namespace {

// The breaks of a day of so many runs.
int BreaksOf(int runs) { return std::max(0, runs - 1); }

bool TakesOnePool(const Need& need) {
  return (need.choices.size() == 1 || need.pinned != -1) && need.before == 0 && need.after == 0;
}

bool HasPoolCosts(const Need& need) {
  return need.baseline != -1 || std::any_of(need.choices.begin(), need.choices.end(),
                                            [](const Choice& choice) { return choice.cost != 0; });
}

bool IsUnit(const Activity& activity) {
  return activity.duration == 1 &&
         std::all_of(activity.attendances.begin(), activity.attendances.end(),
                     [](const Attendance& attendance) { return attendance.is_required; }) &&
         std::all_of(activity.needs.begin(), activity.needs.end(), TakesOnePool);
}

}  // namespace

SearchState::SearchState(const Model& model)
    : model_(model),
      problem_(*model.problem),
      weights_(problem_.weights),
      slots_(problem_.slots),
      days_(static_cast<int>(model.days.size())),
      starts_(problem_.activities.size(), -1),
      unplaced_(static_cast<int>(problem_.activities.size())),
      troubled_(static_cast<int>(problem_.persons.size())) {
  ReadActivities();
  ReadRows();
  ReadPools();
}

void SearchState::ReadActivities() {
  const size_t count = problem_.activities.size();
  missing_weights_.assign(count, 0);
  is_settled_.assign(count, false);
  is_mandatory_.reserve(count);
  slot_words_ = (slots_ + 63) / 64;
  can_start_.assign(count * slot_words_, 0);
  has_start_costs_ = weights_.early > 0;
  is_unit_ = problem_.gap == 0 && !model_.has_travel;
  reach_ = problem_.gap;
  for (const std::vector<int>& ways : problem_.travel) {
    for (const int way : ways) reach_ = std::max(reach_, way);
  }
  for (size_t i = 0; i < count; ++i) {
    const Activity& activity = problem_.activities[i];
    const int starts = model_.starts[i].count();
    for (const int start : model_.starts[i].members()) {
      can_start_[i * slot_words_ + (start >> 6)] |= uint64_t{1} << (start & 63);
    }
    is_mandatory_.push_back(!activity.is_optional);
    if (starts > 0) unplaced_.Add(static_cast<int>(i));
    if (activity.is_optional) {
      activity_cost_ += activity.price;
    } else {
      ++missing_;
      is_settled_[i] = starts == 1;
    }
    is_unit_ = is_unit_ && IsUnit(activity);
    has_start_costs_ = has_start_costs_ || !activity.start_costs.empty() ||
                       (activity.baseline_start && weights_.moved > 0);
    has_pool_costs_ =
        has_pool_costs_ || std::any_of(activity.needs.begin(), activity.needs.end(), HasPoolCosts);
  }
}

void SearchState::ReadRows() {
  row_of_.assign(problem_.persons.size(), -1);
  compared_.assign(slots_ + 2, 0);
  for (size_t person = 0; person < problem_.persons.size(); ++person) {
    if (problem_.persons[person].is_compared) ++compared_[0];
    if (model_.engagements[person].empty()) continue;
    row_of_[person] = static_cast<int>(is_compared_.size());
    is_compared_.push_back(problem_.persons[person].is_compared);
    engaged_begin_.push_back(static_cast<int>(engaged_.size()));
    for (const Engagement& engagement : model_.engagements[person]) {
      engaged_.push_back(engagement.activity);
    }
  }
  engaged_begin_.push_back(static_cast<int>(engaged_.size()));
  const size_t rows = is_compared_.size();
  row_breaks_.assign(rows, 0);
  at_.assign(rows * slots_, -1);
  // One place before the first day, one after each.
  words_ = (slots_ + days_) / 64 + 1;
  busy_.assign(rows * words_, 0);
  place_of_.reserve(slots_);
  for (int slot = 0; slot < slots_; ++slot) place_of_.push_back(slot + model_.day_of[slot] + 1);
  runs_.assign(rows * days_, 0);
  missed_by_.assign(problem_.persons.size(), 0);
  parts_begin_.push_back(0);
  both_.reserve(problem_.activities.size());
  for (const Activity& activity : problem_.activities) {
    for (const Attendance& attendance : activity.attendances) {
      if (!attendance.is_required) continue;
      parts_.push_back({row_of_[attendance.person], attendance.from, EndOf(activity, attendance)});
    }
    const bool is_of_two = parts_.size() == static_cast<size_t>(parts_begin_.back()) + 2;
    both_.push_back(is_of_two ? parts_.back().row ^ parts_[parts_.size() - 2].row : -1);
    parts_begin_.push_back(static_cast<int>(parts_.size()));
  }
}

void SearchState::ReadPools() {
  free_.reserve(problem_.pools.size() * slots_);
  for (const Pool& pool : problem_.pools) {
    const size_t begin = free_.size();
    free_.resize(begin + slots_, pool.capacity);
    for (const Span span : pool.closed) {
      std::fill(free_.begin() + begin + span.begin, free_.begin() + begin + span.end, 0);
    }
  }
  uses_.resize(free_.size());
  needs_begin_.push_back(0);
  stretches_.reserve(problem_.activities.size());
  for (size_t i = 0; i < problem_.activities.size(); ++i) {
    const Activity& activity = problem_.activities[i];
    for (const Need& need : activity.needs) {
      pools_.push_back(-1);
      stretches_.push_back({-need.before, activity.duration + need.after});
      entries_begin_.push_back(static_cast<int>(use_activity_.size()));
      // More than the slots there are it cannot take.
      const int most = std::min(slots_, activity.duration + need.before + need.after);
      use_activity_.resize(use_activity_.size() + most, static_cast<int>(i));
    }
    needs_begin_.push_back(static_cast<int>(pools_.size()));
  }
  use_position_.assign(use_activity_.size(), -1);
}

int SearchState::EndOfRun(int row, int slot, int step) const {
  const uint64_t* const busy = busy_.data() + static_cast<size_t>(row) * words_;
  const int place = place_of_[slot];
  int word = place >> 6;
  if (step > 0) {
    // The first place that is free, from there on.
    uint64_t free = ~busy[word] & (~uint64_t{0} << (place & 63));
    while (free == 0) free = ~busy[++word];
    return slot + (word * 64 + __builtin_ctzll(free)) - place - 1;
  }
  uint64_t free = ~busy[word] & (~uint64_t{0} >> (63 - (place & 63)));
  while (free == 0) free = ~busy[--word];
  return slot - place + (word * 64 + 63 - __builtin_clzll(free)) + 1;
}

Span SearchState::StayOf(int activity, int row) const {
  for (const Part& part : parts(activity)) {
    if (part.row == row) return {starts_[activity] + part.from, starts_[activity] + part.to};
  }
  return {};
}

Span SearchState::UseOf(int activity, int need, int start) const {
  const Span stretch = stretches_[needs_begin_[activity] + need];
  return {std::max(0, start + stretch.begin), std::min(slots_, start + stretch.end)};
}

bool SearchState::HasRoom(int pool, Span when, int taken) const {
  for (int slot = when.begin; slot < when.end; ++slot) {
    if (free_in(pool, slot) <= taken) return false;
  }
  return true;
}

int SearchState::VenueOf(int activity, absl::Span<const int> pools) const {
  const int venue = problem_.activities[activity].venue;
  if (venue != -1 || pools.empty()) return venue;
  return problem_.pools[pools[0]].venue;
}

void SearchState::FindInTheWay(int activity, int start, int venue,
                               std::vector<int>& in_the_way) const {
  const auto add = [&](int other) {
    if (std::find(in_the_way.begin(), in_the_way.end(), other) == in_the_way.end()) {
      in_the_way.push_back(other);
    }
  };
  for (const Part& part : parts(activity)) {
    const Span when{start + part.from, start + part.to};
    const int end = std::min(slots_, when.end + reach_);
    for (int slot = std::max(0, when.begin - reach_); slot < end; ++slot) {
      const int other = activity_at(part.row, slot);
      if (other < 0 || other == activity) continue;
      const bool is_at_once = when.begin <= slot && slot < when.end;
      if (is_at_once || !CanAttendBoth(part.row, when, venue, other)) add(other);
    }
  }
  for (const int index : model_.precedences_of[activity]) {
    const Precedence& rule = problem_.precedences[index];
    const int other = rule.before == activity ? rule.after : rule.before;
    if (IsPlaced(other) && !IsInOrder(activity, start, rule)) add(other);
  }
}

bool SearchState::CanAttendBoth(int row, Span when, int venue, int other) const {
  return AreApart(when, venue, StayOf(other, row), VenueOf(other, pools(other)));
}

bool SearchState::AreApart(Span a, int venue_a, Span b, int venue_b) const {
  int way = problem_.gap;
  int way_back = problem_.gap;
  if (venue_a != -1 && venue_b != -1) {
    way = std::max(way, problem_.travel[venue_a][venue_b]);
    way_back = std::max(way_back, problem_.travel[venue_b][venue_a]);
  }
  return b.begin - a.end >= way || a.begin - b.end >= way_back;
}

bool SearchState::IsInOrder(int activity, int start, const Precedence& rule) const {
  const int before = rule.before == activity ? start : starts_[rule.before];
  const int after = rule.after == activity ? start : starts_[rule.after];
  return after - (before + problem_.activities[rule.before].duration) >= rule.gap;
}

void SearchState::Place(int activity, int start, absl::Span<const int> pools) {
  starts_[activity] = start;
  std::copy(pools.begin(), pools.end(), pools_.begin() + needs_begin_[activity]);
  for (const Part& part : parts(activity)) {
    Occupy(part.row, {start + part.from, start + part.to}, activity);
  }
  TakePools(activity);
  activity_cost_ += StartCost(activity, start) + PoolCost(activity, pools);
  unplaced_.Remove(activity);
  if (IsMandatory(activity)) {
    --missing_;
    missing_weight_ -= missing_weights_[activity];
  } else {
    activity_cost_ -= problem_.activities[activity].price;
  }
  UpdateMissed(activity);
}

void SearchState::Remove(int activity) {
  const int start = starts_[activity];
  activity_cost_ -= StartCost(activity, start) + PoolCost(activity, pools(activity));
  GiveBackPools(activity);
  for (const Part& part : parts(activity)) {
    Occupy(part.row, {start + part.from, start + part.to}, -1);
  }
  starts_[activity] = -1;
  unplaced_.Add(activity);
  if (IsMandatory(activity)) {
    ++missing_;
    missing_weight_ += missing_weights_[activity];
  } else {
    activity_cost_ += problem_.activities[activity].price;
  }
  UpdateMissed(activity);
}

void SearchState::TakePools(int activity) {
  for (int need = needs_begin_[activity]; need < needs_begin_[activity + 1]; ++need) {
    const Span when = UseOf(activity, need - needs_begin_[activity], starts_[activity]);
    int entry = entries_begin_[need];
    for (int slot = when.begin; slot < when.end; ++slot, ++entry) {
      const size_t cell = static_cast<size_t>(pools_[need]) * slots_ + slot;
      --free_[cell];
      use_position_[entry] = static_cast<int>(uses_[cell].size());
      uses_[cell].push_back(entry);
    }
  }
}

void SearchState::GiveBackPools(int activity) {
  for (int need = needs_begin_[activity]; need < needs_begin_[activity + 1]; ++need) {
    const Span when = UseOf(activity, need - needs_begin_[activity], starts_[activity]);
    int entry = entries_begin_[need];
    for (int slot = when.begin; slot < when.end; ++slot, ++entry) {
      const size_t cell = static_cast<size_t>(pools_[need]) * slots_ + slot;
      ++free_[cell];
      std::vector<int>& uses = uses_[cell];
      use_position_[uses.back()] = use_position_[entry];
      uses[use_position_[entry]] = uses.back();
      uses.pop_back();
    }
  }
}

int64_t SearchState::PoolCost(int activity, absl::Span<const int> pools) const {
  if (!has_pool_costs_) return 0;
  const std::vector<Need>& needs = problem_.activities[activity].needs;
  int64_t cost = 0;
  for (size_t i = 0; i < needs.size(); ++i) {
    if (needs[i].baseline != -1 && needs[i].baseline != pools[i]) cost += weights_.replaced;
    for (const Choice& choice : needs[i].choices) {
      if (choice.pool == pools[i]) cost += choice.cost;
    }
  }
  return cost;
}

void SearchState::Occupy(int row, Span when, int activity) {
  const int index = model_.day_of[when.begin];
  const Span day = model_.days[index];
  if (weights_.idle > 0) idle_ -= IdleOf(row, day);
  int* const slots = at_.data() + static_cast<size_t>(row) * slots_;
  std::fill(slots + when.begin, slots + when.end, activity);
  const int first = place_of_[when.begin];
  const int end = first + when.end - when.begin;
  uint64_t* const busy = busy_.data() + static_cast<size_t>(row) * words_;
  for (int place = first; place < end; ++place) {
    const uint64_t bit = uint64_t{1} << (place & 63);
    busy[place >> 6] = activity >= 0 ? busy[place >> 6] | bit : busy[place >> 6] & ~bit;
  }
  if (weights_.idle > 0) idle_ += IdleOf(row, day);
  // A stay that touches another joins its run; between two it joins theirs.
  const int touched = BusyAt(row, first - 1) + BusyAt(row, end);
  const int before = runs(row, index);
  const int after = before + (activity >= 0 ? 1 - touched : touched - 1);
  runs(row, index) = after;
  if (BreaksOf(after) != BreaksOf(before)) {
    SetBreaks(row, row_breaks_[row] + BreaksOf(after) - BreaksOf(before));
  }
}

int SearchState::IdleOf(int row, Span day, int freed, int taken) const {
  int last = -1;
  int idle = 0;
  for (int slot = day.begin; slot < day.end; ++slot) {
    const bool is_busy = activity_at(row, slot) >= 0;
    if (slot == freed || (slot != taken && !is_busy)) continue;
    if (last >= 0) idle += slot - last - 1;
    last = slot;
  }
  return idle;
}

int SearchState::Excess(int row, int breaks) const {
  if (!problem_.fairness || !is_compared_[row]) return 0;
  return std::max(0, breaks - fewest_allowed_ - *problem_.fairness) +
         std::max(0, fewest_allowed_ - breaks);
}

void SearchState::SetBreaks(int row, int breaks) {
  const int before = row_breaks_[row];
  breaks_ += breaks - before;
  excess_ += Excess(row, breaks) - Excess(row, before);
  row_breaks_[row] = breaks;
  if (before == 0) troubled_.Add(row);
  if (breaks == 0) troubled_.Remove(row);
  if (!is_compared_[row]) return;
  ++compared_[breaks];
  --compared_[before];
  most_ = std::max(most_, breaks);
  fewest_ = std::min(fewest_, breaks);
  while (compared_[most_] == 0) --most_;
  while (compared_[fewest_] == 0) ++fewest_;
}

int64_t SearchState::ExchangeCost(int row, int slot, int other) const {
  const int from = model_.day_of[slot];
  const int to = model_.day_of[other];
  const int left = place_of_[slot];
  const int taken = place_of_[other];
  const int runs_less = 1 - BusyAt(row, left - 1) - BusyAt(row, left + 1);
  const int runs_more = 1 - (BusyAt(row, taken - 1) & (taken - 1 != left)) -
                        (BusyAt(row, taken + 1) & (taken + 1 != left));
  int change = 0;
  if (from == to) {
    change = runs_more - runs_less;
  } else {
    change = BreaksOf(runs(row, from) - runs_less) - BreaksOf(runs(row, from)) +
             BreaksOf(runs(row, to) + runs_more) - BreaksOf(runs(row, to));
  }
  int64_t cost = kFine * weights_.breaks * change;
  if (fairness_weight_ > 0) {
    const int breaks = row_breaks_[row];
    cost += fairness_weight_ * (Excess(row, breaks + change) - Excess(row, breaks));
  }
  if (weights_.idle > 0) cost += kFine * weights_.idle * IdleChange(row, slot, other);
  return cost;
}

int SearchState::IdleChange(int row, int slot, int other) const {
  const Span from = model_.days[model_.day_of[slot]];
  const Span to = model_.days[model_.day_of[other]];
  int change = IdleOf(row, from, slot, other) - IdleOf(row, from);
  if (from.begin != to.begin) change += IdleOf(row, to, slot, other) - IdleOf(row, to);
  return change;
}

// As ScoreOf has it: wishes are granted in the order of activities.
int SearchState::MissedBy(int person) const {
  struct Stay {
    Span when;
    int venue;
  };
  std::vector<Stay> attended;
  for (const Engagement& part : model_.engagements[person]) {
    const int start = starts_[part.activity];
    if (start < 0) continue;
    attended.push_back(
        {{start + part.from, start + part.to}, VenueOf(part.activity, pools(part.activity))});
  }
  int missed = 0;
  for (const Engagement& wish : model_.wishes[person]) {
    const int start = starts_[wish.activity];
    if (start < 0) continue;
    const Stay stay{{start + wish.from, start + wish.to},
                    VenueOf(wish.activity, pools(wish.activity))};
    bool is_free = std::all_of(attended.begin(), attended.end(), [&](const Stay& other) {
      return AreApart(stay.when, stay.venue, other.when, other.venue);
    });
    for (int slot = stay.when.begin; slot < stay.when.end; ++slot) {
      is_free = is_free && model_.free[person].has(slot);
    }
    if (is_free) {
      attended.push_back(stay);
    } else {
      ++missed;
    }
  }
  return missed;
}

void SearchState::UpdateMissed(int activity) {
  if (weights_.missed == 0) return;
  for (const Attendance& attendance : problem_.activities[activity].attendances) {
    if (model_.wishes[attendance.person].empty()) continue;
    const int missed = MissedBy(attendance.person);
    missed_ += missed - missed_by_[attendance.person];
    missed_by_[attendance.person] = missed;
  }
}

void SearchState::SetMissingWeight(int activity, int64_t weight) {
  if (!IsPlaced(activity)) missing_weight_ += weight - missing_weights_[activity];
  missing_weights_[activity] = weight;
}

void SearchState::SetFairness(int fewest, int64_t weight) {
  fewest_allowed_ = fewest;
  fairness_weight_ = weight;
  excess_ = 0;
  for (int row = 0; row < rows(); ++row) excess_ += Excess(row, row_breaks_[row]);
}

}  // namespace plenary::solver
