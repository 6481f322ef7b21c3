#include "services/access/resolve.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/access/credentials.h"
#include "services/access/rules.h"
#include "services/access/secret_rules.h"
#include "services/access/table.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/table.h"
#include "services/events/table.h"
#include "services/negotiations/table.h"
#include "services/storage/resource.h"

namespace plenary::access {
namespace {

using storage::Tx;

constexpr size_t kLeastBrowserCharacters = 16;
constexpr size_t kMostBrowserCharacters = 128;

absl::Status Expired(absl::Time when) {
  const std::string at = absl::FormatTime(absl::RFC3339_full, when, absl::UTCTimeZone());
  return base::Refuse(absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_CREDENTIAL_EXPIRED,
                      absl::StrCat("the credential worked until ", at, "; sign in again"),
                      {{"expiredAt", at}});
}

absl::Status BoundElsewhere() {
  return base::Refuse(
      absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_LINK_BOUND_ELSEWHERE,
      "the registration link works in the browser alone in which it was first used; go back to "
      "that one, or ask for a new link");
}

// What identifies a browser to a link; empty where `browser` is no such text.
std::string HashOfBrowser(absl::string_view browser) {
  if (browser.size() < kLeastBrowserCharacters || browser.size() > kMostBrowserCharacters ||
      !std::all_of(browser.begin(), browser.end(),
                   [](unsigned char c) { return absl::ascii_isprint(c); })) {
    return "";
  }
  return HashOfSecret(browser);
}

absl::Status CheckWorks(const Credential& credential, absl::Time now) {
  switch (StateOf(credential, now)) {
    case v1::ACTIVE:
      return absl::OkStatus();
    case v1::LAPSED:
      return Expired(absl::FromUnixMicros(credential.expire_us));
    default:
      return Revoked();
  }
}

// Only those of `grants` that give something at present.
absl::Status DropDead(Tx& tx, std::vector<base::Grant>& grants) {
  std::vector<std::string> places;
  places.reserve(grants.size());
  for (const base::Grant& grant : grants) places.push_back(grant.on);
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> living, LivingOf(tx, places));
  grants.erase(std::remove_if(grants.begin(), grants.end(),
                              [&](const base::Grant& grant) {
                                return !std::binary_search(living.begin(), living.end(), grant.on);
                              }),
               grants.end());
  return absl::OkStatus();
}

// Somebody who may sign in, with the roles bound to them.
struct SignedIn {
  std::vector<base::Grant> grants;
  v1::User user;
};

v1::Classification ClearanceOf(v1::Classification given) {
  return given == v1::CLASSIFICATION_UNSPECIFIED ? v1::OFFICIAL : given;
}

// What they may do, as far as what it is bound on is there.
absl::StatusOr<base::Access> AccessOf(Tx& tx, SignedIn somebody, bool read_only = false) {
  PLENARY_RETURN_IF_ERROR(DropDead(tx, somebody.grants));
  return base::Access(std::move(somebody.grants), read_only)
      .ClearedFor(ClearanceOf(somebody.user.clearance()))
      .As(somebody.user.person());
}

absl::StatusOr<SignedIn> FindSignedIn(Tx& tx, const std::string& name) {
  storage::Loaded<v1::User> loaded;
  storage::Loaded<v1::RoleBinding> bound;
  storage::Statement statements[] = {SelectUser(name, loaded), SelectBindingsOf(name, bound)};
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::User> user, loaded.Take());
  if (!user || user->disabled()) return Revoked();
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::RoleBinding> bindings, bound.TakeAll());
  SignedIn somebody;
  somebody.user = *user;
  somebody.grants.reserve(bindings.size() + static_cast<size_t>(user->claimed_roles_size()));
  for (const v1::RoleBinding& binding : bindings) {
    somebody.grants.push_back({binding.role(), binding.resource()});
  }
  for (const int role : user->claimed_roles()) {
    somebody.grants.push_back({static_cast<v1::Role>(role), ""});
  }
  return somebody;
}

absl::StatusOr<Caller> CallerByToken(Tx& tx, const Credential& credential, Caller caller) {
  PLENARY_ASSIGN_OR_RETURN(const v1::ApiToken token, Told<v1::ApiToken>(credential, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(SignedIn somebody, FindSignedIn(tx, credential.owner));
  somebody.grants = Narrowed(somebody.grants, token);
  somebody.user.set_clearance(
      std::min(ClearanceOf(token.clearance()), ClearanceOf(somebody.user.clearance())));
  caller.name = credential.name;
  caller.user = credential.owner;
  PLENARY_ASSIGN_OR_RETURN(caller.access, AccessOf(tx, std::move(somebody), token.read_only()));
  return caller;
}

absl::StatusOr<Caller> CallerBySession(Tx& tx, const Credential& credential, Caller caller) {
  PLENARY_ASSIGN_OR_RETURN(SignedIn somebody, FindSignedIn(tx, credential.owner));
  caller.name = credential.owner;
  caller.user = credential.owner;
  PLENARY_ASSIGN_OR_RETURN(caller.access, AccessOf(tx, std::move(somebody)));
  return caller;
}

absl::StatusOr<Caller> CallerByLink(Tx& tx, const Credential& credential, Caller caller) {
  std::vector<base::Grant> grants = {{v1::REGISTRAR, credential.owner}};
  PLENARY_RETURN_IF_ERROR(DropDead(tx, grants));
  caller.name = credential.name;
  caller.access = base::Access(std::move(grants));
  return caller;
}

absl::StatusOr<Caller> CallerBy(Tx& tx, const Credential& credential) {
  PLENARY_RETURN_IF_ERROR(CheckWorks(credential, tx.now()));
  Caller caller;
  caller.credential = credential.name;
  caller.expire = absl::FromUnixMicros(credential.expire_us);
  switch (static_cast<CredentialKind>(credential.kind)) {
    case CredentialKind::kToken:
      return CallerByToken(tx, credential, std::move(caller));
    case CredentialKind::kSession:
      return CallerBySession(tx, credential, std::move(caller));
    case CredentialKind::kLink:
      return CallerByLink(tx, credential, std::move(caller));
  }
  return InvalidCredential();
}

// The credential that `secret` is of.
absl::StatusOr<Credential> CredentialOf(Tx& tx, absl::string_view secret) {
  PLENARY_ASSIGN_OR_RETURN(const SecretParts parts, ParseSecret(secret));
  PLENARY_ASSIGN_OR_RETURN(absl::optional<Credential> found, FindCredentialById(tx, parts.id));
  if (!found || found->kind != static_cast<int64_t>(parts.kind) ||
      !SameHash(found->secret_hash, HashOfSecret(secret))) {
    return InvalidCredential();
  }
  return *std::move(found);
}

// Whether links of the credential's event work in one browser alone.
absl::StatusOr<bool> BindsBrowser(Tx& tx, const Credential& link) {
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::Event> event,
                           events::FindEvent(tx, base::EventOf(link.owner)));
  return event.has_value() && event->binds_links_to_first_browser();
}

// Whether the link may be used with `browser`, and whether it must be bound to it first.
absl::StatusOr<bool> MustBind(Tx& tx, const Credential& link, absl::string_view browser) {
  PLENARY_ASSIGN_OR_RETURN(const bool binds, BindsBrowser(tx, link));
  if (!binds) return false;
  const std::string hash = HashOfBrowser(browser);
  if (hash.empty()) return BoundElsewhere();
  if (link.browser_hash.empty()) return true;
  if (!SameHash(link.browser_hash, hash)) return BoundElsewhere();
  return false;
}

}  // namespace

absl::Status Revoked() {
  return base::Refuse(absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_CREDENTIAL_REVOKED,
                      "the credential was revoked, or its user was disabled or deleted; ask an "
                      "administrator for another");
}

absl::StatusOr<Caller> ResolveSecret(Tx& tx, absl::string_view secret, absl::string_view browser) {
  PLENARY_ASSIGN_OR_RETURN(const Credential credential, CredentialOf(tx, secret));
  PLENARY_ASSIGN_OR_RETURN(Caller caller, CallerBy(tx, credential));
  if (credential.kind == static_cast<int64_t>(CredentialKind::kLink)) {
    PLENARY_ASSIGN_OR_RETURN(caller.must_bind_browser, MustBind(tx, credential, browser));
  }
  return caller;
}

absl::StatusOr<Caller> ResolveName(Tx& tx, absl::string_view caller) {
  if (base::HasForm(caller, kUserPattern)) return ResolveUser(tx, caller);
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<Credential> found, FindCredential(tx, caller));
  if (!found) return Revoked();
  return CallerBy(tx, *found);
}

absl::StatusOr<Caller> ResolveUser(Tx& tx, absl::string_view user) {
  Caller caller;
  caller.name = std::string(user);
  caller.user = std::string(user);
  PLENARY_ASSIGN_OR_RETURN(SignedIn somebody, FindSignedIn(tx, caller.user));
  PLENARY_ASSIGN_OR_RETURN(caller.access, AccessOf(tx, std::move(somebody)));
  return caller;
}

absl::StatusOr<absl::optional<std::string>> FindByOidcIdentity(Tx& tx, absl::string_view issuer,
                                                               absl::string_view subject) {
  return FindByIdentity(tx, OidcIdentity(issuer, subject));
}

absl::StatusOr<absl::optional<std::string>> FindByCertificateName(
    Tx& tx, absl::string_view certificate_name) {
  return FindByIdentity(tx, CertificateIdentity(certificate_name));
}

absl::StatusOr<Caller> BindBrowser(storage::Change& change, absl::string_view secret,
                                   absl::string_view browser) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now("registrationLinks/-"));
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(Credential link, CredentialOf(tx, secret));
  PLENARY_ASSIGN_OR_RETURN(Caller caller, CallerBy(tx, link));
  PLENARY_ASSIGN_OR_RETURN(const bool must_bind, MustBind(tx, link, browser));
  if (!must_bind) return caller;
  link.browser_hash = HashOfBrowser(browser);
  PLENARY_RETURN_IF_ERROR(UpdateCredential(tx, link));
  PLENARY_ASSIGN_OR_RETURN(const auto told, Told<v1::RegistrationLink>(link, now));
  change.Record(link.name, v1::Change::UPDATED, told);
  return caller;
}

absl::StatusOr<std::vector<base::Grant>> GrantsOf(Tx& tx, const v1::User& user) {
  PLENARY_ASSIGN_OR_RETURN(const auto bindings, ListBindingsOf(tx, user.name()));
  std::vector<base::Grant> grants;
  grants.reserve(bindings.size() + static_cast<size_t>(user.claimed_roles_size()));
  for (const v1::RoleBinding& binding : bindings) {
    grants.push_back({binding.role(), binding.resource()});
  }
  for (const int role : user.claimed_roles()) {
    grants.push_back({static_cast<v1::Role>(role), ""});
  }
  return grants;
}

absl::StatusOr<std::vector<std::string>> LivingOf(Tx& tx, const std::vector<std::string>& places) {
  std::map<std::string, storage::Loaded<v1::Event>> events;
  std::map<std::string, storage::Loaded<v1::Delegation>> delegations;
  std::map<std::string, storage::Loaded<v1::Negotiation>> negotiations;
  for (const std::string& place : places) {
    if (!place.empty() && base::NegotiationOf(place) == place) negotiations.try_emplace(place);
    const std::string event(base::EventOf(place));
    if (event.empty()) continue;
    events.try_emplace(event);
    if (place != event) delegations.try_emplace(place);
  }
  std::vector<storage::Statement> statements;
  statements.reserve(events.size() + delegations.size() + negotiations.size());
  for (auto& [name, into] : events) statements.push_back(events::SelectEvent(name, into));
  for (auto& [name, into] : delegations) {
    statements.push_back(delegations::SelectDelegation(name, into));
  }
  for (auto& [name, into] : negotiations) {
    statements.push_back(negotiations::SelectNegotiation(name, into));
  }
  if (!statements.empty()) PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));

  std::vector<std::string> living = {""};
  for (auto& [name, loaded] : events) {
    PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::Event> event, loaded.Take());
    if (event.has_value() && !event->has_delete_time()) living.push_back(name);
  }
  for (auto& [name, loaded] : delegations) {
    PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::Delegation> delegation, loaded.Take());
    const bool event_lives =
        std::find(living.begin(), living.end(), base::EventOf(name)) != living.end();
    if (delegation.has_value() && !delegation->has_delete_time() && event_lives) {
      living.push_back(name);
    }
  }
  for (auto& [name, loaded] : negotiations) {
    PLENARY_ASSIGN_OR_RETURN(const auto negotiation, loaded.Take());
    if (negotiation.has_value() && !negotiation->has_delete_time()) living.push_back(name);
  }
  std::sort(living.begin(), living.end());
  return living;
}

}  // namespace plenary::access
