#include "services/solver/model.h"

#include <utility>

#include "services/solver/propagate.h"

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

namespace {

bool Meet(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

bool MeetsAny(Span span, const std::vector<Span>& others) {
  for (const Span other : others) {
    if (Meet(span, other)) return true;
  }
  return false;
}

bool LiesInOne(Span span, const std::vector<Span>& others) {
  for (const Span other : others) {
    if (other.begin <= span.begin && span.end <= other.end) return true;
  }
  return false;
}

// Whether a need can be met when its activity starts at `start`, as far as hours and pins go.
bool CanBeMet(const Problem& problem, const Activity& activity, const Need& need, int start) {
  for (const Choice choice : need.choices) {
    if (IsOpen(problem, activity, need, choice.pool, start)) return true;
  }
  return false;
}

bool CanStart(const Problem& problem, const std::vector<Span>& days, const Activity& activity,
              int start) {
  const Span span = {start, start + activity.duration};
  if (activity.pinned_start && *activity.pinned_start != start) return false;
  if (!LiesInOne(span, days)) return false;
  if (!activity.windows.empty() && !LiesInOne(span, activity.windows)) return false;
  for (const Attendance& attendance : activity.attendances) {
    const Span part = {start + attendance.from, start + EndOf(activity, attendance)};
    if (attendance.is_required && MeetsAny(part, problem.persons[attendance.person].forbidden)) {
      return false;
    }
  }
  for (const Need& need : activity.needs) {
    if (!CanBeMet(problem, activity, need, start)) return false;
  }
  return true;
}

void AddEngagements(const Problem& problem, Model& model) {
  model.engagements.resize(problem.persons.size());
  model.wishes.resize(problem.persons.size());
  for (size_t a = 0; a < problem.activities.size(); ++a) {
    const Activity& activity = problem.activities[a];
    for (const Attendance& attendance : activity.attendances) {
      auto& list = attendance.is_required ? model.engagements : model.wishes;
      list[attendance.person].push_back(
          {static_cast<int>(a), attendance.from, EndOf(activity, attendance)});
    }
  }
}

bool AnyJourney(const Problem& problem) {
  for (const std::vector<int>& row : problem.travel) {
    for (const int slots : row) {
      if (slots > 0) return true;
    }
  }
  return false;
}

}  // namespace

bool IsOpen(const Problem& problem, const Activity& activity, const Need& need, int pool,
            int start) {
  if (need.pinned >= 0 && need.pinned != pool) return false;
  return problem.pools[pool].capacity > 0 &&
         !MeetsAny({start - need.before, start + activity.duration + need.after},
                   problem.pools[pool].closed);
}

Model MakeModel(const Problem& problem) {
  Model model;
  model.problem = &problem;
  model.days = problem.days;
  if (model.days.empty()) model.days.push_back({0, problem.slots});
  model.day_of.assign(problem.slots, 0);
  for (size_t day = 0; day < model.days.size(); ++day) {
    for (int slot = model.days[day].begin; slot < model.days[day].end; ++slot) {
      model.day_of[slot] = static_cast<int>(day);
    }
  }
  model.starts.reserve(problem.activities.size());
  for (const Activity& activity : problem.activities) {
    SlotSet starts(problem.slots);
    for (int start = 0; start + activity.duration <= problem.slots; ++start) {
      if (CanStart(problem, model.days, activity, start)) starts.add(start);
    }
    model.starts.push_back(std::move(starts));
  }
  model.free.reserve(problem.persons.size());
  for (const Person& person : problem.persons) {
    SlotSet free(problem.slots);
    free.AddAll({0, problem.slots});
    for (const Span span : person.forbidden) free.RemoveAll(span);
    model.free.push_back(std::move(free));
  }
  AddEngagements(problem, model);
  model.precedences_of.resize(problem.activities.size());
  for (size_t i = 0; i < problem.precedences.size(); ++i) {
    model.precedences_of[problem.precedences[i].before].push_back(static_cast<int>(i));
    model.precedences_of[problem.precedences[i].after].push_back(static_cast<int>(i));
  }
  model.has_travel = AnyJourney(problem);
  model.is_infeasible = !Propagate(model);
  return model;
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
