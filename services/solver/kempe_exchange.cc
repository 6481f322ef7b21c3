#include "services/solver/kempe_exchange.h"

#include <cstdlib>
#include <utility>

namespace plenary::solver {
namespace {

// Long chains rarely help, and take long to follow.
constexpr size_t kMostActivitiesOfExchange = 64;

}  // namespace

KempeExchange::KempeExchange(SearchState& state)
    : state_(state), drawn_in_(state.activities(), 0), shift_(state.problem().pools.size(), 0) {}

void KempeExchange::Begin(int slot, int other) {
  slot_ = slot;
  other_ = other;
  ++exchange_;
  activities_.clear();
  cost_ = 0;
  for (const int pool : shifted_) shift_[pool] = 0;
  shifted_.clear();
}

bool KempeExchange::Add(int activity, int64_t most) {
  const size_t begin = activities_.size();
  const int64_t cost = cost_;
  activities_.push_back(activity);
  drawn_in_[activity] = exchange_;
  if (Follow(begin, most)) {
    CountPools(begin, 1);
    return true;
  }
  TakeBack(begin);
  cost_ = cost;
  return false;
}

bool KempeExchange::AddAgainst(int pool, int activity, int64_t most) {
  const size_t begin = activities_.size();
  const int64_t cost = cost_;
  const int shift = shift_[pool];
  if (!Add(activity, most)) return false;
  if (std::abs(shift_[pool]) < std::abs(shift)) return true;
  CountPools(begin, -1);
  TakeBack(begin);
  cost_ = cost;
  return false;
}

bool KempeExchange::IsDearEnd(int activity, int64_t most) const {
  const int from = state_.start(activity);
  const int to = Opposite(from);
  if (!state_.CanStart(activity, to)) return true;
  for (const SearchState::Part& part : state_.parts(activity)) {
    if (state_.activity_at(part.row, to) >= 0) continue;
    if (cost_ + state_.ExchangeCost(part.row, from, to) > most) return true;
  }
  return false;
}

bool KempeExchange::IsDearPath(int row, int64_t most) const {
  if (state_.has_start_costs()) return false;
  const int64_t left = most - state_.ExchangeCost(row, slot_, other_);
  int from = slot_;
  int to = other_;
  int activity = state_.activity_at(row, from);
  for (size_t i = 0; i < kMostActivitiesOfExchange; ++i) {
    if (!state_.CanStart(activity, to)) return true;
    row = state_.PartnerOf(activity, row);
    if (row < 0) return false;
    const int next = state_.activity_at(row, to);
    if (next < 0) return state_.ExchangeCost(row, from, to) > left;
    activity = next;
    std::swap(from, to);
  }
  return true;
}

bool KempeExchange::Follow(size_t begin, int64_t most) {
  for (size_t i = begin; i < activities_.size(); ++i) {
    const int activity = activities_[i];
    const int from = state_.start(activity);
    const int to = Opposite(from);
    if (!state_.CanStart(activity, to) || i == kMostActivitiesOfExchange) return false;
    if (state_.has_start_costs()) {
      cost_ +=
          SearchState::kFine * (state_.StartCost(activity, to) - state_.StartCost(activity, from));
    }
    for (const SearchState::Part& part : state_.parts(activity)) {
      const int next = state_.activity_at(part.row, to);
      if (next < 0) {
        cost_ += state_.ExchangeCost(part.row, from, to);
      } else if (!has(next)) {
        drawn_in_[next] = exchange_;
        activities_.push_back(next);
      }
    }
    // The end of a path may win back a break, hardly more.
    if (cost_ - SearchState::kFine * state_.problem().weights.breaks > most) return false;
  }
  return cost_ <= most;
}

void KempeExchange::TakeBack(size_t begin) {
  for (size_t i = begin; i < activities_.size(); ++i) drawn_in_[activities_[i]] = 0;
  activities_.resize(begin);
}

void KempeExchange::CountPools(size_t begin, int sign) {
  for (size_t i = begin; i < activities_.size(); ++i) {
    CountPoolsOf(activities_[i], state_.start(activities_[i]) == slot_ ? sign : -sign);
  }
}

void KempeExchange::CountPoolsOf(int activity, int by) {
  for (const int pool : state_.pools(activity)) {
    if (shift_[pool] == 0) shifted_.push_back(pool);
    shift_[pool] += by;
  }
}

KempeExchange::Shortage KempeExchange::FindShortage() const {
  for (const int pool : shifted_) {
    if (shift_[pool] > state_.free_in(pool, other_)) return {pool, other_};
    if (-shift_[pool] > state_.free_in(pool, slot_)) return {pool, slot_};
  }
  return {};
}

int KempeExchange::StartAfter(int activity) const {
  const int start = state_.start(activity);
  return has(activity) ? Opposite(start) : start;
}

bool KempeExchange::KeepsPrecedences() const {
  if (state_.problem().precedences.empty()) return true;
  for (const int activity : activities_) {
    for (const int index : state_.model().precedences_of[activity]) {
      const Precedence& rule = state_.problem().precedences[index];
      if (!state_.IsPlaced(rule.before) || !state_.IsPlaced(rule.after)) continue;
      if (StartAfter(rule.after) - (StartAfter(rule.before) + 1) < rule.gap) return false;
    }
  }
  return true;
}

void KempeExchange::Apply() {
  for (const int activity : activities_) starts_.push_back(Opposite(state_.start(activity)));
  for (const int activity : activities_) state_.Remove(activity);
  for (size_t i = 0; i < activities_.size(); ++i) {
    const absl::Span<const int> pools = state_.pools(activities_[i]);
    pools_.assign(pools.begin(), pools.end());
    state_.Place(activities_[i], starts_[i], pools_);
  }
  starts_.clear();
}

}  // namespace plenary::solver
