// The rules of action plans: what one must be like, where a verb leads, which items it takes. Pure.
#ifndef PLENARY_SERVICES_CONTROL_PLAN_RULES_H_
#define PLENARY_SERVICES_CONTROL_PLAN_RULES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/base/errors.h"

namespace plenary::control {

// How many items a plan takes: as many as one transaction can assign.
inline constexpr int kMostItemsOfPlan = 1000;

// Adds what is wrong beyond what fields declare. `field` is its path in the request.
void CheckPlan(const v1::ActionPlan& plan, absl::string_view field, base::FieldErrors& errors);

enum class PlanVerb { kUpdate, kSubmit, kReturn, kApprove, kAmend, kImplement };
// Where `verb` leads from `state`; nullopt: nowhere.
absl::optional<v1::ActionPlan::State> StepFrom(v1::ActionPlan::State state, PlanVerb verb);
// The state that a verb leads to. FAILED_PRECONDITION: WRONG_STATE with metadata `state` and
// `allowed`.
absl::StatusOr<v1::ActionPlan::State> CheckVerb(const v1::ActionPlan& plan, PlanVerb verb);
// Whether it may be deleted: it was never approved, and is not being agreed. FAILED_PRECONDITION:
// WRONG_STATE.
absl::Status CheckMayDelete(const v1::ActionPlan& plan);

// The state in which a new item enters the plan. FAILED_PRECONDITION: WRONG_STATE.
// INVALID_ARGUMENT: INVALID_FIELDS, where it is said to be unplanned in a plan that is being
// written, or is a visit or event and the plan is not annual.
absl::StatusOr<v1::ActionItem::State> EntryState(const v1::ActionPlan& plan,
                                                 const v1::ActionItem& item);
// Whether an item may be taken out. FAILED_PRECONDITION: WRONG_STATE, unless it is DRAFT.
absl::Status CheckMayTakeOut(const v1::ActionPlan& plan);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_PLAN_RULES_H_
