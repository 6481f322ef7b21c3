#include "services/solver/model.h"

namespace plenary::solver {

int SlotSet::count() const {
  int members = 0;
  for (const uint64_t word : words_) members += __builtin_popcountll(word);
  return members;
}

int SlotSet::first() const {
  for (size_t i = 0; i < words_.size(); ++i) {
    if (words_[i] != 0) return static_cast<int>(i * 64) + __builtin_ctzll(words_[i]);
  }
  return -1;
}

int SlotSet::last() const {
  for (size_t i = words_.size(); i-- > 0;) {
    if (words_[i] != 0) return static_cast<int>(i * 64) + 63 - __builtin_clzll(words_[i]);
  }
  return -1;
}

std::vector<int> SlotSet::members() const {
  std::vector<int> slots;
  slots.reserve(count());
  for (size_t i = 0; i < words_.size(); ++i) {
    for (uint64_t word = words_[i]; word != 0; word &= word - 1) {
      slots.push_back(static_cast<int>(i * 64) + __builtin_ctzll(word));
    }
  }
  return slots;
}

int64_t StartCostAt(const Problem& problem, int activity, int start) {
  const Activity& what = problem.activities[activity];
  int64_t cost = problem.weights.early * start;
  for (const StartCost& wish : what.start_costs) {
    if (wish.starts.begin <= start && start < wish.starts.end) cost += wish.cost;
  }
  if (what.baseline_start && *what.baseline_start != start) cost += problem.weights.moved;
  return cost;
}

}  // namespace plenary::solver
