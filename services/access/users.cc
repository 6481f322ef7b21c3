// The users of service.h.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/access/credentials.h"
#include "services/access/pages.h"
#include "services/access/rules.h"
#include "services/access/service.h"
#include "services/access/table.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"

namespace plenary::access {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

absl::Status CheckWellFormed(const v1::User& user) {
  base::FieldErrors errors;
  CheckUser(user, errors);
  return errors.ToStatus();
}

// Whether the directory has the person whom `user` says it is.
absl::Status CheckPerson(Tx& tx, const v1::User& user) {
  if (user.person().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPerson(tx, user.person()));
  return storage::CheckReference(found, "user.person", user.person());
}

// Whether somebody is left to administer the installation where `user`, who administered it maybe,
// no longer may sign in.
absl::Status CheckStillAdministered(Tx& tx, const std::string& user) {
  v1::RoleBinding administration;
  administration.set_user(user);
  administration.set_role(v1::ADMINISTRATOR);
  PLENARY_ASSIGN_OR_RETURN(const std::string held, FindSameBinding(tx, administration));
  return held.empty() ? absl::OkStatus() : CheckSomebodyAdministers(tx);
}

// Takes everything from a user who goes, and records each piece.
absl::Status RemovePossessions(Change& change, const std::string& user) {
  PLENARY_ASSIGN_OR_RETURN(auto credentials, ListCredentialsOf(change.tx(), user));
  for (Credential& credential : credentials) {
    PLENARY_RETURN_IF_ERROR(RemoveWithUser(change, credential));
  }
  PLENARY_ASSIGN_OR_RETURN(const auto bindings, ListBindingsOf(change.tx(), user));
  for (const v1::RoleBinding& binding : bindings) {
    PLENARY_RETURN_IF_ERROR(DeleteBinding(change.tx(), binding.name()));
    change.Record(binding.name(), v1::Change::DELETED, binding);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::User> AccessService::CreateUser(Change& change,
                                                   const v1::CreateUserRequest& request) const {
  v1::User user = request.user();
  base::ClearOutputOnly(user);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(user));
  PLENARY_RETURN_IF_ERROR(CheckPerson(change.tx(), user));
  const std::string name = base::MakeName(kUserPattern, {request.user_id()});
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  user.set_name(name);
  user.set_etag(base::FirstEtag());
  if (user.kind() == v1::User::KIND_UNSPECIFIED) user.set_kind(v1::User::PERSON);
  *user.mutable_create_time() = storage::ToTimestamp(now);
  *user.mutable_update_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(InsertUser(change.tx(), user));
  PLENARY_RETURN_IF_ERROR(KeepIdentities(change.tx(), user));
  change.Record(name, v1::Change::CREATED, user);
  return user;
}

absl::StatusOr<v1::User> AccessService::GetUser(Tx& tx, const Call&,
                                                const v1::GetUserRequest& request) const {
  return storage::Existing(FindUser(tx, request.name()), request.name());
}

absl::StatusOr<v1::ListUsersResponse> AccessService::ListUsers(
    Tx& tx, const Call& call, const v1::ListUsersRequest& request) const {
  base::ListRequest asked = Asked(call, request, "");
  asked.filter = request.filter();
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(UserList(), asked, "deleted_us = 0", {}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<v1::User>(tx, query, sealer_));
  v1::ListUsersResponse response;
  for (v1::User& user : page.resources) *response.add_users() = std::move(user);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::User> AccessService::UpdateUser(Change& change,
                                                   const v1::UpdateUserRequest& request) const {
  const v1::User& asked = request.user();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(asked.name()));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::User before,
      storage::Current(FindUser(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::User after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  if (after.kind() == v1::User::KIND_UNSPECIFIED) after.set_kind(v1::User::PERSON);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  if (after.person() != before.person()) {
    PLENARY_RETURN_IF_ERROR(CheckPerson(change.tx(), after));
  }
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(UpdateUserRow(change.tx(), after));
  PLENARY_RETURN_IF_ERROR(KeepIdentities(change.tx(), after));
  if (after.disabled() && !before.disabled()) {
    PLENARY_RETURN_IF_ERROR(CheckStillAdministered(change.tx(), before.name()));
    PLENARY_RETURN_IF_ERROR(EndSessionsBut(change, before.name(), ""));
  }
  change.Record(after.name(), v1::Change::UPDATED, after);
  return after;
}

absl::StatusOr<v1::User> AccessService::DeleteUser(Change& change,
                                                   const v1::DeleteUserRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.name()));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::User user,
      storage::Existing(FindUser(change.tx(), request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(EraseUser(change.tx(), user.name(), now));
  PLENARY_RETURN_IF_ERROR(CheckStillAdministered(change.tx(), user.name()));
  PLENARY_RETURN_IF_ERROR(RemovePossessions(change, user.name()));
  change.Record(user.name(), v1::Change::DELETED, user);
  return user;
}

}  // namespace plenary::access
