// The surroundings of a plan: when people come and go in it, give or take some slots.
//
// A good plan that local search cannot mend is often mended by few changes, which a complete search
// finds fast where all people are held to about the slots they have (large neighbourhood search:
// Shaw, CP 1998). Where nothing is to be had there, the contradiction names those who are in the
// way, and only they are given more room.
#ifndef PLENARY_SERVICES_SOLVER_SURROUNDINGS_H_
#define PLENARY_SERVICES_SOLVER_SURROUNDINGS_H_

#include <vector>

#include "services/solver/encoding.h"
#include "services/solver/model.h"
#include "services/solver/plan.h"
#include "services/solver/sat.h"

namespace plenary::solver {

class Surroundings {
 public:
  // Each person who may have breaks comes at most `width` slots earlier and leaves at most `width`
  // later than in `plan`, day by day. `model` and `encoding` outlive it.
  Surroundings(const Model& model, const Encoding& encoding, const Plan& plan, int width);

  // Those that keep to it.
  std::vector<Literal> Assumptions() const;
  // Gives one slot more to those whose assumptions `core` holds. False: it holds none.
  bool Widen(const std::vector<Literal>& core);

 private:
  struct Stay {
    int person = 0;
    int day = 0;
    Span span;  // within the day
  };

  void AddStays(const Plan& plan, int person, int width);

  const Model& model_;
  const Encoding& encoding_;
  std::vector<Stay> stays_;
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_SURROUNDINGS_H_
