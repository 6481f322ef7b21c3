#include "services/solver/sat.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <memory>
#include <utility>

#include "cadical.hpp"

namespace plenary::solver {
namespace {

// Among this many literals, pairs are fewer clauses than a chain that counts.
constexpr size_t kFewLiterals = 6;

}  // namespace

struct Sat::Engine : public CaDiCaL::Terminator, public CaDiCaL::Learner {
  ~Engine() override {
    if (tell) solver.disconnect_learner();
  }

  bool terminate() override { return *is_over && (*is_over)(); }

  bool learning(int literals) override { return literals <= size; }
  void learn(int literal) override {
    if (literal != 0) {
      learnt.push_back(literal);
      return;
    }
    const bool is_told = std::all_of(learnt.begin(), learnt.end(),
                                     [this](Literal one) { return std::abs(one) <= variables; });
    if (is_told) tell(learnt);
    learnt.clear();
  }

  CaDiCaL::Solver solver;
  const std::function<bool()>* is_over = nullptr;
  int size = 0;
  int variables = 0;
  std::function<void(const std::vector<Literal>&)> tell;
  std::vector<Literal> learnt;
};

Sat::Sat(uint64_t seed) : engine_(std::make_unique<Engine>()) {
  engine_->solver.set("quiet", 1);
  engine_->solver.set("seed", static_cast<int>(seed % 1'000'000'000));
}

Sat::~Sat() = default;

Literal Sat::True() {
  if (true_ == 0) {
    true_ = NewVariable();
    AddUnit(true_);
  }
  return true_;
}

void Sat::AddClause(const std::vector<Literal>& literals) {
  for (const Literal literal : literals) engine_->solver.add(literal);
  engine_->solver.add(0);
  ++clauses_;
}

// The commander-free product of a chain (Sinz 2005): s_i says that one of the first i holds.
void Sat::AddAtMostOne(const std::vector<Literal>& literals) {
  if (literals.size() <= kFewLiterals) {
    for (size_t i = 0; i < literals.size(); ++i) {
      for (size_t j = i + 1; j < literals.size(); ++j) AddClause({-literals[i], -literals[j]});
    }
    return;
  }
  Literal before = literals[0];
  for (size_t i = 1; i < literals.size(); ++i) {
    AddClause({-before, -literals[i]});
    if (i + 1 == literals.size()) break;
    const Literal now = NewVariable();
    AddImplication(before, now);
    AddImplication(literals[i], now);
    before = now;
  }
}

Sat::Answer Sat::Solve(const std::vector<Literal>& assumptions,
                       const std::function<bool()>& is_over, int64_t conflicts) {
  for (const Literal literal : assumptions) engine_->solver.assume(literal);
  if (conflicts >= 0) {
    engine_->solver.limit("conflicts", static_cast<int>(std::min<int64_t>(
                                           conflicts, std::numeric_limits<int>::max())));
  }
  engine_->is_over = &is_over;
  engine_->solver.connect_terminator(engine_.get());
  const int answer = engine_->solver.solve();
  engine_->solver.disconnect_terminator();
  engine_->is_over = nullptr;
  switch (answer) {
    case 10:
      return Answer::kSatisfiable;
    case 20:
      return Answer::kUnsatisfiable;
    default:
      return Answer::kUnknown;
  }
}

bool Sat::Value(Literal literal) const { return engine_->solver.val(literal) > 0; }

std::vector<Literal> Sat::Core(const std::vector<Literal>& assumptions) const {
  std::vector<Literal> core;
  for (const Literal literal : assumptions) {
    if (engine_->solver.failed(literal)) core.push_back(literal);
  }
  return core;
}

void Sat::Prefer(Literal literal) { engine_->solver.phase(literal); }

void Sat::TellLearnt(int size, int variables,
                     std::function<void(const std::vector<Literal>&)> tell) {
  engine_->size = size;
  engine_->variables = variables;
  engine_->tell = std::move(tell);
  engine_->solver.connect_learner(engine_.get());
}

}  // namespace plenary::solver
