// Credentials as the API tells of them, and as rows.
#ifndef PLENARY_SERVICES_ACCESS_CREDENTIALS_H_
#define PLENARY_SERVICES_ACCESS_CREDENTIALS_H_

#include <string>
#include <type_traits>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/changes.pb.h"
#include "services/access/secret_rules.h"
#include "services/access/table.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"

namespace plenary::access {

// Whether it works at `now`.
v1::CredentialState StateOf(const Credential& credential, absl::Time now);

// A credential as it is told of at `now`: an ApiToken, a UserSession or a RegistrationLink.
// DATA_LOSS: DATABASE_CORRUPT where its body cannot be read.
template <class Resource>
absl::StatusOr<Resource> Told(const Credential& credential, absl::Time now) {
  Resource told;
  if (!told.ParseFromString(credential.body)) {
    return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                        absl::StrCat("a stored ", Resource::descriptor()->name(),
                                     " cannot be read; restore the database from a backup"));
  }
  told.set_name(credential.name);
  told.set_state(StateOf(credential, now));
  *told.mutable_create_time() = storage::ToTimestamp(absl::FromUnixMicros(credential.create_us));
  *told.mutable_expire_time() = storage::ToTimestamp(absl::FromUnixMicros(credential.expire_us));
  if (credential.revoke_us > 0) {
    *told.mutable_revoke_time() = storage::ToTimestamp(absl::FromUnixMicros(credential.revoke_us));
  }
  if constexpr (!std::is_same_v<Resource, v1::UserSession>) {
    if (credential.last_use_us > 0) {
      *told.mutable_last_use_time() =
          storage::ToTimestamp(absl::FromUnixMicros(credential.last_use_us));
    }
  }
  if constexpr (std::is_same_v<Resource, v1::RegistrationLink>) {
    told.set_bound_to_browser(!credential.browser_hash.empty());
  }
  return told;
}

// The credential of that name and kind, whether it works or not. NOT_FOUND: RESOURCE_NOT_FOUND.
absl::StatusOr<Credential> LoadCredential(storage::Tx& tx, absl::string_view name,
                                          CredentialKind kind);

// A credential that was made, and its secret.
template <class Resource>
struct Made {
  Resource resource;
  std::string secret;
};

// Makes a row with a new secret, of `owner` and with `body`; `pattern` gives its name. Writes
// nothing.
Credential NewCredential(storage::Change& change, base::Random& random, CredentialKind kind,
                         absl::string_view owner, absl::Time now, absl::Time expire,
                         std::string& secret);

// Writes `resource` as a new credential, records it, and answers with it and its secret.
template <class Resource>
absl::StatusOr<Made<Resource>> Make(storage::Change& change, base::Random& random,
                                    CredentialKind kind, absl::string_view owner, absl::Time expire,
                                    const Resource& resource) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now("users/-"));
  Made<Resource> made;
  Credential credential = NewCredential(change, random, kind, owner, now, expire, made.secret);
  credential.body = resource.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(InsertCredential(change.tx(), credential));
  PLENARY_ASSIGN_OR_RETURN(made.resource, Told<Resource>(credential, now));
  change.Record(credential.name, v1::Change::CREATED, made.resource);
  return made;
}

// Takes a credential back, whatever its kind, and records it as `kind`: UPDATED, or DELETED where
// its user goes. Nothing happens where it was taken back before.
absl::Status Revoke(storage::Change& change, Credential& credential);
absl::Status RemoveWithUser(storage::Change& change, Credential& credential);

// Ends every session of a user but the one named `kept`, and records each.
absl::Status EndSessionsBut(storage::Change& change, absl::string_view user,
                            absl::string_view kept);

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_CREDENTIALS_H_
