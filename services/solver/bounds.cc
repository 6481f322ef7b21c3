#include "services/solver/bounds.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace plenary::solver {
namespace {

constexpr int kNever = std::numeric_limits<int>::max() / 2;

// What a person must be at and can be at, slot by slot.
struct Slots {
  std::vector<bool> can, must;
  int count = 0;  // how many they are busy at
};

// False where something may be left out, so that nothing is known.
bool ReadSlots(const Model& model, int person, Slots& slots) {
  const Problem& problem = *model.problem;
  slots.can.assign(problem.slots, false);
  slots.must.assign(problem.slots, false);
  for (const Engagement& engagement : model.engagements[person]) {
    if (problem.activities[engagement.activity].is_optional) return false;
    const SlotSet& starts = model.starts[engagement.activity];
    for (const int start : starts.members()) {
      for (int i = engagement.from; i < engagement.to; ++i) slots.can[start + i] = true;
    }
    for (int i = starts.last() + engagement.from; i < starts.first() + engagement.to; ++i) {
      slots.must[i] = true;
    }
    slots.count += engagement.to - engagement.from;
  }
  return true;
}

// The least breaks after some slots of a day, by how many were busy and how the day stands.
enum Standing { kNothingYet, kBusy, kIdle, kStandings };

class FewestBreaks {
 public:
  explicit FewestBreaks(int count) : best_(kStandings, std::vector<int>(count + 1, kNever)) {
    best_[kNothingYet][0] = 0;
  }

  void BeginDay() {
    for (size_t n = 0; n < best_[0].size(); ++n) {
      best_[kNothingYet][n] = std::min({best_[kNothingYet][n], best_[kBusy][n], best_[kIdle][n]});
      best_[kBusy][n] = best_[kIdle][n] = kNever;
    }
  }

  void Pass(bool can_be_busy, bool must_be_busy) {
    std::vector<std::vector<int>> next(kStandings, std::vector<int>(best_[0].size(), kNever));
    for (size_t n = 0; n < best_[0].size(); ++n) {
      if (!must_be_busy) {
        next[kNothingYet][n] = best_[kNothingYet][n];
        next[kIdle][n] = std::min(best_[kBusy][n], best_[kIdle][n]);
      }
      if (can_be_busy && n + 1 < best_[0].size()) {
        next[kBusy][n + 1] =
            std::min({best_[kNothingYet][n], best_[kBusy][n], best_[kIdle][n] + 1});
      }
    }
    best_ = std::move(next);
  }

  int Of(int count) const {
    const int fewest =
        std::min({best_[kNothingYet][count], best_[kBusy][count], best_[kIdle][count]});
    return fewest >= kNever ? 0 : fewest;
  }

 private:
  std::vector<std::vector<int>> best_;  // by standing and number of busy slots
};

}  // namespace

int BreaksAtLeast(const Model& model, int person) {
  Slots slots;
  if (!ReadSlots(model, person, slots)) return 0;
  FewestBreaks fewest(slots.count);
  for (const Span day : model.days) {
    fewest.BeginDay();
    for (int slot = day.begin; slot < day.end; ++slot) {
      fewest.Pass(slots.can[slot], slots.must[slot]);
    }
  }
  return fewest.Of(slots.count);
}

int64_t ScoreAtLeast(const Model& model) {
  const Problem& problem = *model.problem;
  int64_t score = 0;
  if (problem.weights.breaks > 0) {
    for (size_t p = 0; p < problem.persons.size(); ++p) {
      score += problem.weights.breaks * BreaksAtLeast(model, static_cast<int>(p));
    }
  }
  for (size_t a = 0; a < problem.activities.size(); ++a) {
    int64_t least = std::numeric_limits<int64_t>::max();
    if (problem.activities[a].is_optional) least = problem.activities[a].price;
    for (const int start : model.starts[a].members()) {
      least = std::min(least, StartCostAt(problem, static_cast<int>(a), start));
    }
    score += least;
  }
  return score;
}

}  // namespace plenary::solver
