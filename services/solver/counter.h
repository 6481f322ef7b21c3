// Counts literals: a tree of sorted halves (the totalizer of Bailleux and Boufkhad, CP 2003).
#ifndef PLENARY_SERVICES_SOLVER_COUNTER_H_
#define PLENARY_SERVICES_SOLVER_COUNTER_H_

#include <vector>

#include "services/solver/sat.h"

namespace plenary::solver {

// Which way conclusions go.
enum class Counting {
  kUp,    // k inputs hold -> output k - 1 holds
  kBoth,  // and the other way round
};

// Outputs o[0], o[1], …: o[k] says that more than k of `inputs` hold; as many as there are inputs,
// but not more than `most`.
std::vector<Literal> Count(Sat& sat, const std::vector<Literal>& inputs, size_t most,
                           Counting counting);

// A sum whose outputs are made when they are asked for (Martins, Joshi, Manquinho, Lynce, CP 2014).
class GrowingCounter {
 public:
  GrowingCounter(Sat& sat, std::vector<Literal> inputs);

  size_t size() const { return nodes_[root_].size; }
  // Says that more than `k` of the inputs hold, k < size(); conclusions go up only.
  Literal MoreThan(size_t k);

 private:
  struct Node {
    int left = -1, right = -1;  // -1: an input
    size_t size = 1;
    std::vector<Literal> outputs;  // those made so far
  };

  int Build(const std::vector<Literal>& inputs, size_t begin, size_t end);
  void Grow(int node, size_t outputs);

  Sat* sat_;
  std::vector<Node> nodes_;
  int root_ = -1;
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_COUNTER_H_
