// AccessService: users, API tokens, sessions, role bindings and registration links. Each method
// does what its comment in plenary/v1/access.proto promises; requests arrive checked
// (base::CheckFields, and who may call it) and run inside a transaction of the caller. Passwords
// take a pool of their own: Login and SetPassword begin in the server (sign_in.h) and end here.
#ifndef PLENARY_SERVICES_ACCESS_SERVICE_H_
#define PLENARY_SERVICES_ACCESS_SERVICE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/access.pb.h"
#include "services/access/resolve.h"
#include "services/base/ids.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::access {

// Safe from several threads. `sealer` and `random` outlive it. `public_url` is where people reach
// the installation, "https://plenary.example"; empty where the server does not know.
class AccessService {
 public:
  AccessService(const base::TokenSealer& sealer, base::Random& random, std::string public_url)
      : sealer_(sealer), random_(random), public_url_(std::move(public_url)) {}

  // --- Signing in.

  // The hash that a user's password is checked against; empty where there is no such user, it is
  // disabled, or it has no password.
  absl::StatusOr<std::string> PasswordToSignIn(storage::Tx& tx, absl::string_view user) const;
  // A session of a user whose password was found to fit `hash`. UNAUTHENTICATED: WRONG_PASSWORD
  // where it has another by now, or may not sign in.
  absl::StatusOr<v1::LoginResponse> BeginSession(storage::Change& change, absl::string_view user,
                                                 absl::string_view hash) const;
  // Ends the session `credential`. NOT_FOUND: RESOURCE_NOT_FOUND where it is none.
  absl::StatusOr<v1::UserSession> EndSession(storage::Change& change,
                                             absl::string_view credential) const;
  absl::StatusOr<v1::WhoAmIResponse> WhoAmI(storage::Tx& tx, const Caller& caller) const;
  // The hash of the password that a call wants to change; empty where the user has none. NOT_FOUND:
  // RESOURCE_NOT_FOUND. PERMISSION_DENIED: SCOPE_TOO_WIDE, where the call is made with a token that
  // is narrower than its user.
  absl::StatusOr<std::string> PasswordToChange(storage::Tx& tx, const storage::Call& call,
                                               absl::string_view user) const;
  // Makes `new_hash` the user's password where it still is `old_hash`, and ends every session but
  // `kept`. ABORTED: TOO_MUCH_CONTENTION where it was changed meanwhile.
  absl::StatusOr<v1::User> KeepNewPassword(storage::Change& change, absl::string_view user,
                                           absl::string_view old_hash, absl::string_view new_hash,
                                           absl::string_view kept) const;

  // --- Users.

  absl::StatusOr<v1::User> CreateUser(storage::Change& change,
                                      const v1::CreateUserRequest& request) const;
  absl::StatusOr<v1::User> GetUser(storage::Tx& tx, const storage::Call& call,
                                   const v1::GetUserRequest& request) const;
  absl::StatusOr<v1::ListUsersResponse> ListUsers(storage::Tx& tx, const storage::Call& call,
                                                  const v1::ListUsersRequest& request) const;
  absl::StatusOr<v1::User> UpdateUser(storage::Change& change,
                                      const v1::UpdateUserRequest& request) const;
  absl::StatusOr<v1::User> DeleteUser(storage::Change& change,
                                      const v1::DeleteUserRequest& request) const;

  // --- What users sign in with.

  absl::StatusOr<v1::CreateApiTokenResponse> CreateApiToken(
      storage::Change& change, const v1::CreateApiTokenRequest& request) const;
  absl::StatusOr<v1::ApiToken> GetApiToken(storage::Tx& tx, const storage::Call& call,
                                           const v1::GetApiTokenRequest& request) const;
  absl::StatusOr<v1::ListApiTokensResponse> ListApiTokens(
      storage::Tx& tx, const storage::Call& call, const v1::ListApiTokensRequest& request) const;
  absl::StatusOr<v1::ApiToken> RevokeApiToken(storage::Change& change,
                                              const v1::RevokeApiTokenRequest& request) const;
  absl::StatusOr<v1::ListUserSessionsResponse> ListUserSessions(
      storage::Tx& tx, const storage::Call& call, const v1::ListUserSessionsRequest& request) const;
  absl::StatusOr<v1::UserSession> RevokeUserSession(
      storage::Change& change, const v1::RevokeUserSessionRequest& request) const;

  // --- Roles.

  // ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the user has the role there.
  absl::StatusOr<v1::RoleBinding> CreateRoleBinding(
      storage::Change& change, const v1::CreateRoleBindingRequest& request) const;
  absl::StatusOr<v1::RoleBinding> GetRoleBinding(storage::Tx& tx, const storage::Call& call,
                                                 const v1::GetRoleBindingRequest& request) const;
  absl::StatusOr<v1::ListRoleBindingsResponse> ListRoleBindings(
      storage::Tx& tx, const storage::Call& call, const v1::ListRoleBindingsRequest& request) const;
  absl::StatusOr<v1::RoleBinding> DeleteRoleBinding(
      storage::Change& change, const v1::DeleteRoleBindingRequest& request) const;

  // --- Registration links.

  absl::StatusOr<v1::CreateRegistrationLinkResponse> CreateRegistrationLink(
      storage::Change& change, const v1::CreateRegistrationLinkRequest& request) const;
  absl::StatusOr<v1::RegistrationLink> GetRegistrationLink(
      storage::Tx& tx, const storage::Call& call,
      const v1::GetRegistrationLinkRequest& request) const;
  absl::StatusOr<v1::ListRegistrationLinksResponse> ListRegistrationLinks(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListRegistrationLinksRequest& request) const;
  absl::StatusOr<v1::RegistrationLink> RevokeRegistrationLink(
      storage::Change& change, const v1::RevokeRegistrationLinkRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
  base::Random& random_;
  const std::string public_url_;
};

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_SERVICE_H_
