// What would help.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/planning/explain.h"
#include "services/planning/placing_rules.h"
#include "services/planning/words_rules.h"
#include "services/solver/explain.h"

namespace plenary::planning {
namespace {

// Leaving out what has no price, a meeting without a request, is the last resort.
constexpr int64_t kDearest = 1'000'000;

v1::Remedy ToProto(const Posed& posed, int activity, const solver::Remedy& found) {
  v1::Remedy remedy;
  for (const solver::Relaxation& relaxation : found.relaxations) {
    *remedy.add_steps() = planning::ToProto(posed, relaxation);
  }
  remedy.set_cost(found.cost);
  remedy.set_is_cheapest(found.is_cheapest);
  const auto index = static_cast<size_t>(activity);
  if (index >= found.plan.size()) return remedy;
  *remedy.mutable_place() =
      PlaceOf(posed, activity, found.plan[index], AssignAssets(posed, found.plan)[index]);
  return remedy;
}

}  // namespace

std::vector<v1::Remedy> SuggestRemedies(const Posed& posed, int activity, const solver::Plan& plan,
                                        int most, uint64_t seed, const solver::StopRule& stop) {
  solver::Plan kept = plan;
  kept[static_cast<size_t>(activity)] = solver::Placement();
  solver::RelaxationCosts costs;
  costs.leave_out = kDearest;
  const std::vector<solver::Remedy> found =
      solver::SuggestRelaxations(posed.problem, {activity, &kept}, costs, most, seed, stop);
  std::vector<v1::Remedy> remedies;
  remedies.reserve(found.size());
  for (const solver::Remedy& each : found) {
    const bool can_be_told =
        std::all_of(each.relaxations.begin(), each.relaxations.end(),
                    [&](const auto& relaxation) { return CanBeTold(posed, relaxation); });
    if (can_be_told) remedies.push_back(ToProto(posed, activity, each));
  }
  return remedies;
}

}  // namespace plenary::planning
