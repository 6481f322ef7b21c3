// What the solver says of a problem, with the names of what it is about and in words. Pure.
#ifndef PLENARY_SERVICES_PLANNING_WORDS_RULES_H_
#define PLENARY_SERVICES_PLANNING_WORDS_RULES_H_

#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "plenary/v1/planning.pb.h"
#include "services/planning/problem_rules.h"
#include "services/planning/progress_rules.h"
#include "services/solver/explain.h"

namespace plenary::planning {

// A constraint; `kept` is the plan that kKept speaks of. Activities of other events that occupy
// somebody are not named.
v1::PlanConstraint ToProto(const Posed& posed, const solver::Constraint& constraint,
                           const solver::Plan* kept);
v1::RemedyStep ToProto(const Posed& posed, const solver::Relaxation& relaxation);
// Whether there is such a time: slots around and between windows are none that people could be
// told.
bool CanBeTold(const Posed& posed, const solver::Relaxation& relaxation);

// Two pinned meetings that contradict each other, as the constraints they are.
std::vector<v1::PlanConstraint> ToProto(const Contradiction& contradiction, const Given& given);

// "10:00 to 10:30 on 2023-06-01", by the clock of the event.
std::string InWords(absl::Time start, absl::Time end, const absl::TimeZone& zone);
// The texts of constraints in one sentence.
std::string InWords(const std::vector<v1::PlanConstraint>& constraints);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_WORDS_RULES_H_
