#include "services/access/credentials.h"

#include "services/base/names.h"

namespace plenary::access {
namespace {

std::string NameOf(CredentialKind kind, absl::string_view owner, absl::string_view id) {
  switch (kind) {
    case CredentialKind::kToken:
      return base::MakeName(kTokenPattern, {base::LastId(owner), id});
    case CredentialKind::kSession:
      return base::MakeName(kSessionPattern, {base::LastId(owner), id});
    case CredentialKind::kLink:
      return base::MakeName(kLinkPattern, {id});
  }
  return "";
}

template <class Resource>
absl::Status RecordAs(storage::Change& change, const Credential& credential, v1::Change::Kind kind,
                      absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(const Resource told, Told<Resource>(credential, now));
  change.Record(credential.name, kind, told);
  return absl::OkStatus();
}

absl::Status Record(storage::Change& change, const Credential& credential, v1::Change::Kind kind,
                    absl::Time now) {
  switch (static_cast<CredentialKind>(credential.kind)) {
    case CredentialKind::kToken:
      return RecordAs<v1::ApiToken>(change, credential, kind, now);
    case CredentialKind::kSession:
      return RecordAs<v1::UserSession>(change, credential, kind, now);
    case CredentialKind::kLink:
      return RecordAs<v1::RegistrationLink>(change, credential, kind, now);
  }
  return absl::OkStatus();
}

}  // namespace

v1::CredentialState StateOf(const Credential& credential, absl::Time now) {
  if (credential.revoke_us > 0) return v1::REVOKED;
  return credential.expire_us <= absl::ToUnixMicros(now) ? v1::LAPSED : v1::ACTIVE;
}

absl::StatusOr<Credential> LoadCredential(storage::Tx& tx, absl::string_view name,
                                          CredentialKind kind) {
  PLENARY_ASSIGN_OR_RETURN(absl::optional<Credential> found, FindCredential(tx, name));
  if (!found || found->deleted_us > 0 || found->kind != static_cast<int64_t>(kind)) {
    return base::NotFound(name);
  }
  return *std::move(found);
}

Credential NewCredential(storage::Change& change, base::Random& random, CredentialKind kind,
                         absl::string_view owner, absl::Time now, absl::Time expire,
                         std::string& secret) {
  Credential credential;
  credential.id = change.NewId();
  credential.name = NameOf(kind, owner, credential.id);
  credential.kind = static_cast<int64_t>(kind);
  credential.owner = std::string(owner);
  credential.create_us = absl::ToUnixMicros(now);
  credential.expire_us = absl::ToUnixMicros(expire);
  secret = MakeSecret(kind, credential.id, random.Bytes(kSecretBytes));
  credential.secret_hash = HashOfSecret(secret);
  return credential;
}

absl::Status Revoke(storage::Change& change, Credential& credential) {
  if (credential.revoke_us > 0) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(credential.name));
  credential.revoke_us = absl::ToUnixMicros(now);
  PLENARY_RETURN_IF_ERROR(UpdateCredential(change.tx(), credential));
  return Record(change, credential, v1::Change::UPDATED, now);
}

absl::Status EndSessionsBut(storage::Change& change, absl::string_view user,
                            absl::string_view kept) {
  PLENARY_ASSIGN_OR_RETURN(auto credentials, ListCredentialsOf(change.tx(), user));
  for (Credential& credential : credentials) {
    const bool is_session = credential.kind == static_cast<int64_t>(CredentialKind::kSession);
    if (!is_session || credential.name == kept) continue;
    if (StateOf(credential, change.tx().now()) != v1::ACTIVE) continue;
    PLENARY_RETURN_IF_ERROR(Revoke(change, credential));
  }
  return absl::OkStatus();
}

absl::Status RemoveWithUser(storage::Change& change, Credential& credential) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(credential.name));
  credential.deleted_us = absl::ToUnixMicros(now);
  if (credential.revoke_us == 0) credential.revoke_us = credential.deleted_us;
  PLENARY_RETURN_IF_ERROR(Record(change, credential, v1::Change::DELETED, now));
  // What it was for goes with its user.
  credential.body.clear();
  return UpdateCredential(change.tx(), credential);
}

}  // namespace plenary::access
