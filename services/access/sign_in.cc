// What service.h offers to whoever signs in.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/access/credentials.h"
#include "services/access/password_rules.h"
#include "services/access/rules.h"
#include "services/access/service.h"
#include "services/access/table.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/storage/resource.h"

namespace plenary::access {
namespace {

using storage::Change;
using storage::Tx;

// Whether the call may set a password: whoever has one has all roles of its user.
absl::Status CheckMaySetPassword(Tx& tx, const storage::Call& call) {
  if (!base::HasForm(call.caller, kTokenPattern)) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const Credential own,
                           LoadCredential(tx, call.caller, CredentialKind::kToken));
  PLENARY_ASSIGN_OR_RETURN(const auto token, Told<v1::ApiToken>(own, tx.now()));
  if (!IsNarrowed(token)) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_SCOPE_TOO_WIDE,
                      "the token that the call is made with leaves some of its user's roles out, "
                      "and whoever signs in with a password has all of them; make the call with a "
                      "session");
}

absl::Status NoSession() {
  return base::Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
                      "the call is not made with a session, so there is none to end; revoke the "
                      "token or link instead");
}

}  // namespace

absl::StatusOr<std::string> AccessService::PasswordToSignIn(Tx& tx, absl::string_view user) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::User> found, FindUser(tx, user));
  if (!found || found->disabled()) return std::string();
  return FindPassword(tx, user);
}

absl::StatusOr<std::string> AccessService::PasswordToChange(Tx& tx, const storage::Call& call,
                                                            absl::string_view user) const {
  PLENARY_RETURN_IF_ERROR(storage::Existing(FindUser(tx, user), user).status());
  PLENARY_RETURN_IF_ERROR(CheckMaySetPassword(tx, call));
  return FindPassword(tx, user);
}

absl::StatusOr<v1::LoginResponse> AccessService::BeginSession(Change& change,
                                                              absl::string_view user,
                                                              absl::string_view hash) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(user));
  PLENARY_ASSIGN_OR_RETURN(const std::string current, PasswordToSignIn(change.tx(), user));
  if (current.empty() || current != hash) return WrongPassword();
  PLENARY_ASSIGN_OR_RETURN(auto made, Make(change, random_, CredentialKind::kSession, user,
                                           now + kSessionLife, v1::UserSession()));
  v1::LoginResponse response;
  *response.mutable_session() = std::move(made.resource);
  response.set_secret(std::move(made.secret));
  return response;
}

absl::StatusOr<v1::UserSession> AccessService::EndSession(Change& change,
                                                          absl::string_view credential) const {
  if (!base::HasForm(credential, kSessionPattern)) return NoSession();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(credential));
  PLENARY_ASSIGN_OR_RETURN(Credential session,
                           LoadCredential(change.tx(), credential, CredentialKind::kSession));
  PLENARY_RETURN_IF_ERROR(Revoke(change, session));
  return Told<v1::UserSession>(session, now);
}

absl::StatusOr<v1::WhoAmIResponse> AccessService::WhoAmI(Tx& tx, const Caller& caller) const {
  v1::WhoAmIResponse response;
  response.set_caller(caller.name);
  if (!caller.user.empty()) {
    PLENARY_ASSIGN_OR_RETURN(*response.mutable_user(),
                             storage::Existing(FindUser(tx, caller.user), caller.user));
  }
  for (const base::Grant& grant : caller.access.grants()) {
    v1::HeldRole& held = *response.add_roles();
    held.set_role(grant.role);
    held.set_resource(grant.on);
  }
  if (caller.expire != absl::InfiniteFuture()) {
    *response.mutable_expire_time() = storage::ToTimestamp(caller.expire);
  }
  response.set_read_only(caller.access.read_only());
  return response;
}

absl::StatusOr<v1::User> AccessService::KeepNewPassword(Change& change, absl::string_view name,
                                                        absl::string_view old_hash,
                                                        absl::string_view new_hash,
                                                        absl::string_view kept) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  PLENARY_ASSIGN_OR_RETURN(const v1::User before,
                           storage::Existing(FindUser(change.tx(), name), name));
  PLENARY_ASSIGN_OR_RETURN(const std::string current, FindPassword(change.tx(), name));
  if (current != old_hash) {
    return base::Refuse(absl::StatusCode::kAborted, v1::ERROR_REASON_TOO_MUCH_CONTENTION,
                        "somebody else changed the password at the same moment; try again");
  }
  v1::User after = before;
  after.set_has_local_password(true);
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(KeepPassword(change.tx(), name, new_hash));
  PLENARY_RETURN_IF_ERROR(UpdateUserRow(change.tx(), after));
  PLENARY_RETURN_IF_ERROR(EndSessionsBut(change, name, kept));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return after;
}

}  // namespace plenary::access
