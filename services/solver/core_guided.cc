#include "services/solver/core_guided.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "services/solver/surroundings.h"

namespace plenary::solver {
namespace {

// Conflicts that a search makes before it looks around for the first time; then twice as many, and
// so on. The solver begins anew at each of its calls: many short ones keep it from settling.
constexpr int64_t kFirstSlice = 2'000;
// Conflicts that each look near the best plan may take at first, the most looks from one plan, and
// by how many slots people may come and go at other times then: less and more in turn.
constexpr int64_t kNear = 3'000;
constexpr int kMostLooksNear = 40;
constexpr int kWidths = 3;
// Conflicts that leaving one literal out of a core may take.
constexpr int64_t kMinimising = 300;
// Conflicts that showing a core to be dearer may take.
constexpr int64_t kExhausting = 1'000;

// Longer clauses are not worth telling the searches beside this one.
constexpr int kToldLiterals = 4;

constexpr int64_t kNoCost = std::numeric_limits<int64_t>::max();

}  // namespace

CoreGuided::CoreGuided(const Model& model, const Options& options, Board& board)
    : model_(model),
      options_(options),
      board_(board),
      sat_(options.seed),
      encoding_(model, sat_, options.encoding, [&board] { return board.is_over(); }),
      bound_(encoding_.constant()) {
  for (const Soft& soft : encoding_.softs()) AddCost(soft.literal, soft.weight);
  stratum_ = NextStratum();
  sat_.TellLearnt(
      kToldLiterals, encoding_.shared_variables(),
      [this](const std::vector<Literal>& clause) { board_.Tell(options_.reader, clause); });
}

void CoreGuided::AddCost(Literal literal, int64_t weight) { costs_[literal] += weight; }

// Weights are looked at from the heaviest down, those of one size or near it together (Ansótegui,
// Bonet, Levy 2013).
int64_t CoreGuided::NextStratum() const {
  int64_t heaviest = 0;
  const int64_t below = stratum_ > 1 ? stratum_ : std::numeric_limits<int64_t>::max();
  for (const auto& [literal, weight] : costs_) {
    if (weight < below) heaviest = std::max(heaviest, weight);
  }
  return std::max<int64_t>(1, (heaviest + 1) / 2);
}

std::vector<Literal> CoreGuided::Assumptions() const {
  std::vector<Literal> assumptions;
  assumptions.reserve(costs_.size());
  for (const auto& [literal, weight] : costs_) {
    if (weight >= stratum_) assumptions.push_back(-literal);
  }
  return assumptions;
}

// Is over early where others found a plan that settles some costs, too.
Sat::Answer CoreGuided::Try(const std::vector<Literal>& assumptions, int64_t conflicts) {
  const int64_t best = board_.best();
  int64_t dearest = 0;
  for (const auto& [literal, weight] : costs_) dearest = std::max(dearest, weight);
  const auto is_over = [&] {
    return board_.is_over() || (board_.best() < best && board_.best() - bound_ <= dearest);
  };
  return sat_.Solve(assumptions, is_over, conflicts);
}

// Asks until there is an answer, everywhere and near the best plan in turn, and looks around in
// between.
Sat::Answer CoreGuided::Ask(const std::vector<Literal>& assumptions) {
  int64_t slice = kFirstSlice;
  for (int i = 0;; ++i, slice *= 2) {
    Sat::Answer answer = Try(assumptions, slice);
    if (answer != Sat::Answer::kUnknown || IsOver()) return answer;
    if (options_.meanwhile) options_.meanwhile(slice);
    Hear();
    Harden();
    if (!options_.looks_near) continue;
    answer = AskNear(assumptions, 1 + i % kWidths, kNear * (1 + i / kWidths));
    if (answer != Sat::Answer::kUnknown || IsOver()) return answer;
  }
}

// The same near the best plan. A contradiction that needs nobody to be near it is one everywhere.
Sat::Answer CoreGuided::AskNear(const std::vector<Literal>& assumptions, int width,
                                int64_t conflicts) {
  const absl::optional<Plan> plan = board_.Better(std::numeric_limits<int64_t>::max());
  if (!plan) return Sat::Answer::kUnknown;
  Surroundings near(model_, encoding_, *plan, width);
  for (int look = 0; look < kMostLooksNear; ++look) {
    std::vector<Literal> all = near.Assumptions();
    all.insert(all.end(), assumptions.begin(), assumptions.end());
    const Sat::Answer answer = Try(all, conflicts);
    if (answer != Sat::Answer::kUnsatisfiable) return answer;
    if (!near.Widen(sat_.Core(all))) return answer;
  }
  return Sat::Answer::kUnknown;
}

void CoreGuided::Hear() {
  for (const std::vector<Literal>& clause : board_.Hear(options_.reader)) sat_.AddClause(clause);
}

// What alone would make a plan no better than the best is not paid.
void CoreGuided::Harden() {
  const int64_t best = board_.best();
  if (best == std::numeric_limits<int64_t>::max()) return;
  for (auto cost = costs_.begin(); cost != costs_.end();) {
    if (cost->second < best - bound_) {
      ++cost;
      continue;
    }
    sat_.AddUnit(-cost->first);
    sums_.erase(cost->first);
    cost = costs_.erase(cost);
  }
}

void CoreGuided::Run() {
  if (!encoding_.is_whole()) return;
  board_.Raise(bound_);
  while (!IsOver()) {
    Harden();
    std::vector<Core> cores;
    FindCores(cores);
    if (IsOver()) return;
    for (const Core& core : cores) Charge(core);
    board_.Raise(bound_);
    if (!cores.empty()) continue;
    // The plan that was found pays for nothing but what must be paid.
    if (stratum_ <= 1) return;
    stratum_ = NextStratum();
  }
}

// Cores that share no literal, until there is a plan without those. Finds the plan, too.
void CoreGuided::FindCores(std::vector<Core>& cores) {
  std::vector<Literal> assumptions = Assumptions();
  int64_t bound = bound_;
  while (true) {
    Hear();
    const Sat::Answer answer = Ask(assumptions);
    if (answer == Sat::Answer::kUnknown) return;
    if (answer == Sat::Answer::kSatisfiable) {
      board_.Offer(encoding_.Decode());
      return;
    }
    Core core;
    core.literals = sat_.Core(assumptions);
    Minimise(core.literals);
    core.weight = WeightOf(core.literals);
    if (core.weight == kNoCost) board_.Exhaust();
    if (IsOver()) return;
    const std::set<Literal> used(core.literals.begin(), core.literals.end());
    assumptions.erase(std::remove_if(assumptions.begin(), assumptions.end(),
                                     [&](Literal literal) { return used.count(literal) > 0; }),
                      assumptions.end());
    bound += core.weight;
    board_.Raise(bound);
    cores.push_back(std::move(core));
  }
}

// What one of the literals costs at least; kNoCost where none may be true any more, so that nothing
// can be paid.
int64_t CoreGuided::WeightOf(const std::vector<Literal>& core) const {
  int64_t weight = kNoCost;
  for (const Literal literal : core) {
    const auto cost = costs_.find(-literal);
    if (cost != costs_.end()) weight = std::min(weight, cost->second);
  }
  return weight;
}

// Leaves out of a core what it does not need, as far as that is easy to see.
void CoreGuided::Minimise(std::vector<Literal>& core) {
  for (size_t i = 0; i < core.size() && core.size() > 1 && !IsOver();) {
    std::vector<Literal> rest = core;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    if (Try(rest, kMinimising) != Sat::Answer::kUnsatisfiable) {
      ++i;
      continue;
    }
    const std::vector<Literal> smaller = sat_.Core(rest);
    // What stood before i was needed, and stays.
    core = smaller;
    i = std::min(i, core.size());
  }
}

// One of a core is paid for; that more than one is, is assumed to be avoidable.
void CoreGuided::Charge(const Core& core) {
  bound_ += core.weight;
  std::vector<Literal> paid;
  for (const Literal literal : core.literals) {
    const Literal cost = -literal;
    paid.push_back(cost);
    const auto found = costs_.find(cost);
    if (found == costs_.end()) continue;
    found->second -= core.weight;
    const auto sum = sums_.find(cost);
    if (sum != sums_.end()) AddOutput(sum->second.counter, sum->second.next, core.weight);
    if (found->second == 0) {
      costs_.erase(found);
      if (sum != sums_.end()) sums_.erase(sum);
    }
  }
  sat_.AddClause(paid);
  if (paid.size() == 1) return;
  const auto counter = std::make_shared<GrowingCounter>(sat_, paid);
  Exhaust(counter, core.weight);
}

// Sees how much of a core must be paid at least, as far as that is easy (Ansótegui, Gabàs 2017).
void CoreGuided::Exhaust(const std::shared_ptr<GrowingCounter>& counter, int64_t weight) {
  size_t k = 1;
  while (k < counter->size()) {
    const Literal more = counter->MoreThan(k);
    if (Try({-more}, kExhausting) != Sat::Answer::kUnsatisfiable) break;
    sat_.AddUnit(more);
    bound_ += weight;
    ++k;
  }
  AddOutput(counter, k, weight);
}

void CoreGuided::AddOutput(const std::shared_ptr<GrowingCounter>& counter, size_t k,
                           int64_t weight) {
  if (k >= counter->size()) return;
  const Literal more = counter->MoreThan(k);
  AddCost(more, weight);
  sums_[more] = {counter, k + 1};
}

}  // namespace plenary::solver
