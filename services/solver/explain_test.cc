#include "services/solver/explain.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::solver {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

using Rules = std::set<Constraint>;

const StopRule kNoStop;
constexpr uint64_t kSeed = 7;

std::string NameOf(const Constraint& constraint) {
  static const char* const kNames[] = {"placed",    "windows",  "pin",    "kept",       "forbidden",
                                       "exclusive", "capacity", "closed", "precedence", "fairness"};
  return absl::StrCat(kNames[constraint.kind], "(", constraint.index, ")");
}

std::string NamesOf(const std::vector<Constraint>& constraints) {
  std::string names;
  for (const Constraint& constraint : constraints) absl::StrAppend(&names, NameOf(constraint), " ");
  return names;
}

// Tries every plan of a small problem. Shares nothing with the solver: rules are looked at slot by
// slot.
class EveryPlan {
 public:
  EveryPlan(const Problem& problem, const Question& question)
      : problem_(problem), question_(question), plan_(problem.activities.size()) {}

  // Whether some plan keeps `rules`.
  bool AnyKeeps(const Rules& rules) {
    rules_ = rules;
    std::fill(plan_.begin(), plan_.end(), Placement());
    return PlaceFrom(0);
  }

  // Calls `see` with every plan in which people are never in two places, whatever else it breaks.
  void ForEach(const std::function<void(const Plan&)>& see) {
    rules_.clear();
    for (size_t i = 0; i < problem_.persons.size(); ++i) {
      rules_.insert({Constraint::kExclusive, static_cast<int>(i)});
    }
    if (problem_.fairness) rules_.insert({Constraint::kFairness, -1});
    tries_all_ = true;
    see_ = &see;
    PlaceFrom(0);
  }

 private:
  bool Has(Constraint::Kind kind, int index) const { return rules_.count({kind, index}) > 0; }

  bool IsKept(int index) const {
    return question_.kept != nullptr && index != question_.activity &&
           (*question_.kept)[index].is_placed();
  }

  // Whether there is any reason to place it.
  bool IsMeant(int index) const {
    if (index == question_.activity || IsKept(index)) return true;
    if (question_.kept != nullptr && question_.activity != -1) return false;
    return !problem_.activities[index].is_optional || Has(Constraint::kFairness, -1);
  }

  bool MustBePlaced(int index) const {
    return Has(Constraint::kPlaced, index) || Has(Constraint::kKept, index);
  }

  bool PlaceFrom(size_t index) {
    if (index == plan_.size()) {
      if (see_ != nullptr) (*see_)(plan_);
      return see_ == nullptr && IsFair();
    }
    const bool is_free = !MustBePlaced(static_cast<int>(index));
    plan_[index] = Placement();
    if (is_free && PlaceFrom(index + 1)) return true;
    // What need not be placed is only ever in the way, but for the breaks.
    if (is_free && !tries_all_ && !Has(Constraint::kFairness, -1)) return false;
    if (!IsMeant(static_cast<int>(index))) return false;
    for (int start = 0; start < problem_.slots; ++start) {
      plan_[index].start = start;
      if (MeetNeedsFrom(index, 0)) return true;
    }
    plan_[index] = Placement();
    return false;
  }

  bool MeetNeedsFrom(size_t index, size_t need) {
    const std::vector<Need>& needs = problem_.activities[index].needs;
    if (need == needs.size()) return Keeps(index) && PlaceFrom(index + 1);
    for (const Choice& choice : needs[need].choices) {
      plan_[index].pools.resize(need);
      plan_[index].pools.push_back(choice.pool);
      if (MeetNeedsFrom(index, need + 1)) return true;
    }
    plan_[index].pools.resize(need);
    return false;
  }

  // Whether the plan up to `last`, which was placed last, keeps the rules.
  bool Keeps(size_t last) {
    const int index = static_cast<int>(last);
    const Activity& activity = problem_.activities[last];
    const int start = plan_[last].start;
    const int end = start + activity.duration;
    const bool is_in_a_day =
        problem_.days.empty()
            ? end <= problem_.slots
            : std::any_of(problem_.days.begin(), problem_.days.end(),
                          [&](Span day) { return day.begin <= start && end <= day.end; });
    if (!is_in_a_day) return false;
    if (Has(Constraint::kKept, index) && (start != (*question_.kept)[last].start ||
                                          plan_[last].pools != (*question_.kept)[last].pools)) {
      return false;
    }
    if (Has(Constraint::kWindows, index) && !LiesInWindow(activity, start)) return false;
    if (Has(Constraint::kPin, index) && !IsPinned(activity, plan_[last])) return false;
    for (const Attendance& attendance : activity.attendances) {
      if (Has(Constraint::kForbidden, attendance.person) &&
          ForbiddenSlots(attendance.person, activity, attendance, start) > 0) {
        return false;
      }
    }
    for (size_t i = 0; i < last; ++i) {
      if (plan_[i].is_placed() && !CanShare(i, last)) return false;
    }
    for (size_t pool = 0; pool < problem_.pools.size(); ++pool) {
      if (!KeepsPool(static_cast<int>(pool), last)) return false;
    }
    for (size_t i = 0; i < problem_.precedences.size(); ++i) {
      const Precedence& rule = problem_.precedences[i];
      if (!Has(Constraint::kPrecedence, static_cast<int>(i))) continue;
      if (static_cast<size_t>(std::max(rule.before, rule.after)) != last) continue;
      if (BreaksPrecedence(rule)) return false;
    }
    return true;
  }

  bool CanShare(size_t a, size_t b) const {
    for (const Attendance& one : problem_.activities[a].attendances) {
      for (const Attendance& other : problem_.activities[b].attendances) {
        if (one.person == other.person && Has(Constraint::kExclusive, one.person) &&
            !HasTime(a, one, b, other) && !HasTime(b, other, a, one)) {
          return false;
        }
      }
    }
    return true;
  }

  int VenueOf(size_t index) const {
    if (problem_.activities[index].venue != -1) return problem_.activities[index].venue;
    if (plan_[index].pools.empty()) return -1;
    return problem_.pools[plan_[index].pools[0]].venue;
  }

  bool HasTime(size_t before, const Attendance& from, size_t after, const Attendance& to) const {
    int way = problem_.gap;
    if (VenueOf(before) != -1 && VenueOf(after) != -1) {
      way = std::max(way, problem_.travel[VenueOf(before)][VenueOf(after)]);
    }
    const int leaves = from.to == 0 ? problem_.activities[before].duration : from.to;
    return plan_[before].start + leaves + way <= plan_[after].start + to.from;
  }

  bool KeepsPool(int pool, size_t last) const {
    for (int slot = 0; slot < problem_.slots; ++slot) {
      if (Has(Constraint::kCapacity, pool) && Used(pool, slot) > problem_.pools[pool].capacity) {
        return false;
      }
      if (Has(Constraint::kClosed, pool) && IsClosed(pool, slot) && UsedBy(last, pool, slot) > 0) {
        return false;
      }
    }
    return true;
  }

  bool IsFair() const {
    return !Has(Constraint::kFairness, -1) || Unfairness(plan_) <= *problem_.fairness;
  }

 public:
  static bool LiesInWindow(const Activity& activity, int start) {
    return activity.windows.empty() ||
           std::any_of(activity.windows.begin(), activity.windows.end(), [&](Span window) {
             return window.begin <= start && start + activity.duration <= window.end;
           });
  }

  static bool IsPinned(const Activity& activity, const Placement& place) {
    for (size_t i = 0; i < activity.needs.size(); ++i) {
      const int pinned = activity.needs[i].pinned;
      if (pinned != -1 && pinned != place.pools[i]) return false;
    }
    return !activity.pinned_start || *activity.pinned_start == place.start;
  }

  int ForbiddenSlots(int person, const Activity& activity, const Attendance& attendance,
                     int start) const {
    int slots = 0;
    const int to = attendance.to == 0 ? activity.duration : attendance.to;
    for (int slot = start + attendance.from; slot < start + to; ++slot) {
      slots += Lies(problem_.persons[person].forbidden, slot) ? 1 : 0;
    }
    return slots;
  }

  bool IsClosed(int pool, int slot) const { return Lies(problem_.pools[pool].closed, slot); }

  int UsedBy(size_t index, int pool, int slot) const { return UsedBy(plan_, index, pool, slot); }
  int UsedBy(const Plan& plan, size_t index, int pool, int slot) const {
    int used = 0;
    if (!plan[index].is_placed()) return 0;
    const Activity& activity = problem_.activities[index];
    for (size_t i = 0; i < plan[index].pools.size(); ++i) {
      const Need& need = activity.needs[i];
      if (plan[index].pools[i] == pool && plan[index].start - need.before <= slot &&
          slot < plan[index].start + activity.duration + need.after) {
        ++used;
      }
    }
    return used;
  }
  int Used(int pool, int slot) const { return Used(plan_, pool, slot); }
  int Used(const Plan& plan, int pool, int slot) const {
    int used = 0;
    for (size_t i = 0; i < plan.size(); ++i) used += UsedBy(plan, i, pool, slot);
    return used;
  }

  bool BreaksPrecedence(const Precedence& rule) const { return BreaksPrecedence(plan_, rule); }
  bool BreaksPrecedence(const Plan& plan, const Precedence& rule) const {
    return plan[rule.before].is_placed() && plan[rule.after].is_placed() &&
           plan[rule.before].start + problem_.activities[rule.before].duration + rule.gap >
               plan[rule.after].start;
  }

  int Unfairness(const Plan& plan) const {
    int fewest = 1'000;
    int most = -1;
    for (size_t person = 0; person < problem_.persons.size(); ++person) {
      if (!problem_.persons[person].is_compared) continue;
      const int breaks = Breaks(plan, static_cast<int>(person));
      fewest = std::min(fewest, breaks);
      most = std::max(most, breaks);
    }
    return most == -1 ? 0 : most - fewest;
  }

 private:
  static bool Lies(const std::vector<Span>& spans, int slot) {
    return std::any_of(spans.begin(), spans.end(),
                       [&](Span span) { return span.begin <= slot && slot < span.end; });
  }

  int Breaks(const Plan& plan, int person) const {
    std::vector<bool> is_busy(problem_.slots, false);
    for (size_t i = 0; i < plan.size(); ++i) {
      if (!plan[i].is_placed()) continue;
      for (const Attendance& attendance : problem_.activities[i].attendances) {
        if (attendance.person != person) continue;
        const int to = attendance.to == 0 ? problem_.activities[i].duration : attendance.to;
        for (int part = attendance.from; part < to; ++part) is_busy[plan[i].start + part] = true;
      }
    }
    int breaks = 0;
    std::vector<Span> days = problem_.days;
    if (days.empty()) days.push_back({0, problem_.slots});
    for (const Span day : days) {
      int last_busy = -1;
      for (int slot = day.begin; slot < day.end; ++slot) {
        if (!is_busy[slot]) continue;
        if (last_busy != -1 && slot > last_busy + 1) ++breaks;
        last_busy = slot;
      }
    }
    return breaks;
  }

  const Problem& problem_;
  const Question question_;
  Plan plan_;
  Rules rules_;
  bool tries_all_ = false;
  const std::function<void(const Plan&)>* see_ = nullptr;
};

// All rules of a question.
Rules AllRules(const Problem& problem, const Question& question) {
  Rules rules;
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    const int index = static_cast<int>(i);
    const bool is_asked = index == question.activity;
    const bool is_kept = question.kept != nullptr && (*question.kept)[i].is_placed() && !is_asked;
    if (is_kept) {
      rules.insert({Constraint::kKept, index});
    } else if (is_asked || (!problem.activities[i].is_optional &&
                            (question.kept == nullptr || question.activity == -1))) {
      rules.insert({Constraint::kPlaced, index});
    }
    rules.insert({Constraint::kWindows, index});
    rules.insert({Constraint::kPin, index});
  }
  for (size_t i = 0; i < problem.persons.size(); ++i) {
    rules.insert({Constraint::kForbidden, static_cast<int>(i)});
    rules.insert({Constraint::kExclusive, static_cast<int>(i)});
  }
  for (size_t i = 0; i < problem.pools.size(); ++i) {
    rules.insert({Constraint::kCapacity, static_cast<int>(i)});
    rules.insert({Constraint::kClosed, static_cast<int>(i)});
  }
  for (size_t i = 0; i < problem.precedences.size(); ++i) {
    rules.insert({Constraint::kPrecedence, static_cast<int>(i)});
  }
  if (problem.fairness) rules.insert({Constraint::kFairness, -1});
  return rules;
}

// Makes small crowded problems, no two of one kind.
class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}

  Problem Make() {
    Problem problem;
    problem.slots = 4 + Below(3);
    if (Chance(3)) problem.days = {{0, problem.slots / 2}, {problem.slots / 2, problem.slots}};
    problem.persons.resize(2 + Below(3));
    for (Person& person : problem.persons) {
      if (Chance(3)) person.forbidden.push_back(SomeSpan(problem.slots, 2));
      person.is_compared = !Chance(6);
    }
    if (Chance(4)) problem.travel = {{0, 1}, {1 + Below(2), 0}};
    if (Chance(6)) problem.gap = 1;
    problem.pools.resize(1 + Below(2));
    for (Pool& pool : problem.pools) {
      pool.capacity = 1 + Below(2);
      if (Chance(4)) pool.closed.push_back(SomeSpan(problem.slots, 2));
      if (!problem.travel.empty()) pool.venue = Below(2);
    }
    const int activities = 4 + Below(2);
    for (int i = 0; i < activities; ++i) problem.activities.push_back(SomeActivity(problem));
    for (int i = Below(3); i > 0; --i) {
      const int before = Below(activities);
      const int after = (before + 1 + Below(activities - 1)) % activities;
      problem.precedences.push_back({before, after, Below(2)});
    }
    if (Chance(2)) problem.fairness = 0;
    return problem;
  }

  // Puts in place what can be, one after the other, but for `last`.
  Plan KeepAllBut(const Problem& problem, int last) {
    Plan kept(problem.activities.size());
    for (size_t i = 0; i < kept.size(); ++i) {
      if (static_cast<int>(i) == last) continue;
      for (int tries = 0; tries < 30 && !kept[i].is_placed(); ++tries) {
        Plan next = kept;
        next[i].start = Below(problem.slots);
        for (const Need& need : problem.activities[i].needs) {
          next[i].pools.push_back(need.choices[Below(need.choices.size())].pool);
        }
        if (KeepsRules(problem, next)) kept = next;
      }
    }
    return kept;
  }

  // But that something is left out.
  static bool KeepsRules(Problem problem, Plan plan) {
    for (Activity& activity : problem.activities) activity.is_optional = true;
    for (const Placement& place : plan) {
      if (place.is_placed() && place.start >= problem.slots) return false;
    }
    AssignUnitsGenerously(problem, plan);
    return Violations(problem, plan).empty();
  }

  int Below(int bound) { return static_cast<int>(random_() % bound); }

 private:
  bool Chance(int in) { return Below(in) == 0; }

  // Violations looks at units, too: where there are too few, it finds that, whichever they are.
  static void AssignUnitsGenerously(const Problem& problem, Plan& plan) {
    Problem with_more = problem;
    for (Pool& pool : with_more.pools) pool.capacity += static_cast<int>(plan.size()) * 2;
    AssignUnits(with_more, plan);
  }

  Span SomeSpan(int slots, int longest) {
    const int length = 1 + Below(longest);
    const int begin = Below(slots - length + 1);
    return {begin, begin + length};
  }

  Activity SomeActivity(const Problem& problem) {
    Activity activity;
    activity.duration = Chance(3) ? 2 : 1;
    const int people = static_cast<int>(problem.persons.size());
    const int first = Below(people);
    activity.attendances.push_back({first});
    if (!Chance(4)) activity.attendances.push_back({(first + 1 + Below(people - 1)) % people});
    if (activity.duration == 2 && Chance(3)) activity.attendances.back().from = 1;
    if (!Chance(4)) {
      Need need;
      for (size_t i = 0; i < problem.pools.size(); ++i) {
        if (i == 0 || Chance(2)) need.choices.push_back({static_cast<int>(i)});
      }
      if (Chance(5)) need.after = 1;
      if (Chance(8)) need.pinned = need.choices.back().pool;
      activity.needs.push_back(need);
      if (Chance(8)) activity.needs.push_back(need);
    }
    if (Chance(3)) activity.windows.push_back(SomeSpan(problem.slots, 4));
    if (Chance(9)) activity.pinned_start = Below(problem.slots);
    if (Chance(6)) activity.is_optional = true;
    if (Chance(6)) activity.price = 25;
    return activity;
  }

  std::mt19937_64 random_;
};

// A question that has no plan.
struct Case {
  Problem problem;
  Question question;
  Plan kept;
};

// Calls `check` with `count` infeasible cases: some of a whole problem, some of an activity with
// all others movable, some with a plan kept.
void ForEachCase(int count, uint64_t seed, const std::function<void(const Case&)>& check) {
  Generator generator(seed);
  for (int found = 0; found < count;) {
    Case one;
    one.problem = generator.Make();
    ASSERT_TRUE(Validate(one.problem).ok()) << Validate(one.problem);
    const int kind = generator.Below(4);
    if (kind != 0) one.question.activity = generator.Below(one.problem.activities.size());
    if (kind >= 2) {
      one.kept = generator.KeepAllBut(one.problem, one.question.activity);
      one.question.kept = &one.kept;
    }
    EveryPlan every(one.problem, one.question);
    if (every.AnyKeeps(AllRules(one.problem, one.question))) continue;
    SCOPED_TRACE(absl::StrCat("case ", found, " of seed ", seed));
    check(one);
    if (::testing::Test::HasFatalFailure()) return;
    ++found;
  }
}

TEST(ExplainTest, EachMemberOfAConflictIsNeededForIt) {
  std::set<Constraint::Kind> seen;
  ForEachCase(200, 1, [&](const Case& one) {
    const Conflict conflict = Explain(one.problem, one.question, kSeed, kNoStop);
    SCOPED_TRACE(NamesOf(conflict.constraints));
    EXPECT_TRUE(conflict.is_minimal);
    EXPECT_FALSE(conflict.is_satisfiable);
    ASSERT_THAT(conflict.constraints, Not(IsEmpty()));
    EveryPlan every(one.problem, one.question);
    Rules rules(conflict.constraints.begin(), conflict.constraints.end());
    const Rules all = AllRules(one.problem, one.question);
    EXPECT_TRUE(std::includes(all.begin(), all.end(), rules.begin(), rules.end()));
    EXPECT_FALSE(every.AnyKeeps(rules)) << "they do not conflict";
    for (const Constraint& constraint : conflict.constraints) {
      seen.insert(constraint.kind);
      rules.erase(constraint);
      EXPECT_TRUE(every.AnyKeeps(rules)) << "without " << NameOf(constraint);
      rules.insert(constraint);
    }
  });
  EXPECT_THAT(seen, SizeIs(10)) << "the cases show conflicts of every kind";
}

// What one unit of each rule costs, counted slot by slot.
int64_t CostOf(const Case& one, const RelaxationCosts& costs, const Plan& plan) {
  const EveryPlan rules(one.problem, one.question);
  int64_t cost = 0;
  for (size_t i = 0; i < plan.size(); ++i) {
    const Activity& activity = one.problem.activities[i];
    const Placement& place = plan[i];
    const bool is_asked = static_cast<int>(i) == one.question.activity;
    const bool has_place = one.question.kept != nullptr && !is_asked && one.kept[i].is_placed();
    const bool is_meant =
        is_asked || has_place ||
        (!activity.is_optional && (one.question.kept == nullptr || one.question.activity == -1));
    if (!place.is_placed()) {
      if (is_asked) return -1;
      if (is_meant) cost += activity.price > 0 ? activity.price : costs.leave_out;
      continue;
    }
    if (has_place) {
      if (one.kept[i].start != place.start || one.kept[i].pools != place.pools) {
        cost += costs.move + costs.move_per_slot * std::abs(one.kept[i].start - place.start);
      }
    } else if (!EveryPlan::IsPinned(activity, place)) {
      cost += costs.move + costs.move_per_slot *
                               std::abs(activity.pinned_start.value_or(place.start) - place.start);
    }
    if (!EveryPlan::LiesInWindow(activity, place.start)) cost += costs.outside_window;
    for (const Attendance& attendance : activity.attendances) {
      cost += costs.forbidden_slot *
              rules.ForbiddenSlots(attendance.person, activity, attendance, place.start);
    }
  }
  for (size_t pool = 0; pool < one.problem.pools.size(); ++pool) {
    for (int slot = 0; slot < one.problem.slots; ++slot) {
      const int used = rules.Used(plan, static_cast<int>(pool), slot);
      cost += costs.add_capacity * std::max(0, used - one.problem.pools[pool].capacity);
      if (used > 0 && rules.IsClosed(static_cast<int>(pool), slot)) cost += costs.open_pool;
    }
  }
  for (const Precedence& rule : one.problem.precedences) {
    if (rules.BreaksPrecedence(plan, rule)) cost += costs.precedence;
  }
  if (one.problem.fairness) {
    cost += costs.fairness * std::max(0, rules.Unfairness(plan) - *one.problem.fairness);
  }
  return cost;
}

// What is left of spans where some slots are taken away.
std::vector<Span> Without(const std::vector<Span>& spans, Span slots) {
  std::vector<Span> left;
  for (const Span span : spans) {
    for (int slot = span.begin; slot < span.end; ++slot) {
      if (slot < slots.begin || slot >= slots.end) left.push_back({slot, slot + 1});
    }
  }
  return left;
}

// The problem as it is once the relaxations are granted.
Problem Granted(const Case& one, const Remedy& remedy) {
  Problem problem = one.problem;
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    Activity& activity = problem.activities[i];
    const bool is_asked = static_cast<int>(i) == one.question.activity;
    if (is_asked) activity.is_optional = false;
    if (one.question.kept == nullptr || is_asked) continue;
    if (one.kept[i].is_placed()) {
      activity.is_optional = false;
      activity.pinned_start = one.kept[i].start;
      for (size_t j = 0; j < activity.needs.size(); ++j) {
        activity.needs[j].pinned = one.kept[i].pools[j];
      }
    } else if (one.question.activity != -1) {
      activity.is_optional = true;
    }
  }
  for (const Relaxation& relaxation : remedy.relaxations) {
    switch (relaxation.kind) {
      case Relaxation::kMove:
        problem.activities[relaxation.activity].pinned_start = relaxation.to_slot;
        for (Need& need : problem.activities[relaxation.activity].needs) need.pinned = -1;
        break;
      case Relaxation::kLeaveOut:
        problem.activities[relaxation.activity].is_optional = true;
        break;
      case Relaxation::kOutsideWindow:
        problem.activities[relaxation.activity].windows.clear();
        break;
      case Relaxation::kForbiddenSlots: {
        std::vector<Span>& forbidden = problem.persons[relaxation.person].forbidden;
        forbidden = Without(forbidden, relaxation.slots);
        break;
      }
      case Relaxation::kAddCapacity:
        // In other slots as well; that it is not used there, its cost says.
        problem.pools[relaxation.pool].capacity += 1;
        break;
      case Relaxation::kOpenPool: {
        std::vector<Span>& closed = problem.pools[relaxation.pool].closed;
        closed = Without(closed, relaxation.slots);
        break;
      }
      case Relaxation::kIgnorePrecedence:
        problem.precedences[relaxation.precedence].gap = -1'000;
        break;
      case Relaxation::kFairness:
        problem.fairness = relaxation.bound;
        break;
    }
  }
  return problem;
}

TEST(SuggestRelaxationsTest, TheFirstIsTheCheapestThereIs) {
  const RelaxationCosts costs;
  ForEachCase(100, 2, [&](const Case& one) {
    const std::vector<Remedy> remedies =
        SuggestRelaxations(one.problem, one.question, costs, 1, kSeed, kNoStop);
    int64_t cheapest = -1;
    EveryPlan(one.problem, one.question).ForEach([&](const Plan& plan) {
      const int64_t cost = CostOf(one, costs, plan);
      if (cost != -1 && (cheapest == -1 || cost < cheapest)) cheapest = cost;
    });
    if (cheapest == -1) {
      EXPECT_THAT(remedies, IsEmpty());
      return;
    }
    ASSERT_THAT(remedies, SizeIs(1));
    EXPECT_TRUE(remedies[0].is_cheapest);
    EXPECT_EQ(remedies[0].cost, cheapest);
  });
}

// What tells one relaxation from another.
using Name = std::tuple<Relaxation::Kind, int, int, int, int, int, int, int>;

std::multiset<Name> NamesOf(const Remedy& remedy) {
  std::multiset<Name> names;
  for (const Relaxation& it : remedy.relaxations) {
    if (it.slots.begin == it.slots.end) {
      names.emplace(it.kind, it.activity, it.person, it.pool, it.precedence, it.to_slot, it.bound,
                    0);
    }
    for (int slot = it.slots.begin; slot < it.slots.end; ++slot) {
      names.emplace(it.kind, it.activity, it.person, it.pool, it.precedence, it.to_slot, it.bound,
                    slot);
    }
  }
  return names;
}

TEST(SuggestRelaxationsTest, EachHasAPlanThatKeepsAllOtherRules) {
  const RelaxationCosts costs;
  ForEachCase(100, 3, [&](const Case& one) {
    for (const Remedy& remedy :
         SuggestRelaxations(one.problem, one.question, costs, 5, kSeed, kNoStop)) {
      EXPECT_THAT(Violations(Granted(one, remedy), remedy.plan), IsEmpty());
      EXPECT_EQ(CostOf(one, costs, remedy.plan), remedy.cost);
    }
  });
}

TEST(SuggestRelaxationsTest, OthersFollowByCostAndHoldNoneOfThoseBefore) {
  ForEachCase(100, 4, [&](const Case& one) {
    const std::vector<Remedy> remedies =
        SuggestRelaxations(one.problem, one.question, RelaxationCosts(), 5, kSeed, kNoStop);
    for (size_t i = 0; i < remedies.size(); ++i) {
      EXPECT_TRUE(remedies[i].is_cheapest);
      const std::multiset<Name> names = NamesOf(remedies[i]);
      for (size_t j = 0; j < i; ++j) {
        EXPECT_LE(remedies[j].cost, remedies[i].cost);
        const std::multiset<Name> before = NamesOf(remedies[j]);
        EXPECT_FALSE(std::includes(names.begin(), names.end(), before.begin(), before.end()));
      }
    }
  });
}

// One hour each at one table for two people each, in `slots` hours.
Problem Forum(int people, int slots, int tables) {
  Problem problem;
  problem.slots = slots;
  problem.persons.resize(people);
  problem.pools.resize(1);
  problem.pools[0].capacity = tables;
  return problem;
}

Activity Meeting(int one, int other) {
  Activity meeting;
  meeting.attendances = {{one}, {other}};
  meeting.needs.resize(1);
  meeting.needs[0].choices = {{0}};
  return meeting;
}

TEST(ExplainTest, APossibleProblemHasNoConflict) {
  Problem problem = Forum(3, 3, 1);
  problem.activities = {Meeting(0, 1), Meeting(1, 2), Meeting(2, 0)};
  problem.fairness = 1;
  const Conflict conflict = Explain(problem, Question(), kSeed, kNoStop);
  EXPECT_TRUE(conflict.is_satisfiable);
  EXPECT_THAT(conflict.constraints, IsEmpty());
}

TEST(ExplainTest, APersonWithMoreMeetingsThanSlotsIsSeenAtOnce) {
  Problem problem = Forum(41, 20, 40);
  for (int i = 1; i <= 21; ++i) problem.activities.push_back(Meeting(0, i));
  for (int i = 1; i <= 19; ++i) problem.activities.push_back(Meeting(i, 40 - i));
  const Conflict conflict = Explain(problem, Question(), kSeed, kNoStop);
  EXPECT_TRUE(conflict.is_minimal);
  ASSERT_THAT(conflict.constraints, SizeIs(22));
  for (int i = 0; i < 21; ++i) {
    EXPECT_EQ(conflict.constraints[i], (Constraint{Constraint::kPlaced, i}));
  }
  EXPECT_EQ(conflict.constraints[21], (Constraint{Constraint::kExclusive, 0}));
}

TEST(ExplainTest, MoreMeetingsThanTablesAreSeenAtOnce) {
  Problem problem = Forum(202, 10, 20);
  for (int i = 0; i < 201; ++i) problem.activities.push_back(Meeting(i, i + 1));
  const Conflict conflict = Explain(problem, Question(), kSeed, kNoStop);
  EXPECT_TRUE(conflict.is_minimal);
  ASSERT_THAT(conflict.constraints, SizeIs(202));
  EXPECT_EQ(conflict.constraints.back(), (Constraint{Constraint::kCapacity, 0}));
}

TEST(ExplainTest, PrecedencesInACircleConflict) {
  Problem problem = Forum(6, 9, 3);
  problem.activities = {Meeting(0, 1), Meeting(2, 3), Meeting(4, 5)};
  problem.precedences = {{0, 1, 0}, {1, 2, 0}, {2, 0, 0}};
  const Conflict conflict = Explain(problem, Question(), kSeed, kNoStop);
  EXPECT_THAT(conflict.constraints,
              UnorderedElementsAre(
                  Constraint{Constraint::kPlaced, 0}, Constraint{Constraint::kPlaced, 1},
                  Constraint{Constraint::kPlaced, 2}, Constraint{Constraint::kPrecedence, 0},
                  Constraint{Constraint::kPrecedence, 1}, Constraint{Constraint::kPrecedence, 2}));
}

TEST(ExplainTest, WhatCannotBeAtAllIsNotBlamedOnWhatStays) {
  Problem problem = Forum(3, 2, 1);
  problem.activities = {Meeting(0, 1), Meeting(0, 2)};
  problem.activities[1].windows = {{0, 1}};
  problem.persons[2].forbidden = {{0, 1}};
  Plan kept(2);
  kept[0] = {0, {0}, {0}};
  const Conflict conflict = Explain(problem, {1, &kept}, kSeed, kNoStop);
  EXPECT_THAT(conflict.constraints, UnorderedElementsAre(Constraint{Constraint::kPlaced, 1},
                                                         Constraint{Constraint::kWindows, 1},
                                                         Constraint{Constraint::kForbidden, 2}));
}

TEST(ExplainTest, AStoppedSearchClaimsNothing) {
  Problem problem = Forum(41, 20, 40);
  for (int i = 1; i <= 21; ++i) problem.activities.push_back(Meeting(0, i));
  StopRule stop;
  stop.is_over = [] { return true; };
  const Conflict conflict = Explain(problem, Question(), kSeed, stop);
  EXPECT_FALSE(conflict.is_minimal);
  EXPECT_FALSE(conflict.is_satisfiable);
  EXPECT_THAT(SuggestRelaxations(problem, Question(), RelaxationCosts(), 3, kSeed, stop),
              IsEmpty());
}

TEST(ExplainTest, TheSameSeedGivesTheSameAnswer) {
  ForEachCase(20, 5, [&](const Case& one) {
    EXPECT_EQ(Explain(one.problem, one.question, kSeed, kNoStop).constraints,
              Explain(one.problem, one.question, kSeed, kNoStop).constraints);
  });
}

TEST(SuggestRelaxationsTest, OneMeetingMovesOrOneTableMoreIsSetUp) {
  // Both tables are taken in slot 1, where alone the meeting of 4 and 5 can be. That of 2 and 3 is
  // pinned down by nothing; that of 0 and 1 would meet outside its window.
  Problem problem = Forum(6, 4, 2);
  problem.activities = {Meeting(0, 1), Meeting(2, 3), Meeting(4, 5)};
  problem.activities[0].windows = {{1, 2}};
  problem.activities[2].windows = {{1, 2}};
  Plan kept(3);
  kept[0] = {1, {0}, {0}};
  kept[1] = {1, {0}, {1}};
  const std::vector<Remedy> remedies =
      SuggestRelaxations(problem, {2, &kept}, RelaxationCosts(), 4, kSeed, kNoStop);
  ASSERT_THAT(remedies, SizeIs(4));
  for (const int i : {0, 1}) {
    EXPECT_THAT(remedies[i].relaxations,
                ElementsAre(AllOf(Field(&Relaxation::kind, Relaxation::kMove),
                                  Field(&Relaxation::activity, 1), Field(&Relaxation::slot, 1))));
    EXPECT_EQ(remedies[i].cost, 11);
  }
  EXPECT_THAT(remedies[2].relaxations, ElementsAre(Field(&Relaxation::to_slot, 3)));
  EXPECT_EQ(remedies[2].cost, 12);
  ASSERT_THAT(remedies[3].relaxations,
              ElementsAre(AllOf(Field(&Relaxation::kind, Relaxation::kAddCapacity),
                                Field(&Relaxation::pool, 0))));
  EXPECT_EQ(remedies[3].relaxations[0].slots.begin, 1);
  EXPECT_EQ(remedies[3].relaxations[0].slots.end, 2);
}

TEST(SuggestRelaxationsTest, NothingIsGivenUpWhereThereIsRoom) {
  Problem problem = Forum(4, 2, 1);
  problem.activities = {Meeting(0, 1), Meeting(2, 3)};
  Plan kept(2);
  kept[0] = {1, {0}, {0}};
  const std::vector<Remedy> remedies =
      SuggestRelaxations(problem, {1, &kept}, RelaxationCosts(), 4, kSeed, kNoStop);
  ASSERT_THAT(remedies, SizeIs(1));
  EXPECT_THAT(remedies[0].relaxations, IsEmpty());
  EXPECT_TRUE(remedies[0].is_cheapest);
  EXPECT_EQ(remedies[0].plan[1].start, 0);
}

TEST(SuggestRelaxationsTest, StoppedAtOnceItTellsWhatNeedsNoMove) {
  Problem problem = Forum(6, 2, 1);
  problem.activities = {Meeting(0, 1), Meeting(2, 3), Meeting(4, 5)};
  Plan kept(3);
  kept[0] = {0, {0}, {0}};
  kept[1] = {1, {0}, {0}};
  StopRule stop;
  stop.is_over = [] { return true; };
  const std::vector<Remedy> remedies =
      SuggestRelaxations(problem, {2, &kept}, RelaxationCosts(), 1, kSeed, stop);
  ASSERT_THAT(remedies, SizeIs(1));
  EXPECT_THAT(remedies[0].relaxations,
              ElementsAre(Field(&Relaxation::kind, Relaxation::kAddCapacity)));
  EXPECT_FALSE(remedies[0].is_cheapest);
}

TEST(SuggestRelaxationsTest, APriceSaysWhatLeavingOutCosts) {
  Problem problem = Forum(3, 1, 2);
  problem.activities = {Meeting(0, 1), Meeting(1, 2)};
  problem.activities[0].price = 7;
  Plan kept(2);
  kept[0] = {0, {0}, {0}};
  const std::vector<Remedy> remedies =
      SuggestRelaxations(problem, {1, &kept}, RelaxationCosts(), 4, kSeed, kNoStop);
  ASSERT_THAT(remedies, SizeIs(1));
  EXPECT_THAT(remedies[0].relaxations,
              ElementsAre(AllOf(Field(&Relaxation::kind, Relaxation::kLeaveOut),
                                Field(&Relaxation::activity, 0), Field(&Relaxation::cost, 7))));
}

}  // namespace
}  // namespace plenary::solver
