// A problem made ready for search: who attends what, who is in whose way, and at which slots each
// activity can start at all, once what follows from single rules has been drawn.
#ifndef PLENARY_SERVICES_SOLVER_MODEL_H_
#define PLENARY_SERVICES_SOLVER_MODEL_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "services/solver/problem.h"

namespace plenary::solver {

// A set of slots.
class SlotSet {
 public:
  SlotSet() = default;
  explicit SlotSet(int slots) : slots_(slots), words_((slots + 63) / 64, 0) {}

  int slots() const { return slots_; }
  bool has(int slot) const { return (words_[slot >> 6] >> (slot & 63)) & 1; }
  void add(int slot) { words_[slot >> 6] |= uint64_t{1} << (slot & 63); }
  void remove(int slot) { words_[slot >> 6] &= ~(uint64_t{1} << (slot & 63)); }
  void AddAll(Span span) {
    for (int slot = span.begin; slot < span.end; ++slot) add(slot);
  }
  void RemoveAll(Span span) {
    for (int slot = span.begin; slot < span.end; ++slot) remove(slot);
  }
  int count() const;
  bool empty() const { return count() == 0; }
  int first() const;  // -1: none
  int last() const;   // -1: none
  // Its members, ascending.
  std::vector<int> members() const;
  bool operator==(const SlotSet& other) const { return words_ == other.words_; }

 private:
  int slots_ = 0;
  std::vector<uint64_t> words_;
};

// What a person is in for.
struct Engagement {
  int activity = 0;
  int from = 0;  // slots from the start of the activity
  int to = 1;
};

struct Model {
  const Problem* problem = nullptr;
  std::vector<Span> days;   // never empty
  std::vector<int> day_of;  // of each slot

  // Of each activity: the starts that are left after its windows, its people's forbidden slots, the
  // hours of its pools, pins and precedences; and after single choices of others were drawn.
  std::vector<SlotSet> starts;
  // Of each person: required attendances only, in the order of activities.
  std::vector<std::vector<Engagement>> engagements;
  // Of each person: those they wish for.
  std::vector<std::vector<Engagement>> wishes;
  // Of each person: slots at which they are free by themselves.
  std::vector<SlotSet> free;
  // Of each activity: pairs that it is part of, as indices of Problem::precedences.
  std::vector<std::vector<int>> precedences_of;
  // Whether any journey takes time, so that venues matter.
  bool has_travel = false;
  // Whether drawing conclusions alone showed that there is no plan.
  bool is_infeasible = false;
};

// Reads `problem`, which outlives the model, and draws conclusions until none is left:
// - windows, forbidden slots, closed pools, pins (node consistency);
// - precedences (bounds of starts);
// - people: an activity that can only be at one place rules that place out for the person's others,
//   and of a set of a person's activities that just fill the slots they have, nobody else gets one
//   (Hall's theorem, for those of one slot: bipartite matching, as in Régin, AAAI 1994);
// - pools: a slot that is full of settled activities is closed to the others, and what must lie
//   between two slots has room there.
Model MakeModel(const Problem& problem);

// Whether `need` of `activity`, started at `start`, may be met from `pool`, as far as pins and the
// hours of the pool go.
bool IsOpen(const Problem& problem, const Activity& activity, const Need& need, int pool,
            int start);

// The cost of starting `activity` at `start`: its StartCosts, early, moved. Wishes that hang on
// other activities are not in it.
int64_t StartCostAt(const Problem& problem, int activity, int start);

// The end of a person's part of an activity, `to` = 0 resolved.
inline int EndOf(const Activity& activity, const Attendance& attendance) {
  return attendance.to == 0 ? activity.duration : attendance.to;
}

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_MODEL_H_
