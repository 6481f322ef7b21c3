// The rules of access: where a role may be bound, what a token leaves of its user's roles, and who
// may give what. Pure.
#ifndef PLENARY_SERVICES_ACCESS_RULES_H_
#define PLENARY_SERVICES_ACCESS_RULES_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/access.pb.h"
#include "services/base/access.h"
#include "services/base/errors.h"

namespace plenary::access {

// How long a credential works where nothing is asked for, and at most.
inline constexpr absl::Duration kTokenLife = absl::Hours(24 * 365);
inline constexpr absl::Duration kLongestTokenLife = absl::Hours(24 * (365 * 5 + 2));
inline constexpr absl::Duration kLinkLife = absl::Hours(24 * 30);
inline constexpr absl::Duration kLongestLinkLife = absl::Hours(24 * 366);
inline constexpr absl::Duration kSessionLife = absl::Hours(12);

// Whether `role` may be bound on `resource`, "" being the installation. INVALID_ARGUMENT:
// ROLE_NOT_FOR_RESOURCE, whose metadata `roles` names those that may.
absl::Status CheckRoleFits(v1::Role role, absl::string_view resource);

// Whether somebody with `access` may give or take `role` on `resource`: an administrator of it any,
// an event manager VIEWER and REGISTRAR inside the event. nullptr: the program itself.
// PERMISSION_DENIED: SCOPE_TOO_WIDE.
absl::Status CheckMayBind(const base::Access* access, v1::Role role, absl::string_view resource);

// What is left of `grants` under a token: its roles, on its resources.
std::vector<base::Grant> Narrowed(const std::vector<base::Grant>& grants,
                                  const v1::ApiToken& token);

// Whether a token leaves anything of its user's roles out.
bool IsNarrowed(const v1::ApiToken& token);

// Whether `grants` hold every role of the token somewhere. PERMISSION_DENIED: SCOPE_TOO_WIDE.
absl::Status CheckHeld(const v1::ApiToken& token, const std::vector<base::Grant>& grants);

// Whether `token` may be made by a call with `own`, than which it is no wider. PERMISSION_DENIED:
// SCOPE_TOO_WIDE.
absl::Status CheckNoWider(const v1::ApiToken& token, const v1::ApiToken& own);

// Until when a credential works that is asked for until `asked`, whose path is `field`: unset means
// `usual` from now on. INVALID_ARGUMENT: INVALID_FIELDS where that is over, or later than `longest`
// from now on.
absl::StatusOr<absl::Time> ExpiryOf(bool is_asked, absl::Time asked, absl::Time now,
                                    absl::Duration usual, absl::Duration longest,
                                    absl::string_view field);

// Adds to `errors` what is wrong with a user beyond what its fields declare: identities that are
// not "issuer subject", certificate names without their kind, one that stands twice.
void CheckUser(const v1::User& user, base::FieldErrors& errors);

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_RULES_H_
