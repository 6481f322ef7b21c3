// Action plans and their editions in the database, written once for every engine.
//
// What other rooms may read of plans is here.
#ifndef PLENARY_SERVICES_CONTROL_PLAN_TABLE_H_
#define PLENARY_SERVICES_CONTROL_PLAN_TABLE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/base/list_query.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::control {

inline constexpr absl::string_view kActionPlanPattern = "actionPlans/{action_plan}";

absl::StatusOr<absl::optional<v1::ActionPlan>> FindActionPlan(storage::Tx& tx,
                                                              absl::string_view name);
// ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken.
absl::Status InsertActionPlan(storage::Tx& tx, const v1::ActionPlan& plan);
absl::Status UpdateActionPlanRow(storage::Tx& tx, const v1::ActionPlan& plan);
// A scope may use the columns name, negotiation and deleted_us.
const base::ListSpec& ActionPlanList();

// Keeps the edition that the plan is, with its living items as they are now.
absl::Status KeepEdition(storage::Tx& tx, const v1::ActionPlan& plan);
// Within "action_plan = $1", and "action_plan = $1 AND edition = $2". They know neither masks nor
// deleted ones.
const base::ListSpec& EditionList();
const base::ListSpec& EditionItemList();

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_PLAN_TABLE_H_
