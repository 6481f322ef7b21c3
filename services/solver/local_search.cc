#include "services/solver/local_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "services/solver/first_plan.h"
#include "services/solver/kempe_exchange.h"
#include "services/solver/random.h"
#include "services/solver/relocation.h"
#include "services/solver/search_state.h"

namespace plenary::solver {
namespace {

// Moves between two looks at the clock and the temperature.
constexpr int64_t kMovesAtOnce = 1024;

// Temperatures, in weights of a break.
constexpr double kHot = 0.4;
constexpr double kCold = 0.06;

// What one unit of temperature is: what a break costs, or else the least that any wish costs.
int64_t UnitOf(const Weights& weights) {
  if (weights.breaks > 0) return weights.breaks;
  int64_t least = 0;
  for (const int64_t weight : {weights.idle, weights.unfairness, weights.early, weights.missed,
                               weights.moved, weights.replaced}) {
    if (weight > 0 && (least == 0 || weight < least)) least = weight;
  }
  return std::max<int64_t>(1, least);
}

// Draws what a move may cost at temperature 1: exponentially distributed, so that a move of cost c
// is accepted with the chance exp(-c / temperature) (Metropolis and others, 1953; Kirkpatrick,
// Gelatt and Vecchi, "Optimization by simulated annealing", 1983).
class Exponential {
 public:
  Exponential() {
    for (size_t i = 0; i < values_.size(); ++i) {
      values_[i] = -std::log((static_cast<double>(i) + 0.5) / static_cast<double>(values_.size()));
    }
  }
  double Draw(Random& random) const {
    return values_[random.Below(static_cast<int>(values_.size()))];
  }

 private:
  std::array<double, 4096> values_;
};

}  // namespace

struct LocalSearch::State {
  State(const Model& model, uint64_t seed, const Plan* start);

  bool Run(int64_t moves, const std::function<bool()>& is_over);
  void GoTo(const Plan& plan);
  void Heat(double hot);

  void Step();
  void PlaceMissing();
  void FlipAndPlace(int activity);
  void Relocate(int activity, int start);
  void Exchange();
  bool Balance();
  int StartBeside(int activity);
  int64_t Allowance();
  void Cool();
  void KeepIfBest();

  SearchState now;
  Random random;
  int64_t unit;
  Relocation relocation;
  KempeExchange exchange;
  Exponential exponential;

  double temperature = kHot;
  double hot = kHot;
  int64_t cycle_moves = 0;  // how long the annealing takes that is under way
  int64_t moves_made = 0;   // of it

  std::vector<int> best_starts;
  std::vector<int> best_pools;
  int64_t best_score = std::numeric_limits<int64_t>::max();
  bool has_best = false;
  bool has_improved = false;
  Plan best;
  bool is_best_written = true;
};

LocalSearch::State::State(const Model& model, uint64_t seed, const Plan* start)
    : now(model),
      random(seed),
      unit(UnitOf(model.problem->weights)),
      relocation(now, random, 2 * unit),
      exchange(now) {
  for (int i = 0; i < now.activities(); ++i) {
    if (now.IsMandatory(i)) now.SetMissingWeight(i, 4 * unit);
  }
  if (model.problem->fairness) now.SetFairness(0, 2 * unit);
  if (start != nullptr) GoTo(*start);
  PlaceMostConstrainedFirst(now, relocation);
  cycle_moves = std::max<int64_t>(200'000, 100 * now.activities());
  KeepIfBest();
}

void LocalSearch::State::GoTo(const Plan& plan) {
  for (int i = 0; i < now.activities(); ++i) {
    if (now.IsPlaced(i)) now.Remove(i);
  }
  if (plan.size() != static_cast<size_t>(now.activities())) return;
  for (int i = 0; i < now.activities(); ++i) {
    if (now.CanStart(i, plan[i].start)) relocation.PlaceIfFree(i, plan[i].start, plan[i].pools);
  }
}

bool LocalSearch::State::Run(int64_t moves, const std::function<bool()>& is_over) {
  has_improved = false;
  while (moves > 0 && !is_over()) {
    const int64_t at_once = std::min(moves, kMovesAtOnce);
    for (int64_t i = 0; i < at_once; ++i) Step();
    moves -= at_once;
    moves_made += at_once;
    Cool();
  }
  return has_improved;
}

void LocalSearch::State::Cool() {
  if (moves_made >= cycle_moves) {
    moves_made = 0;
    cycle_moves = cycle_moves * 3 / 2;
  }
  const double progress = static_cast<double>(moves_made) / static_cast<double>(cycle_moves);
  temperature = hot * std::pow(kCold / hot, progress);
}

int64_t LocalSearch::State::Allowance() {
  return static_cast<int64_t>(temperature * static_cast<double>(unit) * exponential.Draw(random));
}

void LocalSearch::State::Step() {
  if (now.unplaced().size() > 0 && random.Chance(64)) {
    PlaceMissing();
  } else if (now.is_unit() && now.rows() > 0 && random.Chance(250)) {
    Exchange();
  } else if (now.activities() > 0) {
    const int activity = random.Below(now.activities());
    if (!now.model().starts[activity].empty()) {
      Relocate(activity,
               random.Chance(128) ? relocation.AnyStart(activity) : StartBeside(activity));
    }
  }
}

int LocalSearch::State::StartBeside(int activity) {
  const auto parts = now.parts(activity);
  if (parts.empty()) return relocation.AnyStart(activity);
  const SearchState::Part& part = parts[random.Below(static_cast<int>(parts.size()))];
  const std::vector<int>& engaged = now.engaged(part.row);
  const int other = engaged[random.Below(static_cast<int>(engaged.size()))];
  if (other == activity || !now.IsPlaced(other)) return relocation.AnyStart(activity);
  int begin = 0;
  int end = 0;
  for (const SearchState::Part& of_other : now.parts(other)) {
    if (of_other.row != part.row) continue;
    begin = now.start(other) + of_other.from;
    end = now.start(other) + of_other.to;
  }
  const int gap = now.problem().gap;
  const int start = random.Chance(128) ? end + gap - part.from : begin - gap - part.to;
  return now.CanStart(activity, start) ? start : relocation.AnyStart(activity);
}

void LocalSearch::State::PlaceMissing() {
  const int activity = now.unplaced()[random.Below(now.unplaced().size())];
  if (relocation.PlaceWhereFree(activity, 64)) {
    KeepIfBest();
    return;
  }
  if (now.IsMandatory(activity)) {
    now.SetMissingWeight(activity, now.missing_weight(activity) + (unit + 15) / 16);
  }
  if (now.is_unit() && random.Chance(128)) {
    FlipAndPlace(activity);
  } else {
    Relocate(activity, relocation.AnyStart(activity));
  }
}

void LocalSearch::State::FlipAndPlace(int activity) {
  const int start = relocation.AnyStart(activity);
  int other = -1;
  int in_the_way = -1;
  for (const SearchState::Part& part : now.parts(activity)) {
    const int there = now.activity_at(part.row, start);
    if (there < 0) continue;
    if (in_the_way >= 0) return;
    in_the_way = there;
    do {
      other = random.Below(now.slots());
    } while (other == start);
    if (now.activity_at(part.row, other) >= 0) return;
  }
  if (in_the_way < 0) return;
  const int64_t before = now.energy();
  const int64_t allowance = Allowance();
  exchange.Begin(start, other);
  if (!exchange.Add(in_the_way) || !Balance() || !exchange.KeepsPrecedences()) return;
  exchange.Apply();
  if (relocation.PlaceIfFree(activity, start)) {
    if (now.energy() - before <= allowance) {
      KeepIfBest();
      return;
    }
    now.Remove(activity);
  }
  exchange.Apply();
}

void LocalSearch::State::Relocate(int activity, int start) {
  const int64_t before = now.energy();
  if (!relocation.Apply(activity, start)) return;
  if (now.energy() - before > Allowance()) {
    relocation.TakeBack();
  } else {
    KeepIfBest();
  }
}

void LocalSearch::State::Exchange() {
  const int row = now.troubled().size() > 0 && random.Chance(128)
                      ? now.troubled()[random.Below(now.troubled().size())]
                      : random.Below(now.rows());
  const std::vector<int>& engaged = now.engaged(row);
  const int64_t allowance = Allowance();
  for (int i = 0; i < 4; ++i) {
    const int activity = engaged[random.Below(static_cast<int>(engaged.size()))];
    if (!now.IsPlaced(activity)) continue;
    const int slot = now.start(activity);
    const int other = random.Below(now.slots());
    if (other == slot || !now.CanStart(activity, other)) continue;
    const bool is_end = now.activity_at(row, other) < 0;
    // Others may gain by it what this person loses, but hardly more than one break.
    if (is_end && now.ExchangeCost(row, slot, other) > allowance + unit) continue;
    if (!is_end && !now.has_start_costs()) continue;
    exchange.Begin(slot, other);
    if (!exchange.Add(activity) || !Balance()) return;
    if (exchange.cost() > allowance || !exchange.KeepsPrecedences()) return;
    exchange.Apply();
    KeepIfBest();
    return;
  }
}

bool LocalSearch::State::Balance() {
  for (int i = 0; i < 4; ++i) {
    const KempeExchange::Shortage shortage = exchange.FindShortage();
    if (shortage.pool < 0) return true;
    const int users = now.users(shortage.pool, shortage.slot);
    if (users == 0) return false;
    const int user = now.user(shortage.pool, shortage.slot, random.Below(users));
    if (!exchange.has(user)) exchange.Add(user);
  }
  return exchange.FindShortage().pool < 0;
}

void LocalSearch::State::KeepIfBest() {
  if (now.missing() > 0) return;
  if (has_best && now.score() >= best_score) return;
  if (!now.is_plan()) return;
  has_best = true;
  has_improved = true;
  best_score = now.score();
  is_best_written = false;
  best_starts.clear();
  best_pools.clear();
  for (int i = 0; i < now.activities(); ++i) {
    best_starts.push_back(now.start(i));
    for (const int pool : now.pools(i)) best_pools.push_back(pool);
  }
}

LocalSearch::LocalSearch(const Model& model, uint64_t seed, const Plan* start)
    : state_(std::make_unique<State>(model, seed, start)) {}

LocalSearch::~LocalSearch() = default;

bool LocalSearch::Run(int64_t moves, const std::function<bool()>& is_over) {
  return state_->Run(moves, is_over);
}

const Plan* LocalSearch::best() const {
  if (!state_->has_best) return nullptr;
  if (!state_->is_best_written) {
    state_->is_best_written = true;
    state_->best.assign(state_->best_starts.size(), Placement());
    size_t pool = 0;
    for (size_t i = 0; i < state_->best.size(); ++i) {
      const size_t needs = state_->now.problem().activities[i].needs.size();
      Placement& placement = state_->best[i];
      placement.start = state_->best_starts[i];
      if (placement.is_placed()) {
        placement.pools.assign(state_->best_pools.begin() + pool,
                               state_->best_pools.begin() + pool + needs);
        placement.units.assign(needs, -1);
      }
      pool += needs;
    }
  }
  return &state_->best;
}

int64_t LocalSearch::best_score() const { return state_->best_score; }

void LocalSearch::Adopt(const Plan& plan, int64_t score) {
  if (state_->has_best && score >= state_->best_score) return;
  state_->GoTo(plan);
  state_->KeepIfBest();
}

void LocalSearch::Restart() {
  if (state_->has_best) state_->GoTo(*best());
  state_->moves_made = 0;
}

}  // namespace plenary::solver
