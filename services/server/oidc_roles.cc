#include "services/server/oidc_roles.h"

#include <algorithm>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

// Held on the installation. A registrar is one of a delegation.
constexpr v1::Role kRoles[] = {v1::VIEWER,       v1::EVENT_MANAGER, v1::ACCREDITATION_OFFICER,
                               v1::NEGOTIATOR,   v1::CONTROLLER,    v1::AUDITOR,
                               v1::ADMINISTRATOR};

std::string Word(v1::Role role) { return absl::AsciiStrToLower(v1::Role_Name(role)); }

absl::StatusOr<OidcRole> ParseOne(absl::string_view text) {
  // The last one divides: values of a claim are the provider's, roles are ours.
  const size_t sign = text.rfind('=');
  if (sign == absl::string_view::npos || sign == 0) {
    return absl::InvalidArgumentError(absl::StrCat("'", text, "' is not of the form group=role"));
  }
  const absl::string_view word = absl::StripAsciiWhitespace(text.substr(sign + 1));
  for (const v1::Role role : kRoles) {
    if (word != Word(role)) continue;
    return OidcRole{std::string(absl::StripAsciiWhitespace(text.substr(0, sign))), role};
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "'", word, "' is none of ", absl::StrJoin(kRoles, ", ", [](std::string* out, v1::Role role) {
        absl::StrAppend(out, Word(role));
      })));
}

}  // namespace

absl::StatusOr<std::vector<OidcRole>> ParseOidcRoles(absl::string_view text) {
  std::vector<OidcRole> roles;
  for (const absl::string_view part : absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    PLENARY_ASSIGN_OR_RETURN(roles.emplace_back(), ParseOne(part));
  }
  return roles;
}

std::string PrintOidcRoles(const std::vector<OidcRole>& roles) {
  return absl::StrJoin(roles, ",", [](std::string* out, const OidcRole& given) {
    absl::StrAppend(out, given.value, "=", Word(given.role));
  });
}

std::vector<v1::Role> RolesGiven(const std::vector<OidcRole>& roles,
                                 const std::vector<std::string>& values) {
  std::set<v1::Role> given;
  for (const OidcRole& row : roles) {
    if (std::find(values.begin(), values.end(), row.value) != values.end()) given.insert(row.role);
  }
  return {given.begin(), given.end()};
}

}  // namespace plenary::server
