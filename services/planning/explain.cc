#include "services/planning/explain.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/planning/placing_rules.h"
#include "services/planning/words_rules.h"
#include "services/solver/explain.h"

namespace plenary::planning {
namespace {

using v1::ActivityExplanation;

void AddConstraints(const Posed& posed, const solver::Conflict& conflict, const solver::Plan* kept,
                    ActivityExplanation& explanation) {
  for (const solver::Constraint& constraint : conflict.constraints) {
    *explanation.add_constraints() = ToProto(posed, constraint, kept);
  }
  explanation.set_is_minimal(conflict.is_minimal);
}

std::vector<v1::PlanConstraint> ConstraintsOf(const ActivityExplanation& explanation) {
  return {explanation.constraints().begin(), explanation.constraints().end()};
}

// Where it can be beside what has its place, which stays there: what is suggested where nothing
// need be given up.
v1::PlannedPlace FindPlace(const Posed& posed, int activity, const solver::Plan& kept,
                           uint64_t seed, const solver::StopRule& stop) {
  const std::vector<solver::Remedy> found =
      solver::SuggestRelaxations(posed.problem, {activity, &kept}, {}, 1, seed, stop);
  if (found.empty() || !found.front().relaxations.empty()) return v1::PlannedPlace();
  const solver::Plan& plan = found.front().plan;
  const auto index = static_cast<size_t>(activity);
  return PlaceOf(posed, activity, plan[index], AssignAssets(posed, plan)[index]);
}

}  // namespace

ActivityExplanation ExplainPlace(const Posed& posed, int activity, const solver::Plan& plan,
                                 uint64_t seed, const solver::StopRule& stop) {
  const std::string& name = posed.activities[static_cast<size_t>(activity)].name;
  solver::Plan kept = plan;
  kept[static_cast<size_t>(activity)] = solver::Placement();
  ActivityExplanation explanation;
  explanation.set_activity(name);
  const solver::Conflict beside = solver::Explain(posed.problem, {activity, &kept}, seed, stop);
  if (beside.is_satisfiable) {
    explanation.set_standing(ActivityExplanation::FITS);
    *explanation.mutable_place() = FindPlace(posed, activity, kept, seed, stop);
    const std::string& at = explanation.place().local_start();
    explanation.set_text(absl::StrCat(name, " has no place, and could have one",
                                      at.empty() ? "" : absl::StrCat(" at ", at),
                                      " with nothing else moved"));
    return explanation;
  }
  if (beside.constraints.empty()) {
    explanation.set_text(absl::StrCat("there was no time to find out why ", name, " has no place"));
    return explanation;
  }
  const solver::Conflict anyhow = solver::Explain(posed.problem, {activity, nullptr}, seed, stop);
  const bool is_impossible = !anyhow.is_satisfiable && !anyhow.constraints.empty();
  explanation.set_standing(is_impossible ? ActivityExplanation::IMPOSSIBLE
                                         : ActivityExplanation::FITS_IF_OTHERS_MOVE);
  AddConstraints(posed, is_impossible ? anyhow : beside, &kept, explanation);
  const std::string why = InWords(ConstraintsOf(explanation));
  explanation.set_text(
      is_impossible ? absl::StrCat(name, " can have no place, whatever moves: ", why)
                    : absl::StrCat(name, " has no place unless something else moves: ", why));
  return explanation;
}

ActivityExplanation ExplainRefusal(const std::string& name, const absl::Status& why) {
  ActivityExplanation explanation;
  explanation.set_activity(name);
  explanation.set_standing(ActivityExplanation::REFUSED);
  *explanation.mutable_error() = base::ToRpcStatus(why);
  explanation.set_text(std::string(why.message()));
  return explanation;
}

std::vector<v1::PlanConstraint> ExplainAll(const Posed& posed, uint64_t seed,
                                           const solver::StopRule& stop) {
  const solver::Conflict conflict = solver::Explain(posed.problem, solver::Question(), seed, stop);
  std::vector<v1::PlanConstraint> constraints;
  constraints.reserve(conflict.constraints.size());
  for (const solver::Constraint& constraint : conflict.constraints) {
    constraints.push_back(ToProto(posed, constraint, nullptr));
  }
  return constraints;
}

}  // namespace plenary::planning
