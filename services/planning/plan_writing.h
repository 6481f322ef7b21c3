// Writes a plan into the work in progress of an event.
#ifndef PLENARY_SERVICES_PLANNING_PLAN_WRITING_H_
#define PLENARY_SERVICES_PLANNING_PLAN_WRITING_H_

#include <vector>

#include "absl/status/status.h"
#include "services/planning/placing_rules.h"
#include "services/planning/problem_rules.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::planning {

// FAILED_PRECONDITION: PLANNING_NEEDS_VERSIONS.
absl::Status NeedsVersions(absl::string_view event);

// Puts what a plan changes into the work in progress, in the transaction of `change`. ABORTED:
// PLAN_OUTDATED where a request or meeting that it changes is not as it was `given` any more.
// FAILED_PRECONDITION: PLANNING_NEEDS_VERSIONS, and those of the schedule where something no longer
// fits: see WhyOutdated.
absl::Status WritePlan(storage::Change& change, const Given& given,
                       const std::vector<Placing>& placings);

// ABORTED: PLAN_OUTDATED, naming all that changed so that a plan which was refused with `refusal`
// no longer fits.
absl::Status WhyOutdated(storage::Tx& tx, const Given& given, const std::vector<Placing>& placings,
                         const absl::Status& refusal);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_PLAN_WRITING_H_
