#include "services/solver/local_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "services/solver/first_plan.h"
#include "services/solver/kempe_exchange.h"
#include "services/solver/random.h"
#include "services/solver/relocation.h"
#include "services/solver/search_state.h"

namespace plenary::solver {
namespace {

// Moves between two looks at the clock and the temperature.
constexpr int64_t kMovesAtOnce = 512;

// Annealing goes from the one temperature to the other, in weights of a break. Above, days fall
// apart; below, nothing that costs a break is accepted any more.
constexpr double kHot = 0.23;
constexpr double kCold = 0.14;
// The moves of the first annealing, and how much longer each is than the one before.
constexpr int64_t kLeastMoves = 200'000;
constexpr int64_t kMovesOfActivity = 100;
constexpr double kLonger = 2;

// How often moves are tried, in 256.
constexpr int kPlaceMissing = 64;  // while something is missing
constexpr int kPlaceOptional = 8;  // while something optional is left out
constexpr int kExchange = 250;     // of the rest, where slots can be exchanged
constexpr int kOfTroubled = 192;   // of exchanges: for somebody who has breaks
constexpr int kAtEdges = 210;      // of exchanges: at the ends of a person's runs
constexpr int kBeside = 128;       // of relocations: beside another stay of a person

// How many pairs of slots are looked at for an exchange, and how many people's that would make up
// for what it asks too much of a pool.
constexpr int kPairsTried = 4;
constexpr int kUsersSeen = 32;
// How many starts are looked at for what is missing.
constexpr int kStartsTried = 64;

constexpr int64_t kAnyCost = std::numeric_limits<int64_t>::max() / 2;

// What a unit of temperature is: what a break costs, or else the least that any wish costs.
int64_t UnitOf(const Weights& weights) {
  if (weights.breaks > 0) return weights.breaks;
  int64_t least = 0;
  for (const int64_t weight : {weights.idle, weights.unfairness, weights.early, weights.missed,
                               weights.moved, weights.replaced}) {
    if (weight > 0 && (least == 0 || weight < least)) least = weight;
  }
  return std::max<int64_t>(1, least);
}

// The most that one wish weighs.
int64_t DearestOf(const Weights& weights) {
  return std::max({weights.breaks, weights.missed, weights.moved, weights.replaced});
}

// Whether there is somebody who has no breaks whatever the plan, so that nobody may have more of
// them than the fairness bound.
bool SomebodyNeverHasBreaks(const Model& model) {
  for (size_t i = 0; i < model.engagements.size(); ++i) {
    if (model.problem->persons[i].is_compared && model.engagements[i].size() <= 1) return true;
  }
  return false;
}

// Draws what a move may cost at temperature 1: exponentially distributed, so that a move of cost c
// is accepted with the chance exp(-c / temperature) (Metropolis and others, 1953; Kirkpatrick,
// Gelatt and Vecchi, "Optimization by simulated annealing", 1983).
class Exponential {
 public:
  Exponential() {
    for (size_t i = 0; i < values_.size(); ++i) {
      values_[i] = -std::log(static_cast<double>(i + 1) / kSteps);
    }
  }

  double Draw(Random& random) const {
    // Beyond the largest value it is distributed as from the beginning: it has no memory.
    double drawn = 0;
    int step = random.Below(kSteps);
    for (; step == 0; step = random.Below(kSteps)) drawn += values_[0];
    return drawn + values_[step];
  }

 private:
  static constexpr int kSteps = 4096;
  std::array<double, kSteps> values_;
};

}  // namespace

// The annealing that is under way. Costs are in parts of a score (SearchState::kFine).
struct LocalSearch::State {
  State(const Model& model, uint64_t seed, const Plan* start);

  void Run(int64_t moves, const std::function<bool()>& is_over);

  // The schedule.
  void BeginCycle();
  void ForgetWeights();
  void Cool();
  int64_t Allowance();
  void GoTo(const Plan& plan);

  // Moves.
  void Step();
  void PlaceMissing();
  void ExchangeAndPlace(int activity);
  void Relocate(int activity, int start);
  void LeaveOut(int activity);
  void Exchange();
  std::pair<int, int> AnySlots(int row);
  std::pair<int, int> SlotsAtEdges(int row);
  int AnyStay(int row);
  bool MakeUpForShortage(int64_t most);
  int StartBeside(int activity);

  // The best plan.
  void KeepIfBest();
  const Plan* WriteBest();

  SearchState now;
  Random random;
  const Exponential exponential;
  const int64_t unit;            // of temperature
  const int64_t missing_weight;  // of an activity, to begin with
  const bool somebody_never_has_breaks;
  Relocation relocation;
  KempeExchange exchange;

  double hot = 0;  // where the annealing under way began
  double temperature = 0;
  int64_t cycle = 0;        // annealings before
  int64_t cycle_moves = 0;  // how many moves it takes
  int64_t moves_made = 0;   // of them

  Plan begin;  // empty: there was none
  bool has_best = false;
  int64_t best_score = std::numeric_limits<int64_t>::max();
  std::vector<int> best_starts;
  std::vector<int> best_pools;
  Plan best;  // the same, where it is written
  bool is_best_written = true;
  bool is_from_elsewhere = false;  // the best is not what this search came by
  bool has_improved = false;       // in this run
};

LocalSearch::State::State(const Model& model, uint64_t seed, const Plan* start)
    : now(model),
      random(seed),
      unit(SearchState::kFine * UnitOf(model.problem->weights)),
      missing_weight(2 * std::max(unit, SearchState::kFine * DearestOf(model.problem->weights))),
      somebody_never_has_breaks(SomebodyNeverHasBreaks(model)),
      relocation(now, random, 2 * UnitOf(model.problem->weights)),
      exchange(now),
      hot(kHot * static_cast<double>(unit)),
      temperature(hot),
      cycle_moves(std::max(kLeastMoves, kMovesOfActivity * now.activities())) {
  if (start != nullptr) begin = *start;
  ForgetWeights();
  GoTo(begin);
  PlaceMostConstrainedFirst(now, relocation);
  KeepIfBest();
}

void LocalSearch::State::Run(int64_t moves, const std::function<bool()>& is_over) {
  has_improved = false;
  while (moves > 0 && !is_over()) {
    Cool();
    const int64_t at_once = std::min(moves, kMovesAtOnce);
    for (int64_t i = 0; i < at_once; ++i) Step();
    moves -= at_once;
    moves_made += at_once;
    if (moves_made >= cycle_moves) BeginCycle();
  }
}

// Every other annealing begins where even the dearest wish is given up now and then.
void LocalSearch::State::BeginCycle() {
  ++cycle;
  moves_made = 0;
  cycle_moves = static_cast<int64_t>(static_cast<double>(cycle_moves) * kLonger);
  const bool is_dear = cycle % 2 == 1;
  hot = kHot * static_cast<double>(is_dear ? missing_weight / 2 : unit);
  if (has_best && (is_from_elsewhere || missing_weight > 2 * unit)) GoTo(*WriteBest());
  // A plan to begin with is near a good one, even where it cannot be kept as it is.
  if (!has_best && !begin.empty()) GoTo(begin);
  is_from_elsewhere = false;
  ForgetWeights();
}

// What was hard to place, or unfair, weighs more from failure to failure; not for ever.
void LocalSearch::State::ForgetWeights() {
  if (has_best || cycle == 0) {
    for (int i = 0; i < now.activities(); ++i) {
      if (now.IsMandatory(i)) now.SetMissingWeight(i, missing_weight);
    }
  }
  if (!now.problem().fairness) return;
  // Where nobody may have more breaks than another, everybody has as few as one must have: to have
  // few is enough to begin with, and all there is to it where somebody has none.
  // Against a plan to begin with, whose moves have their price, unfairness must have one, too.
  const int64_t usual = begin.empty() ? unit : missing_weight;
  const int64_t weight = *now.problem().fairness == 0 ? 0 : usual;
  if (has_best || cycle == 0 || (weight == 0 && somebody_never_has_breaks)) {
    now.SetFairness(0, weight);
  } else if (somebody_never_has_breaks) {
    now.SetFairness(0, now.fairness_weight() + missing_weight / 4);
  } else {
    // Or everybody has some, where somebody must.
    now.SetFairness(static_cast<int>(cycle / 2 % 3), now.fairness_weight() + missing_weight / 4);
  }
}

void LocalSearch::State::Cool() {
  const double progress = static_cast<double>(moves_made) / static_cast<double>(cycle_moves);
  const double cold = kCold * static_cast<double>(unit);
  temperature = hot * std::pow(cold / hot, progress);
}

// What a move may cost.
int64_t LocalSearch::State::Allowance() {
  return static_cast<int64_t>(temperature * exponential.Draw(random));
}

// As far as the plan keeps the rules.
void LocalSearch::State::GoTo(const Plan& plan) {
  for (int i = 0; i < now.activities(); ++i) {
    if (now.IsPlaced(i)) now.Remove(i);
  }
  if (plan.size() != static_cast<size_t>(now.activities())) return;
  for (int i = 0; i < now.activities(); ++i) {
    if (now.CanStart(i, plan[i].start)) relocation.PlaceIfFree(i, plan[i].start, plan[i].pools);
  }
}

void LocalSearch::State::Step() {
  if (now.activities() == 0) return;
  const bool is_missing = now.missing() > 0;
  if (now.unplaced().size() > 0 && random.Chance(is_missing ? kPlaceMissing : kPlaceOptional)) {
    PlaceMissing();
    return;
  }
  if (now.is_unit() && now.rows() > 0 && random.Chance(kExchange)) {
    Exchange();
    return;
  }
  const int activity = random.Below(now.activities());
  if (now.model().starts[activity].empty()) return;
  if (!now.IsMandatory(activity) && now.IsPlaced(activity) && random.Chance(16)) {
    LeaveOut(activity);
  } else {
    Relocate(activity,
             random.Chance(kBeside) ? StartBeside(activity) : relocation.AnyStart(activity));
  }
}

void LocalSearch::State::PlaceMissing() {
  const int activity = now.unplaced()[random.Below(now.unplaced().size())];
  const int64_t before = now.energy();
  if (relocation.PlaceWhereFree(activity, kStartsTried)) {
    if (now.energy() - before <= Allowance()) {
      KeepIfBest();
    } else {
      now.Remove(activity);
    }
    return;
  }
  // A breakout (Morris, "The breakout method for escaping from local minima", AAAI 1993).
  if (now.IsMandatory(activity)) {
    now.SetMissingWeight(activity, now.missing_weight(activity) + missing_weight / 16);
  }
  if (now.is_unit() && random.Chance(128)) {
    ExchangeAndPlace(activity);
  } else {
    Relocate(activity, relocation.AnyStart(activity));
  }
}

// Frees one person at a start along a Kempe chain, as in proofs of Vizing's theorem.
void LocalSearch::State::ExchangeAndPlace(int activity) {
  const int start = relocation.AnyStart(activity);
  int in_the_way = -1;
  int other = -1;
  for (const SearchState::Part& part : now.parts(activity)) {
    const int there = now.activity_at(part.row, start);
    if (there < 0) continue;
    if (in_the_way >= 0 && there != in_the_way) return;
    in_the_way = there;
    if (other < 0) other = random.Below(now.slots());
    if (other == start || now.activity_at(part.row, other) >= 0) return;
  }
  if (in_the_way < 0) return;
  const int64_t before = now.energy();
  exchange.Begin(start, other);
  if (!exchange.Add(in_the_way, kAnyCost) || !MakeUpForShortage(kAnyCost)) return;
  if (!exchange.KeepsPrecedences()) return;
  exchange.Apply();
  if (relocation.PlaceIfFree(activity, start)) {
    if (now.energy() - before <= Allowance()) {
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
  if (now.energy() - before <= Allowance()) {
    KeepIfBest();
  } else {
    relocation.TakeBack();
  }
}

void LocalSearch::State::LeaveOut(int activity) {
  const int64_t before = now.energy();
  relocation.LeaveOut(activity);
  if (now.energy() - before <= Allowance()) {
    KeepIfBest();
  } else {
    relocation.TakeBack();
  }
}

// Exchanges two slots from one person on, who must not lose by it more than the move may cost:
// where the person at the other end gains, the same move is found from there.
void LocalSearch::State::Exchange() {
  const IndexList& troubled = now.troubled();
  const int row = troubled.size() > 0 && random.Chance(kOfTroubled)
                      ? troubled[random.Below(troubled.size())]
                      : random.Below(now.rows());
  const int64_t allowance = Allowance();
  for (int i = 0; i < kPairsTried; ++i) {
    const auto [slot, other] = random.Chance(kAtEdges) ? SlotsAtEdges(row) : AnySlots(row);
    if (slot < 0 || other < 0 || slot == other) continue;
    const int activity = now.activity_at(row, slot);
    if (!now.CanStart(activity, other)) continue;
    const bool is_end = now.activity_at(row, other) < 0;
    // Along a cycle nobody's breaks change, only what starts cost.
    if (is_end ? now.ExchangeCost(row, slot, other) > allowance : !now.has_start_costs()) continue;
    exchange.Begin(slot, other);
    if (is_end && exchange.IsDearPath(row, allowance)) return;
    if (!exchange.Add(activity, allowance) || !MakeUpForShortage(allowance)) return;
    if (exchange.cost() > allowance || !exchange.KeepsPrecedences()) return;
    const int64_t before = now.energy();
    exchange.Apply();
    // The exchange doesn't know of unfairness.
    if (now.problem().weights.unfairness > 0 && now.energy() - before > allowance) {
      exchange.Apply();
    } else {
      KeepIfBest();
    }
    return;
  }
}

// Adds chains the other way, from those who have something of the pool that gives too much.
bool LocalSearch::State::MakeUpForShortage(int64_t most) {
  const KempeExchange::Shortage shortage = exchange.FindShortage();
  if (shortage.pool < 0) return true;
  const int users = now.users(shortage.pool, shortage.slot);
  if (users == 0) return false;
  const int first = random.Below(users);
  for (int i = 0; i < std::min(users, kUsersSeen); ++i) {
    const int user = now.user(shortage.pool, shortage.slot, (first + i) % users);
    if (exchange.has(user) || exchange.IsDearEnd(user, most)) continue;
    if (exchange.AddAgainst(shortage.pool, user, most) && exchange.FindShortage().pool < 0) {
      return true;
    }
  }
  return false;
}

// One of a person's activities that is placed; -1: it hit upon another.
int LocalSearch::State::AnyStay(int row) {
  const absl::Span<const int> engaged = now.engaged(row);
  const int activity = engaged[random.Below(static_cast<int>(engaged.size()))];
  return now.IsPlaced(activity) ? activity : -1;
}

std::pair<int, int> LocalSearch::State::AnySlots(int row) {
  const int activity = AnyStay(row);
  if (activity < 0) return {-1, -1};
  return {now.start(activity), random.Below(now.slots())};
}

// The last slot of a run of the person's, and a free slot beside another or the same: such an
// exchange keeps runs whole.
std::pair<int, int> LocalSearch::State::SlotsAtEdges(int row) {
  const int inside = AnyStay(row);
  const int outside = AnyStay(row);
  if (inside < 0 || outside < 0) return {-1, -1};
  const bool is_late = random.Chance(128);
  const int slot = now.EndOfRun(row, now.start(inside), is_late ? 1 : -1);
  const int step = random.Chance(128) ? 1 : -1;
  const int other = now.EndOfRun(row, now.start(outside), step) + step;
  const Span day = now.model().days[now.model().day_of[now.start(outside)]];
  return {slot, day.begin <= other && other < day.end ? other : -1};
}

// A start at which the activity touches another stay of one of its people.
int LocalSearch::State::StartBeside(int activity) {
  const absl::Span<const SearchState::Part> parts = now.parts(activity);
  if (parts.empty()) return relocation.AnyStart(activity);
  const SearchState::Part& part = parts[random.Below(static_cast<int>(parts.size()))];
  const int other = AnyStay(part.row);
  if (other < 0 || other == activity) return relocation.AnyStart(activity);
  const Span stay = now.StayOf(other, part.row);
  const int gap = now.problem().gap;
  const int start = random.Chance(128) ? stay.end + gap - part.from : stay.begin - gap - part.to;
  return now.CanStart(activity, start) ? start : relocation.AnyStart(activity);
}

void LocalSearch::State::KeepIfBest() {
  if (now.missing() > 0 || now.score() >= best_score || !now.is_plan()) return;
  has_best = true;
  has_improved = true;
  is_from_elsewhere = false;
  best_score = now.score();
  is_best_written = false;
  best_starts.clear();
  best_pools.clear();
  best_starts.reserve(now.activities());
  for (int i = 0; i < now.activities(); ++i) {
    best_starts.push_back(now.start(i));
    const absl::Span<const int> pools = now.pools(i);
    best_pools.insert(best_pools.end(), pools.begin(), pools.end());
  }
}

const Plan* LocalSearch::State::WriteBest() {
  if (!has_best) return nullptr;
  if (is_best_written) return &best;
  is_best_written = true;
  best.assign(best_starts.size(), Placement());
  auto pools = best_pools.begin();
  for (size_t i = 0; i < best.size(); ++i) {
    const size_t needs = now.problem().activities[i].needs.size();
    best[i].start = best_starts[i];
    if (best[i].is_placed()) {
      best[i].pools.assign(pools, pools + needs);
      best[i].units.assign(needs, -1);
    }
    pools += needs;
  }
  return &best;
}

LocalSearch::LocalSearch(const Model& model, uint64_t seed, const Plan* start)
    : state_(std::make_unique<State>(model, seed, start)) {}

LocalSearch::~LocalSearch() = default;

bool LocalSearch::Run(int64_t moves, const std::function<bool()>& is_over) {
  state_->Run(moves, is_over);
  return state_->has_improved;
}

const Plan* LocalSearch::best() const { return state_->WriteBest(); }

int64_t LocalSearch::best_score() const { return state_->best_score; }

// The annealing under way goes on: the next begins from there.
void LocalSearch::Adopt(const Plan& plan, int64_t score) {
  if (score >= state_->best_score) return;
  state_->best = plan;
  state_->best_score = score;
  state_->has_best = true;
  state_->is_best_written = true;
  state_->is_from_elsewhere = true;
}

}  // namespace plenary::solver
