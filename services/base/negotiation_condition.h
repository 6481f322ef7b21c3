// The negotiations on which somebody holds a role as a condition of SQL, for lists of what comes
// from them.
#ifndef PLENARY_SERVICES_BASE_NEGOTIATION_CONDITION_H_
#define PLENARY_SERVICES_BASE_NEGOTIATION_CONDITION_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/access.h"
#include "services/base/reach_condition.h"

namespace plenary::base {

// Whether a row comes from a negotiation on which the caller holds a role, by the column that names
// it; of whoever holds one on the installation, everything (empty). Parameters are numbered from
// `first`. RESOURCE_EXHAUSTED: TRANSACTION_TOO_LARGE, where those are too many.
absl::StatusOr<SqlCondition> OfNegotiations(const Access* access, absl::string_view column,
                                            int first);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_NEGOTIATION_CONDITION_H_
