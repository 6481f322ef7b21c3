// What an access token says of who signed in.
#ifndef PLENARY_SERVICES_OIDC_CLAIMS_H_
#define PLENARY_SERVICES_OIDC_CLAIMS_H_

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace plenary::oidc {

// The claims of a token that was found to be good.
struct Claims {
  std::string issuer;
  std::string subject;       // who it is, in the issuer's words
  std::string display_name;  // `name`, else `preferred_username`; empty where there is neither
  std::vector<std::string> roles;  // the values of the claim that Settings names; sorted
  absl::Time issued_at;
  absl::Time expire;  // from when on it is refused, leeway included
};

}  // namespace plenary::oidc

#endif  // PLENARY_SERVICES_OIDC_CLAIMS_H_
