// The rules of a problem as clauses, each of which can be excused: where its excuse is true, the
// rule need not be kept. Who asks decides how finely excuses are told apart and what they cost.
#ifndef PLENARY_SERVICES_SOLVER_EXCUSED_RULES_H_
#define PLENARY_SERVICES_SOLVER_EXCUSED_RULES_H_

#include <functional>
#include <utility>
#include <vector>

#include "services/solver/explain.h"
#include "services/solver/plan.h"
#include "services/solver/problem.h"
#include "services/solver/sat.h"

namespace plenary::solver {

// A rule broken.
struct Breach {
  Constraint::Kind kind = Constraint::kPlaced;
  int index = -1;  // as in Constraint
  int slot = -1;   // of kForbidden, kCapacity and kClosed
  // How badly, from 0: slots from where it was (kKept, kPin), more than capacity (kCapacity) or
  // bound (kFairness) allow.
  int level = 0;
};

class Excuses {
 public:
  virtual ~Excuses() = default;
  // The literal that excuses a breach; 0: nothing does.
  virtual Literal For(const Breach& breach) = 0;
  // The literal that excuses an activity that is still for being gone.
  virtual Literal ForGone(int activity) = 0;
  // Whether breaches of different slots and levels have different excuses.
  virtual bool is_fine() const = 0;
};

// Nothing excuses breaking the capacity of a pool in a slot by more units than this.
inline constexpr int kMostAdded = 8;

// What is written down of a problem.
struct Scope {
  enum Part {
    kAbsent,   // it is left out
    kStill,    // it is where `kept` has it, or else gone: out of everybody's way
    kMovable,  // it may be anywhere, or left out
  };
  std::vector<Part> parts;           // of each activity
  std::vector<bool> must_be_placed;  // of each activity
  // What should stay, and where; an activity that is not placed there has no place to stay. What
  // stays breaks no rules by itself, whatever they say: they are about what changes.
  Plan kept;
  bool has_fairness = false;
};

// All activities absent, nothing kept.
Scope EmptyScope(const Problem& problem);

// Roughly how many clauses it takes.
double SizeOf(const Problem& problem, const Scope& scope);

// The starts at which an activity lies within a day.
std::vector<int> StartsWithinDays(const Problem& problem, int activity);

// How many units of a pool are taken in each slot.
std::vector<int> TakenOf(const Problem& problem, const Plan& plan, int pool);

class ExcusedRules {
 public:
  // Adds the clauses to `sat`, or some of them, where `is_over` says so. All else outlives it.
  ExcusedRules(const Problem& problem, const Scope& scope, Excuses& excuses, Sat& sat,
               const std::function<bool()>& is_over);

  // Whether all clauses were added.
  bool is_whole() const { return is_whole_; }

  // Whether kMostAdded makes a difference.
  bool has_limits() const { return has_limits_; }

  // The plan that the solver found; what is gone is not placed. Without units.
  Plan Decode() const;
  // Says that the activity starts there; 0: it cannot.
  Literal StartsAt(int activity, int start) const;

 private:
  struct Option {
    int start = 0;
    Literal literal = 0;
  };
  struct Source {
    int pool = 0;
    Literal literal = 0;
  };
  // Where one activity may be.
  struct Choices {
    std::vector<Option> options;               // ascending
    std::vector<std::vector<Source>> sources;  // of each need
    std::vector<Literal> starts_from;  // it starts at option i or later; made when asked for
  };
  // A person's required part of an activity.
  struct Part {
    int activity = 0;
    int from = 0;
    int to = 0;
  };
  // A need of an activity that a pool may meet, and the literal that says that it does.
  struct Use {
    int activity = 0;
    int need = 0;
    Literal literal = 0;
  };
  struct Cover {
    int activity = 0;
    Literal literal = 0;
  };

  bool IsStill(int activity) const { return scope_.parts[activity] == Scope::kStill; }
  bool IsKeptAt(int activity, int start) const { return scope_.kept[activity].start == start; }
  void AddUnless(std::vector<Literal> clause, Literal excuse);

  void AddActivity(int activity);
  void AddStill(int activity);
  void AddMovable(int activity);
  void AddSources(int activity);
  void AddOwnRules(int activity, const Option& option);
  void AddClosed(int activity, const Option& option);
  void AddKept(int activity);

  // Says that one of the options of an activity makes it lie at `slot`, whose part is
  // [start + from, start + to). 0: none does. `is_exact`: and only then.
  Literal Covers(int activity, int from, int to, int slot, bool is_exact);
  void AddExclusive(int person);
  void AddAtMostOne(const std::vector<Cover>& covers, Literal excuse);
  void AddJourneys(int person);
  void AddJourney(const Part& before, const Part& after, Literal excuse);
  std::vector<std::pair<int, Literal>> VenuesOf(int activity) const;

  std::vector<Literal> UsersAt(int pool, int slot, bool& any_moves);
  void AddPool(int pool);
  void AddPrecedence(int index);
  const std::vector<Literal>& StartsFrom(int activity);

  void AddFairness();
  void BoundBreaks(const std::vector<std::vector<Literal>>& breaks, size_t most);
  std::vector<Literal> BreaksOf(int person);

  const Problem& problem_;
  const Scope& scope_;
  Excuses& excuses_;
  Sat& sat_;
  const std::function<bool()>& is_over_;
  std::vector<Span> days_;
  std::vector<Choices> choices_;
  std::vector<std::vector<Part>> parts_;  // of each person
  std::vector<std::vector<Use>> uses_;    // of each pool
  bool is_whole_ = false;
  bool has_limits_ = false;
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_EXCUSED_RULES_H_
