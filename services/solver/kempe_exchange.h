// Exchanges two slots for some activities and everybody who is drawn in.
#ifndef PLENARY_SERVICES_SOLVER_KEMPE_EXCHANGE_H_
#define PLENARY_SERVICES_SOLVER_KEMPE_EXCHANGE_H_

#include <cstdint>
#include <vector>

#include "services/solver/search_state.h"

namespace plenary::solver {

// With slots as colours and activities as edges between people, those at two slots form paths and
// cycles: Kempe chains. Where all of a chain change over to the other slot, nobody is in two
// places, and only the people at the ends of a path are busy at other times than before (Misra and
// Gries, "A constructive proof of Vizing's theorem", 1992; Morgenstern and Shapiro use them as
// moves of annealing, "Coloration neighborhood structures for general graph coloring", SODA 1990).
// With more than two people an activity joins more chains into one.
//
// For states of unit activities (SearchState::is_unit).
class KempeExchange {
 public:
  explicit KempeExchange(SearchState& state);

  // An exchange of two slots by nobody yet.
  void Begin(int slot, int other);
  // Adds the chain of an activity that is at one of the slots. False, and nothing is added: one of
  // them cannot be at the other slot, they are too many, or cost() would pass `most`.
  bool Add(int activity, int64_t most);
  // The same, where the chain takes something off what `pool` gives too much.
  bool AddAgainst(int pool, int activity, int64_t most);
  bool has(int activity) const { return drawn_in_[activity] == exchange_; }

  // A pool that would give more than it has at one of the slots, and that slot. {-1, -1}: none.
  struct Shortage {
    int pool = -1;
    int slot = -1;
  };
  Shortage FindShortage() const;
  // Whether some end of the chain of an activity would by itself cost more than `most`: a quick
  // look, before the chain is followed.
  bool IsDearEnd(int activity, int64_t most) const;
  // Whether the path from somebody who is busy at the one slot and free at the other is seen to
  // cost more than `most`, or to be none: a quick look at all of it, where each activity is of two
  // people.
  bool IsDearPath(int row, int64_t most) const;
  bool KeepsPrecedences() const;
  // What the energy changes by, but for the weight of unfairness.
  int64_t cost() const { return cost_; }
  // Needs FindShortage() to find none and KeepsPrecedences(). A second call takes the first back.
  void Apply();

 private:
  int Opposite(int slot) const { return slot == slot_ ? other_ : slot_; }
  bool Follow(size_t begin, int64_t most);
  void TakeBack(size_t begin);
  void CountPools(size_t begin, int sign);
  void CountPoolsOf(int activity, int by);
  int StartAfter(int activity) const;

  SearchState& state_;
  int slot_ = 0;
  int other_ = 0;
  std::vector<int> activities_;
  std::vector<uint64_t> drawn_in_;  // of each activity: the last exchange it was part of
  uint64_t exchange_ = 0;
  int64_t cost_ = 0;
  // What each pool gives more at `other_` than before, and less at `slot_`.
  std::vector<int> shift_;
  std::vector<int> shifted_;  // the pools that are looked at
  std::vector<int> starts_;   // while it is applied
  std::vector<int> pools_;
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_KEMPE_EXCHANGE_H_
