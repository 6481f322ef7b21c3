#include "services/solver/displacement.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <tuple>

namespace plenary::solver {
namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::max() / 4;

// More ways than this are not looked at: there is a crowd, and the next thousand look like these.
constexpr int64_t kMostWays = 60'000;

bool Meet(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

int CommonSlots(const std::vector<Span>& spans, Span time) {
  int slots = 0;
  for (int slot = time.begin; slot < time.end; ++slot) {
    slots += std::any_of(spans.begin(), spans.end(),
                         [&](Span span) {
                           return Meet(span, {slot, slot + 1});
                         })
                 ? 1
                 : 0;
  }
  return slots;
}

Span TimeOf(const Activity& activity, const Attendance& attendance, int start) {
  return {start + attendance.from,
          start + (attendance.to == 0 ? activity.duration : attendance.to)};
}

Span TimeOf(const Problem& problem, const Activity& activity, const Need& need, int start) {
  return {std::max(0, start - need.before),
          std::min(problem.slots, start + activity.duration + need.after)};
}

}  // namespace

// A part of a way to a plan: what was decided, and what is out of place.
struct Displacement::Way {
  int64_t cost = 0;     // of what was decided
  int64_t outlook = 0;  // of any plan that it leads to, at least
  int64_t number = 0;
  std::map<int, Placement> placed;           // those that were moved; not placed: left out for good
  std::vector<int> out;                      // those still to be placed
  std::set<int> stays;                       // those that are not moved any more
  std::set<std::pair<int, int>> opened;      // pool, slot
  std::map<std::pair<int, int>, int> added;  // units, by pool and slot
  std::set<int> ignored;                     // precedences
  absl::optional<Remedy> remedy;             // where it leads to
};

bool Displacement::IsDearer::operator()(const std::shared_ptr<const Way>& a,
                                        const std::shared_ptr<const Way>& b) const {
  return std::make_tuple(a->outlook, a->out.size(), a->number) >
         std::make_tuple(b->outlook, b->out.size(), b->number);
}

Displacement::Displacement(const Problem& problem, const Scope& scope, std::vector<int> out,
                           int asked, const RelaxationCosts& costs, const StopRule& stop)
    : problem_(problem),
      scope_(scope),
      asked_(asked),
      costs_(costs),
      stop_(stop),
      out_(std::move(out)),
      of_person_(problem.persons.size()),
      of_pool_(problem.pools.size()),
      precedences_of_(problem.activities.size()) {
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    const Placement& place = scope.kept[i];
    if (!place.is_placed()) continue;
    const Activity& activity = problem.activities[i];
    for (const Attendance& attendance : activity.attendances) {
      if (!attendance.is_required) continue;
      of_person_[attendance.person].push_back(
          {static_cast<int>(i), TimeOf(activity, attendance, place.start)});
    }
    for (size_t j = 0; j < place.pools.size(); ++j) {
      of_pool_[place.pools[j]].push_back(
          {static_cast<int>(i), TimeOf(problem, activity, activity.needs[j], place.start)});
    }
  }
  taken_.reserve(problem.pools.size());
  for (size_t pool = 0; pool < problem.pools.size(); ++pool) {
    taken_.push_back(TakenOf(problem, scope.kept, static_cast<int>(pool)));
  }
  for (size_t i = 0; i < problem.precedences.size(); ++i) {
    precedences_of_[problem.precedences[i].before].push_back(static_cast<int>(i));
    precedences_of_[problem.precedences[i].after].push_back(static_cast<int>(i));
  }
  Way root;
  root.out = out_;
  Push(std::move(root));
}

Displacement::~Displacement() = default;

int Displacement::VenueAt(int activity, const Placement& place) const {
  if (problem_.activities[activity].venue != -1) return problem_.activities[activity].venue;
  return place.pools.empty() ? -1 : problem_.pools[place.pools[0]].venue;
}

bool Displacement::HasTime(const Use& a, int venue_a, const Use& b, int venue_b) const {
  int there = problem_.gap;
  int back = problem_.gap;
  if (venue_a != -1 && venue_b != -1) {
    there = std::max(there, problem_.travel[venue_a][venue_b]);
    back = std::max(back, problem_.travel[venue_b][venue_a]);
  }
  return b.when.begin - a.when.end >= there || a.when.begin - b.when.end >= back;
}

// Everywhere that an activity can be but where it is kept, whatever that breaks; the cheapest
// first.
const std::vector<Displacement::Offer>& Displacement::OffersFor(int activity) {
  const auto found = offers_.find(activity);
  if (found != offers_.end()) return found->second;
  std::vector<std::vector<int>> sources = {{}};
  for (const Need& need : problem_.activities[activity].needs) {
    std::vector<std::vector<int>> longer;
    longer.reserve(sources.size() * need.choices.size());
    for (const std::vector<int>& pools : sources) {
      for (const Choice& choice : need.choices) {
        longer.push_back(pools);
        longer.back().push_back(choice.pool);
      }
    }
    sources = std::move(longer);
  }
  const Placement& kept = scope_.kept[activity];
  std::vector<Offer>& offers = offers_[activity];
  const std::vector<int> starts = StartsWithinDays(problem_, activity);
  offers.reserve(starts.size() * sources.size());
  for (const int start : starts) {
    for (const std::vector<int>& pools : sources) {
      if (kept.start == start && kept.pools == pools) continue;
      Placement place;
      place.start = start;
      place.pools = pools;
      const int64_t cost = OwnCostAt(activity, place);
      offers.push_back({std::move(place), cost});
    }
  }
  std::stable_sort(offers.begin(), offers.end(),
                   [](const Offer& a, const Offer& b) { return a.cost < b.cost; });
  return offers;
}

// What it breaks by itself, but for the hours of pools, which may be open already.
int64_t Displacement::OwnCostAt(int activity, const Placement& place) const {
  const Activity& what = problem_.activities[activity];
  const Placement& kept = scope_.kept[activity];
  if (kept.is_placed() && kept.start == place.start) return CostOfMove(costs_, 0);
  int64_t cost = 0;
  if (kept.is_placed()) {
    cost += CostOfMove(costs_, std::abs(kept.start - place.start));
  } else {
    const int pinned = what.pinned_start.value_or(place.start);
    bool is_moved = pinned != place.start;
    for (size_t j = 0; j < what.needs.size(); ++j) {
      is_moved = is_moved || (what.needs[j].pinned != -1 && what.needs[j].pinned != place.pools[j]);
    }
    if (is_moved) cost += CostOfMove(costs_, std::abs(pinned - place.start));
  }
  const Span time = {place.start, place.start + what.duration};
  if (!what.windows.empty() &&
      std::none_of(what.windows.begin(), what.windows.end(), [&](Span window) {
        return window.begin <= time.begin && time.end <= window.end;
      })) {
    cost += costs_.outside_window;
  }
  for (const Attendance& attendance : what.attendances) {
    if (!attendance.is_required) continue;
    cost += costs_.forbidden_slot * CommonSlots(problem_.persons[attendance.person].forbidden,
                                                TimeOf(what, attendance, place.start));
  }
  return cost;
}

// What it costs at least that an activity is not where it was.
int64_t Displacement::LeastMove(int activity) {
  int64_t least = activity == asked_ ? kNever : CostOfLeavingOut(problem_, costs_, activity);
  const std::vector<Offer>& offers = OffersFor(activity);
  if (!offers.empty()) least = std::min(least, offers[0].cost);
  return least;
}

bool Displacement::IsMoved(const Way& way, int activity) {
  return way.placed.count(activity) > 0 || std::count(way.out.begin(), way.out.end(), activity) > 0;
}

void Displacement::FindPeople(const Way& way, int activity, const Placement& place,
                              Obstacles& obstacles) const {
  const Activity& what = problem_.activities[activity];
  const int venue = VenueAt(activity, place);
  for (const Attendance& attendance : what.attendances) {
    if (!attendance.is_required) continue;
    const Use mine = {activity, TimeOf(what, attendance, place.start)};
    for (const Use& use : of_person_[attendance.person]) {
      if (use.activity == activity || IsMoved(way, use.activity)) continue;
      if (HasTime(mine, venue, use, VenueAt(use.activity, scope_.kept[use.activity]))) continue;
      if (all_stay_ || way.stays.count(use.activity) > 0) obstacles.is_possible = false;
      obstacles.in_the_way.insert(use.activity);
    }
    for (const auto& [other, other_place] : way.placed) {
      if (!other_place.is_placed()) continue;
      for (const Attendance& theirs : problem_.activities[other].attendances) {
        if (theirs.person != attendance.person || !theirs.is_required) continue;
        const Use use = {other, TimeOf(problem_.activities[other], theirs, other_place.start)};
        if (!HasTime(mine, venue, use, VenueAt(other, other_place))) obstacles.is_possible = false;
      }
    }
  }
}

void Displacement::FindHours(const Way& way, int activity, const Placement& place,
                             Obstacles& obstacles) const {
  const Placement& kept = scope_.kept[activity];
  const Activity& what = problem_.activities[activity];
  for (size_t j = 0; j < place.pools.size(); ++j) {
    if (kept.start == place.start && kept.pools[j] == place.pools[j]) continue;
    const int pool = place.pools[j];
    const Span time = TimeOf(problem_, what, what.needs[j], place.start);
    for (int slot = time.begin; slot < time.end; ++slot) {
      if (CommonSlots(problem_.pools[pool].closed, {slot, slot + 1}) == 0) continue;
      if (way.opened.count({pool, slot}) > 0) continue;
      if (obstacles.opened.insert({pool, slot}).second) obstacles.cost += costs_.open_pool;
    }
  }
}

bool Displacement::IsKept(const Precedence& rule, const Placement& before,
                          const Placement& after) const {
  if (!before.is_placed() || !after.is_placed()) return true;
  return after.start - before.start - problem_.activities[rule.before].duration >= rule.gap;
}

// Only what was moved already; for the rest one can still choose.
void Displacement::FindPrecedences(const Way& way, int activity, const Placement& place,
                                   Obstacles& obstacles) const {
  for (const int index : precedences_of_[activity]) {
    const Precedence& rule = problem_.precedences[index];
    const bool is_before = rule.before == activity;
    const auto other = way.placed.find(is_before ? rule.after : rule.before);
    if (other == way.placed.end()) continue;
    if (is_before ? IsKept(rule, place, other->second) : IsKept(rule, other->second, place)) {
      continue;
    }
    obstacles.ignored.push_back(index);
    obstacles.cost += costs_.precedence;
  }
}

Displacement::Obstacles Displacement::ObstaclesTo(const Way& way, int activity,
                                                  const Placement& place) const {
  Obstacles obstacles;
  FindPeople(way, activity, place, obstacles);
  if (!obstacles.is_possible) return obstacles;
  FindHours(way, activity, place, obstacles);
  FindPrecedences(way, activity, place, obstacles);
  return obstacles;
}

int Displacement::TakenIn(const Way& way, int pool, int slot) const {
  int taken = taken_[pool][slot];
  const auto count = [&](int activity, const Placement& place, int each) {
    if (!place.is_placed()) return;
    const Activity& what = problem_.activities[activity];
    for (size_t j = 0; j < place.pools.size(); ++j) {
      const Span time = TimeOf(problem_, what, what.needs[j], place.start);
      if (place.pools[j] == pool && time.begin <= slot && slot < time.end) taken += each;
    }
  };
  for (const auto& [activity, place] : way.placed) {
    count(activity, scope_.kept[activity], -1);
    count(activity, place, 1);
  }
  for (const int activity : way.out) count(activity, scope_.kept[activity], -1);
  return taken;
}

int Displacement::RoomIn(const Way& way, int pool, int slot) const {
  int room = std::max(problem_.pools[pool].capacity, taken_[pool][slot]);
  const auto added = way.added.find({pool, slot});
  if (added != way.added.end()) room += added->second;
  return room - TakenIn(way, pool, slot);
}

// Those who take of a pool at a slot and may still be moved.
std::vector<int> Displacement::MovableAt(const Way& way, int pool, int slot) const {
  if (all_stay_) return {};
  std::set<int> movable;
  for (const Use& use : of_pool_[pool]) {
    if (use.when.begin <= slot && slot < use.when.end && !IsMoved(way, use.activity) &&
        way.stays.count(use.activity) == 0) {
      movable.insert(use.activity);
    }
  }
  return {movable.begin(), movable.end()};
}

// What it costs at least to find room in pools; of several slots that are short, the worst.
int64_t Displacement::CostOfRoom(const Way& way, int activity, const Placement& place) {
  int64_t worst = 0;
  const Activity& what = problem_.activities[activity];
  for (size_t j = 0; j < place.pools.size(); ++j) {
    const Span time = TimeOf(problem_, what, what.needs[j], place.start);
    for (int slot = time.begin; slot < time.end; ++slot) {
      if (RoomIn(way, place.pools[j], slot) > 0) continue;
      int64_t least = costs_.add_capacity;
      for (const int other : MovableAt(way, place.pools[j], slot)) {
        least = std::min(least, LeastMove(other));
      }
      worst = std::max(worst, least);
    }
  }
  return worst;
}

// What it costs at least to place what is out, as the way is now.
int64_t Displacement::LeastCost(const Way& way, int activity) {
  int64_t least = activity == asked_ ? kNever : CostOfLeavingOut(problem_, costs_, activity);
  for (const Offer& offer : OffersFor(activity)) {
    if (offer.cost >= least) break;
    const Obstacles obstacles = ObstaclesTo(way, activity, offer.place);
    if (!obstacles.is_possible || offer.cost + obstacles.cost >= least) continue;
    int64_t moves = 0;
    for (const int other : obstacles.in_the_way) moves += LeastMove(other);
    const int64_t room = CostOfRoom(way, activity, offer.place);
    least = std::min(least, offer.cost + obstacles.cost + std::max(moves, room));
  }
  return least;
}

// All that is out must be placed. What else that takes may serve several, so only the most that one
// of them takes is counted.
int64_t Displacement::LeastToCome(const Way& way) {
  int64_t moves = 0;
  int64_t most = 0;
  for (const int activity : way.out) {
    const int64_t move = LeastMove(activity);
    const int64_t all = LeastCost(way, activity);
    if (all >= kNever) return kNever;
    moves += move;
    most = std::max(most, all - move);
  }
  return moves + most;
}

void Displacement::Push(Way way) {
  const int64_t to_come = LeastToCome(way);
  if (to_come >= kNever) return;
  way.outlook = way.cost + to_come;
  way.number = made_++;
  ways_.push(std::make_shared<const Way>(std::move(way)));
}

void Displacement::PlaceNext(const Way& way) {
  const int activity = way.out.front();
  Way rest = way;
  rest.out.erase(rest.out.begin());
  for (const Offer& offer : OffersFor(activity)) {
    const Obstacles obstacles = ObstaclesTo(rest, activity, offer.place);
    if (!obstacles.is_possible) continue;
    Way next = rest;
    next.placed[activity] = offer.place;
    next.out.insert(next.out.end(), obstacles.in_the_way.begin(), obstacles.in_the_way.end());
    next.opened.insert(obstacles.opened.begin(), obstacles.opened.end());
    next.ignored.insert(obstacles.ignored.begin(), obstacles.ignored.end());
    next.cost += offer.cost + obstacles.cost;
    Push(std::move(next));
  }
  if (activity == asked_) return;
  rest.placed[activity] = Placement();
  rest.cost += CostOfLeavingOut(problem_, costs_, activity);
  Push(std::move(rest));
}

// Chooses who makes room in a slot in which a pool is overfull. False: there is none.
bool Displacement::ResolvePool(const Way& way, int pool, Span time) {
  for (int slot = time.begin; slot < time.end; ++slot) {
    const int room = RoomIn(way, pool, slot);
    if (room >= 0) continue;
    Way next = way;
    for (const int activity : MovableAt(way, pool, slot)) {
      Way moves = next;
      moves.out.push_back(activity);
      Push(std::move(moves));
      next.stays.insert(activity);
    }
    next.added[{pool, slot}] += -room;
    next.cost += costs_.add_capacity * -room;
    Push(std::move(next));
    return true;
  }
  return false;
}

bool Displacement::ResolvePrecedence(const Way& way, int activity) {
  for (const int index : precedences_of_[activity]) {
    const Precedence& rule = problem_.precedences[index];
    const bool is_before = rule.before == activity;
    const int other = is_before ? rule.after : rule.before;
    if (way.ignored.count(index) > 0 || way.placed.count(other) > 0) continue;
    const Placement& place = way.placed.at(activity);
    const Placement& kept = scope_.kept[other];
    if (is_before ? IsKept(rule, place, kept) : IsKept(rule, kept, place)) continue;
    Way next = way;
    if (!all_stay_ && way.stays.count(other) == 0) {
      next.out.push_back(other);
      Push(next);
      next.out.pop_back();
      next.stays.insert(other);
    }
    next.ignored.insert(index);
    next.cost += costs_.precedence;
    Push(std::move(next));
    return true;
  }
  return false;
}

// Takes up the first thing that is wrong with what was placed. False: nothing is.
bool Displacement::Resolve(const Way& way) {
  for (const auto& [activity, place] : way.placed) {
    if (!place.is_placed()) continue;
    const Activity& what = problem_.activities[activity];
    for (size_t j = 0; j < place.pools.size(); ++j) {
      if (ResolvePool(way, place.pools[j], TimeOf(problem_, what, what.needs[j], place.start))) {
        return true;
      }
    }
    if (ResolvePrecedence(way, activity)) return true;
  }
  return false;
}

Plan Displacement::PlanOf(const Way& way) const {
  Plan plan = scope_.kept;
  for (const auto& [activity, place] : way.placed) plan[activity] = place;
  return plan;
}

void Displacement::KeepAll() {
  all_stay_ = true;
  sure_up_to_ = 0;
  ways_ = {};
  finished_.clear();
  made_ = 0;
  Way root;
  root.out = out_;
  Push(std::move(root));
}

// What is found in the end may not be the cheapest, but it is a remedy.
absl::optional<Remedy> Displacement::GiveUp() {
  sure_up_to_ = 0;
  if (finished_.empty()) return absl::nullopt;
  const auto cheapest =
      std::min_element(finished_.begin(), finished_.end(),
                       [](const auto& a, const auto& b) { return a->outlook < b->outlook; });
  const absl::optional<Remedy> remedy = (*cheapest)->remedy;
  finished_.erase(cheapest);
  return remedy;
}

absl::optional<Remedy> Displacement::Next() {
  while (!ways_.empty()) {
    if ((stop_.is_over() && !all_stay_) || made_ > kMostWays) return GiveUp();
    const std::shared_ptr<const Way> way = ways_.top();
    ways_.pop();
    if (way->remedy) {
      finished_.erase(std::find(finished_.begin(), finished_.end(), way));
      return way->remedy;
    }
    if (!way->out.empty()) {
      PlaceNext(*way);
    } else if (!Resolve(*way)) {
      Remedy remedy = ReadRemedy(problem_, scope_, costs_, PlanOf(*way));
      if (remedy.cost <= way->outlook) return remedy;
      // Fairness, which is seen in whole plans only.
      sure_up_to_ = std::min(sure_up_to_, way->outlook + CostOfMove(costs_, 0));
      Way finished = *way;
      finished.outlook = remedy.cost;
      finished.remedy = std::move(remedy);
      finished_.push_back(std::make_shared<const Way>(std::move(finished)));
      ways_.push(finished_.back());
    }
  }
  is_exhausted_ = true;
  return absl::nullopt;
}

}  // namespace plenary::solver
