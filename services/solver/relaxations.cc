// What would have to be given up, and the cheapest way to do so.
//
// Each unit of a rule (a slot of a person or a pool, a slot of a move) has an excuse with a cost;
// the solver looks for the plan whose excuses cost least. What is kept is written down only where
// it must be: an activity is still, or gone for what it costs to move it at all, until the cheapest
// answer has it gone. Then it is written down whole, and the question asked again. Costs so found
// are never too high, and where nothing is gone, they are right.
#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "services/solver/counter.h"
#include "services/solver/excused_rules.h"
#include "services/solver/explain.h"
#include "services/solver/sat.h"

namespace plenary::solver {
namespace {

// More literals than this are not written down.
constexpr double kMostLiterals = 10'000'000;
// Conflicts that leaving one literal out of a core may take.
constexpr int64_t kMinimising = 300;

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

// What has a cost, and what it costs.
struct Costs {
  const Problem& problem;
  const RelaxationCosts& costs;

  int64_t OfLeavingOut(int activity) const {
    const int64_t price = problem.activities[activity].price;
    return price > 0 ? price : costs.leave_out;
  }
  int64_t OfMove(int64_t way) const { return costs.move + costs.move_per_slot * way; }
};

// Excuses that cost something, each made when it is asked for.
class PaidExcuses : public Excuses {
 public:
  PaidExcuses(const Scope& scope, const Costs& costs, int asked, Sat& sat)
      : scope_(scope), costs_(costs), asked_(asked), sat_(sat) {}

  Literal For(const Breach& breach) override {
    switch (breach.kind) {
      case Constraint::kPlaced:
        if (breach.index == asked_) return 0;
        return Of({breach.kind, breach.index}, costs_.OfLeavingOut(breach.index));
      case Constraint::kWindows:
        return Of({breach.kind, breach.index}, costs_.costs.outside_window);
      case Constraint::kPin:
        // What was elsewhere before is moved from there, pinned or not.
        return Move(breach.index, scope_.kept[breach.index].is_placed() ? 0 : breach.level);
      case Constraint::kKept:
        return Move(breach.index, breach.level);
      case Constraint::kForbidden:
        return Of({breach.kind, breach.index, breach.slot}, costs_.costs.forbidden_slot);
      case Constraint::kExclusive:
        return 0;
      case Constraint::kCapacity:
        return Of({breach.kind, breach.index, breach.slot, breach.level},
                  costs_.costs.add_capacity);
      case Constraint::kClosed:
        return Of({breach.kind, breach.index, breach.slot}, costs_.costs.open_pool);
      case Constraint::kPrecedence:
        return Of({breach.kind, breach.index}, costs_.costs.precedence);
      case Constraint::kFairness:
        return Step({breach.kind, -1, -1, breach.level}, costs_.costs.fairness,
                    costs_.costs.fairness);
    }
    return 0;
  }

  // It has moved, by how far is not said, or it is left out.
  Literal ForGone(int activity) override {
    const Literal literal = Of({Constraint::kKept, activity},
                               std::min(costs_.OfMove(0), costs_.OfLeavingOut(activity)));
    gone_[activity] = literal;
    return literal;
  }
  bool is_fine() const override { return true; }

  // Literals that cost something when they are true.
  const std::map<Literal, int64_t>& weights() const { return weights_; }
  // Of what is still: that it is gone.
  const std::map<int, Literal>& gone() const { return gone_; }

 private:
  using Key = std::tuple<Constraint::Kind, int, int, int>;

  static Key KeyOf(const Breach& breach) {
    return {breach.kind, breach.index, breach.slot, breach.level};
  }

  Literal Of(const Breach& breach, int64_t cost) {
    Literal& literal = literals_[KeyOf(breach)];
    if (literal == 0) {
      literal = sat_.NewVariable();
      if (cost > 0) weights_[literal] = cost;
    }
    return literal;
  }

  Literal Move(int activity, int way) {
    return Step({Constraint::kKept, activity, -1, way}, costs_.costs.move,
                costs_.costs.move_per_slot);
  }

  // An excuse of some level, which costs `first` and `each` for each level more.
  Literal Step(const Breach& breach, int64_t first, int64_t each) {
    const auto found = literals_.find(KeyOf(breach));
    if (found != literals_.end()) return found->second;
    Literal below = 0;
    for (int level = 0; level <= breach.level; ++level) {
      Breach step = breach;
      step.level = level;
      const bool is_new = literals_.count(KeyOf(step)) == 0;
      const Literal literal = Of(step, level == 0 ? first : each);
      if (is_new && below != 0) sat_.AddImplication(literal, below);
      below = literal;
    }
    return below;
  }

  const Scope& scope_;
  const Costs& costs_;
  const int asked_;
  Sat& sat_;
  std::map<Key, Literal> literals_;
  std::map<Literal, int64_t> weights_;
  std::map<int, Literal> gone_;
};

// Finds an assignment whose true literals weigh least: core-guided search, as in core_guided.h.
class Cheapest {
 public:
  Cheapest(Sat& sat, const std::map<Literal, int64_t>& weights, const StopRule& stop)
      : sat_(sat), costs_(weights), stop_(stop) {}

  // kSatisfiable: the solver holds one. To be called again when clauses were added.
  Sat::Answer Find() {
    while (true) {
      std::vector<Literal> assumptions;
      assumptions.reserve(costs_.size());
      for (const auto& [literal, weight] : costs_) assumptions.push_back(-literal);
      const Sat::Answer answer = sat_.Solve(assumptions, stop_.is_over);
      if (answer != Sat::Answer::kUnsatisfiable) return answer;
      std::vector<Literal> core = sat_.Core(assumptions);
      if (core.empty()) return answer;
      Minimise(core);
      Charge(core);
    }
  }

 private:
  struct Sum {
    std::shared_ptr<GrowingCounter> counter;
    size_t next = 0;
  };

  void Minimise(std::vector<Literal>& core) {
    for (size_t i = 0; i < core.size() && core.size() > 1 && !stop_.is_over();) {
      std::vector<Literal> rest = core;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      if (sat_.Solve(rest, stop_.is_over, kMinimising) == Sat::Answer::kUnsatisfiable) {
        core = sat_.Core(rest);
      } else {
        ++i;
      }
    }
  }

  // One of a core is paid for; that more than one is, is assumed to be avoidable.
  void Charge(const std::vector<Literal>& core) {
    int64_t weight = std::numeric_limits<int64_t>::max();
    for (const Literal literal : core) weight = std::min(weight, costs_.at(-literal));
    std::vector<Literal> paid;
    paid.reserve(core.size());
    for (const Literal literal : core) {
      paid.push_back(-literal);
      const auto sum = sums_.find(-literal);
      if (sum != sums_.end()) AddOutput(Sum(sum->second), weight);
      const auto cost = costs_.find(-literal);
      cost->second -= weight;
      if (cost->second == 0) costs_.erase(cost);
    }
    sat_.AddClause(paid);
    if (paid.size() > 1) AddOutput({std::make_shared<GrowingCounter>(sat_, paid), 1}, weight);
  }

  void AddOutput(const Sum& sum, int64_t weight) {
    if (sum.next >= sum.counter->size()) return;
    const Literal more = sum.counter->MoreThan(sum.next);
    costs_[more] += weight;
    sums_[more] = {sum.counter, sum.next + 1};
  }

  Sat& sat_;
  std::map<Literal, int64_t> costs_;  // what is still assumed to be avoidable
  std::map<Literal, Sum> sums_;       // outputs of sums among them
  const StopRule& stop_;
};

// Reads off a plan what it gives up, by the rules as they are said.
class Reading {
 public:
  Reading(const Problem& problem, const Scope& scope, const Costs& costs)
      : problem_(problem), scope_(scope), costs_(costs) {}

  Remedy Read(const Plan& plan) {
    remedy_.plan = plan;
    for (size_t i = 0; i < plan.size(); ++i) {
      if (scope_.parts[i] != Scope::kAbsent) ReadActivity(static_cast<int>(i));
    }
    for (const auto& [person, slots] : forbidden_) {
      ForEachRun(slots, [&, person = person](Span run) {
        Relaxation relaxation = Make(Relaxation::kForbiddenSlots, run, costs_.costs.forbidden_slot);
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
      relaxation.cost = costs_.OfLeavingOut(index);
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
        relaxation.cost = costs_.costs.outside_window;
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
    relaxation.cost = costs_.OfMove(std::abs(from - now.start));
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
      Relaxation relaxation = Make(Relaxation::kOpenPool, run, costs_.costs.open_pool);
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
        Relaxation relaxation = Make(Relaxation::kAddCapacity, run, costs_.costs.add_capacity);
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
    relaxation.cost = costs_.costs.precedence;
    Add(relaxation);
  }

  void ReadFairness() {
    const std::vector<int> breaks = BreaksOf(problem_, remedy_.plan);
    std::vector<int> compared;
    compared.reserve(breaks.size());
    for (size_t person = 0; person < breaks.size(); ++person) {
      if (problem_.persons[person].is_compared) compared.push_back(breaks[person]);
    }
    if (compared.empty()) return;
    const auto [fewest, most] = std::minmax_element(compared.begin(), compared.end());
    if (*most - *fewest <= *problem_.fairness) return;
    Relaxation relaxation;
    relaxation.kind = Relaxation::kFairness;
    relaxation.bound = *most - *fewest;
    relaxation.cost = costs_.costs.fairness * (relaxation.bound - *problem_.fairness);
    Add(relaxation);
  }

  const Problem& problem_;
  const Scope& scope_;
  const Costs& costs_;
  Remedy remedy_;
  std::map<int, std::set<int>> forbidden_;  // slots in which a person must come all the same
  std::map<int, std::set<int>> closed_;     // slots in which a pool must open all the same
};

// One writing down of a scope, and the search in it.
class Round {
 public:
  Round(const Problem& problem, const Scope& scope, const Costs& costs, int asked, uint64_t seed,
        const StopRule& stop)
      : problem_(problem),
        sat_(seed),
        excuses_(scope, costs, asked, sat_),
        clauses_(problem, scope, excuses_, sat_, stop.is_over),
        cheapest_(sat_, excuses_.weights(), stop),
        stop_(stop) {}

  bool is_whole() const { return clauses_.is_whole(); }
  Sat::Answer FindCheapest() { return cheapest_.Find(); }
  Plan Decode() const { return clauses_.Decode(); }

  // What is still and gone in the plan found.
  std::vector<int> Gone() const {
    std::vector<int> gone;
    for (const auto& [activity, literal] : excuses_.gone()) {
      if (sat_.Value(literal)) gone.push_back(activity);
    }
    return gone;
  }

  // A plan in which nothing is gone and that gives up nothing without need: of what is given up
  // together, the dear is kept where that can be. nullopt: there is none, or it is over.
  absl::optional<Plan> FindModest() {
    std::vector<Literal> kept;
    for (const auto& [activity, literal] : excuses_.gone()) kept.push_back(-literal);
    if (sat_.Solve(kept, stop_.is_over) != Sat::Answer::kSatisfiable) return absl::nullopt;
    std::vector<std::pair<int64_t, Literal>> dear;
    dear.reserve(excuses_.weights().size());
    for (const auto& [literal, weight] : excuses_.weights()) dear.emplace_back(weight, literal);
    std::sort(dear.rbegin(), dear.rend());
    Plan plan = clauses_.Decode();
    std::set<Literal> paid = Paid();
    for (const auto& [weight, literal] : dear) {
      kept.push_back(-literal);
      if (paid.count(literal) == 0) continue;
      if (sat_.Solve(kept, stop_.is_over) == Sat::Answer::kSatisfiable) {
        plan = clauses_.Decode();
        paid = Paid();
      } else {
        kept.pop_back();
      }
    }
    return plan;
  }

  // Rules out whatever gives up all that the remedy does.
  void Block(const Remedy& remedy) {
    std::vector<Literal> clause;
    std::map<std::pair<int, int>, int> added;  // units, to which pool in which slot
    for (const Relaxation& relaxation : remedy.relaxations) {
      if (relaxation.kind != Relaxation::kAddCapacity) {
        AddGivenUp(relaxation, clause);
        continue;
      }
      for (int slot = relaxation.slots.begin; slot < relaxation.slots.end; ++slot) {
        const int level = added[{relaxation.pool, slot}]++;
        clause.push_back(excuses_.For({Constraint::kCapacity, relaxation.pool, slot, level}));
      }
    }
    for (Literal& literal : clause) literal = -literal;
    sat_.AddClause(clause);
  }

 private:
  std::set<Literal> Paid() const {
    std::set<Literal> paid;
    for (const auto& [literal, weight] : excuses_.weights()) {
      if (sat_.Value(literal)) paid.insert(literal);
    }
    return paid;
  }

  void AddGivenUp(const Relaxation& relaxation, std::vector<Literal>& clause) {
    const auto add_slots = [&](Constraint::Kind kind, int index) {
      for (int slot = relaxation.slots.begin; slot < relaxation.slots.end; ++slot) {
        clause.push_back(excuses_.For({kind, index, slot}));
      }
    };
    switch (relaxation.kind) {
      case Relaxation::kMove:
        clause.push_back(clauses_.StartsAt(relaxation.activity, relaxation.to_slot));
        clause.push_back(excuses_.For({Constraint::kKept, relaxation.activity}));
        return;
      case Relaxation::kLeaveOut:
        clause.push_back(excuses_.For({Constraint::kPlaced, relaxation.activity}));
        return;
      case Relaxation::kOutsideWindow:
        clause.push_back(clauses_.StartsAt(relaxation.activity, relaxation.to_slot));
        clause.push_back(excuses_.For({Constraint::kWindows, relaxation.activity}));
        return;
      case Relaxation::kForbiddenSlots:
        add_slots(Constraint::kForbidden, relaxation.person);
        return;
      case Relaxation::kAddCapacity:
        return;
      case Relaxation::kOpenPool:
        add_slots(Constraint::kClosed, relaxation.pool);
        return;
      case Relaxation::kIgnorePrecedence:
        clause.push_back(excuses_.For({Constraint::kPrecedence, relaxation.precedence}));
        return;
      case Relaxation::kFairness:
        clause.push_back(excuses_.For(
            {Constraint::kFairness, -1, -1, relaxation.bound - *problem_.fairness - 1}));
        return;
    }
  }

  const Problem& problem_;
  Sat sat_;
  PaidExcuses excuses_;
  ExcusedRules clauses_;
  Cheapest cheapest_;
  const StopRule& stop_;
};

// What the question asks for: what it needs is written down whole, the rest is still.
Scope FirstScope(const Problem& problem, const Question& question) {
  Scope scope = EmptyScope(problem);
  scope.has_fairness = problem.fairness.has_value();
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    const bool is_asked = static_cast<int>(i) == question.activity;
    const bool is_optional = problem.activities[i].is_optional;
    if (question.kept != nullptr && !is_asked && (*question.kept)[i].is_placed()) {
      scope.kept[i] = (*question.kept)[i];
      scope.parts[i] = Scope::kStill;
      scope.must_be_placed[i] = true;
    } else if (is_asked ||
               (!is_optional && (question.kept == nullptr || question.activity == -1))) {
      scope.parts[i] = Scope::kMovable;
      scope.must_be_placed[i] = true;
    } else if (scope.has_fairness && question.kept == nullptr) {
      // It may be placed for the sake of the breaks.
      scope.parts[i] = Scope::kMovable;
    }
  }
  return scope;
}

// The activities that are still and share somebody with one that moves.
std::vector<int> NeighboursOf(const Problem& problem, const Scope& scope) {
  std::vector<bool> is_meant(problem.persons.size(), false);
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    if (scope.parts[i] != Scope::kMovable) continue;
    for (const Attendance& attendance : problem.activities[i].attendances) {
      if (attendance.is_required) is_meant[attendance.person] = true;
    }
  }
  std::vector<int> neighbours;
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    if (scope.parts[i] != Scope::kStill) continue;
    const std::vector<Attendance>& attendances = problem.activities[i].attendances;
    if (std::any_of(attendances.begin(), attendances.end(), [&](const Attendance& attendance) {
          return attendance.is_required && is_meant[attendance.person];
        })) {
      neighbours.push_back(static_cast<int>(i));
    }
  }
  return neighbours;
}

class Suggestion {
 public:
  Suggestion(const Problem& problem, const Question& question, const RelaxationCosts& costs,
             uint64_t seed, const StopRule& stop)
      : problem_(problem),
        asked_(question.activity),
        costs_{problem, costs},
        seed_(seed),
        stop_(stop),
        scope_(FirstScope(problem, question)) {
    Move(NeighboursOf(problem, scope_));
  }

  std::vector<Remedy> Find(int most) {
    while (static_cast<int>(remedies_.size()) < most && !stop_.is_over()) {
      absl::optional<Remedy> remedy = Next();
      if (!remedy) break;
      AssignUnitsOf(remedy->plan);
      remedies_.push_back(*std::move(remedy));
      // Whatever else one gave up would hold this one; and what comes after a guess is another.
      if (remedies_.back().relaxations.empty() || !remedies_.back().is_cheapest) break;
      if (round_) round_->Block(remedies_.back());
    }
    return std::move(remedies_);
  }

 private:
  absl::optional<Remedy> Next() {
    absl::optional<Plan> modest;
    while (Begin()) {
      if (!modest) modest = round_->FindModest();
      const Sat::Answer answer = round_->FindCheapest();
      if (answer == Sat::Answer::kUnsatisfiable) return absl::nullopt;
      if (answer == Sat::Answer::kUnknown) break;
      const std::vector<int> gone = round_->Gone();
      if (gone.empty()) {
        Remedy remedy = Reading(problem_, scope_, costs_).Read(round_->Decode());
        remedy.is_cheapest = true;
        return remedy;
      }
      Move(WithAlike(gone));
    }
    if (!modest) return absl::nullopt;
    return Reading(problem_, scope_, costs_).Read(*modest);
  }

  // Sees to it that there is a round for the scope. False: it is too large, or it is over.
  bool Begin() {
    if (round_) return true;
    if (SizeOf(problem_, scope_) > kMostLiterals) return false;
    round_ = std::make_unique<Round>(problem_, scope_, costs_, asked_, seed_, stop_);
    if (!round_->is_whole()) return false;
    for (const Remedy& remedy : remedies_) round_->Block(remedy);
    return true;
  }

  // Where one of a crowd is in the way, the next that is found would be another of it.
  std::vector<int> WithAlike(const std::vector<int>& gone) const {
    std::set<std::pair<int, int>> places;
    for (const int activity : gone) {
      for (const int pool : scope_.kept[activity].pools) {
        places.emplace(scope_.kept[activity].start, pool);
      }
    }
    std::vector<int> alike = gone;
    for (size_t i = 0; i < scope_.parts.size(); ++i) {
      if (scope_.parts[i] != Scope::kStill) continue;
      const Placement& place = scope_.kept[i];
      if (std::any_of(place.pools.begin(), place.pools.end(), [&](int pool) {
            return places.count({place.start, pool}) > 0;
          })) {
        alike.push_back(static_cast<int>(i));
      }
    }
    return alike;
  }

  // As if each pool had all the time what it was given more in some slots.
  void AssignUnitsOf(Plan& plan) const {
    Problem with_more = problem_;
    for (size_t pool = 0; pool < problem_.pools.size(); ++pool) {
      const std::vector<int> taken = TakenOf(problem_, plan, static_cast<int>(pool));
      int& capacity = with_more.pools[pool].capacity;
      if (!taken.empty()) {
        capacity = std::max(capacity, *std::max_element(taken.begin(), taken.end()));
      }
    }
    AssignUnits(with_more, plan);
  }

  void Move(const std::vector<int>& activities) {
    for (const int activity : activities) scope_.parts[activity] = Scope::kMovable;
    round_.reset();
  }

  const Problem& problem_;
  const int asked_;
  const Costs costs_;
  const uint64_t seed_;
  const StopRule& stop_;
  Scope scope_;
  std::unique_ptr<Round> round_;
  std::vector<Remedy> remedies_;
};

}  // namespace

std::vector<Remedy> SuggestRelaxations(const Problem& problem, const Question& question,
                                       const RelaxationCosts& costs, int most, uint64_t seed,
                                       const StopRule& stop) {
  return Suggestion(problem, question, costs, seed, stop).Find(most);
}

}  // namespace plenary::solver
