// Where everything is in the course of a search and what that costs, kept up to date change by
// change.
//
// No rule is ever broken in it but two: activities may be missing, and the breaks of two people may
// differ by more than they should. Both cost, so that a search that makes the energy small comes to
// plans that keep all rules.
#ifndef PLENARY_SERVICES_SOLVER_SEARCH_STATE_H_
#define PLENARY_SERVICES_SOLVER_SEARCH_STATE_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "services/solver/model.h"
#include "services/solver/plan.h"

namespace plenary::solver {

// Some members of a set of the numbers below a size: added, removed and drawn in constant time.
class IndexList {
 public:
  explicit IndexList(int size) : position_(size, -1) {}

  bool has(int index) const { return position_[index] >= 0; }
  int size() const { return static_cast<int>(members_.size()); }
  int operator[](int i) const { return members_[i]; }

  void Add(int index) {
    position_[index] = size();
    members_.push_back(index);
  }
  void Remove(int index) {
    const int hole = position_[index];
    members_[hole] = members_.back();
    position_[members_[hole]] = hole;
    members_.pop_back();
    position_[index] = -1;
  }

 private:
  std::vector<int> members_;
  std::vector<int> position_;
};

class SearchState {
 public:
  // A person's part of an activity, in slots from its start.
  struct Part {
    int row = 0;
    int from = 0;
    int to = 1;
  };

  // `model` outlives it. Nothing is placed yet.
  explicit SearchState(const Model& model);

  // The problem.
  const Model& model() const { return model_; }
  const Problem& problem() const { return problem_; }
  int slots() const { return slots_; }
  int activities() const { return static_cast<int>(starts_.size()); }
  // People who have to be somewhere; each is a row of a table of slots.
  int rows() const { return static_cast<int>(row_breaks_.size()); }
  // Whether every activity takes one slot of all its people and of one pool for each need, and
  // nobody needs time between two: then slots can be exchanged along Kempe chains.
  bool is_unit() const { return is_unit_; }
  // Whether it matters for itself where an activity starts.
  bool has_start_costs() const { return has_start_costs_; }
  absl::Span<const Part> parts(int activity) const {
    return {parts_.data() + parts_begin_[activity],
            static_cast<size_t>(parts_begin_[activity + 1] - parts_begin_[activity])};
  }
  // Whom the person of a row meets in an activity of two; -1: it has more people, or fewer.
  int PartnerOf(int activity, int row) const {
    return both_[activity] < 0 ? -1 : both_[activity] ^ row;
  }
  // What the person of a row is to attend.
  absl::Span<const int> engaged(int row) const {
    return {engaged_.data() + engaged_begin_[row],
            static_cast<size_t>(engaged_begin_[row + 1] - engaged_begin_[row])};
  }
  bool CanStart(int activity, int slot) const {
    return slot >= 0 && slot < slots_ &&
           ((can_start_[static_cast<size_t>(activity) * slot_words_ + (slot >> 6)] >> (slot & 63)) &
            1) != 0;
  }
  // Whether it may only be at one place and must be there: then it is not to be sent away.
  bool IsSettled(int activity) const { return is_settled_[activity]; }
  bool IsMandatory(int activity) const { return is_mandatory_[activity]; }

  // Where things are.
  bool IsPlaced(int activity) const { return starts_[activity] >= 0; }
  int start(int activity) const { return starts_[activity]; }
  // The pool of each need.
  absl::Span<const int> pools(int activity) const {
    return {pools_.data() + needs_begin_[activity],
            static_cast<size_t>(needs_begin_[activity + 1] - needs_begin_[activity])};
  }
  // -1: the person is free.
  int activity_at(int row, int slot) const { return at_[static_cast<size_t>(row) * slots_ + slot]; }
  // The last slot of the run that a busy slot lies in, going on by steps of 1 or -1.
  int EndOfRun(int row, int slot, int step) const;
  // When the person of a row is at a placed activity.
  Span StayOf(int activity, int row) const;
  // How many more a pool could give in a slot.
  int free_in(int pool, int slot) const { return free_[static_cast<size_t>(pool) * slots_ + slot]; }
  // Who has something from a pool in a slot, by need: an activity may be there several times.
  int users(int pool, int slot) const {
    return static_cast<int>(uses_[static_cast<size_t>(pool) * slots_ + slot].size());
  }
  int user(int pool, int slot, int i) const {
    return use_activity_[uses_[static_cast<size_t>(pool) * slots_ + slot][i]];
  }
  // Those not placed that could be somewhere, optional ones among them.
  const IndexList& unplaced() const { return unplaced_; }
  // Rows that have breaks.
  const IndexList& troubled() const { return troubled_; }

  // What stands in the way of an activity.

  // The slots that a need of an activity takes, clipped to those there are.
  Span UseOf(int activity, int need, int start) const;
  // Whether one more can be had from a pool all the time, where `taken` of it are spoken for.
  bool HasRoom(int pool, Span when, int taken) const;
  // Adds the placed activities that people cannot attend beside this one, or that a precedence
  // forbids, each once. `venue`: where it would be.
  void FindInTheWay(int activity, int start, int venue, std::vector<int>& in_the_way) const;
  // Where an activity would be with the first of its needs met from a pool; -1: nowhere in
  // particular.
  int VenueOf(int activity, absl::Span<const int> pools) const;

  // Changes.

  // Nothing stands in the way of `activity`, which is not placed.
  void Place(int activity, int start, absl::Span<const int> pools);
  void Remove(int activity);

  // What a row would cost more, in parts of a score, where it is busy in exactly one of two slots
  // and changes over.
  int64_t ExchangeCost(int row, int slot, int other) const;

  // Costs.

  // What a search makes small: the score with what is missing and unfair, each by its weight; in
  // kFine parts of a score, so that penalties may weigh less than one break.
  static constexpr int64_t kFine = 16;
  int64_t energy() const { return kFine * score() + missing_weight_ + fairness_weight_ * excess_; }
  // As ScoreOf has it, without table_changes.
  int64_t score() const {
    return weights_.breaks * breaks_ + weights_.idle * idle_ + weights_.unfairness * spread() +
           weights_.missed * missed_ + activity_cost_;
  }
  // Whether this is a plan that keeps all rules.
  bool is_plan() const {
    return missing_ == 0 && (!problem_.fairness || spread() <= *problem_.fairness);
  }
  int missing() const { return missing_; }
  // The most breaks of those compared, less the fewest.
  int spread() const { return most_ - fewest_; }
  int64_t StartCost(int activity, int start) const {
    return has_start_costs_ ? StartCostAt(problem_, activity, start) : 0;
  }

  // What an activity costs while it is missing, in parts of a score; only for those that must be
  // placed.
  int64_t missing_weight(int activity) const { return missing_weights_[activity]; }
  void SetMissingWeight(int activity, int64_t weight);
  // What a break outside [fewest, fewest + fairness] costs, in parts of a score.
  int64_t fairness_weight() const { return fairness_weight_; }
  void SetFairness(int fewest, int64_t weight);

 private:
  void ReadActivities();
  void ReadRows();
  void ReadPools();
  bool CanAttendBoth(int row, Span when, int venue, int other) const;
  bool AreApart(Span a, int venue_a, Span b, int venue_b) const;
  bool IsInOrder(int activity, int start, const Precedence& rule) const;
  void TakePools(int activity);
  void GiveBackPools(int activity);
  int64_t PoolCost(int activity, absl::Span<const int> pools) const;
  void Occupy(int row, Span when, int activity);
  void SetBreaks(int row, int breaks);
  int Excess(int row, int breaks) const;
  void UpdateMissed(int activity);
  int MissedBy(int person) const;
  // Whether the row is busy at a place (see busy_): 0 or 1.
  int BusyAt(int row, int place) const {
    return static_cast<int>(busy_[static_cast<size_t>(row) * words_ + (place >> 6)] >>
                            (place & 63)) &
           1;
  }
  int& runs(int row, int day) { return runs_[static_cast<size_t>(row) * days_ + day]; }
  int runs(int row, int day) const { return runs_[static_cast<size_t>(row) * days_ + day]; }
  // The idle slots of a day, as if one busy slot were free and one free slot taken.
  int IdleOf(int row, Span day, int freed = -1, int taken = -1) const;
  int IdleChange(int row, int slot, int other) const;

  const Model& model_;
  const Problem& problem_;
  const Weights weights_;
  int slots_ = 0;
  int days_ = 1;
  bool is_unit_ = true;
  bool has_start_costs_ = false;
  bool has_pool_costs_ = false;
  int reach_ = 0;  // the most slots that a person needs between two activities

  // Activities; parts and needs of all in one row.
  std::vector<int> parts_begin_;
  std::vector<Part> parts_;
  std::vector<int> both_;  // of each activity of two people: their rows, xor; else -1
  std::vector<int> needs_begin_;
  std::vector<Span> stretches_;      // of each need: the slots it takes, from the start
  std::vector<uint64_t> can_start_;  // by activity, `slot_words_` words each: the starts left
  int slot_words_ = 0;
  std::vector<bool> is_mandatory_;
  std::vector<bool> is_settled_;
  std::vector<int> starts_;
  std::vector<int> pools_;
  std::vector<int64_t> missing_weights_;
  IndexList unplaced_;
  int missing_ = 0;
  int64_t missing_weight_ = 0;
  int64_t activity_cost_ = 0;  // starts, pools, and prices of what is left out

  // People.
  std::vector<int> row_of_;  // of each person; -1: none
  std::vector<int> engaged_begin_;
  std::vector<int> engaged_;  // of all rows in one
  std::vector<bool> is_compared_;
  std::vector<int> at_;  // by row and slot
  // The same as bits, `words_` words a row. Slots have places in it, with a place between two days
  // at which nobody is ever busy, so that what is beside a slot is beside it in its day.
  std::vector<uint64_t> busy_;
  int words_ = 0;
  std::vector<int> place_of_;  // of each slot
  std::vector<int> runs_;      // by row and day: runs of busy slots
  std::vector<int> row_breaks_;
  IndexList troubled_;
  int64_t breaks_ = 0;
  int64_t idle_ = 0;
  std::vector<int> compared_;  // how many of those compared have so many breaks
  int most_ = 0;
  int fewest_ = 0;
  int fewest_allowed_ = 0;
  int64_t fairness_weight_ = 0;
  int64_t excess_ = 0;
  std::vector<int> missed_by_;  // of each person
  int64_t missed_ = 0;

  // Pools. An entry is one slot of the use of a need.
  std::vector<int> free_;               // by pool and slot
  std::vector<std::vector<int>> uses_;  // by pool and slot: entries
  std::vector<int> entries_begin_;      // of each need
  std::vector<int> use_activity_;       // of each entry
  std::vector<int> use_position_;       // of each entry, in its uses_
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_SEARCH_STATE_H_
