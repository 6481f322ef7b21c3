// The role bindings of service.h.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/access/pages.h"
#include "services/access/rules.h"
#include "services/access/service.h"
#include "services/access/table.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/storage/resource.h"

namespace plenary::access {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// Whoever sees bindings.
constexpr base::RoleSet kReaders = {v1::EVENT_MANAGER, v1::ADMINISTRATOR, v1::AUDITOR};

absl::Status CheckExists(Tx& tx, const std::string& resource) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> living, LivingOf(tx, {resource}));
  if (std::binary_search(living.begin(), living.end(), resource)) return absl::OkStatus();
  return base::NotFound(resource);
}

absl::Status CheckIsNew(Tx& tx, const v1::RoleBinding& binding) {
  PLENARY_ASSIGN_OR_RETURN(const std::string same, FindSameBinding(tx, binding));
  if (same.empty()) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
                      absl::StrCat(binding.user(), " has the role there already, by ", same),
                      {{"resource", same}});
}

// The bindings that the caller sees; empty where it sees all.
absl::StatusOr<base::SqlCondition> Visible(const base::Access* access) {
  base::SqlCondition condition;
  if (access == nullptr || access->HoldsOnInstallation(kReaders)) return condition;
  PLENARY_ASSIGN_OR_RETURN(auto reach, base::ReachCondition::Make(access->ReachOf(kReaders), 1));
  condition.sql = reach.In("event", "resource");
  condition.params = reach.TakeParams();
  return condition;
}

}  // namespace

absl::StatusOr<v1::RoleBinding> AccessService::CreateRoleBinding(
    Change& change, const v1::CreateRoleBindingRequest& request) const {
  v1::RoleBinding binding = request.role_binding();
  base::ClearOutputOnly(binding);
  PLENARY_RETURN_IF_ERROR(CheckRoleFits(binding.role(), binding.resource()));
  PLENARY_RETURN_IF_ERROR(CheckMayBind(change.call().access, binding.role(), binding.resource()));
  binding.set_name(base::MakeName(kBindingPattern, {change.NewId()}));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(binding.name()));
  Tx& tx = change.tx();
  PLENARY_RETURN_IF_ERROR(storage::Existing(FindUser(tx, binding.user()), binding.user()).status());
  PLENARY_RETURN_IF_ERROR(CheckExists(tx, binding.resource()));
  PLENARY_RETURN_IF_ERROR(CheckIsNew(tx, binding));
  *binding.mutable_create_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(InsertBinding(tx, binding));
  change.Record(binding.name(), v1::Change::CREATED, binding);
  return binding;
}

absl::StatusOr<v1::RoleBinding> AccessService::GetRoleBinding(
    Tx& tx, const Call&, const v1::GetRoleBindingRequest& request) const {
  return storage::Existing(FindBinding(tx, request.name()), request.name());
}

absl::StatusOr<v1::ListRoleBindingsResponse> AccessService::ListRoleBindings(
    Tx& tx, const Call& call, const v1::ListRoleBindingsRequest& request) const {
  base::ListRequest asked = Asked(call, request, "");
  asked.filter = request.filter();
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition visible, Visible(call.access));
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(BindingList(), asked, visible.sql,
                                          std::move(visible.params), sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<v1::RoleBinding>(tx, query, sealer_));
  v1::ListRoleBindingsResponse response;
  for (v1::RoleBinding& each : page.resources) *response.add_role_bindings() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::RoleBinding> AccessService::DeleteRoleBinding(
    Change& change, const v1::DeleteRoleBindingRequest& request) const {
  // So that two who take each other's role at the same moment come one after the other.
  PLENARY_RETURN_IF_ERROR(change.tx().Require(storage::kAccessPartition));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::RoleBinding binding,
      storage::Existing(FindBinding(change.tx(), request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(CheckMayBind(change.call().access, binding.role(), binding.resource()));
  PLENARY_RETURN_IF_ERROR(DeleteBinding(change.tx(), binding.name()));
  if (binding.role() == v1::ADMINISTRATOR) {
    PLENARY_RETURN_IF_ERROR(CheckSomebodyAdministers(change.tx()));
  }
  change.Record(binding.name(), v1::Change::DELETED, binding);
  return binding;
}

}  // namespace plenary::access
