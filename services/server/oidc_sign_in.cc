#include "services/server/oidc_sign_in.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/changes.pb.h"
#include "services/access/resolve.h"
#include "services/access/table.h"
#include "services/base/digest.h"
#include "services/base/errors.h"
#include "services/base/etag.h"
#include "services/base/names.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"

namespace plenary::server {
namespace {

using storage::Change;
using storage::Tx;

constexpr char kMethod[] = "sign-in at the identity provider";
constexpr int kIdCharacters = 12;

// The same for somebody at every server, and nothing to be guessed from.
std::string NameOf(const oidc::Claims& claims) {
  std::string text = claims.issuer;
  text.push_back('\0');
  text.append(claims.subject);
  const std::string id =
      absl::StrCat("oidc-", base::Base32(base::Sha256(text)).substr(0, kIdCharacters));
  return base::MakeName(access::kUserPattern, {id});
}

// One sign-in, from the claims to the caller.
struct SignIn {
  std::shared_ptr<const oidc::Claims> claims;
  std::vector<v1::Role> roles;
  std::string name;  // in case there is no such user yet
  std::string seed;
  ProviderTokens::Done done;
  // What became of it.
  access::Caller caller;
  bool must_write = false;
};

absl::StatusOr<absl::optional<v1::User>> FindUser(Tx& tx, const oidc::Claims& claims) {
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<std::string> name,
                           access::FindByOidcIdentity(tx, claims.issuer, claims.subject));
  if (!name.has_value()) return absl::optional<v1::User>();
  return access::FindUser(tx, *name);
}

// Whether the token says something of the user's roles that is new. An older one, which was issued
// before the last that was seen, says nothing.
absl::StatusOr<bool> SaysNews(Tx& tx, const SignIn& sign_in, const v1::User& user) {
  const bool same = std::equal(user.claimed_roles().begin(), user.claimed_roles().end(),
                               sign_in.roles.begin(), sign_in.roles.end());
  if (same || user.disabled()) return false;
  PLENARY_ASSIGN_OR_RETURN(const absl::Time known, access::ClaimsTime(tx, user.name()));
  return sign_in.claims->issued_at > known;
}

// The caller of a user who has nothing to be written down; else `must_write`.
absl::Status Look(Tx& tx, SignIn& sign_in) {
  sign_in.must_write = true;
  PLENARY_ASSIGN_OR_RETURN(const auto user, FindUser(tx, *sign_in.claims));
  if (!user.has_value()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(sign_in.must_write, SaysNews(tx, sign_in, *user));
  if (sign_in.must_write) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(sign_in.caller, access::ResolveUser(tx, user->name()));
  return absl::OkStatus();
}

absl::Status MakeUser(Change& change, const SignIn& sign_in) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(sign_in.name));
  v1::User user;
  user.set_kind(v1::User::PERSON);
  user.set_display_name(sign_in.claims->display_name);
  user.add_oidc_identities(absl::StrCat(sign_in.claims->issuer, " ", sign_in.claims->subject));
  user.mutable_claimed_roles()->Assign(sign_in.roles.begin(), sign_in.roles.end());
  user.set_name(sign_in.name);
  user.set_etag(base::FirstEtag());
  *user.mutable_create_time() = storage::ToTimestamp(now);
  *user.mutable_update_time() = storage::ToTimestamp(now);
  const absl::Status status = access::InsertUser(change.tx(), user);
  // The name is that of a user who was deleted, and stays so.
  if (absl::IsAlreadyExists(status)) return access::Revoked();
  PLENARY_RETURN_IF_ERROR(status);
  PLENARY_RETURN_IF_ERROR(access::KeepIdentities(change.tx(), user));
  PLENARY_RETURN_IF_ERROR(
      access::SetClaimsTime(change.tx(), user.name(), sign_in.claims->issued_at));
  change.Record(user.name(), v1::Change::CREATED, user);
  return absl::OkStatus();
}

absl::Status UpdateRoles(Change& change, const SignIn& sign_in, const v1::User& before) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  v1::User after = before;
  after.mutable_claimed_roles()->Assign(sign_in.roles.begin(), sign_in.roles.end());
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(access::UpdateUserRow(change.tx(), after));
  PLENARY_RETURN_IF_ERROR(
      access::SetClaimsTime(change.tx(), after.name(), sign_in.claims->issued_at));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return absl::OkStatus();
}

// Writes down what is new, which another call may have done in the meantime.
absl::Status WriteDown(Tx& tx, SignIn& sign_in) {
  PLENARY_ASSIGN_OR_RETURN(const auto user, FindUser(tx, *sign_in.claims));
  const std::string name = user.has_value() ? user->name() : sign_in.name;
  base::IdSequence ids(sign_in.seed, tx.now());
  const storage::Call call = {name, kMethod, ""};
  Change change(tx, call, ids);
  if (!user.has_value()) {
    PLENARY_RETURN_IF_ERROR(MakeUser(change, sign_in));
  } else {
    PLENARY_ASSIGN_OR_RETURN(const bool news, SaysNews(tx, sign_in, *user));
    if (news) PLENARY_RETURN_IF_ERROR(UpdateRoles(change, sign_in, *user));
  }
  PLENARY_RETURN_IF_ERROR(change.Flush());
  PLENARY_ASSIGN_OR_RETURN(sign_in.caller, access::ResolveUser(tx, name));
  return absl::OkStatus();
}

void Tell(SignIn& sign_in, absl::Status status) {
  if (!status.ok()) return sign_in.done(std::move(status));
  sign_in.caller.expire = std::min(sign_in.caller.expire, sign_in.claims->expire);
  sign_in.done(std::move(sign_in.caller));
}

void Begin(storage::Store& store, std::shared_ptr<SignIn> sign_in) {
  store.Read([sign_in](Tx& tx) { return Look(tx, *sign_in); },
             [&store, sign_in](absl::Status status) {
               if (!status.ok() || !sign_in->must_write) return Tell(*sign_in, std::move(status));
               store.Write(
                   {std::string(storage::kAccessPartition)},
                   [sign_in](Tx& tx) { return WriteDown(tx, *sign_in); },
                   [sign_in](absl::Status written) { Tell(*sign_in, std::move(written)); });
             });
}

}  // namespace

OidcSignIn::OidcSignIn(const oidc::Settings& settings, std::vector<OidcRole> roles,
                       storage::Store& store, const base::Clock& clock, base::Random& random,
                       oidc::Verifier::Say say)
    : roles_(std::move(roles)),
      store_(store),
      random_(random),
      verifier_(settings, clock, std::move(say)) {}

void OidcSignIn::Verify(const std::string& token, Done done) {
  verifier_.Verify(token, [this, done = std::move(done)](oidc::Verifier::Answer claims) {
    if (!claims.ok()) return done(claims.status());
    auto sign_in = std::make_shared<SignIn>();
    sign_in->claims = *std::move(claims);
    sign_in->roles = RolesGiven(roles_, sign_in->claims->roles);
    sign_in->name = NameOf(*sign_in->claims);
    sign_in->seed = random_.Bytes(32);
    sign_in->done = done;
    Begin(store_, std::move(sign_in));
  });
}

}  // namespace plenary::server
