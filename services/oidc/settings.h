// What the operator says of the identity provider.
#ifndef PLENARY_SERVICES_OIDC_SETTINGS_H_
#define PLENARY_SERVICES_OIDC_SETTINGS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace plenary::oidc {

// An OpenID Connect provider whose access tokens are accepted, and how strictly.
struct Settings {
  std::string issuer;    // as it stands in tokens: "https://id.example/realms/forum"
  std::string audience;  // what stands for this server in their `aud`
  // Accepted signature algorithms (RFC 7518), of RS, PS and ES with 256, 384 or 512.
  std::vector<std::string> algorithms = {"RS256", "PS256", "ES256"};
  // How far the provider's clock may be off.
  absl::Duration leeway = absl::Seconds(60);
  // The claim whose values are handed on as roles: its name, or a path ("realm_access.roles").
  std::string roles_claim = "groups";
  // PEM file of the authorities that the provider's certificate is checked by; empty: the system's.
  std::string ca_file;
};

// INVALID_ARGUMENT names the option that is wrong, and what would be right: an issuer that is no
// https address (plain http is for loopback alone), no audience, an algorithm that is not to be had
// (signatures by shared secrets and `none` never are), a leeway below zero or over ten minutes.
absl::Status CheckSettings(const Settings& settings);

}  // namespace plenary::oidc

#endif  // PLENARY_SERVICES_OIDC_SETTINGS_H_
