// Action items: given, read, changed, taken back.
#include <string>
#include <utility>
#include <vector>

#include "absl/types/optional.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/control/circumstances.h"
#include "services/control/commitment_rules.h"
#include "services/control/commitment_table.h"
#include "services/control/item_rules.h"
#include "services/control/item_table.h"
#include "services/control/keeping.h"
#include "services/control/matters.h"
#include "services/control/plan_rules.h"
#include "services/control/plan_table.h"
#include "services/control/references.h"
#include "services/control/service.h"
#include "services/control/visibility.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::control {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;
using Item = v1::ActionItem;

absl::Status CheckWellFormed(const Item& item) {
  base::FieldErrors errors;
  CheckItem(item, "action_item", errors);
  return errors.ToStatus();
}

// What an item stands in.
struct Wholes {
  absl::optional<v1::ActionPlan> plan;
  absl::optional<v1::Commitment> commitment;
  absl::optional<Item> parent;
};
absl::StatusOr<Wholes> FindWholes(Tx& tx, const Item& item) {
  Wholes wholes;
  if (!item.action_plan().empty()) {
    PLENARY_ASSIGN_OR_RETURN(wholes.plan, FindActionPlan(tx, item.action_plan()));
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(wholes.plan, "action_item.action_plan", item.action_plan()));
  }
  if (!item.commitment().empty()) {
    PLENARY_ASSIGN_OR_RETURN(wholes.commitment, FindCommitment(tx, item.commitment()));
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(wholes.commitment, "action_item.commitment", item.commitment()));
  }
  if (!item.parent_item().empty()) {
    PLENARY_ASSIGN_OR_RETURN(wholes.parent, FindActionItem(tx, item.parent_item()));
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(wholes.parent, "action_item.parent_item", item.parent_item()));
  }
  return wholes;
}

// Of which negotiation an item is.
std::string NegotiationOf(const Wholes& wholes) {
  if (wholes.commitment && !wholes.commitment->negotiation().empty()) {
    return wholes.commitment->negotiation();
  }
  if (wholes.plan && !wholes.plan->negotiation().empty()) return wholes.plan->negotiation();
  return wholes.parent ? wholes.parent->negotiation() : "";
}

absl::Status ItemCycle(const std::string& item, const std::string& parent) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ITEM_CYCLE,
                      "an item cannot be part of itself, nor lie more than 20 levels deep; name "
                      "another parent_item",
                      {{"item", item}, {"parent", parent}});
}

// Whether the item `name` (empty: a new one) may be part of `parent`, whose own wholes are gone
// through to the outermost. FAILED_PRECONDITION: ITEM_CYCLE, WRONG_STATE.
absl::Status CheckParent(Tx& tx, const std::string& name, const Item& parent) {
  PLENARY_RETURN_IF_ERROR(CheckGoesOn(parent));
  absl::optional<Item> outer = parent;
  for (int level = 1; outer.has_value(); ++level) {
    if (outer->name() == name || level >= kMostLevels) return ItemCycle(name, parent.name());
    if (outer->parent_item().empty()) return absl::OkStatus();
    PLENARY_ASSIGN_OR_RETURN(outer, FindActionItem(tx, std::string(outer->parent_item())));
  }
  return absl::OkStatus();
}

// The people and organizations that an item names beside its executors are there, and so is the
// event that it became.
absl::Status SettleNames(Tx& tx, Item& item) {
  PLENARY_RETURN_IF_ERROR(CheckPerson(tx, "action_item.controller", *item.mutable_controller()));
  PLENARY_RETURN_IF_ERROR(CheckPerson(tx, "action_item.author", *item.mutable_author()));
  if (!item.has_planned_event()) return absl::OkStatus();
  PLENARY_RETURN_IF_ERROR(CheckOrganization(tx, item.planned_event().counterpart(),
                                            "action_item.planned_event.counterpart"));
  return CheckEvent(tx, item.planned_event().event(), "action_item.planned_event.event");
}

// Sets when an item is due for the first time. FAILED_PRECONDITION: DUE_BEFORE_SOURCE.
absl::Status SettleDue(const Circumstances& circumstances, const Wholes& wholes, Item& item) {
  const std::string source_date = wholes.commitment ? wholes.commitment->source_date() : "";
  SetFirstDue(DayOf(source_date).value_or(circumstances.today), item);
  return CheckNotBeforeSource(item.first_due_date(), source_date);
}

// The state in which a new item begins.
absl::StatusOr<Item::State> FirstState(Tx& tx, const Wholes& wholes, const Item& item) {
  if (!wholes.plan) return Item::ASSIGNED;
  PLENARY_ASSIGN_OR_RETURN(const int64_t count, CountItemsOfPlan(tx, wholes.plan->name()));
  if (count >= kMostItemsOfPlan) {
    return base::BadField("action_item.action_plan", "has 1,000 items and takes no more");
  }
  return EntryState(*wholes.plan, item);
}

absl::Status CheckFits(Tx& tx, const Wholes& wholes) {
  if (wholes.commitment) PLENARY_RETURN_IF_ERROR(CheckTakesItems(*wholes.commitment));
  return wholes.parent ? CheckParent(tx, "", *wholes.parent) : absl::OkStatus();
}

// Puts a new item in the place of the one it supersedes, if it does.
absl::Status SupersedeItem(Change& change, const Item& made) {
  if (made.supersedes().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(Matter older, FindMatter(change, made.supersedes(), ""));
  return Remove(change, std::move(older), Item::SUPERSEDED, "", made.name()).status();
}

}  // namespace

absl::StatusOr<Item> ActionPlanService::CreateActionItem(
    Change& change, const v1::CreateActionItemRequest& request) const {
  Tx& tx = change.tx();
  Item made = request.action_item();
  base::ClearOutputOnly(made);
  made.clear_name();
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(made));
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(change));
  PLENARY_ASSIGN_OR_RETURN(const Wholes wholes, FindWholes(tx, made));
  PLENARY_RETURN_IF_ERROR(CheckFits(tx, wholes));
  PLENARY_ASSIGN_OR_RETURN(const Item::State state, FirstState(tx, wholes, made));
  PLENARY_RETURN_IF_ERROR(SettleExecutors(tx, "action_item", made));
  if (made.author().empty()) {
    PLENARY_ASSIGN_OR_RETURN(*made.mutable_author(), PersonOf(tx, change.call().access));
  }
  PLENARY_RETURN_IF_ERROR(SettleNames(tx, made));
  PLENARY_RETURN_IF_ERROR(SettleDue(circumstances, wholes, made));
  made.set_state(state);
  made.set_negotiation(NegotiationOf(wholes));
  if (state == Item::ASSIGNED) {
    *made.mutable_assign_time() = storage::ToTimestamp(circumstances.now);
  }
  const std::string id =
      request.action_item_id().empty() ? change.NewId() : request.action_item_id();
  const std::string name = base::MakeName(kActionItemPattern, {id});
  PLENARY_ASSIGN_OR_RETURN(Item kept, KeepNew(change, circumstances, name, std::move(made)));
  PLENARY_RETURN_IF_ERROR(SupersedeItem(change, kept));
  return kept;
}

absl::StatusOr<Item> ActionPlanService::GetActionItem(
    Tx& tx, const Call&, const v1::GetActionItemRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Item found,
                           storage::Existing(FindActionItem(tx, request.name()), request.name()));
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(tx, tx.now()));
  Tell(circumstances, found);
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), found));
  return found;
}

absl::StatusOr<v1::BatchGetActionItemsResponse> ActionPlanService::BatchGetActionItems(
    Tx& tx, const Call&, const v1::BatchGetActionItemsRequest& request) const {
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  PLENARY_ASSIGN_OR_RETURN(auto found, storage::ExistingEach(FindActionItems(tx, names), names));
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(tx, tx.now()));
  for (Item& each : found) Tell(circumstances, each);
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetActionItemsResponse response;
  for (Item& each : found) *response.add_action_items() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListActionItemsResponse> ActionPlanService::ListActionItems(
    Tx& tx, const Call& call, const v1::ListActionItemsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(tx, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(const std::string person, PersonOf(tx, call.access));
  PLENARY_ASSIGN_OR_RETURN(const base::SqlCondition seen, SeenItems(call.access, person, 2));
  std::vector<base::SqlValue> params = {Written(circumstances.last_overdue)};
  params.insert(params.end(), seen.params.begin(), seen.params.end());
  v1::ListActionItemsRequest whole = request;
  whole.clear_read_mask();
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::List<Item>(tx, call, ActionItemList(), whole, "",
                                                          seen.sql, std::move(params), sealer_));
  for (Item& each : page.resources) Tell(circumstances, each);
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListActionItemsResponse response;
  for (Item& each : page.resources) *response.add_action_items() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(const auto head, storage::ReadHead(tx, storage::kControlPartition));
  response.set_resume_token(
      storage::MakeResumeToken(sealer_, storage::kControlPartition, head.number));
  return response;
}

absl::StatusOr<Item> ActionPlanService::UpdateActionItem(
    Change& change, const v1::UpdateActionItemRequest& request) const {
  Tx& tx = change.tx();
  const Item& asked = request.action_item();
  PLENARY_ASSIGN_OR_RETURN(Matter matter, FindMatter(change, asked.name(), asked.etag()));
  Item& after = matter.after;
  PLENARY_RETURN_IF_ERROR(CheckGoesOn(matter.before));
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(asked.name());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(CheckPlannedEventFits(matter.before, after));
  PLENARY_ASSIGN_OR_RETURN(const Wholes wholes, FindWholes(tx, after));
  if (after.parent_item() != matter.before.parent_item()) {
    if (wholes.parent) PLENARY_RETURN_IF_ERROR(CheckParent(tx, after.name(), *wholes.parent));
    after.set_negotiation(NegotiationOf(wholes));
  }
  PLENARY_RETURN_IF_ERROR(SettleNames(tx, after));
  if (HasOtherDue(matter.before, after)) {
    PLENARY_RETURN_IF_ERROR(CheckMayMoveDue(matter.before));
    PLENARY_RETURN_IF_ERROR(SettleDue(matter.circumstances, wholes, after));
  }
  return End(change, std::move(matter));
}

absl::StatusOr<Item> ActionPlanService::DeleteActionItem(
    Change& change, const v1::DeleteActionItemRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, FindMatter(change, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckDoesNotExecute(matter.actor, request.name()));
  PLENARY_RETURN_IF_ERROR(CheckMayDelete(matter.before));
  if (!matter.before.action_plan().empty()) {
    PLENARY_ASSIGN_OR_RETURN(const auto plan,
                             FindActionPlan(change.tx(), matter.before.action_plan()));
    if (plan) PLENARY_RETURN_IF_ERROR(CheckMayTakeOut(*plan));
  }
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), matter.before.supersedes()));
  PLENARY_ASSIGN_OR_RETURN(const std::string part,
                           LivingItemOf(change.tx(), Whole::kParent, request.name()));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), part));
  *matter.after.mutable_delete_time() = storage::ToTimestamp(matter.circumstances.now);
  return End(change, std::move(matter));
}

absl::StatusOr<Item> ActionPlanService::UndeleteActionItem(
    Change& change, const v1::UndeleteActionItemRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(change));
  PLENARY_ASSIGN_OR_RETURN(const Item before, storage::Current(FindActionItem(tx, request.name()),
                                                               request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  PLENARY_ASSIGN_OR_RETURN(const Wholes wholes, FindWholes(tx, before));
  PLENARY_RETURN_IF_ERROR(CheckFits(tx, wholes));
  if (wholes.plan) PLENARY_RETURN_IF_ERROR(CheckMayTakeOut(*wholes.plan));
  Item after = before;
  after.clear_delete_time();
  return Keep(change, circumstances, before, std::move(after));
}

}  // namespace plenary::control
