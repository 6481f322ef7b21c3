// All-different by matching: J.-C. Régin, A filtering algorithm for constraints of difference in
// CSPs, AAAI 1994.
#include <algorithm>
#include <vector>

#include "services/solver/propagate.h"

namespace plenary::solver {
namespace {

// A matching of owners (domains) with slots, and the components of what can be exchanged in it.
class Matching {
 public:
  explicit Matching(const std::vector<SlotSet*>& domains) : domains_(domains) {
    slots_ = domains.empty() ? 0 : domains[0]->slots();
    slot_of_.assign(domains.size(), -1);
    owner_of_.assign(slots_, -1);
    choices_.reserve(domains.size());
    for (const SlotSet* domain : domains) choices_.push_back(domain->members());
  }

  bool MatchAll() {
    for (size_t owner = 0; owner < domains_.size(); ++owner) {
      seen_.assign(slots_, false);
      if (!Augment(static_cast<int>(owner))) return false;
    }
    return true;
  }

  // Whether owner and slot are together in some matching of all.
  bool CanBeTogether(int owner, int slot) const {
    return slot_of_[owner] == slot || component_[owner] == component_[SlotNode(slot)] ||
           is_reached_[SlotNode(slot)];
  }

  // Edges lead from an owner to the slots it could take, and from a taken slot to its owner. Two in
  // one component lie on an alternating cycle; what leads to a free slot, on an alternating path.
  void FindComponents() {
    const size_t nodes = domains_.size() + slots_;
    component_.assign(nodes, -1);
    order_.assign(nodes, -1);
    low_.assign(nodes, 0);
    for (size_t node = 0; node < nodes; ++node) {
      if (order_[node] < 0) Visit(static_cast<int>(node));
    }
    ReachFromFree();
  }

 private:
  int SlotNode(int slot) const { return static_cast<int>(domains_.size()) + slot; }

  bool Augment(int owner) {
    for (const int slot : choices_[owner]) {
      if (seen_[slot]) continue;
      seen_[slot] = true;
      if (owner_of_[slot] < 0 || Augment(owner_of_[slot])) {
        owner_of_[slot] = owner;
        slot_of_[owner] = slot;
        return true;
      }
    }
    return false;
  }

  // The nodes that an edge leads to from `node`: an owner exchanges its slot for another, whose
  // owner then must exchange.
  std::vector<int> Next(int node) const {
    std::vector<int> next;
    if (node >= static_cast<int>(domains_.size())) {
      const int owner = owner_of_[node - domains_.size()];
      if (owner >= 0) next.push_back(owner);
      return next;
    }
    next.reserve(choices_[node].size());
    for (const int slot : choices_[node]) {
      if (slot != slot_of_[node]) next.push_back(SlotNode(slot));
    }
    return next;
  }

  // Tarjan's strongly connected components.
  void Visit(int node) {
    order_[node] = low_[node] = clock_++;
    stack_.push_back(node);
    for (const int next : Next(node)) {
      if (order_[next] < 0) Visit(next);
      if (component_[next] < 0) low_[node] = std::min(low_[node], low_[next]);
    }
    if (low_[node] != order_[node]) return;
    int member = -1;
    do {
      member = stack_.back();
      stack_.pop_back();
      component_[member] = components_;
    } while (member != node);
    ++components_;
  }

  // Marks the slots that an owner may move to because in the end somebody takes a free slot.
  void ReachFromFree() {
    is_reached_.assign(domains_.size() + slots_, false);
    std::vector<int> slots;
    for (int slot = 0; slot < slots_; ++slot) {
      if (owner_of_[slot] < 0) slots.push_back(slot);
    }
    for (const int slot : slots) is_reached_[SlotNode(slot)] = true;
    while (!slots.empty()) {
      const int slot = slots.back();
      slots.pop_back();
      for (size_t owner = 0; owner < domains_.size(); ++owner) {
        const int given_up = slot_of_[owner];
        if (!domains_[owner]->has(slot) || is_reached_[SlotNode(given_up)]) continue;
        is_reached_[SlotNode(given_up)] = true;
        slots.push_back(given_up);
      }
    }
  }

  const std::vector<SlotSet*>& domains_;
  int slots_ = 0;
  std::vector<std::vector<int>> choices_;
  std::vector<int> slot_of_, owner_of_;
  std::vector<bool> seen_;
  std::vector<int> component_, order_, low_, stack_;
  std::vector<bool> is_reached_;
  int clock_ = 0, components_ = 0;
};

}  // namespace

bool KeepDifferent(const std::vector<SlotSet*>& domains) {
  Matching matching(domains);
  if (!matching.MatchAll()) return false;
  matching.FindComponents();
  for (size_t owner = 0; owner < domains.size(); ++owner) {
    for (const int slot : domains[owner]->members()) {
      if (!matching.CanBeTogether(static_cast<int>(owner), slot)) domains[owner]->remove(slot);
    }
  }
  return true;
}

}  // namespace plenary::solver
