#include "services/access/table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::access {
namespace {

using storage::Bytes;
using storage::Row;
using storage::ToMicros;
using storage::Tx;

constexpr absl::string_view kSelectUser =
    "SELECT body FROM users WHERE name = $1 AND deleted_us = 0";
constexpr absl::string_view kSelectBindings =
    "SELECT body FROM role_bindings WHERE user_name = $1 ORDER BY create_us, name";

// The columns of a Credential, in the order in which ReadCredential reads them.
#define PLENARY_CREDENTIAL_COLUMNS                                                      \
  "id, name, kind, owner, secret_hash, browser_hash, create_us, expire_us, revoke_us, " \
  "deleted_us, last_use_us, body"

Credential ReadCredential(const Row& row) {
  Credential credential;
  credential.id = std::string(row.Text(0));
  credential.name = std::string(row.Text(1));
  credential.kind = row.Int(2);
  credential.owner = std::string(row.Text(3));
  credential.secret_hash = std::string(row.Text(4));
  credential.browser_hash = std::string(row.Text(5));
  credential.create_us = row.Int(6);
  credential.expire_us = row.Int(7);
  credential.revoke_us = row.Int(8);
  credential.deleted_us = row.Int(9);
  credential.last_use_us = row.Int(10);
  credential.body = std::string(row.Text(11));
  return credential;
}

absl::StatusOr<absl::optional<Credential>> FindOne(Tx& tx, absl::string_view sql,
                                                   absl::string_view key) {
  absl::optional<Credential> found;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({sql, {key}, [&](const Row& row) { found = ReadCredential(row); }}));
  return found;
}

std::vector<storage::Param> ColumnsOf(const v1::User& user, const std::string& body) {
  return {absl::string_view(user.name()), static_cast<int64_t>(user.kind()),
          static_cast<int64_t>(user.disabled()), ToMicros(user.create_time()), Bytes{body}};
}

absl::Status IdentityTaken(const std::string& identity) {
  return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
                      absl::StrCat("another user signs in as ", identity,
                                   "; take it from that user first, or leave it out"),
                      {{"identity", identity}});
}

absl::Status KeepIdentity(Tx& tx, const v1::User& user, const std::string& key,
                          const std::string& identity) {
  bool written = false;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"INSERT INTO user_identities (identity, user_name) VALUES ($1, $2) "
              "ON CONFLICT (identity) DO NOTHING RETURNING 1",
              {absl::string_view(key), absl::string_view(user.name())},
              [&](const Row&) { written = true; }}));
  return written ? absl::OkStatus() : IdentityTaken(identity);
}

absl::Status RemoveIdentities(Tx& tx, absl::string_view user) {
  return tx.Run({"DELETE FROM user_identities WHERE user_name = $1", {user}, nullptr});
}

// CredentialState as the columns have it; $1 is the present instant.
constexpr char kStateColumn[] =
    "(CASE WHEN revoke_us > 0 THEN 3 WHEN expire_us <= $1 THEN 2 ELSE 1 END)";

base::ListSpec CredentialList(absl::string_view method, bool has_state) {
  using Type = base::ListOrder::Column::Type;
  base::ListSpec spec{
      std::string(method),
      "SELECT " PLENARY_CREDENTIAL_COLUMNS " FROM credentials",
      {},
      {{"create_time desc", {{"create_us", Type::kInt, true}, {"name", Type::kText, true}}}}};
  if (has_state) {
    spec.fields.push_back(
        {"state", base::FilterField::Type::kEnum, kStateColumn, v1::CredentialState_descriptor()});
  }
  return spec;
}

}  // namespace

absl::StatusOr<absl::optional<v1::User>> FindUser(Tx& tx, absl::string_view name) {
  return storage::Find<v1::User>(tx, kSelectUser, name);
}

storage::Statement SelectUser(absl::string_view name, storage::Loaded<v1::User>& into) {
  return {kSelectUser, {name}, into.Reader()};
}

absl::Status InsertUser(Tx& tx, const v1::User& user) {
  const std::string body = user.SerializeAsString();
  return storage::InsertNamed(
      tx,
      "INSERT INTO users (name, kind, disabled, claims_us, create_us, deleted_us, body) "
      "VALUES ($1, $2, $3, 0, $4, 0, $5) ON CONFLICT (name) DO NOTHING RETURNING 1",
      ColumnsOf(user, body), user.name());
}

absl::Status UpdateUserRow(Tx& tx, const v1::User& user) {
  const std::string body = user.SerializeAsString();
  return tx.Run(
      {"UPDATE users SET kind = $2, disabled = $3, create_us = $4, body = $5 WHERE name = $1",
       ColumnsOf(user, body), nullptr});
}

absl::Status EraseUser(Tx& tx, absl::string_view name, absl::Time now) {
  v1::User left;
  left.set_name(std::string(name));
  const std::string body = left.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE users SET disabled = 1, deleted_us = $2, body = $3 WHERE name = $1",
              {name, absl::ToUnixMicros(now), Bytes{body}},
              nullptr}));
  PLENARY_RETURN_IF_ERROR(RemoveIdentities(tx, name));
  return tx.Run({"DELETE FROM passwords WHERE user_name = $1", {name}, nullptr});
}

absl::Status FreeName(Tx& tx, absl::string_view name) {
  return tx.Run({"DELETE FROM users WHERE name = $1 AND deleted_us > 0", {name}, nullptr});
}

absl::StatusOr<absl::Time> ClaimsTime(Tx& tx, absl::string_view user) {
  int64_t micros = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT claims_us FROM users WHERE name = $1",
                                  {user},
                                  [&](const Row& row) { micros = row.Int(0); }}));
  return micros == 0 ? absl::InfinitePast() : absl::FromUnixMicros(micros);
}

absl::Status SetClaimsTime(Tx& tx, absl::string_view user, absl::Time issued) {
  return tx.Run({"UPDATE users SET claims_us = $2 WHERE name = $1",
                 {user, absl::ToUnixMicros(issued)},
                 nullptr});
}

std::string OidcIdentity(absl::string_view issuer, absl::string_view subject) {
  return absl::StrCat("oidc ", issuer, " ", subject);
}

std::string CertificateIdentity(absl::string_view certificate_name) {
  return absl::StrCat("certificate ", certificate_name);
}

absl::StatusOr<absl::optional<std::string>> FindByIdentity(Tx& tx, absl::string_view identity) {
  absl::optional<std::string> user;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT user_name FROM user_identities WHERE identity = $1",
                                  {identity},
                                  [&](const Row& row) { user = std::string(row.Text(0)); }}));
  return user;
}

absl::Status KeepIdentities(Tx& tx, const v1::User& user) {
  PLENARY_RETURN_IF_ERROR(RemoveIdentities(tx, user.name()));
  for (const std::string& identity : user.oidc_identities()) {
    PLENARY_RETURN_IF_ERROR(KeepIdentity(tx, user, absl::StrCat("oidc ", identity), identity));
  }
  for (const std::string& name : user.certificate_names()) {
    PLENARY_RETURN_IF_ERROR(KeepIdentity(tx, user, CertificateIdentity(name), name));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> FindPassword(Tx& tx, absl::string_view user) {
  std::string hash;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT hash FROM passwords WHERE user_name = $1",
                                  {user},
                                  [&](const Row& row) { hash = std::string(row.Text(0)); }}));
  return hash;
}

absl::Status KeepPassword(Tx& tx, absl::string_view user, absl::string_view hash) {
  return tx.Run(
      {"INSERT INTO passwords (user_name, hash) VALUES ($1, $2) "
       "ON CONFLICT (user_name) DO UPDATE SET hash = excluded.hash",
       {user, hash},
       nullptr});
}

absl::StatusOr<absl::optional<v1::RoleBinding>> FindBinding(Tx& tx, absl::string_view name) {
  return storage::Find<v1::RoleBinding>(tx, "SELECT body FROM role_bindings WHERE name = $1", name);
}

absl::StatusOr<std::string> FindSameBinding(Tx& tx, const v1::RoleBinding& binding) {
  std::string name;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name FROM role_bindings WHERE user_name = $1 AND role = $2 AND resource = $3",
              {absl::string_view(binding.user()), static_cast<int64_t>(binding.role()),
               absl::string_view(binding.resource())},
              [&](const Row& row) { name = std::string(row.Text(0)); }}));
  return name;
}

absl::Status InsertBinding(Tx& tx, const v1::RoleBinding& binding) {
  const std::string body = binding.SerializeAsString();
  return tx.Run(
      {"INSERT INTO role_bindings (name, user_name, role, resource, event, create_us, "
       "body) VALUES ($1, $2, $3, $4, $5, $6, $7)",
       {absl::string_view(binding.name()), absl::string_view(binding.user()),
        static_cast<int64_t>(binding.role()), absl::string_view(binding.resource()),
        base::EventOf(binding.resource()), ToMicros(binding.create_time()), Bytes{body}},
       nullptr});
}

absl::Status DeleteBinding(Tx& tx, absl::string_view name) {
  return tx.Run({"DELETE FROM role_bindings WHERE name = $1", {name}, nullptr});
}

absl::StatusOr<std::vector<v1::RoleBinding>> ListBindingsOf(Tx& tx, absl::string_view user) {
  storage::Loaded<v1::RoleBinding> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run(SelectBindingsOf(user, loaded)));
  return loaded.TakeAll();
}

storage::Statement SelectBindingsOf(absl::string_view user,
                                    storage::Loaded<v1::RoleBinding>& into) {
  return {kSelectBindings, {user}, into.Reader()};
}

absl::StatusOr<bool> SomebodyAdministers(Tx& tx) {
  bool found = false;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT 1 FROM role_bindings JOIN users ON users.name = role_bindings.user_name "
              "WHERE role = $1 AND resource = '' AND disabled = 0 AND deleted_us = 0 LIMIT 1",
              {static_cast<int64_t>(v1::ADMINISTRATOR)},
              [&](const Row&) { found = true; }}));
  return found;
}

absl::Status CheckSomebodyAdministers(Tx& tx) {
  PLENARY_ASSIGN_OR_RETURN(const bool somebody, SomebodyAdministers(tx));
  if (somebody) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_LAST_ADMINISTRATOR,
                      "nobody would be left to administer the installation; bind ADMINISTRATOR on "
                      "it to another user who may sign in first");
}

absl::StatusOr<absl::optional<Credential>> FindCredentialById(Tx& tx, absl::string_view id) {
  return FindOne(tx, "SELECT " PLENARY_CREDENTIAL_COLUMNS " FROM credentials WHERE id = $1", id);
}

absl::StatusOr<absl::optional<Credential>> FindCredential(Tx& tx, absl::string_view name) {
  return FindOne(tx, "SELECT " PLENARY_CREDENTIAL_COLUMNS " FROM credentials WHERE name = $1",
                 name);
}

absl::Status InsertCredential(Tx& tx, const Credential& credential) {
  return tx.Run(
      {"INSERT INTO credentials (id, name, kind, owner, event, secret_hash, "
       "browser_hash, create_us, expire_us, revoke_us, deleted_us, last_use_us, body) "
       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
       {absl::string_view(credential.id), absl::string_view(credential.name), credential.kind,
        absl::string_view(credential.owner), base::EventOf(credential.owner),
        Bytes{credential.secret_hash}, Bytes{credential.browser_hash}, credential.create_us,
        credential.expire_us, credential.revoke_us, credential.deleted_us, credential.last_use_us,
        Bytes{credential.body}},
       nullptr});
}

absl::Status UpdateCredential(Tx& tx, const Credential& credential) {
  return tx.Run(
      {"UPDATE credentials SET browser_hash = $2, expire_us = $3, revoke_us = $4, "
       "deleted_us = $5, body = $6 WHERE id = $1",
       {absl::string_view(credential.id), Bytes{credential.browser_hash}, credential.expire_us,
        credential.revoke_us, credential.deleted_us, Bytes{credential.body}},
       nullptr});
}

absl::StatusOr<std::vector<Credential>> ListCredentialsOf(Tx& tx, absl::string_view owner) {
  std::vector<Credential> found;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"SELECT " PLENARY_CREDENTIAL_COLUMNS
       " FROM credentials WHERE owner = $1 AND deleted_us = 0 ORDER BY kind, create_us, name",
       {owner},
       [&](const Row& row) { found.push_back(ReadCredential(row)); }}));
  return found;
}

absl::Status SetLastUse(Tx& tx, absl::string_view name, absl::Time time) {
  return tx.Run({"UPDATE credentials SET last_use_us = $2 WHERE name = $1 AND last_use_us < $2",
                 {name, absl::ToUnixMicros(time)},
                 nullptr});
}

absl::StatusOr<int64_t> RemoveExpired(Tx& tx, absl::Time before, int limit) {
  int64_t removed = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"DELETE FROM credentials WHERE id IN (SELECT id FROM credentials WHERE expire_us < $1 "
       "AND (kind = 2 OR deleted_us > 0) ORDER BY expire_us, id LIMIT $2) RETURNING 1",
       {absl::ToUnixMicros(before), int64_t{limit}},
       [&](const Row&) { ++removed; }}));
  return removed;
}

storage::Statement SelectCredentials(const base::ListQuery& query, std::vector<Credential>& into) {
  std::vector<storage::Param> params;
  params.reserve(query.params.size());
  for (const base::SqlValue& value : query.params) params.push_back(storage::ToParam(value));
  return {query.sql, std::move(params),
          [&into](const Row& row) { into.push_back(ReadCredential(row)); }};
}

const base::ListSpec& UserList() {
  using Field = base::FilterField;
  using Type = base::ListOrder::Column::Type;
  static const auto& spec =
      *new base::ListSpec{"ListUsers",
                          "SELECT body FROM users",
                          {{"disabled", Field::Type::kBool, "disabled"},
                           {"kind", Field::Type::kEnum, "kind", v1::User::Kind_descriptor()},
                           {"create_time", Field::Type::kTime, "create_us"}},
                          {{"name", {{"name", Type::kText}}}}};
  return spec;
}

const base::ListSpec& BindingList() {
  using Field = base::FilterField;
  using Type = base::ListOrder::Column::Type;
  static const auto& spec =
      *new base::ListSpec{"ListRoleBindings",
                          "SELECT body FROM role_bindings",
                          {{"user", Field::Type::kText, "user_name"},
                           {"resource", Field::Type::kText, "resource"},
                           {"role", Field::Type::kEnum, "role", v1::Role_descriptor()}},
                          {{"create_time", {{"create_us", Type::kInt}, {"name", Type::kText}}}}};
  return spec;
}

const base::ListSpec& TokenList() {
  static const auto& spec = *new base::ListSpec(CredentialList("ListApiTokens", true));
  return spec;
}

const base::ListSpec& SessionList() {
  static const auto& spec = *new base::ListSpec(CredentialList("ListUserSessions", false));
  return spec;
}

const base::ListSpec& LinkList() {
  static const auto& spec = *new base::ListSpec(CredentialList("ListRegistrationLinks", true));
  return spec;
}

}  // namespace plenary::access
