#include "services/access/bootstrap.h"

#include "services/access/credentials.h"
#include "services/access/rules.h"
#include "services/access/table.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"

namespace plenary::access {
namespace {

using storage::Change;

constexpr char kAdmin[] = "users/admin";
constexpr char kBreakGlass[] = "users/break-glass";

// Sees that the user exists and may sign in.
absl::Status EnsureUser(Change& change, const std::string& name, const std::string& display_name) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::User> found, FindUser(change.tx(), name));
  if (found.has_value() && !found->disabled()) return absl::OkStatus();
  v1::User user = found.value_or(v1::User());
  user.set_disabled(false);
  if (found.has_value()) {
    storage::StampUpdated(user, *found, now);
    PLENARY_RETURN_IF_ERROR(UpdateUserRow(change.tx(), user));
    change.Record(name, v1::Change::UPDATED, user);
    return absl::OkStatus();
  }
  user.set_name(name);
  user.set_etag(base::FirstEtag());
  user.set_display_name(display_name);
  user.set_kind(v1::User::PERSON);
  *user.mutable_create_time() = storage::ToTimestamp(now);
  *user.mutable_update_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(FreeName(change.tx(), name));
  PLENARY_RETURN_IF_ERROR(InsertUser(change.tx(), user));
  change.Record(name, v1::Change::CREATED, user);
  return absl::OkStatus();
}

absl::Status EnsureAdministrator(Change& change, const std::string& user) {
  v1::RoleBinding binding;
  binding.set_user(user);
  binding.set_role(v1::ADMINISTRATOR);
  PLENARY_ASSIGN_OR_RETURN(const std::string same, FindSameBinding(change.tx(), binding));
  if (!same.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(user));
  binding.set_name(base::MakeName(kBindingPattern, {change.NewId()}));
  *binding.mutable_create_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(InsertBinding(change.tx(), binding));
  change.Record(binding.name(), v1::Change::CREATED, binding);
  return absl::OkStatus();
}

absl::StatusOr<Made<v1::ApiToken>> MakeToken(Change& change, base::Random& random,
                                             const std::string& user, absl::Duration life,
                                             const std::string& display_name) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(user));
  v1::ApiToken token;
  token.set_display_name(display_name);
  return Make(change, random, CredentialKind::kToken, user, now + life, token);
}

// Runs `body` as a change of the program's own.
template <class ChangeBody>
absl::Status WriteChange(storage::Store& store, base::Random& random, const storage::Call& call,
                         const ChangeBody& body) {
  const std::string seed = random.Bytes(32);
  return storage::WriteAndWait(store, {std::string(storage::kAccessPartition)},
                               [&](storage::Tx& tx) {
                                 base::IdSequence ids(seed, tx.now());
                                 Change change(tx, call, ids);
                                 PLENARY_RETURN_IF_ERROR(body(change));
                                 return change.Flush();
                               });
}

}  // namespace

absl::StatusOr<bool> HasAdministrator(storage::Store& store) {
  bool has = false;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](storage::Tx& tx) -> absl::Status {
    PLENARY_ASSIGN_OR_RETURN(has, SomebodyAdministers(tx));
    return absl::OkStatus();
  }));
  return has;
}

absl::StatusOr<absl::optional<std::string>> MakeFirstAdministrator(storage::Store& store,
                                                                   base::Random& random) {
  absl::optional<std::string> secret;
  const storage::Call call = {"local", "first start", ""};
  PLENARY_RETURN_IF_ERROR(WriteChange(store, random, call, [&](Change& change) -> absl::Status {
    secret.reset();
    // Asked again here, since several servers may start over one database.
    PLENARY_ASSIGN_OR_RETURN(const bool has, SomebodyAdministers(change.tx()));
    if (has) return absl::OkStatus();
    PLENARY_RETURN_IF_ERROR(EnsureUser(change, kAdmin, "Administrator"));
    PLENARY_RETURN_IF_ERROR(EnsureAdministrator(change, kAdmin));
    PLENARY_ASSIGN_OR_RETURN(
        const auto made, MakeToken(change, random, kAdmin, kTokenLife, "made at the first start"));
    secret = made.secret;
    return absl::OkStatus();
  }));
  return secret;
}

absl::StatusOr<BreakGlass> MakeBreakGlassToken(storage::Store& store, base::Random& random) {
  BreakGlass made;
  const storage::Call call = {"break-glass", "plenary-admin break-glass", ""};
  PLENARY_RETURN_IF_ERROR(WriteChange(store, random, call, [&](Change& change) -> absl::Status {
    PLENARY_RETURN_IF_ERROR(EnsureUser(change, kBreakGlass, "For emergencies"));
    PLENARY_RETURN_IF_ERROR(EnsureAdministrator(change, kBreakGlass));
    PLENARY_ASSIGN_OR_RETURN(const auto token, MakeToken(change, random, kBreakGlass,
                                                         kBreakGlassLife, "made by plenary-admin"));
    made = {token.secret, token.resource.name(),
            absl::FromUnixMicros(storage::ToMicros(token.resource.expire_time()))};
    return absl::OkStatus();
  }));
  return made;
}

}  // namespace plenary::access
