// A plan, what it is worth, and whether it keeps the rules. This is the measure of every other part
// of the solver, written as plainly as the rules are said, and shares nothing with them.
#ifndef PLENARY_SERVICES_SOLVER_PLAN_H_
#define PLENARY_SERVICES_SOLVER_PLAN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/solver/problem.h"

namespace plenary::solver {

// Where an activity is put.
struct Placement {
  int start = -1;          // -1: left out
  std::vector<int> pools;  // of each need
  std::vector<int> units;  // which asset of the pool, from 0; of each need
  bool is_placed() const { return start >= 0; }
};

// A placement for each activity.
using Plan = std::vector<Placement>;

// The score of a plan, term by term; each already weighed.
struct Score {
  int64_t breaks = 0;
  int64_t idle = 0;
  int64_t unfairness = 0;
  int64_t early = 0;
  int64_t start_costs = 0;
  int64_t fit = 0;
  int64_t left_out = 0;
  int64_t missed = 0;
  int64_t moved = 0;
  int64_t replaced = 0;
  int64_t table_changes = 0;
  int64_t total() const {
    return breaks + idle + unfairness + early + start_costs + fit + left_out + missed + moved +
           replaced + table_changes;
  }
};

// The score of a plan that keeps the rules.
Score ScoreOf(const Problem& problem, const Plan& plan);

// How many breaks each person has: idle runs strictly between the first and the last slot of a day
// in which they are busy with what they must attend.
std::vector<int> BreaksOf(const Problem& problem, const Plan& plan);

// What a plan breaks, in words for the log and for tests; empty: nothing. Units are looked at, too.
std::vector<std::string> Violations(const Problem& problem, const Plan& plan);

// Gives the needs of a plan their units: no asset twice at once, and none to a need for which too
// few are left, which breaks a rule. A person keeps the asset they had where that is possible,
// which lowers `table_changes`.
void AssignUnits(const Problem& problem, Plan& plan);

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_PLAN_H_
