// Which roles the identity provider's groups give: the option oidc-roles.
#ifndef PLENARY_SERVICES_SERVER_OIDC_ROLES_H_
#define PLENARY_SERVICES_SERVER_OIDC_ROLES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/options.pb.h"

namespace plenary::server {

// A value of the roles claim, and a role that it gives on the whole installation.
struct OidcRole {
  std::string value;
  v1::Role role = v1::ROLE_UNSPECIFIED;
};

// Reads "plenary-admins=administrator,plenary-staff=event_manager"; empty text is no roles.
// INVALID_ARGUMENT in words about the text, so for a role that is never held on the installation.
absl::StatusOr<std::vector<OidcRole>> ParseOidcRoles(absl::string_view text);

// The text that ParseOidcRoles reads.
std::string PrintOidcRoles(const std::vector<OidcRole>& roles);

// The roles that `values` of the claim give, each once, in order.
std::vector<v1::Role> RolesGiven(const std::vector<OidcRole>& roles,
                                 const std::vector<std::string>& values);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_OIDC_ROLES_H_
