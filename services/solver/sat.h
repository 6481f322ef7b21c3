// A satisfiability solver, asked again and again (CaDiCaL: Biere, Fazekas, Fleury, Heisinger 2020).
#ifndef PLENARY_SERVICES_SOLVER_SAT_H_
#define PLENARY_SERVICES_SOLVER_SAT_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace plenary::solver {

// A variable, counted from 1, or its negation: -variable.
using Literal = int;

// Not thread-safe; one thread may stop another's by `is_over`. Deterministic for a seed and the
// sequence of calls, where nothing stops it.
class Sat {
 public:
  enum class Answer { kSatisfiable, kUnsatisfiable, kUnknown };

  explicit Sat(uint64_t seed);
  ~Sat();
  Sat(const Sat&) = delete;
  Sat& operator=(const Sat&) = delete;

  Literal NewVariable() { return ++variables_; }
  int variables() const { return variables_; }
  int64_t clauses() const { return clauses_; }
  // A literal that is always true.
  Literal True();

  void AddClause(const std::vector<Literal>& literals);
  void AddUnit(Literal a) { AddClause({a}); }
  // a -> b.
  void AddImplication(Literal a, Literal b) { AddClause({-a, b}); }
  // Not two of them together.
  void AddAtMostOne(const std::vector<Literal>& literals);

  // Whether all clauses can hold together with `assumptions`. kUnknown: `is_over` said so, or
  // `conflicts` (where not negative) were not enough.
  Answer Solve(const std::vector<Literal>& assumptions, const std::function<bool()>& is_over,
               int64_t conflicts = -1);
  // After kSatisfiable: the value of a literal.
  bool Value(Literal literal) const;
  // After kUnsatisfiable: those of the assumptions that the contradiction used.
  std::vector<Literal> Core(const std::vector<Literal>& assumptions) const;
  // The value a variable is tried with first.
  void Prefer(Literal literal);
  // Has `tell` called with each clause of at most `size` literals that is learnt about the
  // variables up to `variables`: it follows from the clauses that were added, whatever was assumed.
  void TellLearnt(int size, int variables, std::function<void(const std::vector<Literal>&)> tell);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
  int variables_ = 0;
  int64_t clauses_ = 0;
  Literal true_ = 0;
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_SAT_H_
