#include "services/solver/relocation.h"

#include <algorithm>
#include <limits>

namespace plenary::solver {
namespace {

// How many starts are tried for an activity that was sent away.
constexpr int kStartsTried = 12;

}  // namespace

Relocation::Relocation(SearchState& state, Random& random, int64_t crowded_cost)
    : state_(state), random_(random), crowded_cost_(crowded_cost) {
  first_start_.reserve(state.activities());
  last_start_.reserve(state.activities());
  for (const SlotSet& starts : state.model().starts) {
    first_start_.push_back(starts.first());
    last_start_.push_back(starts.last());
  }
}

void Relocation::Begin() {
  changes_.clear();
  old_pools_.clear();
  sent_away_.clear();
}

void Relocation::LeaveOut(int activity) {
  Begin();
  SendAway(activity);
}

bool Relocation::Apply(int activity, int start) {
  Begin();
  if (state_.IsPlaced(activity)) SendAway(activity);
  sent_away_.clear();
  if (!MakeRoom(activity, start)) {
    TakeBack();
    return false;
  }
  Place(activity, start);
  for (size_t i = 0; i < sent_away_.size(); ++i) PlaceWhereFree(sent_away_[i], kStartsTried);
  return true;
}

void Relocation::TakeBack() {
  for (size_t i = changes_.size(); i-- > 0;) {
    const Change& change = changes_[i];
    if (change.start < 0) {
      state_.Remove(change.activity);
    } else {
      const size_t needs = state_.pools(change.activity).size();
      state_.Place(change.activity, change.start, {old_pools_.data() + change.pools, needs});
    }
  }
  changes_.clear();
}

bool Relocation::MakeRoom(int activity, int start) {
  if (!SendAwayWhatIsInTheWay(activity, start, /*venue=*/-1)) return false;
  pools_.clear();
  const int needs = static_cast<int>(state_.pools(activity).size());
  for (int need = 0; need < needs; ++need) {
    const int pool = ChoosePool(activity, need, start, /*must_have_room=*/false);
    if (pool < 0) return false;
    const Span when = state_.UseOf(activity, need, start);
    if (!MakeRoomInPool(pool, when, TakenFrom(pool))) return false;
    pools_.push_back(pool);
  }
  if (!state_.model().has_travel) return true;
  return SendAwayWhatIsInTheWay(activity, start, state_.VenueOf(activity, pools_));
}

bool Relocation::SendAwayWhatIsInTheWay(int activity, int start, int venue) {
  in_the_way_.clear();
  state_.FindInTheWay(activity, start, venue, in_the_way_);
  for (const int other : in_the_way_) {
    if (state_.IsSettled(other)) return false;
  }
  for (const int other : in_the_way_) SendAway(other);
  return true;
}

bool Relocation::MakeRoomInPool(int pool, Span when, int taken) {
  for (int slot = when.begin; slot < when.end; ++slot) {
    while (state_.free_in(pool, slot) <= taken) {
      const int users = state_.users(pool, slot);
      if (users == 0) return false;
      // Anybody, but those who cannot go elsewhere.
      const int first = random_.Below(users);
      int i = 0;
      while (i < users && state_.IsSettled(state_.user(pool, slot, (first + i) % users))) ++i;
      if (i == users) return false;
      SendAway(state_.user(pool, slot, (first + i) % users));
    }
  }
  return true;
}

int Relocation::TakenFrom(int pool) const {
  return static_cast<int>(std::count(pools_.begin(), pools_.end(), pool));
}

int Relocation::ChoosePool(int activity, int need, int start, bool must_have_room) {
  const Activity& what = state_.problem().activities[activity];
  const Need& rule = what.needs[need];
  // Now and then any will do, so that dear ones are seen, too.
  const bool is_careless = rule.choices.size() > 1 && random_.Chance(32);
  const Span when = state_.UseOf(activity, need, start);
  int best = -1;
  int64_t least = std::numeric_limits<int64_t>::max();
  const int choices = static_cast<int>(rule.choices.size());
  const int first = choices > 1 ? random_.Below(choices) : 0;
  for (int i = 0; i < choices; ++i) {
    const Choice& choice = rule.choices[(first + i) % choices];
    if (!IsOpen(state_.problem(), what, rule, choice.pool, start)) continue;
    const bool has_room = state_.HasRoom(choice.pool, when, TakenFrom(choice.pool));
    if (must_have_room && !has_room) continue;
    if (is_careless) return choice.pool;
    int64_t cost = choice.cost;
    if (rule.baseline != -1 && rule.baseline != choice.pool) {
      cost += state_.problem().weights.replaced;
    }
    if (!has_room) cost += crowded_cost_;
    if (cost < least) {
      least = cost;
      best = choice.pool;
    }
  }
  return best;
}

bool Relocation::ChooseFreePools(int activity, int start) {
  pools_.clear();
  const int needs = static_cast<int>(state_.pools(activity).size());
  for (int need = 0; need < needs; ++need) {
    const int pool = ChoosePool(activity, need, start, /*must_have_room=*/true);
    if (pool < 0) return false;
    pools_.push_back(pool);
  }
  return true;
}

bool Relocation::PlaceIfFree(int activity, int start) {
  return ChooseFreePools(activity, start) && PlaceWithPools(activity, start);
}

bool Relocation::PlaceIfFree(int activity, int start, absl::Span<const int> pools) {
  if (!CanTake(activity, start, pools)) return PlaceIfFree(activity, start);
  pools_.assign(pools.begin(), pools.end());
  return PlaceWithPools(activity, start);
}

bool Relocation::CanTake(int activity, int start, absl::Span<const int> pools) {
  const Activity& what = state_.problem().activities[activity];
  if (pools.size() != what.needs.size()) return false;
  pools_.clear();
  for (size_t i = 0; i < pools.size(); ++i) {
    const Need& need = what.needs[i];
    const bool is_choice =
        std::any_of(need.choices.begin(), need.choices.end(),
                    [&](const Choice& choice) { return choice.pool == pools[i]; });
    if (!is_choice || !IsOpen(state_.problem(), what, need, pools[i], start)) return false;
    const Span when = state_.UseOf(activity, static_cast<int>(i), start);
    if (!state_.HasRoom(pools[i], when, TakenFrom(pools[i]))) return false;
    pools_.push_back(pools[i]);
  }
  return true;
}

bool Relocation::PlaceWithPools(int activity, int start) {
  in_the_way_.clear();
  state_.FindInTheWay(activity, start, state_.VenueOf(activity, pools_), in_the_way_);
  if (!in_the_way_.empty()) return false;
  Place(activity, start);
  return true;
}

bool Relocation::PlaceWhereFree(int activity, int tries) {
  const int first = first_start_[activity];
  if (first < 0) return false;
  const int span = last_start_[activity] - first + 1;
  const bool are_few = span <= tries;
  const int begin = random_.Below(span);
  int best = -1;
  int64_t least = std::numeric_limits<int64_t>::max();
  for (int i = 0; i < std::min(span, tries); ++i) {
    const int start = are_few ? first + (begin + i) % span : AnyStart(activity);
    if (!state_.CanStart(activity, start) || !PlaceIfFree(activity, start)) continue;
    if (state_.energy() < least) {
      least = state_.energy();
      best = start;
    }
    Unplace();
  }
  return best >= 0 && PlaceIfFree(activity, best);
}

int Relocation::AnyStart(int activity) {
  const int first = first_start_[activity];
  const int span = last_start_[activity] - first + 1;
  int start = first + random_.Below(span);
  while (!state_.CanStart(activity, start))
    start = start == last_start_[activity] ? first : start + 1;
  return start;
}

void Relocation::Place(int activity, int start) {
  state_.Place(activity, start, pools_);
  changes_.push_back({activity, -1, 0});
}

void Relocation::Unplace() {
  state_.Remove(changes_.back().activity);
  changes_.pop_back();
}

void Relocation::SendAway(int activity) {
  const absl::Span<const int> pools = state_.pools(activity);
  changes_.push_back({activity, state_.start(activity), old_pools_.size()});
  old_pools_.insert(old_pools_.end(), pools.begin(), pools.end());
  state_.Remove(activity);
  sent_away_.push_back(activity);
}

}  // namespace plenary::solver
