#include "services/solver/explain.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "services/solver/excused_rules.h"
#include "services/solver/local_search.h"
#include "services/solver/model.h"
#include "services/solver/plan.h"
#include "services/solver/remedy.h"
#include "services/solver/sat.h"
#include "services/solver/shortage.h"

namespace plenary::solver {
namespace {

// A problem that takes more clauses than this is looked at in parts only.
constexpr double kMostClauses = 10'000'000;
// How often local search tries to find a plan, and the moves for each activity that it makes then.
constexpr int kTries = 30;
constexpr int kMovesOfTry = 10;

// One excuse for each constraint: that it is given up.
class GivenUp : public Excuses {
 public:
  GivenUp(const Scope& scope, Sat& sat) : scope_(scope), sat_(sat) {}

  Literal For(const Breach& breach) override {
    // What stays is placed.
    if (breach.kind == Constraint::kPlaced && scope_.kept[breach.index].is_placed()) {
      return Of({Constraint::kKept, breach.index});
    }
    return Of({breach.kind, breach.index});
  }
  Literal ForGone(int activity) override { return Of({Constraint::kKept, activity}); }
  bool is_fine() const override { return false; }

  // 0: nothing in the scope can break it.
  Literal Find(const Constraint& constraint) const {
    const auto found = literals_.find(constraint);
    return found == literals_.end() ? 0 : found->second;
  }

 private:
  Literal Of(const Constraint& constraint) {
    Literal& literal = literals_[constraint];
    if (literal == 0) literal = sat_.NewVariable();
    return literal;
  }

  const Scope& scope_;
  Sat& sat_;
  std::map<Constraint, Literal> literals_;
};

// Says which rules can be kept together.
class Judge {
 public:
  // `resource`: what the rules are about, if it is one, which is counted before the solver is
  // asked.
  Judge(const Problem& problem, const Scope& scope, const absl::optional<Resource>& resource,
        uint64_t seed, const StopRule& stop)
      : problem_(problem),
        scope_(scope),
        resource_(resource),
        sat_(seed),
        given_up_(scope_, sat_),
        clauses_(problem_, scope_, given_up_, sat_, stop.is_over),
        stop_(stop) {}

  // After kUnsatisfiable, conflict() holds those that were used.
  Sat::Answer Ask(const Rules& rules) {
    if (!clauses_.is_whole() || stop_.is_over()) return Sat::Answer::kUnknown;
    if (resource_) {
      const Shortage shortage = ShortageOf(problem_, scope_, rules, *resource_);
      conflict_ = shortage.rules;
      if (!conflict_.empty()) return Sat::Answer::kUnsatisfiable;
      if (shortage.is_enough) return Sat::Answer::kSatisfiable;
    }
    std::vector<Literal> kept;
    kept.reserve(rules.size());
    for (const Constraint& constraint : rules) {
      const Literal given_up = given_up_.Find(constraint);
      if (given_up != 0) kept.push_back(-given_up);
    }
    const Sat::Answer answer = sat_.Solve(kept, stop_.is_over);
    if (answer == Sat::Answer::kUnsatisfiable) ReadConflict(rules, kept);
    return answer;
  }
  const Rules& conflict() const { return conflict_; }
  // Prepares for questions about few rules: to place nothing is the first that is tried.
  void ExpectFew() {
    for (Literal variable = 1; variable <= sat_.variables(); ++variable) sat_.Prefer(-variable);
  }

 private:
  void ReadConflict(const Rules& rules, const std::vector<Literal>& kept) {
    const std::vector<Literal> core = sat_.Core(kept);
    const std::set<Literal> used(core.begin(), core.end());
    conflict_.clear();
    for (const Constraint& constraint : rules) {
      if (used.count(-given_up_.Find(constraint)) > 0) conflict_.insert(constraint);
    }
  }

  const Problem& problem_;
  const Scope scope_;
  const absl::optional<Resource> resource_;
  Sat sat_;
  GivenUp given_up_;
  ExcusedRules clauses_;
  const StopRule& stop_;
  Rules conflict_;
};

// Where a constraint stands in the order in which they are left out of a conflict, so far as there
// is a choice: what nobody can change first, then what is only so because others stay where they
// are, and what is asked about last.
int RankOf(const Constraint& constraint, const Question& question) {
  if (constraint.kind == Constraint::kPlaced && constraint.index == question.activity) return 100;
  switch (constraint.kind) {
    case Constraint::kExclusive:
      return 0;
    case Constraint::kKept:
      return 1;
    case Constraint::kPlaced:
      return 2;
    case Constraint::kFairness:
      return 3;
    case Constraint::kPrecedence:
      return 4;
    case Constraint::kClosed:
      return 5;
    case Constraint::kCapacity:
      return 6;
    case Constraint::kForbidden:
      return 7;
    case Constraint::kWindows:
      return 8;
    case Constraint::kPin:
      return 9;
  }
  return 0;
}

// Leaves out of a conflict, one by one, what it does not need; each contradiction found on the way
// takes with it what it does not use (deletion with clause set refinement: Belov, Lynce,
// Marques-Silva 2012).
Conflict Minimised(Judge& judge, const Rules& conflict, const Question& question) {
  std::vector<Constraint> left(conflict.begin(), conflict.end());
  std::stable_sort(left.begin(), left.end(), [&](const Constraint& a, const Constraint& b) {
    return RankOf(a, question) < RankOf(b, question);
  });
  Conflict found;
  found.is_minimal = true;
  Rules needed;
  while (!left.empty()) {
    const Constraint candidate = left.front();
    left.erase(left.begin());
    Rules rest = needed;
    rest.insert(left.begin(), left.end());
    const Sat::Answer answer = judge.Ask(rest);
    if (answer == Sat::Answer::kUnsatisfiable) {
      left.erase(std::remove_if(left.begin(), left.end(),
                                [&](const Constraint& constraint) {
                                  return judge.conflict().count(constraint) == 0;
                                }),
                 left.end());
      continue;
    }
    needed.insert(candidate);
    if (answer == Sat::Answer::kUnknown) {
      needed.insert(left.begin(), left.end());
      found.is_minimal = false;
      break;
    }
  }
  found.constraints.assign(needed.begin(), needed.end());
  return found;
}

// The activities that must be placed for the question, and what stays around them. What may be left
// out, is: it is in nobody's way then.
Scope ScopeOf(const Problem& problem, const Question& question) {
  Scope scope = EmptyScope(problem);
  const int asked = question.activity;
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    const bool is_asked = static_cast<int>(i) == asked;
    if (!is_asked && question.kept != nullptr && (*question.kept)[i].is_placed()) {
      scope.kept[i] = (*question.kept)[i];
      scope.parts[i] = Scope::kStill;
      continue;
    }
    const bool is_meant = asked == -1 || question.kept == nullptr;
    if (is_asked || (is_meant && !problem.activities[i].is_optional)) {
      scope.parts[i] = Scope::kMovable;
      scope.must_be_placed[i] = true;
    }
  }
  return scope;
}

// Breaks may be made fewer by what need not be placed, and by what moves: nothing is still.
void AddFairness(const Question& question, Scope& scope) {
  scope.has_fairness = true;
  for (size_t i = 0; i < scope.parts.size(); ++i) {
    if (scope.parts[i] == Scope::kStill) scope.must_be_placed[i] = true;
    if (scope.parts[i] == Scope::kAbsent && question.kept != nullptr) continue;
    scope.parts[i] = Scope::kMovable;
  }
}

Rules RulesOf(const Problem& problem, const Scope& scope) {
  Rules rules;
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    const int index = static_cast<int>(i);
    if (scope.parts[i] == Scope::kAbsent) continue;
    if (scope.kept[i].is_placed()) {
      rules.insert({Constraint::kKept, index});
    } else if (scope.must_be_placed[i]) {
      rules.insert({Constraint::kPlaced, index});
    }
    const Activity& activity = problem.activities[i];
    if (!activity.windows.empty()) rules.insert({Constraint::kWindows, index});
    if (activity.pinned_start || std::any_of(activity.needs.begin(), activity.needs.end(),
                                             [](const Need& need) { return need.pinned != -1; })) {
      rules.insert({Constraint::kPin, index});
    }
  }
  for (size_t i = 0; i < problem.persons.size(); ++i) {
    rules.insert({Constraint::kExclusive, static_cast<int>(i)});
    if (!problem.persons[i].forbidden.empty()) {
      rules.insert({Constraint::kForbidden, static_cast<int>(i)});
    }
  }
  for (size_t i = 0; i < problem.pools.size(); ++i) {
    rules.insert({Constraint::kCapacity, static_cast<int>(i)});
    if (!problem.pools[i].closed.empty()) {
      rules.insert({Constraint::kClosed, static_cast<int>(i)});
    }
  }
  for (size_t i = 0; i < problem.precedences.size(); ++i) {
    rules.insert({Constraint::kPrecedence, static_cast<int>(i)});
  }
  if (scope.has_fairness) rules.insert({Constraint::kFairness, -1});
  return rules;
}

// The part of a scope that a conflict tells of.
Scope Narrowed(const Scope& scope, const Rules& conflict) {
  Scope narrow = scope;
  std::fill(narrow.parts.begin(), narrow.parts.end(), Scope::kAbsent);
  for (const Constraint& constraint : conflict) {
    if (constraint.kind == Constraint::kPlaced || constraint.kind == Constraint::kKept) {
      narrow.parts[constraint.index] = scope.parts[constraint.index];
    }
  }
  return narrow;
}

class Explanation {
 public:
  Explanation(const Problem& problem, const Question& question, uint64_t seed, const StopRule& stop)
      : problem_(problem), question_(question), seed_(seed), stop_(stop) {}

  Conflict Find() {
    Scope scope = ScopeOf(problem_, question_);
    const Rules rules = RulesOf(problem_, scope);
    if (absl::optional<Conflict> conflict = FindAlone(scope, rules)) return *conflict;
    if (absl::optional<Conflict> conflict = FindShortage(scope, rules)) return *conflict;
    if (HasPlan(problem_)) return Satisfiable();
    if (!problem_.fairness) return FindAny(scope, rules);
    Problem unfair = problem_;
    unfair.fairness = absl::nullopt;
    if (!HasPlan(std::move(unfair))) {
      const Conflict conflict = FindAny(scope, rules);
      if (!conflict.is_satisfiable) return conflict;
    }
    AddFairness(question_, scope);
    return FindAny(scope, RulesOf(problem_, scope));
  }

 private:
  // An activity that could not be placed if there were nothing else.
  absl::optional<Conflict> FindAlone(const Scope& scope, const Rules& rules) {
    for (size_t i = 0; i < scope.parts.size() && !stop_.is_over(); ++i) {
      const int index = static_cast<int>(i);
      if (scope.parts[i] != Scope::kMovable || !scope.must_be_placed[i]) continue;
      if (!StartsUnder(problem_, scope, rules, index).empty()) continue;
      const Rules own = OwnRulesOf(problem_, rules, index);
      Judge judge(problem_, Narrowed(scope, own), absl::nullopt, seed_, stop_);
      return Minimised(judge, own, question_);
    }
    return absl::nullopt;
  }

  absl::optional<Conflict> FindShortage(const Scope& scope, const Rules& rules) {
    for (const Resource& resource : ResourcesOf(problem_, scope)) {
      if (stop_.is_over()) break;
      const Rules shortage = ShortageOf(problem_, scope, rules, resource).rules;
      if (shortage.empty()) continue;
      Judge judge(problem_, Narrowed(scope, shortage), resource, seed_, stop_);
      return Minimised(judge, shortage, question_);
    }
    return absl::nullopt;
  }

  static Conflict Satisfiable() {
    Conflict none;
    none.is_satisfiable = true;
    return none;
  }

  // Whether a plan is soon come by, where nothing is kept: sooner than clauses show it.
  bool HasPlan(Problem problem) const {
    if (question_.kept != nullptr) return false;
    if (question_.activity >= 0) problem.activities[question_.activity].is_optional = false;
    problem.weights = Weights();
    const Model model = MakeModel(problem);
    if (model.is_infeasible) return false;
    LocalSearch search(model, seed_);
    for (int i = 0; i < kTries && search.best() == nullptr && !stop_.is_over(); ++i) {
      search.Run(static_cast<int64_t>(problem.activities.size()) * kMovesOfTry, stop_.is_over);
    }
    if (search.best() == nullptr) return false;
    Plan plan = *search.best();
    AssignUnits(problem, plan);
    return Violations(problem, plan).empty();
  }

  Conflict FindAny(const Scope& scope, const Rules& rules) {
    Conflict none;
    if (stop_.is_over() || SizeOf(problem_, scope) > kMostClauses) return none;
    Judge judge(problem_, scope, absl::nullopt, seed_, stop_);
    const Sat::Answer answer = judge.Ask(rules);
    if (answer == Sat::Answer::kUnsatisfiable) {
      const Rules conflict = judge.conflict();
      judge.ExpectFew();
      return Minimised(judge, conflict, question_);
    }
    none.is_satisfiable = answer == Sat::Answer::kSatisfiable;
    return none;
  }

  const Problem problem_;
  const Question& question_;
  const uint64_t seed_;
  const StopRule& stop_;
};

}  // namespace

bool operator==(const Constraint& a, const Constraint& b) {
  return a.kind == b.kind && a.index == b.index;
}

bool operator<(const Constraint& a, const Constraint& b) {
  return std::tie(a.kind, a.index) < std::tie(b.kind, b.index);
}

Conflict Explain(const Problem& problem, const Question& question, uint64_t seed,
                 const StopRule& stop) {
  return Explanation(TakingAsFair(problem, question), question, seed, stop).Find();
}

}  // namespace plenary::solver
