// Conflicts that are seen by counting: more must be done than there are slots to do it in. Clauses
// cannot count, and a solver would try every order of what is all alike.
#ifndef PLENARY_SERVICES_SOLVER_SHORTAGE_H_
#define PLENARY_SERVICES_SOLVER_SHORTAGE_H_

#include <set>
#include <vector>

#include "services/solver/excused_rules.h"
#include "services/solver/explain.h"
#include "services/solver/problem.h"

namespace plenary::solver {

// The rules that are kept.
using Rules = std::set<Constraint>;

// What may be short: the time of a person, or what some pools have together.
struct Resource {
  int person = -1;
  std::vector<int> pools;       // ascending
  std::vector<int> activities;  // that take of it
};

// All that may be short in a scope and that what moves there takes of, people first.
std::vector<Resource> ResourcesOf(const Problem& problem, const Scope& scope);

// The starts that `rules` leave to an activity by itself.
std::vector<int> StartsUnder(const Problem& problem, const Scope& scope, const Rules& rules,
                             int activity);

// Those of `rules` that say by themselves where an activity may start, and that it must.
Rules OwnRulesOf(const Problem& problem, const Rules& rules, int activity);

struct Shortage {
  // Those of the rules that cannot all be kept, by Hall's theorem (1935): a set of activities for
  // which the slots that they may lie in are too few. Empty: there may be enough.
  Rules rules;
  // There is enough indeed: all can be kept, but for rules about other resources.
  bool is_enough = false;
};

// Whether `resource` is short when `rules` are kept.
Shortage ShortageOf(const Problem& problem, const Scope& scope, const Rules& rules,
                    const Resource& resource);

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_SHORTAGE_H_
