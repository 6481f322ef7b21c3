// A problem as clauses: what a plan must keep, and as soft literals what it should.
//
// The model is that of Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret (JAIR 74,
// 2022), made general: x[a,s] says that activity a starts at slot s, u[p,t] that person p is busy
// at slot t.
#ifndef PLENARY_SERVICES_SOLVER_ENCODING_H_
#define PLENARY_SERVICES_SOLVER_ENCODING_H_

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "services/solver/model.h"
#include "services/solver/plan.h"
#include "services/solver/sat.h"

namespace plenary::solver {

// A literal that should be false; where it is true, that costs `weight`.
struct Soft {
  Literal literal = 0;
  int64_t weight = 1;
};

struct EncodingOptions {
  // Whether the people who are busy at a slot are counted instead of its activities, where the one
  // follows from the other: there are fewer of them, which is better where assets are many, and
  // says less where they are scarce. A search is run with each.
  bool counts_people = true;
};

class Encoding {
 public:
  // Adds the clauses of `model` to `sat`. Both outlive it. Where `is_over` says so it stops midway,
  // is not whole and good for nothing.
  Encoding(const Model& model, Sat& sat, const EncodingOptions& options,
           const std::function<bool()>& is_over);

  bool is_whole() const { return is_whole_; }

  // Costs that a plan may have; all scores are `constant` and the sum of those that are true, but
  // for the terms `missed` and `table_changes`, which are not in it (and are never negative).
  const std::vector<Soft>& softs() const { return softs_; }
  int64_t constant() const { return constant_; }

  // Variables up to this one mean the same in every encoding of a model.
  int shared_variables() const { return shared_variables_; }

  // Whether anything is known of the days of a person: those without breaks need none.
  bool may_have_breaks(int person) const { return !days_[person].empty(); }
  // Says that `person`, who may have breaks, is busy inside `span` of a day, but nowhere else in
  // it.
  std::vector<Literal> Inside(int person, int day, Span span) const;

  // The plan that the solver found, without units.
  Plan Decode() const;

  // How many clauses it would take, roughly; for deciding whether to try.
  static double EstimateClauses(const Model& model);

 private:
  // Starts of one activity, with the literal of each; or no start at all.
  struct Choices {
    std::vector<std::pair<int, Literal>> starts;  // ascending
    std::vector<Literal> covers;                  // per slot: it lies there; 0: it cannot
    std::vector<std::vector<Literal>> pools;      // of each need, of each choice; 0: it cannot
    Literal is_left_out = 0;                      // 0: it must be placed
  };
  // What is known of a person in a day.
  struct DayOfPerson {
    Span day;
    std::vector<Literal> before;  // busy at that slot of the day or before it; 0: never
    std::vector<Literal> after;   // the same, at it or behind it
  };

  void AddAll(const std::function<bool()>& is_over);
  void AddStarts(int activity);
  std::vector<Literal> CoversOf(int activity, int from, int to);
  void AddPools(int activity);
  void AddPoolCost(const Choices& choices, Literal pool, int64_t cost);
  void AddBusy(int person);
  void AddGaps(int person);
  void AddPerson(int person);
  DayOfPerson AddDay(int person, Span day, std::vector<Literal>& ends);
  void AddIdleCosts(const DayOfPerson& known, const std::vector<Literal>& busy);
  void AddSingleRun(int person, const DayOfPerson& known);
  void AddRunOfLength(int person, const DayOfPerson& known, int length);
  int LengthIfAllPlaced(int person) const;
  void AddNumberOfSlots(int person);
  void AddJourneys(const std::function<bool()>& is_over);
  void AddJourney(const Engagement& a, const Engagement& b);
  std::vector<std::pair<int, Literal>> VenuesOf(int activity);
  void AddCapacities(const std::function<bool()>& is_over);
  void AddUses(int activity, std::vector<std::vector<std::vector<Literal>>>& users);
  void AddPoolAtSlot(int pool, const std::vector<Literal>& users);
  int GroupSize(int pool) const;
  void AddPeopleAtSlot(int pool, int slot, int group);
  void AddPrecedence(const Precedence& rule);
  Literal MoreBreaks(int person, size_t k) const;
  void AddFairness();
  void BoundUnfairness(const std::vector<Literal>& all);
  void PriceUnfairness(const std::vector<Literal>& all);
  void AddStartCosts(int activity);
  void AddSoft(Literal literal, int64_t weight);

  const Model& model_;
  const Problem& problem_;
  Sat& sat_;
  const EncodingOptions options_;
  std::vector<Choices> choices_;
  std::vector<std::vector<Literal>> busy_;      // of each person, at each slot; 0: never
  std::vector<std::vector<DayOfPerson>> days_;  // of each person who may have breaks
  std::vector<std::vector<Literal>> breaks_;    // of each person: more than k breaks
  std::vector<Soft> softs_;
  int64_t constant_ = 0;
  int shared_variables_ = 0;
  bool is_whole_ = false;
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_ENCODING_H_
