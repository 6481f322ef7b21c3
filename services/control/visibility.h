// Which items a caller sees, as a condition of SQL.
#ifndef PLENARY_SERVICES_CONTROL_VISIBILITY_H_
#define PLENARY_SERVICES_CONTROL_VISIBILITY_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/base/access.h"
#include "services/base/reach_condition.h"

namespace plenary::control {

// Items that come from the negotiations on which the caller holds a role, as base::OfNegotiations
// has it; and those that a caller who is `person` executes, controls or gave.
absl::StatusOr<base::SqlCondition> SeenItems(const base::Access* access, const std::string& person,
                                             int first);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_VISIBILITY_H_
