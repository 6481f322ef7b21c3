// Forums made up for measuring. Of each a plan is made first and the forum then around it, so that
// it is known to have one and what it is worth. Deterministic for a seed on every machine.
#ifndef PLENARY_TESTS_BENCH_FORUM_GENERATOR_H_
#define PLENARY_TESTS_BENCH_FORUM_GENERATOR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/solver/problem.h"
#include "tests/bench/instances.h"

namespace plenary::bench {

struct ForumShape {
  enum class Kind {
    kCrowded,     // a person's day has up to two breaks in the planted plan: there are better ones
    kContiguous,  // next to nobody has a break in the planted plan: better ones are hard to find
  };
  Kind kind = Kind::kCrowded;
  int participants = 500;
  int meetings = 2'500;  // at most 2 / 5 of participants × slots
  int slots = 20;
  double fullness = 0.9;  // share of the tables that are taken, over all slots
};

struct Forum {
  B2bInstance instance;
  std::vector<int> planted;  // the slot of each meeting
  int planted_breaks = 0;    // of all participants together
  int planted_fairness = 0;  // the most of a participant less the fewest
};

// Meetings are of two by chance; one in ten is asked for in a session, one participant in ten comes
// late or leaves early, and of the slots a participant is not busy in, 2 in 100 are forbidden.
Forum MakeForum(const ForumShape& shape, uint64_t seed);

// A small forum that has no plan for a reason that was put in: by turns of the seed a person who is
// away too long, two pins at once, pins against an order, a ring of orders, an order longer than
// the day, closed tables, too few tables, a window at which a person is away, breaks that differ
// too much.
solver::Problem MakeInfeasibleForum(uint64_t seed);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_FORUM_GENERATOR_H_
