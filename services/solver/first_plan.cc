#include "services/solver/first_plan.h"

#include <algorithm>
#include <queue>
#include <tuple>
#include <vector>

namespace plenary::solver {
namespace {

// How many starts are looked at for one activity.
constexpr int kStartsTried = 64;

// An activity that waits, and how many starts it has left by a rough count.
struct Waiting {
  bool is_optional = false;
  int left = 0;
  int people_load = 0;
  int activity = 0;
};

// Whether the second is more urgent.
bool operator<(const Waiting& a, const Waiting& b) {
  return std::make_tuple(a.is_optional, a.left, -a.people_load, a.activity) >
         std::make_tuple(b.is_optional, b.left, -b.people_load, b.activity);
}

class FirstPlan {
 public:
  FirstPlan(SearchState& state, Relocation& relocation)
      : state_(state), relocation_(relocation), left_(state.activities(), 0) {}

  void Run() {
    for (int i = 0; i < state_.unplaced().size(); ++i) {
      const int activity = state_.unplaced()[i];
      left_[activity] = state_.model().starts[activity].count();
      Wait(activity);
    }
    while (!queue_.empty()) {
      const Waiting next = queue_.top();
      queue_.pop();
      // Each change of its count put it there once more.
      if (state_.IsPlaced(next.activity) || next.left != left_[next.activity]) continue;
      if (relocation_.PlaceWhereFree(next.activity, kStartsTried)) TellOthers(next.activity);
    }
  }

 private:
  void Wait(int activity) {
    int load = 0;
    for (const SearchState::Part& part : state_.parts(activity)) {
      load += static_cast<int>(state_.engaged(part.row).size());
    }
    queue_.push({!state_.IsMandatory(activity), left_[activity], load, activity});
  }

  void TellOthers(int activity) {
    const int duration = state_.problem().activities[activity].duration;
    for (const SearchState::Part& part : state_.parts(activity)) {
      for (const int other : state_.engaged(part.row)) {
        if (state_.IsPlaced(other) || left_[other] == 0) continue;
        // Where both are long, they cannot begin at more places.
        const int lost = duration + state_.problem().activities[other].duration - 1;
        left_[other] = std::max(0, left_[other] - lost);
        Wait(other);
      }
    }
  }

  SearchState& state_;
  Relocation& relocation_;
  std::vector<int> left_;  // of each activity
  std::priority_queue<Waiting> queue_;
};

}  // namespace

void PlaceMostConstrainedFirst(SearchState& state, Relocation& relocation) {
  FirstPlan(state, relocation).Run();
}

}  // namespace plenary::solver
