#include "services/solver/propagate.h"

#include <algorithm>
#include <vector>

namespace plenary::solver {
namespace {

// Beyond so many slots the table of all pairs of them is too large.
constexpr int kMostSlotsCompared = 1'000;

bool MustBePlaced(const Problem& problem, int activity) {
  return !problem.activities[activity].is_optional;
}

// The slots that an activity covers wherever it starts, as `from` and `to` slots of it: [begin,
// end).
Span Settled(const SlotSet& starts, int from, int to) {
  return {starts.last() + from, starts.first() + to};
}

// Draws conclusions until none is left.
class Propagation {
 public:
  explicit Propagation(Model& model) : model_(model), problem_(*model.problem) {}

  bool Run() {
    for (size_t a = 0; a < problem_.activities.size(); ++a) {
      if (IsImpossible(static_cast<int>(a))) return false;
    }
    do {
      has_changed_ = false;
      if (!Precede() || !KeepPeopleApart() || !FillPools()) return false;
    } while (has_changed_);
    for (size_t pool = 0; pool < problem_.pools.size(); ++pool) {
      if (!HasRoom(static_cast<int>(pool))) return false;
    }
    return true;
  }

 private:
  bool IsImpossible(int activity) const {
    return MustBePlaced(problem_, activity) && model_.starts[activity].empty();
  }

  // Whether something is left.
  bool Remove(int activity, int start) {
    if (!model_.starts[activity].has(start)) return true;
    model_.starts[activity].remove(start);
    has_changed_ = true;
    return !IsImpossible(activity);
  }

  bool RemoveOutside(int activity, int least, int most) {
    for (const int start : model_.starts[activity].members()) {
      if ((start < least || start > most) && !Remove(activity, start)) return false;
    }
    return true;
  }

  // The first must leave room for the second, and the second wait for the first, where both happen.
  bool Precede() {
    for (const Precedence& rule : problem_.precedences) {
      const int way = problem_.activities[rule.before].duration + rule.gap;
      const SlotSet& first = model_.starts[rule.before];
      const SlotSet& second = model_.starts[rule.after];
      if (MustBePlaced(problem_, rule.before) && !first.empty() &&
          !RemoveOutside(rule.after, first.first() + way, problem_.slots)) {
        return false;
      }
      if (MustBePlaced(problem_, rule.after) && !second.empty() &&
          !RemoveOutside(rule.before, 0, second.last() - way)) {
        return false;
      }
    }
    return true;
  }

  bool KeepPeopleApart() {
    for (const std::vector<Engagement>& engagements : model_.engagements) {
      if (!MakeWay(engagements) || !ShareSlots(engagements)) return false;
    }
    return true;
  }

  // Whoever is settled at a slot is not anywhere else then.
  bool MakeWay(const std::vector<Engagement>& engagements) {
    for (const Engagement& settled : engagements) {
      if (!MustBePlaced(problem_, settled.activity)) continue;
      const Span taken = Settled(model_.starts[settled.activity], settled.from, settled.to);
      if (taken.begin >= taken.end) continue;
      for (const Engagement& other : engagements) {
        if (other.activity != settled.activity && !KeepOff(other, taken)) return false;
      }
    }
    return true;
  }

  bool KeepOff(const Engagement& other, Span taken) {
    // A start s covers [s + from, s + to), and a gap on either side.
    const int least = taken.begin - problem_.gap - other.to + 1;
    const int most = taken.end + problem_.gap - other.from - 1;
    for (int start = std::max(0, least); start <= std::min(most, problem_.slots - 1); ++start) {
      if (!Remove(other.activity, start)) return false;
    }
    return true;
  }

  // The activities of one slot that a person must attend take different slots.
  bool ShareSlots(const std::vector<Engagement>& engagements) {
    std::vector<SlotSet*> domains;
    std::vector<int> activities;
    std::vector<int> sizes;
    for (const Engagement& engagement : engagements) {
      const bool is_one_slot = problem_.activities[engagement.activity].duration == 1;
      if (!is_one_slot || !MustBePlaced(problem_, engagement.activity)) continue;
      domains.push_back(&model_.starts[engagement.activity]);
      activities.push_back(engagement.activity);
      sizes.push_back(domains.back()->count());
    }
    if (domains.size() < 2) return true;
    if (!KeepDifferent(domains)) return false;
    for (size_t i = 0; i < domains.size(); ++i) {
      if (domains[i]->count() == sizes[i]) continue;
      has_changed_ = true;
      if (IsImpossible(activities[i])) return false;
    }
    return true;
  }

  // A slot at which a pool is used up by what is settled there is closed to everything else.
  bool FillPools() {
    std::vector<std::vector<int>> used(problem_.pools.size(), std::vector<int>(problem_.slots, 0));
    for (size_t a = 0; a < problem_.activities.size(); ++a) CountSettled(static_cast<int>(a), used);
    for (size_t pool = 0; pool < used.size(); ++pool) {
      for (const int units : used[pool]) {
        if (units > problem_.pools[pool].capacity) return false;
      }
    }
    for (size_t a = 0; a < problem_.activities.size(); ++a) {
      if (!AvoidFull(static_cast<int>(a), used)) return false;
    }
    return true;
  }

  // What must lie between two slots takes no more of a pool than there is between them.
  bool HasRoom(int pool) const {
    const int slots = problem_.slots;
    if (slots > kMostSlotsCompared) return true;
    // needed[b][e]: slots of use that begin at b at the earliest and end at e at the latest.
    std::vector<std::vector<int64_t>> needed(slots + 1, std::vector<int64_t>(slots + 1, 0));
    for (size_t a = 0; a < problem_.activities.size(); ++a) {
      const Activity& what = problem_.activities[a];
      const SlotSet& starts = model_.starts[a];
      if (what.is_optional || starts.empty()) continue;
      for (const Need& need : what.needs) {
        // Clipped at the ends of the horizon it may take less than its length: left out.
        const bool is_inside =
            starts.first() >= need.before && starts.last() + what.duration + need.after <= slots;
        if (OnlyPool(need) != pool || !is_inside) continue;
        needed[starts.first() - need.before][starts.last() + what.duration + need.after] +=
            need.before + what.duration + need.after;
      }
    }
    return FitsBetweenAllSlots(pool, needed);
  }

  bool FitsBetweenAllSlots(int pool, std::vector<std::vector<int64_t>>& needed) const {
    SlotSet closed(problem_.slots);
    for (const Span span : problem_.pools[pool].closed) closed.AddAll(span);
    for (int begin = problem_.slots; begin-- > 0;) {
      int64_t room = 0;
      for (int end = begin + 1; end <= problem_.slots; ++end) {
        if (!closed.has(end - 1)) room += problem_.pools[pool].capacity;
        needed[begin][end] +=
            needed[begin + 1][end] + needed[begin][end - 1] - needed[begin + 1][end - 1];
        if (needed[begin][end] > room) return false;
      }
    }
    return true;
  }

  // The pool that a need can only be met from; -1: there are several.
  static int OnlyPool(const Need& need) {
    if (need.pinned >= 0) return need.pinned;
    return need.choices.size() == 1 ? need.choices[0].pool : -1;
  }

  Span SettledUse(int activity, const Need& need) const {
    const SlotSet& starts = model_.starts[activity];
    if (!MustBePlaced(problem_, activity) || starts.empty()) return {0, 0};
    const Span span =
        Settled(starts, -need.before, problem_.activities[activity].duration + need.after);
    return {std::max(0, span.begin), std::min(problem_.slots, span.end)};
  }

  void CountSettled(int activity, std::vector<std::vector<int>>& used) const {
    for (const Need& need : problem_.activities[activity].needs) {
      const int pool = OnlyPool(need);
      if (pool < 0) continue;
      const Span span = SettledUse(activity, need);
      for (int slot = span.begin; slot < span.end; ++slot) ++used[pool][slot];
    }
  }

  bool AvoidFull(int activity, const std::vector<std::vector<int>>& used) {
    const Activity& what = problem_.activities[activity];
    for (const Need& need : what.needs) {
      const int pool = OnlyPool(need);
      if (pool < 0) continue;
      const Span own = SettledUse(activity, need);
      for (const int start : model_.starts[activity].members()) {
        const int end = std::min(problem_.slots, start + what.duration + need.after);
        for (int slot = std::max(0, start - need.before); slot < end; ++slot) {
          const bool is_own = own.begin <= slot && slot < own.end;
          if (is_own || used[pool][slot] < problem_.pools[pool].capacity) continue;
          if (!Remove(activity, start)) return false;
          break;
        }
      }
    }
    return true;
  }

  Model& model_;
  const Problem& problem_;
  bool has_changed_ = false;
};

}  // namespace

bool Propagate(Model& model) { return Propagation(model).Run(); }

}  // namespace plenary::solver
