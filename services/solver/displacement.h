// How what is out of place finds one in a plan that is kept otherwise, at the least cost.
//
// A search by uniform cost: of all ways to go on, the cheapest is taken up first. Something is put
// at a start; whoever cannot be elsewhere must be moved in turn; where a pool is overfull, either
// one of those there is moved, or the pool gets one more. No two ways lead to the same plan: who
// was not moved where they could have been, stays. So what is found first costs least, and what is
// found next costs least of the rest.
#ifndef PLENARY_SERVICES_SOLVER_DISPLACEMENT_H_
#define PLENARY_SERVICES_SOLVER_DISPLACEMENT_H_

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <queue>
#include <set>
#include <utility>
#include <vector>

#include "absl/types/optional.h"
#include "services/solver/excused_rules.h"
#include "services/solver/explain.h"
#include "services/solver/remedy.h"

namespace plenary::solver {

class Displacement {
 public:
  // `out` are to be placed; all else is where `scope.kept` has it. `asked` cannot be left out
  // again. All outlive it.
  Displacement(const Problem& problem, const Scope& scope, std::vector<int> out, int asked,
               const RelaxationCosts& costs, const StopRule& stop);
  ~Displacement();

  // The cheapest remedy that is left; nullopt: there is none, or the search was given up. Then
  // sure_up_to() is 0, and what was found so far may still follow.
  absl::optional<Remedy> Next();
  // Begins anew, without moving anything that is kept: a short search, which nothing stops.
  void KeepAll();
  // After nullopt: there is none.
  bool is_exhausted() const { return is_exhausted_; }
  // Nothing that costs less than this was passed over. Something that costs more may have been: to
  // move what stands in nobody's way for the sake of fairness alone.
  int64_t sure_up_to() const { return sure_up_to_; }

 private:
  // What a person attends, or what is taken of a pool, in the plan kept.
  struct Use {
    int activity = 0;
    Span when;
  };
  // Somewhere to be, and what that costs by itself.
  struct Offer {
    Placement place;
    int64_t cost = 0;
  };
  // What stands against a place.
  struct Obstacles {
    bool is_possible = true;
    std::set<int> in_the_way;              // they must be moved
    std::set<std::pair<int, int>> opened;  // pools that must be, and the slots
    std::vector<int> ignored;              // precedences
    int64_t cost = 0;                      // of opening and ignoring
  };
  struct Way;
  struct IsDearer {
    bool operator()(const std::shared_ptr<const Way>& a, const std::shared_ptr<const Way>& b) const;
  };

  int VenueAt(int activity, const Placement& place) const;
  bool HasTime(const Use& a, int venue_a, const Use& b, int venue_b) const;
  bool IsKept(const Precedence& rule, const Placement& before, const Placement& after) const;
  int64_t OwnCostAt(int activity, const Placement& place) const;
  const std::vector<Offer>& OffersFor(int activity);
  int64_t LeastMove(int activity);

  static bool IsMoved(const Way& way, int activity);
  void FindPeople(const Way& way, int activity, const Placement& place, Obstacles& obstacles) const;
  void FindHours(const Way& way, int activity, const Placement& place, Obstacles& obstacles) const;
  void FindPrecedences(const Way& way, int activity, const Placement& place,
                       Obstacles& obstacles) const;
  Obstacles ObstaclesTo(const Way& way, int activity, const Placement& place) const;
  int TakenIn(const Way& way, int pool, int slot) const;
  int RoomIn(const Way& way, int pool, int slot) const;
  std::vector<int> MovableAt(const Way& way, int pool, int slot) const;
  int64_t CostOfRoom(const Way& way, int activity, const Placement& place);
  int64_t LeastCost(const Way& way, int activity);
  int64_t LeastToCome(const Way& way);

  absl::optional<Remedy> GiveUp();
  void Push(Way way);
  void PlaceNext(const Way& way);
  bool Resolve(const Way& way);
  bool ResolvePool(const Way& way, int pool, Span time);
  bool ResolvePrecedence(const Way& way, int activity);
  Plan PlanOf(const Way& way) const;

  const Problem& problem_;
  const Scope& scope_;
  const int asked_;
  const RelaxationCosts& costs_;
  const StopRule& stop_;
  const std::vector<int> out_;
  std::vector<std::vector<Use>> of_person_;
  std::vector<std::vector<Use>> of_pool_;
  std::vector<std::vector<int>> taken_;  // of each pool, in each slot
  std::vector<std::vector<int>> precedences_of_;
  std::map<int, std::vector<Offer>> offers_;  // of activities, made when asked for
  std::priority_queue<std::shared_ptr<const Way>, std::vector<std::shared_ptr<const Way>>, IsDearer>
      ways_;
  std::vector<std::shared_ptr<const Way>> finished_;  // among the ways, dearer than they looked
  bool all_stay_ = false;
  int64_t made_ = 0;
  int64_t sure_up_to_ = std::numeric_limits<int64_t>::max();
  bool is_exhausted_ = false;
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_DISPLACEMENT_H_
