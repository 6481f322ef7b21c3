// Users, identities, passwords, role bindings and credentials in the database, written once for
// every engine. Everything here is written under the key storage::kAccessPartition.
#ifndef PLENARY_SERVICES_ACCESS_TABLE_H_
#define PLENARY_SERVICES_ACCESS_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/access.pb.h"
#include "services/base/list_query.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::access {

// Name patterns.
inline constexpr absl::string_view kUserPattern = "users/{user}";
inline constexpr absl::string_view kTokenPattern = "users/{user}/tokens/{token}";
inline constexpr absl::string_view kSessionPattern = "users/{user}/sessions/{session}";
inline constexpr absl::string_view kBindingPattern = "roleBindings/{role_binding}";
inline constexpr absl::string_view kLinkPattern = "registrationLinks/{registration_link}";

// --- Users.

// The user of that name; nullopt where there is none, or it was deleted.
absl::StatusOr<absl::optional<v1::User>> FindUser(storage::Tx& tx, absl::string_view name);
storage::Statement SelectUser(absl::string_view name, storage::Loaded<v1::User>& into);

// Writes a new row. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken, even by a
// deleted user.
absl::Status InsertUser(storage::Tx& tx, const v1::User& user);
absl::Status UpdateUserRow(storage::Tx& tx, const v1::User& user);
// Leaves of a user the name alone, with neither identities nor a password.
absl::Status EraseUser(storage::Tx& tx, absl::string_view name, absl::Time now);
// Lets the name of a deleted user be used again; for the users that the program makes itself.
absl::Status FreeName(storage::Tx& tx, absl::string_view name);

// When the claims that gave a user's claimed_roles were issued; InfinitePast where none did.
absl::StatusOr<absl::Time> ClaimsTime(storage::Tx& tx, absl::string_view user);
absl::Status SetClaimsTime(storage::Tx& tx, absl::string_view user, absl::Time issued);

// What a user is found by: one of its `oidc_identities` or `certificate_names`.
std::string OidcIdentity(absl::string_view issuer, absl::string_view subject);
std::string CertificateIdentity(absl::string_view certificate_name);
// The user's name; nullopt where nobody has that identity.
absl::StatusOr<absl::optional<std::string>> FindByIdentity(storage::Tx& tx,
                                                           absl::string_view identity);
// Makes the user's identities those that it says. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS, metadata
// `identity`, where somebody else has one of them.
absl::Status KeepIdentities(storage::Tx& tx, const v1::User& user);

// The hash of a user's password; empty where there is none.
absl::StatusOr<std::string> FindPassword(storage::Tx& tx, absl::string_view user);
absl::Status KeepPassword(storage::Tx& tx, absl::string_view user, absl::string_view hash);

// --- Role bindings.

absl::StatusOr<absl::optional<v1::RoleBinding>> FindBinding(storage::Tx& tx,
                                                            absl::string_view name);
// The name of the binding that says the same; empty where there is none.
absl::StatusOr<std::string> FindSameBinding(storage::Tx& tx, const v1::RoleBinding& binding);
absl::Status InsertBinding(storage::Tx& tx, const v1::RoleBinding& binding);
absl::Status DeleteBinding(storage::Tx& tx, absl::string_view name);
// Every binding of a user, oldest first.
absl::StatusOr<std::vector<v1::RoleBinding>> ListBindingsOf(storage::Tx& tx,
                                                            absl::string_view user);
storage::Statement SelectBindingsOf(absl::string_view user, storage::Loaded<v1::RoleBinding>& into);
// Whether a user who may sign in has ADMINISTRATOR bound on the installation.
absl::StatusOr<bool> SomebodyAdministers(storage::Tx& tx);
// FAILED_PRECONDITION: LAST_ADMINISTRATOR where nobody does.
absl::Status CheckSomebodyAdministers(storage::Tx& tx);

// --- Credentials.

// A row. The body is an ApiToken, a UserSession or a RegistrationLink without what is told by the
// other columns and the time.
struct Credential {
  std::string id;
  std::string name;
  int64_t kind = 0;  // a CredentialKind
  std::string owner;
  std::string secret_hash;
  std::string browser_hash;  // empty where it is not bound to a browser
  int64_t create_us = 0;
  int64_t expire_us = 0;
  int64_t revoke_us = 0;   // 0: it was not
  int64_t deleted_us = 0;  // 0: its user was not
  int64_t last_use_us = 0;
  std::string body;
};

absl::StatusOr<absl::optional<Credential>> FindCredentialById(storage::Tx& tx,
                                                              absl::string_view id);
// Whether its user was deleted or not.
absl::StatusOr<absl::optional<Credential>> FindCredential(storage::Tx& tx, absl::string_view name);
absl::Status InsertCredential(storage::Tx& tx, const Credential& credential);
// Writes what can change: all but its ids, its kind, its owner and when it was last used.
absl::Status UpdateCredential(storage::Tx& tx, const Credential& credential);
// Every credential of a user who was not deleted, whatever its state.
absl::StatusOr<std::vector<Credential>> ListCredentialsOf(storage::Tx& tx, absl::string_view owner);

// Notes when a credential was last used, where that is later than what is noted.
absl::Status SetLastUse(storage::Tx& tx, absl::string_view name, absl::Time time);
// Removes at most `limit` credentials that expired before `before` and are of no more interest:
// sessions, and those of deleted users. How many there were.
absl::StatusOr<int64_t> RemoveExpired(storage::Tx& tx, absl::Time before, int limit);

// A page of credentials that `query` plans by CredentialList.
storage::Statement SelectCredentials(const base::ListQuery& query, std::vector<Credential>& into);

// --- What the lists offer.

const base::ListSpec& UserList();
const base::ListSpec& BindingList();
// Newest first. With a filter of `state` the first parameter of the scope is the present instant in
// microseconds.
const base::ListSpec& TokenList();
const base::ListSpec& SessionList();
const base::ListSpec& LinkList();

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_TABLE_H_
