#include "services/solver/plan.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"

namespace plenary::solver {
namespace {

// A person's part of an activity, or an asset's, in a plan.
struct Stay {
  Span when;
  int activity = 0;
  int need = 0;  // of an asset
};

bool operator<(const Stay& a, const Stay& b) {
  return std::tie(a.when.begin, a.when.end, a.activity, a.need) <
         std::tie(b.when.begin, b.when.end, b.activity, b.need);
}

bool Meet(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

bool Holds(Span outer, Span inner) { return outer.begin <= inner.begin && inner.end <= outer.end; }

bool MeetsAny(const std::vector<Span>& spans, Span span) {
  return std::any_of(spans.begin(), spans.end(), [&](Span other) { return Meet(other, span); });
}

std::vector<Span> DaysOf(const Problem& problem) {
  if (problem.days.empty()) return {{0, problem.slots}};
  return problem.days;
}

Span TimeOf(const Activity& activity, int start) { return {start, start + activity.duration}; }

Span TimeOf(const Activity& activity, const Attendance& attendance, int start) {
  return {start + attendance.from,
          start + (attendance.to == 0 ? activity.duration : attendance.to)};
}

// Clipped to the horizon: nobody sets up before the first slot.
Span TimeOf(const Problem& problem, const Activity& activity, const Need& need, int start) {
  return {std::max(0, start - need.before),
          std::min(problem.slots, start + activity.duration + need.after)};
}

// Where a placed activity takes place; -1: nowhere in particular.
int VenueOf(const Problem& problem, const Plan& plan, int activity) {
  if (problem.activities[activity].venue != -1) return problem.activities[activity].venue;
  if (problem.activities[activity].needs.empty()) return -1;
  return problem.pools[plan[activity].pools[0]].venue;
}

// The slots that a person needs between one activity and the next.
int GapBetween(const Problem& problem, const Plan& plan, int before, int after) {
  const int from = VenueOf(problem, plan, before);
  const int to = VenueOf(problem, plan, after);
  if (from == -1 || to == -1) return problem.gap;
  return std::max(problem.gap, problem.travel[from][to]);
}

bool CanAttendBoth(const Problem& problem, const Plan& plan, const Stay& a, const Stay& b) {
  return b.when.begin - a.when.end >= GapBetween(problem, plan, a.activity, b.activity) ||
         a.when.begin - b.when.end >= GapBetween(problem, plan, b.activity, a.activity);
}

// Where each person is, by their required attendances, or the others; in order of time.
std::vector<std::vector<Stay>> StaysOf(const Problem& problem, const Plan& plan, bool is_required) {
  std::vector<std::vector<Stay>> stays(problem.persons.size());
  for (size_t i = 0; i < plan.size(); ++i) {
    if (!plan[i].is_placed()) continue;
    const Activity& activity = problem.activities[i];
    for (const Attendance& attendance : activity.attendances) {
      if (attendance.is_required != is_required) continue;
      stays[attendance.person].push_back(
          {TimeOf(activity, attendance, plan[i].start), static_cast<int>(i)});
    }
  }
  for (std::vector<Stay>& of_person : stays) std::sort(of_person.begin(), of_person.end());
  return stays;
}

// Which assets of each pool are taken when, in order of time.
std::vector<std::vector<Stay>> UsesOf(const Problem& problem, const Plan& plan) {
  std::vector<std::vector<Stay>> uses(problem.pools.size());
  for (size_t i = 0; i < plan.size(); ++i) {
    if (!plan[i].is_placed()) continue;
    const Activity& activity = problem.activities[i];
    for (size_t j = 0; j < activity.needs.size(); ++j) {
      uses[plan[i].pools[j]].push_back({TimeOf(problem, activity, activity.needs[j], plan[i].start),
                                        static_cast<int>(i), static_cast<int>(j)});
    }
  }
  for (std::vector<Stay>& of_pool : uses) std::sort(of_pool.begin(), of_pool.end());
  return uses;
}

// Calls `see` with each two stays of a person that follow each other within a day.
template <typename See>
void ForEachPair(const std::vector<Span>& days, const std::vector<Stay>& stays, const See& see) {
  for (size_t i = 1; i < stays.size(); ++i) {
    for (const Span day : days) {
      if (Holds(day, stays[i - 1].when) && Holds(day, stays[i].when)) see(stays[i - 1], stays[i]);
    }
  }
}

// The most breaks of those who are compared, less the fewest.
int UnfairnessOf(const Problem& problem, const std::vector<int>& breaks) {
  absl::optional<int> fewest;
  absl::optional<int> most;
  for (size_t person = 0; person < breaks.size(); ++person) {
    if (!problem.persons[person].is_compared) continue;
    fewest = std::min(fewest.value_or(breaks[person]), breaks[person]);
    most = std::max(most.value_or(breaks[person]), breaks[person]);
  }
  return most.value_or(0) - fewest.value_or(0);
}

// How many optional attendances of a person are not possible beside their required ones and the
// optional ones of earlier activities.
int MissedBy(const Problem& problem, const Plan& plan, int person, std::vector<Stay> attended,
             std::vector<Stay> wished) {
  std::sort(wished.begin(), wished.end(),
            [](const Stay& a, const Stay& b) { return a.activity < b.activity; });
  int missed = 0;
  for (const Stay& wish : wished) {
    const bool is_free = !MeetsAny(problem.persons[person].forbidden, wish.when) &&
                         std::all_of(attended.begin(), attended.end(), [&](const Stay& stay) {
                           return CanAttendBoth(problem, plan, stay, wish);
                         });
    if (is_free) {
      attended.push_back(wish);
    } else {
      ++missed;
    }
  }
  return missed;
}

void AddPlaced(const Problem& problem, const Activity& activity, const Placement& placement,
               Score& score) {
  const Weights& weights = problem.weights;
  score.early += weights.early * placement.start;
  for (const StartCost& start_cost : activity.start_costs) {
    if (Holds(start_cost.starts, {placement.start, placement.start + 1})) {
      score.start_costs += start_cost.cost;
    }
  }
  if (activity.baseline_start && *activity.baseline_start != placement.start) {
    score.moved += weights.moved;
  }
  for (size_t j = 0; j < activity.needs.size(); ++j) {
    const Need& need = activity.needs[j];
    for (const Choice& choice : need.choices) {
      if (choice.pool == placement.pools[j]) score.fit += choice.cost;
    }
    if (need.baseline != -1 && need.baseline != placement.pools[j]) {
      score.replaced += weights.replaced;
    }
  }
}

// Whether people who go from one activity to the other stay at their table. Where there is none,
// there is none to leave.
bool KeepsTable(const Plan& plan, int before, int after) {
  const Placement& a = plan[before];
  const Placement& b = plan[after];
  if (a.units.empty() || b.units.empty()) return true;
  return a.pools[0] == b.pools[0] && a.units[0] == b.units[0];
}

// A list of what is wrong with a plan.
class Findings {
 public:
  template <typename... Words>
  void Add(const Words&... words) {
    found_.push_back(absl::StrCat(words...));
  }
  bool empty() const { return found_.empty(); }
  std::vector<std::string> Take() { return std::move(found_); }

 private:
  std::vector<std::string> found_;
};

void CheckShape(const Problem& problem, const Plan& plan, Findings& findings) {
  if (plan.size() != problem.activities.size()) {
    findings.Add("the plan places ", plan.size(), " of ", problem.activities.size(), " activities");
    return;
  }
  for (size_t i = 0; i < plan.size(); ++i) {
    if (!plan[i].is_placed()) continue;
    const std::vector<Need>& needs = problem.activities[i].needs;
    if (plan[i].pools.size() != needs.size() || plan[i].units.size() != needs.size()) {
      findings.Add("activity ", i, " has not one pool and one unit for each need");
      continue;
    }
    for (size_t j = 0; j < needs.size(); ++j) {
      const int pool = plan[i].pools[j];
      const bool is_choice = std::any_of(needs[j].choices.begin(), needs[j].choices.end(),
                                         [&](const Choice& choice) { return choice.pool == pool; });
      if (!is_choice) findings.Add("need ", j, " of activity ", i, " cannot be met from ", pool);
    }
  }
}

void CheckActivity(const Problem& problem, const Plan& plan, int index, Findings& findings) {
  const Activity& activity = problem.activities[index];
  const Placement& placement = plan[index];
  if (!placement.is_placed()) {
    if (!activity.is_optional) findings.Add("activity ", index, " is left out");
    return;
  }
  const Span time = TimeOf(activity, placement.start);
  const auto holds_it = [&](Span span) { return Holds(span, time); };
  const std::vector<Span> days = DaysOf(problem);
  if (std::none_of(days.begin(), days.end(), holds_it)) {
    findings.Add("activity ", index, " does not lie in one day");
  }
  if (!activity.windows.empty() &&
      std::none_of(activity.windows.begin(), activity.windows.end(), holds_it)) {
    findings.Add("activity ", index, " does not lie in its windows");
  }
  if (activity.pinned_start && *activity.pinned_start != placement.start) {
    findings.Add("activity ", index, " is not where it is pinned");
  }
  for (size_t j = 0; j < activity.needs.size(); ++j) {
    const Need& need = activity.needs[j];
    if (need.pinned != -1 && need.pinned != placement.pools[j]) {
      findings.Add("need ", j, " of activity ", index, " is not met from where it is pinned");
    }
    if (MeetsAny(problem.pools[placement.pools[j]].closed,
                 TimeOf(problem, activity, need, placement.start))) {
      findings.Add("need ", j, " of activity ", index, " is met while the pool is closed");
    }
  }
}

void CheckPerson(const Problem& problem, const Plan& plan, int person,
                 const std::vector<Stay>& stays, Findings& findings) {
  for (size_t i = 0; i < stays.size(); ++i) {
    if (MeetsAny(problem.persons[person].forbidden, stays[i].when)) {
      findings.Add("person ", person, " is not there for activity ", stays[i].activity);
    }
    for (size_t j = i + 1; j < stays.size(); ++j) {
      if (!CanAttendBoth(problem, plan, stays[i], stays[j])) {
        findings.Add("person ", person, " cannot attend both activity ", stays[i].activity,
                     " and activity ", stays[j].activity);
      }
    }
  }
}

void CheckPool(const Problem& problem, const Plan& plan, int pool, const std::vector<Stay>& uses,
               Findings& findings) {
  const int capacity = problem.pools[pool].capacity;
  std::vector<int> taken(problem.slots + 1, 0);
  for (const Stay& use : uses) {
    ++taken[use.when.begin];
    --taken[use.when.end];
  }
  int now = 0;
  for (int slot = 0; slot < problem.slots; ++slot) {
    now += taken[slot];
    if (now > capacity) findings.Add("pool ", pool, " gives ", now, " in slot ", slot);
  }
  std::unordered_map<int, int> free_from;
  for (const Stay& use : uses) {
    const int unit = plan[use.activity].units[use.need];
    if (unit < 0 || unit >= capacity) {
      findings.Add("pool ", pool, " has no unit ", unit);
    } else if (use.when.begin < free_from[unit]) {
      findings.Add("unit ", unit, " of pool ", pool, " is taken when activity ", use.activity,
                   " needs it");
    } else {
      free_from[unit] = use.when.end;
    }
  }
}

void CheckPrecedences(const Problem& problem, const Plan& plan, Findings& findings) {
  for (size_t i = 0; i < problem.precedences.size(); ++i) {
    const Precedence& rule = problem.precedences[i];
    const Placement& before = plan[rule.before];
    const Placement& after = plan[rule.after];
    if (!before.is_placed() || !after.is_placed()) continue;
    const int end = before.start + problem.activities[rule.before].duration;
    if (after.start - end < rule.gap) {
      findings.Add("activity ", rule.after, " is not after activity ", rule.before);
    }
  }
}

// Hands out units in order of time. At each moment, those whose people just had a unit that is free
// choose first; the others take what the fewest people may want to come back to.
class UnitAssignment {
 public:
  UnitAssignment(const Problem& problem, Plan& plan)
      : plan_(plan), came_from_(plan.size()), went_to_(plan.size(), 0) {
    const std::vector<Span> days = DaysOf(problem);
    for (const std::vector<Stay>& stays : StaysOf(problem, plan, /*is_required=*/true)) {
      ForEachPair(days, stays, [&](const Stay& before, const Stay& after) {
        if (problem.activities[before.activity].needs.empty()) return;
        if (problem.activities[after.activity].needs.empty()) return;
        if (plan[before.activity].pools[0] != plan[after.activity].pools[0]) return;
        came_from_[after.activity].push_back(before.activity);
        ++went_to_[before.activity];
      });
    }
  }

  void AssignPool(int capacity, const std::vector<Stay>& uses) {
    // A pool may hold more than anybody ever takes.
    const int units = std::min(capacity, static_cast<int>(uses.size()));
    free_from_.assign(units, 0);
    claims_.assign(units, 0);
    for (size_t begin = 0; begin < uses.size();) {
      size_t end = begin;
      while (end < uses.size() && uses[end].when.begin == uses[begin].when.begin) ++end;
      AssignMoment({uses.begin() + begin, uses.begin() + end});
      begin = end;
    }
  }

 private:
  struct Wish {
    int people = 0;  // who would stay at the unit
    size_t use = 0;
    int unit = 0;
  };

  // `uses` begin together.
  void AssignMoment(const std::vector<Stay>& uses) {
    std::vector<Wish> wishes = WishesOf(uses);
    std::stable_sort(wishes.begin(), wishes.end(),
                     [](const Wish& a, const Wish& b) { return a.people > b.people; });
    std::vector<bool> is_served(uses.size(), false);
    for (const Wish& wish : wishes) {
      if (is_served[wish.use] || free_from_[wish.unit] > uses[wish.use].when.begin) continue;
      is_served[wish.use] = true;
      Take(uses[wish.use], wish.unit);
    }
    for (size_t i = 0; i < uses.size(); ++i) {
      if (!is_served[i]) Take(uses[i], LeastClaimed(uses[i].when.begin));
    }
  }

  // From here on nobody claims what they had before: they choose now.
  std::vector<Wish> WishesOf(const std::vector<Stay>& uses) {
    std::vector<Wish> wishes;
    for (size_t i = 0; i < uses.size(); ++i) {
      if (uses[i].need != 0) continue;
      std::vector<int> units;
      units.reserve(came_from_[uses[i].activity].size());
      for (const int before : came_from_[uses[i].activity]) {
        // The person's own part may begin while the table of the last is still being cleared.
        if (plan_[before].units[0] != -1) units.push_back(plan_[before].units[0]);
      }
      for (const int unit : units) --claims_[unit];
      std::sort(units.begin(), units.end());
      for (size_t j = 0; j < units.size(); ++j) {
        if (j > 0 && units[j] == units[j - 1]) {
          ++wishes.back().people;
        } else {
          wishes.push_back({1, i, units[j]});
        }
      }
    }
    return wishes;
  }

  // -1: more than there are want one at once.
  void Take(const Stay& use, int unit) {
    if (unit < 0) return;
    plan_[use.activity].units[use.need] = unit;
    free_from_[unit] = use.when.end;
    if (use.need == 0) claims_[unit] += went_to_[use.activity];
  }

  int LeastClaimed(int moment) const {
    int least = -1;
    for (int unit = 0; unit < static_cast<int>(free_from_.size()); ++unit) {
      if (free_from_[unit] > moment) continue;
      if (least == -1 || claims_[unit] < claims_[least]) least = unit;
    }
    return least;
  }

  Plan& plan_;
  // Of each activity: what people of it attended just before, at a table of the same pool.
  std::vector<std::vector<int>> came_from_;
  // Of each activity: how many people go on from it to another of the same pool.
  std::vector<int> went_to_;
  std::vector<int> free_from_;  // of each unit
  std::vector<int> claims_;     // of each unit: people who may come back to it
};

}  // namespace

std::vector<int> BreaksOf(const Problem& problem, const Plan& plan) {
  const std::vector<Span> days = DaysOf(problem);
  std::vector<int> breaks(problem.persons.size(), 0);
  const auto stays = StaysOf(problem, plan, /*is_required=*/true);
  for (size_t person = 0; person < stays.size(); ++person) {
    ForEachPair(days, stays[person], [&](const Stay& before, const Stay& after) {
      if (before.when.end < after.when.begin) ++breaks[person];
    });
  }
  return breaks;
}

Score ScoreOf(const Problem& problem, const Plan& plan) {
  const Weights& weights = problem.weights;
  Score score;
  for (size_t i = 0; i < plan.size(); ++i) {
    if (plan[i].is_placed()) {
      AddPlaced(problem, problem.activities[i], plan[i], score);
    } else {
      score.left_out += problem.activities[i].price;
    }
  }
  const std::vector<Span> days = DaysOf(problem);
  const auto stays = StaysOf(problem, plan, /*is_required=*/true);
  const auto wished = StaysOf(problem, plan, /*is_required=*/false);
  for (size_t person = 0; person < stays.size(); ++person) {
    ForEachPair(days, stays[person], [&](const Stay& before, const Stay& after) {
      const int idle = after.when.begin - before.when.end;
      if (idle > 0) score.breaks += weights.breaks;
      score.idle += weights.idle * idle;
      if (!KeepsTable(plan, before.activity, after.activity)) {
        score.table_changes += weights.table_changes;
      }
    });
    score.missed += weights.missed * MissedBy(problem, plan, static_cast<int>(person),
                                              stays[person], wished[person]);
  }
  score.unfairness = weights.unfairness * UnfairnessOf(problem, BreaksOf(problem, plan));
  return score;
}

std::vector<std::string> Violations(const Problem& problem, const Plan& plan) {
  Findings findings;
  CheckShape(problem, plan, findings);
  if (!findings.empty()) return findings.Take();
  for (size_t i = 0; i < plan.size(); ++i) {
    CheckActivity(problem, plan, static_cast<int>(i), findings);
  }
  // What lies beyond the slots cannot be looked at further.
  if (!findings.empty()) return findings.Take();
  const auto stays = StaysOf(problem, plan, /*is_required=*/true);
  for (size_t person = 0; person < stays.size(); ++person) {
    CheckPerson(problem, plan, static_cast<int>(person), stays[person], findings);
  }
  const auto uses = UsesOf(problem, plan);
  for (size_t pool = 0; pool < uses.size(); ++pool) {
    CheckPool(problem, plan, static_cast<int>(pool), uses[pool], findings);
  }
  CheckPrecedences(problem, plan, findings);
  const int unfairness = UnfairnessOf(problem, BreaksOf(problem, plan));
  if (problem.fairness && unfairness > *problem.fairness) {
    findings.Add("the breaks of two people differ by ", unfairness);
  }
  return findings.Take();
}

void AssignUnits(const Problem& problem, Plan& plan) {
  for (size_t i = 0; i < plan.size(); ++i) {
    plan[i].units.assign(plan[i].is_placed() ? problem.activities[i].needs.size() : 0, -1);
  }
  UnitAssignment assignment(problem, plan);
  const auto uses = UsesOf(problem, plan);
  for (size_t pool = 0; pool < uses.size(); ++pool) {
    assignment.AssignPool(problem.pools[pool].capacity, uses[pool]);
  }
}

}  // namespace plenary::solver
