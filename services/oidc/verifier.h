// Tells good access tokens of one identity provider (OpenID Connect Discovery 1.0, RFC 7519, RFC
// 8725) from all others.
#ifndef PLENARY_SERVICES_OIDC_VERIFIER_H_
#define PLENARY_SERVICES_OIDC_VERIFIER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/base/clock.h"
#include "services/oidc/claims.h"
#include "services/oidc/settings.h"

namespace plenary::oidc {

// Fetches the provider's keys from its start on, and anew every ten minutes, or when a token names
// a key it does not know (every ten seconds at most). Keys the provider no longer publishes count
// no longer; while it cannot be reached, those known go on for a day. Safe from several threads.
class Verifier {
 public:
  using Answer = absl::StatusOr<std::shared_ptr<const Claims>>;
  using Done = std::function<void(Answer)>;
  // Words for the operator: that the provider cannot be reached, and that it can again.
  using Say = std::function<void(absl::string_view words)>;

  // `settings` passed CheckSettings; `clock` outlives the verifier.
  Verifier(Settings settings, const base::Clock& clock, Say say);
  // Prompt, whatever the provider does: what waits is answered with UNAVAILABLE, SHUTTING_DOWN.
  ~Verifier();
  Verifier(const Verifier&) = delete;
  Verifier& operator=(const Verifier&) = delete;

  // Answers exactly once: on the caller's stack where the token was found good in the last five
  // minutes by keys that still count, else on a thread of the verifier, where `done` must not
  // block. UNAUTHENTICATED: TOKEN_NOT_ACCEPTED with its `cause`. UNAVAILABLE with RetryInfo:
  // IDENTITY_PROVIDER_UNREACHABLE where the key that is needed was never fetched.
  // RESOURCE_EXHAUSTED: SERVER_BUSY where too many tokens wait.
  void Verify(std::string token, Done done);

  // How long ago the keys were fetched; nullopt where they never were.
  absl::optional<absl::Duration> KeysAge() const;

 private:
  class Work;
  const std::unique_ptr<Work> work_;
};

}  // namespace plenary::oidc

#endif  // PLENARY_SERVICES_OIDC_VERIFIER_H_
