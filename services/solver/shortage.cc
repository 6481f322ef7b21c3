#include "services/solver/shortage.h"

#include <algorithm>
#include <map>
#include <utility>

namespace plenary::solver {
namespace {

bool Meet(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

bool MeetsAny(const std::vector<Span>& spans, Span span) {
  return std::any_of(spans.begin(), spans.end(), [&](Span other) { return Meet(other, span); });
}

bool Has(const Rules& rules, Constraint::Kind kind, int index) {
  return rules.count({kind, index}) > 0;
}

Span TimeOf(const Problem& problem, const Activity& activity, const Need& need, int start) {
  return {std::max(0, start - need.before),
          std::min(problem.slots, start + activity.duration + need.after)};
}

// Where an activity may start by itself, with what the rules say about it looked up once.
class OwnRules {
 public:
  OwnRules(const Problem& problem, const Rules& rules, int index)
      : problem_(problem),
        activity_(problem.activities[index]),
        has_windows_(Has(rules, Constraint::kWindows, index) && !activity_.windows.empty()),
        has_pin_(Has(rules, Constraint::kPin, index)) {
    for (const Attendance& attendance : activity_.attendances) {
      if (attendance.is_required && Has(rules, Constraint::kForbidden, attendance.person)) {
        bound_.push_back(&attendance);
      }
    }
    for (const Need& need : activity_.needs) {
      for (const Choice& choice : need.choices) {
        if (Has(rules, Constraint::kClosed, choice.pool)) keeps_hours_.insert(choice.pool);
      }
    }
  }

  bool CanStart(int start) const {
    const Span time = {start, start + activity_.duration};
    if (has_windows_ &&
        std::none_of(activity_.windows.begin(), activity_.windows.end(), [&](Span window) {
          return window.begin <= time.begin && time.end <= window.end;
        })) {
      return false;
    }
    if (has_pin_ && activity_.pinned_start.value_or(start) != start) return false;
    for (const Attendance* attendance : bound_) {
      const int to = attendance->to == 0 ? activity_.duration : attendance->to;
      if (MeetsAny(problem_.persons[attendance->person].forbidden,
                   {start + attendance->from, start + to})) {
        return false;
      }
    }
    return std::all_of(activity_.needs.begin(), activity_.needs.end(),
                       [&](const Need& need) { return CanBeMet(need, start); });
  }

 private:
  bool CanBeMet(const Need& need, int start) const {
    return std::any_of(need.choices.begin(), need.choices.end(), [&](const Choice& choice) {
      if (has_pin_ && need.pinned != -1 && choice.pool != need.pinned) return false;
      return keeps_hours_.count(choice.pool) == 0 ||
             !MeetsAny(problem_.pools[choice.pool].closed,
                       TimeOf(problem_, activity_, need, start));
    });
  }

  const Problem& problem_;
  const Activity& activity_;
  const bool has_windows_;
  const bool has_pin_;
  std::vector<const Attendance*> bound_;  // of those who keep away from their forbidden slots
  std::set<int> keeps_hours_;             // pools
};

// The pools a need can be met from, ascending.
std::vector<int> PoolsOf(const Need& need) {
  std::vector<int> pools;
  pools.reserve(need.choices.size());
  for (const Choice& choice : need.choices) pools.push_back(choice.pool);
  std::sort(pools.begin(), pools.end());
  return pools;
}

bool IsMetFrom(const std::vector<int>& pools, const Need& need) {
  const std::vector<int> sources = PoolsOf(need);
  return std::includes(pools.begin(), pools.end(), sources.begin(), sources.end());
}

// What takes of a resource: so many different ones of some slots.
struct Item {
  int activity = 0;
  std::vector<int> slots;  // ascending
  int size = 0;
};

// Packs items into slots, a unit of an item at a time, by augmenting paths.
class Packing {
 public:
  Packing(const std::vector<Item>& items, std::vector<int> room)
      : items_(items), room_(std::move(room)), users_(room_.size()) {}

  // False: it does not fit; `reached` are the items, itself among them, that have no other slots.
  bool Add(int item) {
    for (int unit = 0; unit < items_[item].size; ++unit) {
      is_reached_.assign(items_.size(), false);
      is_seen_.assign(room_.size(), false);
      if (!FindRoom(item)) return false;
    }
    return true;
  }
  bool is_reached(int item) const { return is_reached_[item]; }

 private:
  bool FindRoom(int item) {
    is_reached_[item] = true;
    for (const int slot : items_[item].slots) {
      std::vector<int>& users = users_[slot];
      if (is_seen_[slot] || std::count(users.begin(), users.end(), item) > 0) continue;
      is_seen_[slot] = true;
      if (static_cast<int>(users.size()) < room_[slot]) {
        users.push_back(item);
        return true;
      }
      for (int& user : users) {
        if (is_reached_[user] || !FindRoom(user)) continue;
        user = item;
        return true;
      }
    }
    return false;
  }

  const std::vector<Item>& items_;
  const std::vector<int> room_;
  std::vector<std::vector<int>> users_;  // of each slot
  std::vector<bool> is_reached_;
  std::vector<bool> is_seen_;
};

// Collects the items of one resource.
class Demand {
 public:
  Demand(const Problem& problem, const Scope& scope, const Rules& rules, const Resource& resource)
      : problem_(problem), scope_(scope), rules_(rules), resource_(resource) {}

  std::vector<Item> Items() const {
    return resource_.person != -1 ? OfPerson(resource_.person) : OfPools(resource_.pools);
  }

 private:
  std::vector<Item> OfPerson(int person) const {
    std::vector<Item> items;
    ForEachThatMustBe([&](int index, const std::vector<int>& starts) {
      const Activity& activity = problem_.activities[index];
      for (const Attendance& attendance : activity.attendances) {
        if (attendance.person != person || !attendance.is_required) continue;
        const int to = attendance.to == 0 ? activity.duration : attendance.to;
        // It holds its people for the gap after it, too.
        items.push_back(ItemOf(index, starts, [&](int start) {
          return Span{start + attendance.from, start + to + problem_.gap};
        }));
      }
    });
    return items;
  }

  std::vector<Item> OfPools(const std::vector<int>& pools) const {
    std::vector<Item> items;
    ForEachThatMustBe([&](int index, const std::vector<int>& starts) {
      const Activity& activity = problem_.activities[index];
      for (const Need& need : activity.needs) {
        if (!IsMetFrom(pools, need)) continue;
        items.push_back(ItemOf(index, starts,
                               [&](int start) { return TimeOf(problem_, activity, need, start); }));
      }
    });
    return items;
  }

  template <typename See>
  void ForEachThatMustBe(const See& see) const {
    for (const int index : resource_.activities) {
      if (scope_.parts[index] == Scope::kAbsent) continue;
      if (!Has(rules_, Constraint::kPlaced, index) && !Has(rules_, Constraint::kKept, index)) {
        continue;
      }
      see(index, StartsUnder(problem_, scope_, rules_, index));
    }
  }

  // Where the horizon cuts it, it is shorter than elsewhere: it is as large as it must be.
  template <typename TimeAt>
  Item ItemOf(int activity, const std::vector<int>& starts, const TimeAt& time_at) const {
    Item item;
    item.activity = activity;
    std::vector<bool> may_lie(problem_.slots + problem_.gap, false);
    for (const int start : starts) {
      const Span time = time_at(start);
      const int size = time.end - time.begin;
      item.size = start == starts[0] ? size : std::min(item.size, size);
      for (int slot = time.begin; slot < time.end; ++slot) may_lie[slot] = true;
    }
    // Without any start there is no slot for it, however small it is.
    if (starts.empty()) item.size = 1;
    for (size_t slot = 0; slot < may_lie.size(); ++slot) {
      if (may_lie[slot]) item.slots.push_back(static_cast<int>(slot));
    }
    return item;
  }

  const Problem& problem_;
  const Scope& scope_;
  const Rules& rules_;
  const Resource& resource_;
};

// What pools have together in each slot; empty: as much as one likes.
std::vector<int> RoomOf(const Problem& problem, const Scope& scope, const Rules& rules,
                        const std::vector<int>& pools) {
  std::vector<int> room(problem.slots + problem.gap, 0);
  for (const int pool : pools) {
    if (!Has(rules, Constraint::kCapacity, pool)) return {};
    const bool keeps_hours = Has(rules, Constraint::kClosed, pool);
    const std::vector<int> taken = TakenOf(problem, scope.kept, pool);
    for (int slot = 0; slot < problem.slots; ++slot) {
      if (keeps_hours && MeetsAny(problem.pools[pool].closed, {slot, slot + 1})) {
        room[slot] += taken[slot];
      } else {
        room[slot] += std::max(problem.pools[pool].capacity, taken[slot]);
      }
    }
  }
  return room;
}

// Whether a packing of the items is a plan: each is one slot of its activity and can take whatever
// is left there.
bool IsPlan(const Problem& problem, const Resource& resource, const std::vector<Item>& items) {
  std::set<int> activities;
  return std::all_of(items.begin(), items.end(), [&](const Item& item) {
    const Activity& activity = problem.activities[item.activity];
    if (item.size != 1 || !activities.insert(item.activity).second) return false;
    if (resource.person != -1) return problem.gap == 0;
    return activity.duration == 1 && activity.needs.size() == 1 && activity.needs[0].before == 0 &&
           activity.needs[0].after == 0 && activity.needs[0].pinned == -1 &&
           PoolsOf(activity.needs[0]) == resource.pools;
  });
}

// The activities with needs that can be met from nowhere but `pools`.
std::vector<int> ThoseThatMeetNeedsFrom(const Problem& problem, const Scope& scope,
                                        const std::vector<int>& pools) {
  std::vector<int> activities;
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    if (scope.parts[i] == Scope::kAbsent) continue;
    const std::vector<Need>& needs = problem.activities[i].needs;
    if (std::any_of(needs.begin(), needs.end(),
                    [&](const Need& need) { return IsMetFrom(pools, need); })) {
      activities.push_back(static_cast<int>(i));
    }
  }
  return activities;
}

}  // namespace

std::vector<Resource> ResourcesOf(const Problem& problem, const Scope& scope) {
  std::map<int, std::vector<int>> of_person;
  std::set<std::vector<int>> of_pools;
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    if (scope.parts[i] == Scope::kAbsent) continue;
    for (const Attendance& attendance : problem.activities[i].attendances) {
      if (attendance.is_required) of_person[attendance.person].push_back(static_cast<int>(i));
    }
    for (const Need& need : problem.activities[i].needs) of_pools.insert(PoolsOf(need));
  }
  const auto any_moves = [&](const std::vector<int>& activities) {
    return std::any_of(activities.begin(), activities.end(),
                       [&](int activity) { return scope.parts[activity] == Scope::kMovable; });
  };
  std::vector<Resource> resources;
  resources.reserve(of_person.size() + of_pools.size());
  for (auto& [person, activities] : of_person) {
    if (any_moves(activities)) resources.push_back({person, {}, std::move(activities)});
  }
  for (const std::vector<int>& pools : of_pools) {
    std::vector<int> activities = ThoseThatMeetNeedsFrom(problem, scope, pools);
    if (any_moves(activities)) resources.push_back({-1, pools, std::move(activities)});
  }
  return resources;
}

std::vector<int> StartsUnder(const Problem& problem, const Scope& scope, const Rules& rules,
                             int activity) {
  if (Has(rules, Constraint::kKept, activity)) return {scope.kept[activity].start};
  const OwnRules own(problem, rules, activity);
  std::vector<int> starts = StartsWithinDays(problem, activity);
  starts.erase(
      std::remove_if(starts.begin(), starts.end(), [&](int start) { return !own.CanStart(start); }),
      starts.end());
  return starts;
}

Rules OwnRulesOf(const Problem& problem, const Rules& rules, int activity) {
  if (Has(rules, Constraint::kKept, activity)) return {{Constraint::kKept, activity}};
  std::vector<Constraint> own = {{Constraint::kPlaced, activity},
                                 {Constraint::kWindows, activity},
                                 {Constraint::kPin, activity}};
  for (const Attendance& attendance : problem.activities[activity].attendances) {
    if (attendance.is_required) own.push_back({Constraint::kForbidden, attendance.person});
  }
  for (const Need& need : problem.activities[activity].needs) {
    for (const Choice& choice : need.choices) own.push_back({Constraint::kClosed, choice.pool});
  }
  Rules held;
  for (const Constraint& constraint : own) {
    if (rules.count(constraint) > 0) held.insert(constraint);
  }
  return held;
}

Shortage ShortageOf(const Problem& problem, const Scope& scope, const Rules& rules,
                    const Resource& resource) {
  const bool is_person = resource.person != -1;
  if (is_person && !Has(rules, Constraint::kExclusive, resource.person)) return {};
  std::vector<int> room(problem.slots + problem.gap, 1);
  if (!is_person) room = RoomOf(problem, scope, rules, resource.pools);
  if (room.empty()) return {};
  const std::vector<Item> items = Demand(problem, scope, rules, resource).Items();
  Packing packing(items, std::move(room));
  for (size_t added = 0; added < items.size(); ++added) {
    if (packing.Add(static_cast<int>(added))) continue;
    Shortage shortage;
    for (size_t i = 0; i < items.size(); ++i) {
      if (packing.is_reached(static_cast<int>(i))) {
        shortage.rules.merge(OwnRulesOf(problem, rules, items[i].activity));
      }
    }
    if (is_person) shortage.rules.insert({Constraint::kExclusive, resource.person});
    for (const int pool : resource.pools) {
      shortage.rules.insert({Constraint::kCapacity, pool});
      if (Has(rules, Constraint::kClosed, pool)) shortage.rules.insert({Constraint::kClosed, pool});
    }
    return shortage;
  }
  Shortage none;
  none.is_enough = IsPlan(problem, resource, items);
  return none;
}

}  // namespace plenary::solver
