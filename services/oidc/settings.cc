#include "services/oidc/settings.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/oidc/address.h"

namespace plenary::oidc {
namespace {

constexpr const char* kAlgorithms[] = {"RS256", "RS384", "RS512", "PS256", "PS384",
                                       "PS512", "ES256", "ES384", "ES512"};

absl::Status CheckAlgorithms(const std::vector<std::string>& algorithms) {
  if (algorithms.empty()) {
    return absl::InvalidArgumentError("oidc-algorithms: name at least one, such as RS256");
  }
  for (const std::string& algorithm : algorithms) {
    if (std::find(std::begin(kAlgorithms), std::end(kAlgorithms), algorithm) ==
        std::end(kAlgorithms)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "oidc-algorithms: '", algorithm, "' is none of ", absl::StrJoin(kAlgorithms, ", ")));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSettings(const Settings& settings) {
  if (!MayFetch(settings.issuer) || settings.issuer.find_first_of("?# ") != std::string::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat("oidc-issuer: '", settings.issuer,
                     "' is no address like https://id.example/realms/forum; plain http is for a "
                     "provider on this machine alone"));
  }
  if (settings.audience.empty()) {
    return absl::InvalidArgumentError(
        "oidc-audience: say what stands for this server in the `aud` of access tokens, or tokens "
        "meant for other programs would be taken");
  }
  if (settings.leeway < absl::ZeroDuration() || settings.leeway > absl::Minutes(10)) {
    return absl::InvalidArgumentError("oidc-leeway: give a duration from 0 to 10m");
  }
  return CheckAlgorithms(settings.algorithms);
}

}  // namespace plenary::oidc
