// What commitments, plans and items name in other rooms: that it is there, and that executors still
// are where they were.
#ifndef PLENARY_SERVICES_CONTROL_REFERENCES_H_
#define PLENARY_SERVICES_CONTROL_REFERENCES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/base/access.h"
#include "services/control/item_rules.h"
#include "services/storage/store.h"

namespace plenary::control {

// An empty name passes. NOT_FOUND: RESOURCE_NOT_FOUND. FAILED_PRECONDITION: RESOURCE_DELETED.
// Metadata `resource` and `field`.
absl::Status CheckOrganization(storage::Tx& tx, absl::string_view name, absl::string_view field);
absl::Status CheckEvent(storage::Tx& tx, absl::string_view name, absl::string_view field);
absl::Status CheckNegotiation(storage::Tx& tx, absl::string_view name, absl::string_view field);
// Likewise; `name` becomes the person's own where it is one from before a merge.
absl::Status CheckPerson(storage::Tx& tx, absl::string_view field, std::string& name);

// Settles executors who are to be given something: a person's organization is filled in where it is
// not said, and their own name. The errors above; FAILED_PRECONDITION: EXECUTOR_LEFT.
absl::Status SettleExecutors(storage::Tx& tx, absl::string_view field, v1::ActionItem& item);
// Whether every executor of an item is still there, or its lead alone. FAILED_PRECONDITION:
// EXECUTOR_LEFT.
absl::Status CheckExecutorsAreThere(storage::Tx& tx, const v1::ActionItem& item);
absl::Status CheckLeadIsThere(storage::Tx& tx, const v1::ActionItem& item);

// Who a caller is in the directory; empty where that was not said.
absl::StatusOr<std::string> PersonOf(storage::Tx& tx, const base::Access* access);
// What a caller who is `person` is to an item.
absl::StatusOr<Actor> ActorOf(storage::Tx& tx, const base::Access* access,
                              const std::string& person, const v1::ControlSettings& settings,
                              const v1::ActionItem& item);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_REFERENCES_H_
