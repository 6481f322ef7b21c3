// Which commitments, plans and items a caller sees, as conditions of SQL.
#ifndef PLENARY_SERVICES_CONTROL_VISIBILITY_H_
#define PLENARY_SERVICES_CONTROL_VISIBILITY_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/base/access.h"
#include "services/base/reach_condition.h"

namespace plenary::control {

// What comes from the negotiations on which the caller holds a role; of whoever holds one on the
// installation, everything (empty). Parameters are numbered from `first`. RESOURCE_EXHAUSTED:
// TRANSACTION_TOO_LARGE, where those are too many.
absl::StatusOr<base::SqlCondition> OfNegotiations(const base::Access* access, int first);
// Likewise of items; and those that a caller who is `person` executes, controls or gave.
absl::StatusOr<base::SqlCondition> SeenItems(const base::Access* access, const std::string& person,
                                             int first);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_VISIBILITY_H_
