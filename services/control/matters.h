// What methods on action items do alike: the item they are about, and who calls.
#ifndef PLENARY_SERVICES_CONTROL_MATTERS_H_
#define PLENARY_SERVICES_CONTROL_MATTERS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/control/circumstances.h"
#include "services/control/item_rules.h"
#include "services/storage/change.h"

namespace plenary::control {

// An item that is about to change, and what the caller is to it.
struct Matter {
  Circumstances circumstances;
  v1::ActionItem before;
  v1::ActionItem after;  // still as it was
  std::string person;    // who the caller is in the directory; may be empty
  Actor actor;
};
// NOT_FOUND, RESOURCE_DELETED, ETAG_MISMATCH.
absl::StatusOr<Matter> FindMatter(storage::Change& change, const std::string& name,
                                  const std::string& etag);
// Writes and records how it is left, and answers with what the caller is told.
absl::StatusOr<v1::ActionItem> End(storage::Change& change, Matter matter);

// Takes an item out of control. FAILED_PRECONDITION: ALREADY_SUPERSEDED, WRONG_STATE,
// NOT_REPORTED_DONE, PARTS_UNDER_CONTROL. PERMISSION_DENIED: EXECUTOR_MAY_NOT_DECIDE,
// ROLE_REQUIRED.
absl::StatusOr<v1::ActionItem> Remove(storage::Change& change, Matter matter,
                                      v1::ActionItem::Reason reason, const std::string& note,
                                      const std::string& superseded_by);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_MATTERS_H_
