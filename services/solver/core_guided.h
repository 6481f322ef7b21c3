// Bounds and proofs: core-guided search.
//
// All costs are assumed to be avoidable; a contradiction names a core of costs of which one must be
// paid, which raises the bound, and is replaced by the sum of the core, of which one more is again
// assumed to be avoidable (OLL: Andres, Kaufmann, Matheis, Schaub, ICLP 2012; Morgado, Dodaro,
// Marques-Silva, CP 2014). The first plan without a contradiction is the best one.
#ifndef PLENARY_SERVICES_SOLVER_CORE_GUIDED_H_
#define PLENARY_SERVICES_SOLVER_CORE_GUIDED_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "services/solver/board.h"
#include "services/solver/counter.h"
#include "services/solver/encoding.h"
#include "services/solver/model.h"
#include "services/solver/sat.h"

namespace plenary::solver {

class CoreGuided {
 public:
  // What sets one search apart from those beside it.
  struct Options {
    EncodingOptions encoding;
    uint64_t seed = 1;
    int reader = 0;  // its place on the board
    // Whether plans are looked for near the best one, too. Worth it where proofs aren't the harder
    // part.
    bool looks_near = true;
    // Asked between two steps of the search, with the conflicts that the last one may have made:
    // whatever else this thread has to do.
    std::function<void(int64_t)> meanwhile;
  };

  // All outlive it.
  CoreGuided(const Model& model, const Options& options, Board& board);

  // Searches until it is over.
  void Run();

 private:
  // A sum that stands for a core, and which of its outputs is assumed to be avoidable.
  struct Sum {
    std::shared_ptr<GrowingCounter> counter;
    size_t next = 0;
  };
  struct Core {
    std::vector<Literal> literals;
    int64_t weight = 0;
  };

  Sat::Answer Try(const std::vector<Literal>& assumptions, int64_t conflicts);
  Sat::Answer Ask(const std::vector<Literal>& assumptions);
  Sat::Answer AskNear(const std::vector<Literal>& assumptions, int width, int64_t conflicts);
  std::vector<Literal> Assumptions() const;
  bool IsOver() const { return board_.is_over(); }
  void Harden();
  void Hear();
  void FindCores(std::vector<Core>& cores);
  int64_t WeightOf(const std::vector<Literal>& core) const;
  void Minimise(std::vector<Literal>& core);
  void Charge(const Core& core);
  void Exhaust(const std::shared_ptr<GrowingCounter>& counter, int64_t weight);
  void AddCost(Literal literal, int64_t weight);
  void AddOutput(const std::shared_ptr<GrowingCounter>& counter, size_t k, int64_t weight);
  int64_t NextStratum() const;

  const Model& model_;
  const Options options_;
  Board& board_;
  Sat sat_;
  Encoding encoding_;
  std::map<Literal, int64_t> costs_;  // what is still assumed to be avoidable
  std::map<Literal, Sum> sums_;       // outputs of sums among them
  int64_t bound_ = 0;
  int64_t stratum_ = 1;  // only costs of at least this are looked at
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_CORE_GUIDED_H_
