// Action plans: written, agreed, approved, amended by edition, implemented.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/negotiation_condition.h"
#include "services/control/circumstances.h"
#include "services/control/item_rules.h"
#include "services/control/item_table.h"
#include "services/control/keeping.h"
#include "services/control/pages.h"
#include "services/control/plan_rules.h"
#include "services/control/plan_table.h"
#include "services/control/references.h"
#include "services/control/service.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::control {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// What approving the largest plan takes, with all executors that its items may have.
constexpr int64_t kStatementsOfApproval = 200'000;

absl::Status CheckWellFormed(const v1::ActionPlan& plan) {
  base::FieldErrors errors;
  CheckPlan(plan, "action_plan", errors);
  return errors.ToStatus();
}

// A plan that a verb is about to change, and where that leads.
struct Matter {
  Circumstances circumstances;
  v1::ActionPlan before;
  v1::ActionPlan after;
};
template <class Request>
absl::StatusOr<Matter> Begin(Change& change, const Request& request, PlanVerb verb) {
  Matter matter;
  PLENARY_ASSIGN_OR_RETURN(matter.circumstances, FindCircumstances(change));
  PLENARY_ASSIGN_OR_RETURN(
      matter.before,
      storage::Living(FindActionPlan(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const v1::ActionPlan::State state, CheckVerb(matter.before, verb));
  matter.after = matter.before;
  matter.after.set_state(state);
  return matter;
}

absl::StatusOr<v1::ActionPlan> End(Change& change, Matter matter) {
  return Keep(change, matter.circumstances, matter.before, std::move(matter.after));
}

absl::Status CheckHasItems(Tx& tx, const v1::ActionPlan& plan) {
  PLENARY_ASSIGN_OR_RETURN(const std::string item, LivingItemOf(tx, Whole::kPlan, plan.name()));
  if (!item.empty()) return absl::OkStatus();
  return WrongState(plan.name(), "DRAFT", "DRAFT", "it has no items as yet; create some first");
}

// Gives the items that are DRAFT to their executors.
absl::Status AssignItems(Change& change, const Circumstances& circumstances,
                         const std::string& plan) {
  change.tx().AllowStatements(kStatementsOfApproval);
  PLENARY_ASSIGN_OR_RETURN(const auto items, ListDraftItemsOfPlan(change.tx(), plan));
  for (const v1::ActionItem& before : items) {
    PLENARY_RETURN_IF_ERROR(CheckExecutorsAreThere(change.tx(), before));
    v1::ActionItem after = before;
    after.set_state(v1::ActionItem::ASSIGNED);
    *after.mutable_assign_time() = storage::ToTimestamp(circumstances.now);
    PLENARY_RETURN_IF_ERROR(Keep(change, circumstances, before, std::move(after)).status());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ActionPlan> ActionPlanService::CreateActionPlan(
    Change& change, const v1::CreateActionPlanRequest& request) const {
  v1::ActionPlan made = request.action_plan();
  base::ClearOutputOnly(made);
  made.clear_name();
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(made));
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(change));
  PLENARY_RETURN_IF_ERROR(
      CheckOrganization(change.tx(), made.counterpart(), "action_plan.counterpart"));
  PLENARY_RETURN_IF_ERROR(
      CheckNegotiation(change.tx(), made.negotiation(), "action_plan.negotiation"));
  const std::string id =
      request.action_plan_id().empty() ? change.NewId() : request.action_plan_id();
  storage::StampCreated(made, base::MakeName(kActionPlanPattern, {id}), circumstances.now);
  made.set_state(v1::ActionPlan::DRAFT);
  made.set_edition(1);
  PLENARY_RETURN_IF_ERROR(InsertActionPlan(change.tx(), made));
  change.Record(made.name(), v1::Change::CREATED, made);
  return made;
}

absl::StatusOr<v1::ActionPlan> ActionPlanService::GetActionPlan(
    Tx& tx, const Call&, const v1::GetActionPlanRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::ActionPlan found,
                           storage::Existing(FindActionPlan(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), found));
  return found;
}

absl::StatusOr<v1::ListActionPlansResponse> ActionPlanService::ListActionPlans(
    Tx& tx, const Call& call, const v1::ListActionPlansRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen,
                           base::OfNegotiations(call.access, "negotiation", 1));
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::ActionPlan>(tx, call, ActionPlanList(), request, "", seen.sql,
                                               std::move(seen.params), sealer_));
  v1::ListActionPlansResponse response;
  for (v1::ActionPlan& each : page.resources) *response.add_action_plans() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(const auto head, storage::ReadHead(tx, storage::kControlPartition));
  response.set_resume_token(
      storage::MakeResumeToken(sealer_, storage::kControlPartition, head.number));
  return response;
}

absl::StatusOr<v1::ActionPlan> ActionPlanService::UpdateActionPlan(
    Change& change, const v1::UpdateActionPlanRequest& request) const {
  const v1::ActionPlan& asked = request.action_plan();
  PLENARY_ASSIGN_OR_RETURN(Matter matter, Begin(change, asked, PlanVerb::kUpdate));
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, matter.after));
  matter.after.set_name(asked.name());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(matter.after));
  PLENARY_RETURN_IF_ERROR(
      CheckOrganization(change.tx(), matter.after.counterpart(), "action_plan.counterpart"));
  return End(change, std::move(matter));
}

absl::StatusOr<v1::ActionPlan> ActionPlanService::DeleteActionPlan(
    Change& change, const v1::DeleteActionPlanRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(change));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::ActionPlan before,
      storage::Living(FindActionPlan(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckMayDelete(before));
  PLENARY_ASSIGN_OR_RETURN(const std::string item,
                           LivingItemOf(change.tx(), Whole::kPlan, request.name()));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), item));
  v1::ActionPlan after = before;
  *after.mutable_delete_time() = storage::ToTimestamp(circumstances.now);
  return Keep(change, circumstances, before, std::move(after));
}

absl::StatusOr<v1::ActionPlan> ActionPlanService::UndeleteActionPlan(
    Change& change, const v1::UndeleteActionPlanRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(change));
  PLENARY_ASSIGN_OR_RETURN(const v1::ActionPlan before,
                           storage::Current(FindActionPlan(change.tx(), request.name()),
                                            request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  v1::ActionPlan after = before;
  after.clear_delete_time();
  return Keep(change, circumstances, before, std::move(after));
}

absl::StatusOr<v1::ActionPlan> ActionPlanService::SubmitActionPlan(
    Change& change, const v1::SubmitActionPlanRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, Begin(change, request, PlanVerb::kSubmit));
  PLENARY_RETURN_IF_ERROR(CheckHasItems(change.tx(), matter.before));
  matter.after.set_step_note(request.note());
  return End(change, std::move(matter));
}

absl::StatusOr<v1::ActionPlan> ActionPlanService::ReturnActionPlan(
    Change& change, const v1::ReturnActionPlanRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, Begin(change, request, PlanVerb::kReturn));
  matter.after.set_step_note(request.reason());
  return End(change, std::move(matter));
}

absl::StatusOr<v1::ActionPlan> ActionPlanService::ApproveActionPlan(
    Change& change, const v1::ApproveActionPlanRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, Begin(change, request, PlanVerb::kApprove));
  base::FieldErrors errors;
  CheckDay(request.document().date(), "document.date", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(AssignItems(change, matter.circumstances, request.name()));
  matter.after.clear_step_note();
  matter.after.clear_approval();
  if (request.has_document()) *matter.after.mutable_approval() = request.document();
  *matter.after.mutable_approve_time() = storage::ToTimestamp(matter.circumstances.now);
  PLENARY_ASSIGN_OR_RETURN(v1::ActionPlan approved, End(change, std::move(matter)));
  PLENARY_RETURN_IF_ERROR(KeepEdition(change.tx(), approved));
  return approved;
}

absl::StatusOr<v1::ActionPlan> ActionPlanService::AmendActionPlan(
    Change& change, const v1::AmendActionPlanRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, Begin(change, request, PlanVerb::kAmend));
  matter.after.set_edition(matter.before.edition() + 1);
  matter.after.set_step_note(request.reason());
  matter.after.clear_approval();
  matter.after.clear_approve_time();
  return End(change, std::move(matter));
}

absl::StatusOr<v1::ActionPlan> ActionPlanService::ImplementActionPlan(
    Change& change, const v1::ImplementActionPlanRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, Begin(change, request, PlanVerb::kImplement));
  PLENARY_ASSIGN_OR_RETURN(const std::string item,
                           ItemUnderControlOf(change.tx(), Whole::kPlan, request.name()));
  PLENARY_RETURN_IF_ERROR(CheckNoPartUnderControl(request.name(), item));
  matter.after.set_step_note(request.note());
  return End(change, std::move(matter));
}

absl::StatusOr<v1::ListActionPlanEditionsResponse> ActionPlanService::ListActionPlanEditions(
    Tx& tx, const Call& call, const v1::ListActionPlanEditionsRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(FindActionPlan(tx, request.parent()), request.parent()).status());
  PLENARY_ASSIGN_OR_RETURN(
      auto page, PageOfParts<v1::ActionPlan>(tx, call, EditionList(), request, request.parent(),
                                             "action_plan = $1", {request.parent()}, sealer_));
  v1::ListActionPlanEditionsResponse response;
  for (v1::ActionPlan& each : page.resources) *response.add_action_plans() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::ListEditionItemsResponse> ActionPlanService::ListEditionItems(
    Tx& tx, const Call& call, const v1::ListEditionItemsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::ActionPlan plan,
      storage::Existing(FindActionPlan(tx, request.parent()), request.parent()));
  const int last = plan.has_approve_time() ? plan.edition() : plan.edition() - 1;
  const int64_t edition = request.edition() == 0 ? last : request.edition();
  if (edition < 1 || edition > last) {
    return base::BadField("edition", "there is no such edition that was approved");
  }
  PLENARY_ASSIGN_OR_RETURN(auto page,
                           PageOfParts<v1::ActionItem>(tx, call, EditionItemList(), request,
                                                       absl::StrCat(request.parent(), " ", edition),
                                                       "action_plan = $1 AND edition = $2",
                                                       {request.parent(), edition}, sealer_));
  v1::ListEditionItemsResponse response;
  for (v1::ActionItem& each : page.resources) *response.add_action_items() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

}  // namespace plenary::control
