// The assets that meetings are planned with, as pools of a solver::Problem. Pure.
#ifndef PLENARY_SERVICES_PLANNING_STOCK_RULES_H_
#define PLENARY_SERVICES_PLANNING_STOCK_RULES_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "plenary/v1/schedule.pb.h"
#include "services/planning/grid_rules.h"
#include "services/planning/problem_rules.h"
#include "services/solver/problem.h"

namespace plenary::planning {

// Slots around a use.
struct Around {
  int before = 0;
  int after = 0;
};

// Venues, and the ways between them in slots.
class Venues {
 public:
  Venues(const Given& given, absl::Duration grain) : given_(given), grain_(grain) {}

  // The index of a venue; -1 for none.
  int IndexOf(const std::string& name);
  std::vector<std::vector<int>> Travel() const;
  // The longest way between two of them, and to or from a place that is none of them.
  absl::Duration Longest() const;
  absl::Duration LongestTo(const std::string& venue) const;
  absl::Duration LongestFrom(const std::string& venue) const;

 private:
  absl::Duration Way(const std::string& from, const std::string& to) const;

  const Given& given_;
  const absl::Duration grain_;
  std::vector<std::string> names_;
};

// Makes the pools of `posed` as they are asked for. Arguments outlive it.
class Stock {
 public:
  Stock(const Given& given, const Obstacles& obstacles, Venues& venues, Posed& posed);

  // Where a meeting of so many people can take place, each with what it costs; one that is too
  // small only where none is large enough.
  std::vector<solver::Choice> Places(int people) const;
  // Who interprets in that mode between two of the languages; nobody whose person is among `busy`,
  // since they take part themselves.
  std::vector<solver::Choice> Interpreters(const v1::Interpretation& interpretation,
                                           const std::set<std::string>& busy);
  bool IsPlace(const std::string& asset) const { return places_.count(asset) > 0; }
  // The pool that an asset is in; one of its own where it is in none.
  int PoolOf(const std::string& asset);
  // The most that any of the choices needs around a use.
  Around AroundUse(const std::vector<solver::Choice>& choices) const;

 private:
  struct PoolFacts {
    int64_t seats = 0;
    Around around;
  };

  void AddPlaces();
  int AddPool(const v1::Asset& asset);
  Around AroundAsset(const v1::Asset& asset) const;
  // The times at which one that is taken by one at a time is taken or closed.
  std::vector<Taken> TakenTimesOf(const v1::Asset& asset) const;
  std::vector<Taken> ClosedTimesOf(const v1::Asset& asset) const;
  void AddTakenUnits(const v1::Asset& asset, int pool);
  std::vector<solver::Span> SlotsOf(const std::vector<Taken>& taken) const;
  std::string KindOfPool(const v1::Asset& asset, const std::vector<solver::Span>& closed) const;

  const Given& given_;
  const Obstacles& obstacles_;
  Venues& venues_;
  Posed& posed_;
  std::set<std::string> places_;
  std::vector<int> place_pools_;
  std::vector<PoolFacts> pool_facts_;  // of each pool
  std::map<std::string, int> pool_by_kind_;
  std::map<std::string, int> pool_of_;  // by asset
};

// Spans in order, those that overlap or touch made one.
std::vector<solver::Span> Merged(std::vector<solver::Span> spans);
// What of `spans`, which are merged, lies outside `cut`, which are merged, too.
std::vector<solver::Span> Without(const std::vector<solver::Span>& spans,
                                  const std::vector<solver::Span>& cut);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_STOCK_RULES_H_
