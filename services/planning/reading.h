// Reads what there is to be planned.
#ifndef PLENARY_SERVICES_PLANNING_READING_H_
#define PLENARY_SERVICES_PLANNING_READING_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/planning.pb.h"
#include "services/planning/problem_rules.h"
#include "services/storage/store.h"

namespace plenary::planning {

// What there is to be planned in an event at this instant: accepted requests, meetings in progress,
// and as obstacles whatever else is in progress in the event, and whatever the ledger has of the
// people and assets that are asked for. NOT_FOUND: RESOURCE_NOT_FOUND. RESOURCE_EXHAUSTED:
// PLAN_TOO_LARGE, before it is read wholly.
absl::StatusOr<Given> ReadGiven(storage::Tx& tx, absl::string_view event,
                                v1::PlanEventRequest::Scope scope);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_READING_H_
