#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "services/solver/counter.h"
#include "services/solver/displacement.h"
#include "services/solver/excused_rules.h"
#include "services/solver/explain.h"
#include "services/solver/remedy.h"
#include "services/solver/sat.h"

namespace plenary::solver {
namespace {

// More clauses than this are not written down.
constexpr double kMostClauses = 10'000'000;
// And where there is a good guess, not more than these.
constexpr double kFewClauses = 50'000;
// Of more than these that are out of place at once, displacement finds no end.
constexpr size_t kMostOut = 3;
// Conflicts that leaving one literal out of a core may take.
constexpr int64_t kMinimising = 300;

// Excuses that cost something, each made when it is asked for.
class PaidExcuses : public Excuses {
 public:
  PaidExcuses(const Problem& problem, const Scope& scope, const RelaxationCosts& costs, int asked,
              Sat& sat)
      : problem_(problem), scope_(scope), costs_(costs), asked_(asked), sat_(sat) {}

  Literal For(const Breach& breach) override {
    switch (breach.kind) {
      case Constraint::kPlaced:
        if (breach.index == asked_) return 0;
        return Of({breach.kind, breach.index}, CostOfLeavingOut(problem_, costs_, breach.index));
      case Constraint::kWindows:
        return Of({breach.kind, breach.index}, costs_.outside_window);
      case Constraint::kPin:
        // What was elsewhere before is moved from there, pinned or not.
        return Move(breach.index, scope_.kept[breach.index].is_placed() ? 0 : breach.level);
      case Constraint::kKept:
        return Move(breach.index, breach.level);
      case Constraint::kForbidden:
        return Of({breach.kind, breach.index, breach.slot}, costs_.forbidden_slot);
      case Constraint::kExclusive:
        return 0;
      case Constraint::kCapacity:
        return Of({breach.kind, breach.index, breach.slot, breach.level}, costs_.add_capacity);
      case Constraint::kClosed:
        return Of({breach.kind, breach.index, breach.slot}, costs_.open_pool);
      case Constraint::kPrecedence:
        return Of({breach.kind, breach.index}, costs_.precedence);
      case Constraint::kFairness:
        return Step({breach.kind, -1, -1, breach.level}, costs_.fairness, costs_.fairness);
    }
    return 0;
  }

  // Nothing is still.
  Literal ForGone(int) override { return 0; }
  bool is_fine() const override { return true; }

  // Literals that cost something when they are true.
  const std::map<Literal, int64_t>& weights() const { return weights_; }

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
    return Step({Constraint::kKept, activity, -1, way}, costs_.move, costs_.move_per_slot);
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

  const Problem& problem_;
  const Scope& scope_;
  const RelaxationCosts& costs_;
  const int asked_;
  Sat& sat_;
  std::map<Key, Literal> literals_;
  std::map<Literal, int64_t> weights_;
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

// The search for the plan whose excuses cost least.
class PaidPlans {
 public:
  PaidPlans(const Problem& problem, const Scope& scope, const RelaxationCosts& costs, int asked,
            uint64_t seed, const StopRule& stop)
      : problem_(problem),
        sat_(seed),
        excuses_(problem, scope, costs, asked, sat_),
        clauses_(problem, scope, excuses_, sat_, stop.is_over),
        cheapest_(sat_, excuses_.weights(), stop),
        stop_(stop) {
    if (clauses_.has_limits()) sure_up_to_ = costs.add_capacity * (kMostAdded + 1);
    // What is tried first is what is kept, and that nothing is given up.
    for (Literal variable = 1; variable <= sat_.variables(); ++variable) sat_.Prefer(-variable);
    for (size_t i = 0; i < scope.kept.size(); ++i) {
      const Literal stays = clauses_.StartsAt(static_cast<int>(i), scope.kept[i].start);
      if (stays != 0) sat_.Prefer(stays);
    }
  }

  bool is_whole() const { return clauses_.is_whole(); }
  // What costs more may have been passed over: adding more units to a pool than is looked at.
  int64_t sure_up_to() const { return sure_up_to_; }
  Sat::Answer FindCheapest() { return cheapest_.Find(); }
  Plan Decode() const { return clauses_.Decode(); }

  // A plan that gives up nothing without need: the dear is kept first. nullopt: there is none, or
  // it is over.
  absl::optional<Plan> FindModest() {
    std::vector<Literal> kept;
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
      // What was not looked through gives up most of what there is, which helps nobody.
      if (stop_.is_over()) return absl::nullopt;
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
  int64_t sure_up_to_ = std::numeric_limits<int64_t>::max();
};

// What the question asks for, and what stays around it.
Scope ScopeOf(const Problem& problem, const Question& question) {
  Scope scope = EmptyScope(problem);
  scope.has_fairness = problem.fairness.has_value();
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    const bool is_asked = static_cast<int>(i) == question.activity;
    const bool is_optional = problem.activities[i].is_optional;
    if (question.kept != nullptr && !is_asked && (*question.kept)[i].is_placed()) {
      scope.kept[i] = (*question.kept)[i];
      scope.must_be_placed[i] = true;
    } else if (is_asked ||
               (!is_optional && (question.kept == nullptr || question.activity == -1))) {
      scope.must_be_placed[i] = true;
    } else if (!scope.has_fairness || question.kept != nullptr) {
      continue;  // but for the sake of the breaks, there is no reason to place it
    }
    scope.parts[i] = Scope::kMovable;
  }
  return scope;
}

class Suggestion {
 public:
  Suggestion(Problem problem, const Question& question, const RelaxationCosts& costs, uint64_t seed,
             const StopRule& stop)
      : problem_(std::move(problem)),
        question_(question),
        costs_(costs),
        seed_(seed),
        stop_(stop),
        scope_(ScopeOf(problem_, question)) {}

  std::vector<Remedy> Find(int most) {
    bool is_proved = false;
    if (question_.kept != nullptr) is_proved = FindDisplacements(most);
    if (!is_proved && SizeOf(problem_, scope_) <= MostClauses()) FindPaidPlans(most);
    for (Remedy& remedy : remedies_) AssignUnitsGenerously(problem_, remedy.plan);
    return std::move(remedies_);
  }

 private:
  // What a plan without proof took is a start; with it, proving is only tried where it is quick.
  double MostClauses() const { return remedies_.empty() ? kMostClauses : kFewClauses; }

  bool IsNew(const Remedy& remedy) const {
    return std::none_of(remedies_.begin(), remedies_.end(),
                        [&](const Remedy& other) { return Holds(remedy, other); });
  }

  // False: there may be others, or cheaper ones.
  bool FindDisplacements(int most) {
    std::vector<int> out;
    for (size_t i = 0; i < scope_.parts.size(); ++i) {
      if (scope_.must_be_placed[i] && !scope_.kept[i].is_placed()) {
        out.push_back(static_cast<int>(i));
      }
    }
    if (out.size() > kMostOut) return false;
    Displacement displacement(problem_, scope_, out, question_.activity, costs_, stop_);
    bool is_proved = true;
    while (static_cast<int>(remedies_.size()) < most) {
      absl::optional<Remedy> remedy = displacement.Next();
      if (!remedy && remedies_.empty() && !displacement.is_exhausted()) {
        // In a crowd where everything is in the way of everything, what needs no move is something.
        displacement.KeepAll();
        remedy = displacement.Next();
        is_proved = false;
      }
      if (!remedy) return is_proved && displacement.is_exhausted();
      if (!IsNew(*remedy)) continue;
      is_proved = remedy->cost <= displacement.sure_up_to();
      remedy->is_cheapest = is_proved;
      remedies_.push_back(*std::move(remedy));
      if (remedies_.back().relaxations.empty()) return true;
    }
    return is_proved;
  }

  void FindPaidPlans(int most) {
    PaidPlans plans(problem_, scope_, costs_, question_.activity, seed_, stop_);
    if (!plans.is_whole()) return;
    std::vector<Remedy> guesses = std::move(remedies_);
    remedies_.clear();
    while (static_cast<int>(remedies_.size()) < most && !stop_.is_over()) {
      absl::optional<Plan> modest;
      if (guesses.empty()) modest = plans.FindModest();
      const Sat::Answer answer = plans.FindCheapest();
      if (answer == Sat::Answer::kUnsatisfiable) return;
      if (answer == Sat::Answer::kUnknown) {
        if (modest) guesses = {ReadRemedy(problem_, scope_, costs_, *modest)};
        break;
      }
      Remedy remedy = ReadRemedy(problem_, scope_, costs_, plans.Decode());
      remedy.is_cheapest = remedy.cost <= plans.sure_up_to();
      plans.Block(remedy);
      remedies_.push_back(std::move(remedy));
      // Whatever else one gave up would hold nothing, too.
      if (remedies_.back().relaxations.empty()) return;
    }
    for (Remedy& guess : guesses) {
      if (static_cast<int>(remedies_.size()) == most) return;
      guess.is_cheapest = false;
      if (IsNew(guess)) remedies_.push_back(std::move(guess));
    }
  }

  const Problem problem_;
  const Question& question_;
  const RelaxationCosts& costs_;
  const uint64_t seed_;
  const StopRule& stop_;
  const Scope scope_;
  std::vector<Remedy> remedies_;
};

}  // namespace

std::vector<Remedy> SuggestRelaxations(const Problem& problem, const Question& question,
                                       const RelaxationCosts& costs, int most, uint64_t seed,
                                       const StopRule& stop) {
  return Suggestion(TakingAsFair(problem, question), question, costs, seed, stop).Find(most);
}

}  // namespace plenary::solver
