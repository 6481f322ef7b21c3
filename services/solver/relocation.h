// Puts an activity somewhere and sends away what stands in its way.
#ifndef PLENARY_SERVICES_SOLVER_RELOCATION_H_
#define PLENARY_SERVICES_SOLVER_RELOCATION_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "services/solver/random.h"
#include "services/solver/search_state.h"

namespace plenary::solver {

// An ejection chain of one link (Glover, "Ejection chains, reference structures and alternating
// path methods", 1996): what is sent away goes where there is room, and stays unplaced where there
// is none.
class Relocation {
 public:
  // `crowded_cost`: what it weighs in the choice of a pool that somebody has to make room.
  Relocation(SearchState& state, Random& random, int64_t crowded_cost);

  // Puts `activity` at `start`, from wherever it was. False, and nothing is changed: what is
  // settled is in its way, or no pool is open.
  bool Apply(int activity, int start);
  // Leaves out what is placed.
  void LeaveOut(int activity);
  // Undoes the last Apply() or LeaveOut() and what was placed after it.
  void TakeBack();

  // Puts an unplaced activity where nothing stands in its way: at the start where the energy is
  // least, of at most `tries`. False: it found none.
  bool PlaceWhereFree(int activity, int tries);
  // The same at one start.
  bool PlaceIfFree(int activity, int start);
  // The same with given pools, where they are choices of its needs; else with any.
  bool PlaceIfFree(int activity, int start, absl::Span<const int> pools);

  // One of the starts that the model leaves to an activity. It has one.
  int AnyStart(int activity);

 private:
  struct Change {
    int activity = 0;
    int start = -1;    // where it was; -1: it was placed by this change
    size_t pools = 0;  // where its pools begin in old_pools_
  };

  void Begin();
  bool MakeRoom(int activity, int start);
  bool SendAwayWhatIsInTheWay(int activity, int start, int venue);
  bool MakeRoomInPool(int pool, Span when, int taken);
  // The cheapest pool for a need beside those in pools_; -1: none is open, or has room where
  // `must_have_room`.
  int ChoosePool(int activity, int need, int start, bool must_have_room);
  bool ChooseFreePools(int activity, int start);
  int TakenFrom(int pool) const;
  bool CanTake(int activity, int start, absl::Span<const int> pools);
  // With pools_.
  bool PlaceWithPools(int activity, int start);
  void Place(int activity, int start);
  void Unplace();
  void SendAway(int activity);

  SearchState& state_;
  Random& random_;
  std::vector<Change> changes_;
  std::vector<int> old_pools_;
  std::vector<int> sent_away_;
  std::vector<int> in_the_way_;
  std::vector<int> pools_;    // chosen for the needs of the activity at hand
  int64_t crowded_cost_ = 0;  // of a pool in which somebody has to make room
  std::vector<int> first_start_;
  std::vector<int> last_start_;
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_RELOCATION_H_
