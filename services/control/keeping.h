// How changed commitments, plans and items are written and recorded, and what follows from it in
// each other.
#ifndef PLENARY_SERVICES_CONTROL_KEEPING_H_
#define PLENARY_SERVICES_CONTROL_KEEPING_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/control/circumstances.h"
#include "services/storage/change.h"

namespace plenary::control {

// Each writes and records the revision after `before`, and answers with what the caller is told.
absl::StatusOr<v1::Commitment> Keep(storage::Change& change, const Circumstances& circumstances,
                                    const v1::Commitment& before, v1::Commitment after);
absl::StatusOr<v1::ActionPlan> Keep(storage::Change& change, const Circumstances& circumstances,
                                    const v1::ActionPlan& before, v1::ActionPlan after);
// The commitment of the item follows, too.
absl::StatusOr<v1::ActionItem> Keep(storage::Change& change, const Circumstances& circumstances,
                                    const v1::ActionItem& before, v1::ActionItem after);

// Writes and records something new, which is stamped here with `name`, likewise. ALREADY_EXISTS:
// RESOURCE_ALREADY_EXISTS.
absl::StatusOr<v1::Commitment> KeepNew(storage::Change& change, const Circumstances& circumstances,
                                       absl::string_view name, v1::Commitment made);
absl::StatusOr<v1::ActionItem> KeepNew(storage::Change& change, const Circumstances& circumstances,
                                       absl::string_view name, v1::ActionItem made);

// Puts the commitment `name` in the place of the one it supersedes, if it does. NOT_FOUND;
// FAILED_PRECONDITION: RESOURCE_DELETED, ALREADY_SUPERSEDED.
absl::Status Supersede(storage::Change& change, const Circumstances& circumstances,
                       absl::string_view superseded, absl::string_view name);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_KEEPING_H_
