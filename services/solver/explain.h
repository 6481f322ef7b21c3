// Says why there is no plan, and what would help.
#ifndef PLENARY_SERVICES_SOLVER_EXPLAIN_H_
#define PLENARY_SERVICES_SOLVER_EXPLAIN_H_

#include <cstdint>
#include <vector>

#include "absl/types/optional.h"
#include "services/solver/plan.h"
#include "services/solver/problem.h"
#include "services/solver/solve.h"

namespace plenary::solver {

// A rule of the problem that can be kept or given up by itself.
struct Constraint {
  enum Kind {
    kPlaced,      // the activity must be placed (it is no optional one)
    kWindows,     // the activity lies in its windows
    kPin,         // the activity is pinned
    kKept,        // the activity stays where the plan has it (where others are asked to stay);
                  // else it may be anywhere, or left out
    kForbidden,   // the person is not there in their forbidden slots
    kExclusive,   // the person is in one place at a time, gaps and travel included
    kCapacity,    // the pool has no more than its capacity
    kClosed,      // the pool's closed slots
    kPrecedence,  // of Problem::precedences
    kFairness,    // Problem::fairness
  };
  Kind kind = kPlaced;
  int index = -1;  // activity, person, pool or precedence; -1: there is only one
};
bool operator==(const Constraint& a, const Constraint& b);
bool operator<(const Constraint& a, const Constraint& b);

// What is asked about.
struct Question {
  // The activity that cannot be placed; -1: the problem as a whole.
  int activity = -1;
  // nullptr: everything else may be anywhere. Else what it places stays there (kKept), and is taken
  // as it is: people and assets that it asks too much of, and unfairness that it has, are no
  // reason. Where an activity is asked about, nothing else is placed.
  const Plan* kept = nullptr;
};

struct Conflict {
  // Constraints that cannot all be kept. Empty: there is no conflict, or none was found in time.
  std::vector<Constraint> constraints;
  // Giving up any one of them resolves it: it is minimal. False: the search was stopped before.
  bool is_minimal = false;
  // It is proved that all can be kept.
  bool is_satisfiable = false;
};

// A smallest-by-inclusion set of constraints that conflict. Deterministic for a seed.
Conflict Explain(const Problem& problem, const Question& question, uint64_t seed,
                 const StopRule& stop);

// One thing that could be given up.
struct Relaxation {
  enum Kind {
    kMove,              // `activity` from `slot` to `to_slot`, though kept or pinned
    kLeaveOut,          // `activity` is left out
    kOutsideWindow,     // `activity` starts at `to_slot`, outside its windows
    kForbiddenSlots,    // `person` comes in `slots` although they are forbidden
    kAddCapacity,       // `pool` gets one more in `slots`
    kOpenPool,          // `pool` is open in `slots`
    kIgnorePrecedence,  // `precedence`
    kFairness,          // the bound is raised to `bound`
  };
  Kind kind = kMove;
  int activity = -1;
  int person = -1;
  int pool = -1;
  int precedence = -1;
  int slot = -1;
  int to_slot = -1;
  int bound = 0;
  Span slots;
  int64_t cost = 0;
};

// What each kind costs.
struct RelaxationCosts {
  int64_t move = 10;  // and `move_per_slot` for each slot of the way
  int64_t move_per_slot = 1;
  int64_t leave_out = 1000;  // of an activity without a price
  int64_t outside_window = 50;
  int64_t forbidden_slot = 40;
  int64_t add_capacity = 30;  // a slot
  int64_t open_pool = 30;     // a slot
  int64_t precedence = 60;
  int64_t fairness = 20;  // for one break more
};

struct Remedy {
  std::vector<Relaxation> relaxations;  // to be given up together
  int64_t cost = 0;
  Plan plan;                 // that is possible then
  bool is_cheapest = false;  // proved: no other (but those that hold one listed before) costs less
};

// The cheapest sets of relaxations that place everything that must be placed (or the activity of
// the question), cheapest first, at most `most`, none of them holding another. People are never in
// two places at once, whatever is given up. Deterministic for a seed, where it is not stopped;
// stopped, it tells what it found. With a plan kept this takes milliseconds, but for fairness that
// must be raised; without one, or with many activities out of it, the proof is a matter of the
// whole problem.
std::vector<Remedy> SuggestRelaxations(const Problem& problem, const Question& question,
                                       const RelaxationCosts& costs, int most, uint64_t seed,
                                       const StopRule& stop);

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_EXPLAIN_H_
