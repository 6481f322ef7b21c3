#include "services/solver/remedy.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

namespace plenary::solver {
namespace {

// The most breaks of those who are compared, less the fewest.
int UnfairnessOf(const Problem& problem, const Plan& plan) {
  const std::vector<int> breaks = BreaksOf(problem, plan);
  std::vector<int> compared;
  compared.reserve(breaks.size());
  for (size_t person = 0; person < breaks.size(); ++person) {
    if (problem.persons[person].is_compared) compared.push_back(breaks[person]);
  }
  if (compared.empty()) return 0;
  const auto [fewest, most] = std::minmax_element(compared.begin(), compared.end());
  return *most - *fewest;
}

bool Meet(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

std::vector<int> CommonSlots(const std::vector<Span>& spans, Span time) {
  std::vector<int> slots;
  for (int slot = time.begin; slot < time.end; ++slot) {
    if (std::any_of(spans.begin(), spans.end(), [&](Span span) {
          return Meet(span, {slot, slot + 1});
        })) {
      slots.push_back(slot);
    }
  }
  return slots;
}

// Reads off a plan what it gives up, by the rules as they are said.
class Reading {
 public:
  Reading(const Problem& problem, const Scope& scope, const RelaxationCosts& costs)
      : problem_(problem), scope_(scope), costs_(costs) {}

  Remedy Read(const Plan& plan) {
    remedy_.plan = plan;
    for (size_t i = 0; i < plan.size(); ++i) {
      if (scope_.parts[i] != Scope::kAbsent) ReadActivity(static_cast<int>(i));
    }
    for (const auto& [person, slots] : forbidden_) {
      ForEachRun(slots, [&, person = person](Span run) {
        Relaxation relaxation = Make(Relaxation::kForbiddenSlots, run, costs_.forbidden_slot);
        relaxation.person = person;
        Add(relaxation);
      });
    }
    for (size_t pool = 0; pool < problem_.pools.size(); ++pool) ReadPool(static_cast<int>(pool));
    for (size_t i = 0; i < problem_.precedences.size(); ++i) ReadPrecedence(static_cast<int>(i));
    if (scope_.has_fairness && problem_.fairness) ReadFairness();
    return std::move(remedy_);
  }

 private:
  static Relaxation Make(Relaxation::Kind kind, Span slots, int64_t cost_of_slot) {
    Relaxation relaxation;
    relaxation.kind = kind;
    relaxation.slots = slots;
    relaxation.cost = cost_of_slot * (slots.end - slots.begin);
    return relaxation;
  }

  void Add(const Relaxation& relaxation) {
    remedy_.relaxations.push_back(relaxation);
    remedy_.cost += relaxation.cost;
  }

  template <typename See>
  static void ForEachRun(const std::set<int>& slots, const See& see) {
    Span run;
    for (const int slot : slots) {
      if (run.begin < run.end && slot != run.end) see(run);
      if (run.begin == run.end || slot != run.end) run.begin = slot;
      run.end = slot + 1;
    }
    if (run.begin < run.end) see(run);
  }

  bool StaysWhole(int index) const {
    const Placement& kept = scope_.kept[index];
    const Placement& now = remedy_.plan[index];
    return kept.is_placed() && kept.start == now.start && kept.pools == now.pools;
  }

  void ReadActivity(int index) {
    const Activity& activity = problem_.activities[index];
    const Placement& now = remedy_.plan[index];
    Relaxation relaxation;
    relaxation.activity = index;
    if (!now.is_placed()) {
      if (!scope_.must_be_placed[index]) return;
      relaxation.kind = Relaxation::kLeaveOut;
      relaxation.cost = CostOfLeavingOut(problem_, costs_, index);
      Add(relaxation);
      return;
    }
    ReadMove(index);
    if (scope_.kept[index].start != now.start) {
      const Span time = {now.start, now.start + activity.duration};
      if (!activity.windows.empty() &&
          std::none_of(activity.windows.begin(), activity.windows.end(), [&](Span window) {
            return window.begin <= time.begin && time.end <= window.end;
          })) {
        relaxation.kind = Relaxation::kOutsideWindow;
        relaxation.to_slot = now.start;
        relaxation.cost = costs_.outside_window;
        Add(relaxation);
      }
      for (const Attendance& attendance : activity.attendances) {
        if (!attendance.is_required) continue;
        const int to = attendance.to == 0 ? activity.duration : attendance.to;
        for (const int slot : CommonSlots(problem_.persons[attendance.person].forbidden,
                                          {now.start + attendance.from, now.start + to})) {
          forbidden_[attendance.person].insert(slot);
        }
      }
    }
    ReadClosed(index);
  }

  void ReadMove(int index) {
    const Activity& activity = problem_.activities[index];
    const Placement& kept = scope_.kept[index];
    const Placement& now = remedy_.plan[index];
    int from = now.start;
    bool is_moved = false;
    if (kept.is_placed()) {
      from = kept.start;
      is_moved = !StaysWhole(index);
    } else {
      from = activity.pinned_start.value_or(now.start);
      is_moved = from != now.start;
      for (size_t j = 0; j < activity.needs.size(); ++j) {
        const int pinned = activity.needs[j].pinned;
        is_moved = is_moved || (pinned != -1 && pinned != now.pools[j]);
      }
    }
    if (!is_moved) return;
    Relaxation relaxation;
    relaxation.kind = Relaxation::kMove;
    relaxation.activity = index;
    relaxation.slot = from;
    relaxation.to_slot = now.start;
    relaxation.cost = CostOfMove(costs_, std::abs(from - now.start));
    Add(relaxation);
  }

  void ReadClosed(int index) {
    const Activity& activity = problem_.activities[index];
    const Placement& kept = scope_.kept[index];
    const Placement& now = remedy_.plan[index];
    for (size_t j = 0; j < now.pools.size(); ++j) {
      if (kept.start == now.start && kept.pools[j] == now.pools[j]) continue;
      const Need& need = activity.needs[j];
      const Span time = {std::max(0, now.start - need.before),
                         std::min(problem_.slots, now.start + activity.duration + need.after)};
      for (const int slot : CommonSlots(problem_.pools[now.pools[j]].closed, time)) {
        closed_[now.pools[j]].insert(slot);
      }
    }
  }

  void ReadPool(int pool) {
    ForEachRun(closed_[pool], [&](Span run) {
      Relaxation relaxation = Make(Relaxation::kOpenPool, run, costs_.open_pool);
      relaxation.pool = pool;
      Add(relaxation);
    });
    const std::vector<int> kept = TakenOf(problem_, scope_.kept, pool);
    const std::vector<int> taken = TakenOf(problem_, remedy_.plan, pool);
    std::vector<std::set<int>> short_by;  // more than k units, at which slots
    for (int slot = 0; slot < problem_.slots; ++slot) {
      const int capacity = std::max(problem_.pools[pool].capacity, kept[slot]);
      for (int level = 0; level < taken[slot] - capacity; ++level) {
        if (static_cast<int>(short_by.size()) <= level) short_by.emplace_back();
        short_by[level].insert(slot);
      }
    }
    for (const std::set<int>& slots : short_by) {
      ForEachRun(slots, [&](Span run) {
        Relaxation relaxation = Make(Relaxation::kAddCapacity, run, costs_.add_capacity);
        relaxation.pool = pool;
        Add(relaxation);
      });
    }
  }

  void ReadPrecedence(int index) {
    const Precedence& rule = problem_.precedences[index];
    const Placement& before = remedy_.plan[rule.before];
    const Placement& after = remedy_.plan[rule.after];
    if (!before.is_placed() || !after.is_placed()) return;
    if (StaysWhole(rule.before) && StaysWhole(rule.after)) return;
    const int end = before.start + problem_.activities[rule.before].duration;
    if (after.start - end >= rule.gap) return;
    Relaxation relaxation;
    relaxation.kind = Relaxation::kIgnorePrecedence;
    relaxation.precedence = index;
    relaxation.cost = costs_.precedence;
    Add(relaxation);
  }

  void ReadFairness() {
    const int unfairness = UnfairnessOf(problem_, remedy_.plan);
    if (unfairness <= *problem_.fairness) return;
    Relaxation relaxation;
    relaxation.kind = Relaxation::kFairness;
    relaxation.bound = unfairness;
    relaxation.cost = costs_.fairness * (relaxation.bound - *problem_.fairness);
    Add(relaxation);
  }

  const Problem& problem_;
  const Scope& scope_;
  const RelaxationCosts& costs_;
  Remedy remedy_;
  std::map<int, std::set<int>> forbidden_;  // slots in which a person must come all the same
  std::map<int, std::set<int>> closed_;     // slots in which a pool must open all the same
};

// The smallest things that can be given up: kind, of what, and where or how much of it.
using Units = std::multiset<std::tuple<Relaxation::Kind, int, int>>;

Units UnitsOf(const Remedy& remedy) {
  Units units;
  for (const Relaxation& relaxation : remedy.relaxations) {
    switch (relaxation.kind) {
      case Relaxation::kMove:
      case Relaxation::kLeaveOut:
      case Relaxation::kOutsideWindow:
        units.emplace(relaxation.kind, relaxation.activity, relaxation.to_slot);
        break;
      case Relaxation::kForbiddenSlots:
      case Relaxation::kAddCapacity:
      case Relaxation::kOpenPool:
        for (int slot = relaxation.slots.begin; slot < relaxation.slots.end; ++slot) {
          units.emplace(relaxation.kind, std::max(relaxation.person, relaxation.pool), slot);
        }
        break;
      case Relaxation::kIgnorePrecedence:
        units.emplace(relaxation.kind, relaxation.precedence, 0);
        break;
      case Relaxation::kFairness:
        for (int bound = 0; bound < relaxation.bound; ++bound) {
          units.emplace(relaxation.kind, 0, bound);
        }
        break;
    }
  }
  return units;
}

}  // namespace

int64_t CostOfLeavingOut(const Problem& problem, const RelaxationCosts& costs, int activity) {
  const int64_t price = problem.activities[activity].price;
  return price > 0 ? price : costs.leave_out;
}

int64_t CostOfMove(const RelaxationCosts& costs, int64_t way) {
  return costs.move + costs.move_per_slot * way;
}

Problem TakingAsFair(Problem problem, const Question& question) {
  if (problem.fairness && question.kept != nullptr) {
    problem.fairness = std::max(*problem.fairness, UnfairnessOf(problem, *question.kept));
  }
  return problem;
}

Remedy ReadRemedy(const Problem& problem, const Scope& scope, const RelaxationCosts& costs,
                  const Plan& plan) {
  return Reading(problem, scope, costs).Read(plan);
}

void AssignUnitsGenerously(const Problem& problem, Plan& plan) {
  Problem with_more = problem;
  for (size_t pool = 0; pool < problem.pools.size(); ++pool) {
    const std::vector<int> taken = TakenOf(problem, plan, static_cast<int>(pool));
    int& capacity = with_more.pools[pool].capacity;
    capacity = std::max(capacity, *std::max_element(taken.begin(), taken.end()));
  }
  AssignUnits(with_more, plan);
}

bool Holds(const Remedy& remedy, const Remedy& other) {
  const Units all = UnitsOf(remedy);
  const Units some = UnitsOf(other);
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

}  // namespace plenary::solver
