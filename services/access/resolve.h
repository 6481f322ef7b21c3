// Who a caller is and what it may do: from what it signs in with, or from the name by which the
// change log and operations know it.
#ifndef PLENARY_SERVICES_ACCESS_RESOLVE_H_
#define PLENARY_SERVICES_ACCESS_RESOLVE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/access.pb.h"
#include "services/base/access.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::access {

// Somebody who has proved who they are.
struct Caller {
  // As in Call.caller: "users/anna", "users/anna/tokens/…" or "registrationLinks/…".
  std::string name;
  std::string user;        // empty for a registration link
  std::string credential;  // the name of the token, session or link; empty where there is none
  base::Access access = base::Access({});
  absl::Time expire = absl::InfiniteFuture();
  // Of a registration link that works in one browser alone and has not been used yet: BindBrowser
  // has to be called before anything is done in its name.
  bool must_bind_browser = false;
};

// All of them: a role bound on what is deleted, or lies in it, gives nothing for as long as it is.
// Costs at most three round trips, each by primary keys, whatever the number of roles.

// By what the caller signs in with now. `browser` is what its browser gave; anything but 16–128
// printable characters counts as nothing. UNAUTHENTICATED: CREDENTIAL_INVALID,
// CREDENTIAL_EXPIRED (metadata `expiredAt`), CREDENTIAL_REVOKED (its user disabled or deleted,
// too), LINK_BOUND_ELSEWHERE.
absl::StatusOr<Caller> ResolveSecret(storage::Tx& tx, absl::string_view secret,
                                     absl::string_view browser);

// By a Caller's `name` or `credential`: what is left of its access by now. UNAUTHENTICATED:
// CREDENTIAL_EXPIRED, CREDENTIAL_REVOKED, also where there is no such caller any more.
absl::StatusOr<Caller> ResolveName(storage::Tx& tx, absl::string_view caller);

// A user who has proved who they are elsewhere. UNAUTHENTICATED: CREDENTIAL_REVOKED where there is
// no such user, or it is disabled.
absl::StatusOr<Caller> ResolveUser(storage::Tx& tx, absl::string_view user);

// The user with that identity at the identity provider, or with a client certificate of that name
// ("dns:badges.example"); nullopt where there is none.
absl::StatusOr<absl::optional<std::string>> FindByOidcIdentity(storage::Tx& tx,
                                                               absl::string_view issuer,
                                                               absl::string_view subject);
absl::StatusOr<absl::optional<std::string>> FindByCertificateName(
    storage::Tx& tx, absl::string_view certificate_name);

// As ResolveSecret, for a registration link that must be bound: from now on it works with this
// `browser` alone. Records that it was, by the link itself. UNAUTHENTICATED: LINK_BOUND_ELSEWHERE
// where another browser was faster.
absl::StatusOr<Caller> BindBrowser(storage::Change& change, absl::string_view secret,
                                   absl::string_view browser);

// Every role a user holds, claimed ones among them, with those that give nothing at present.
absl::StatusOr<std::vector<base::Grant>> GrantsOf(storage::Tx& tx, const v1::User& user);

// Those of `places` (events, delegations, negotiations, or "" for the installation) that exist and
// are not deleted, nor lie in something that is.
absl::StatusOr<std::vector<std::string>> LivingOf(storage::Tx& tx,
                                                  const std::vector<std::string>& places);

// UNAUTHENTICATED: CREDENTIAL_REVOKED.
absl::Status Revoked();

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_RESOLVE_H_
