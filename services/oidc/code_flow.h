// Signing people in at the identity provider: the authorization code flow (OpenID Connect Core 1.0,
// 3.1) with PKCE (RFC 7636).
#ifndef PLENARY_SERVICES_OIDC_CODE_FLOW_H_
#define PLENARY_SERVICES_OIDC_CODE_FLOW_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/clock.h"
#include "services/oidc/settings.h"

namespace plenary::oidc {

// What this program is at the provider.
struct ClientSettings {
  std::string id;
  std::string secret;  // empty: a public client
  std::string scopes = "openid profile";
};

// One sign-in, known to the browser and to nobody else.
struct Attempt {
  std::string state;     // unguessable
  std::string nonce;     // unguessable
  std::string verifier;  // 43 to 128 unreserved signs, unguessable
  std::string redirect_uri;
};

// Asks the provider on a thread of its own. Safe from several threads; what waits is bounded.
class CodeFlow {
 public:
  // `settings` passed CheckSettings; `clock` outlives it.
  CodeFlow(Settings settings, ClientSettings client, const base::Clock& clock);
  // Stops, and waits for what is answered.
  ~CodeFlow();

  // Answers what waits, and all that comes later, with UNAVAILABLE at once.
  void Stop();

  // Called once, on the flow's thread, which must not be blocked.
  using Done = std::function<void(absl::StatusOr<std::string>)>;

  // Where the browser is to go. UNAVAILABLE: IDENTITY_PROVIDER_UNREACHABLE.
  void Begin(const Attempt& attempt, Done done);
  // The access token that `code` stands for. UNAUTHENTICATED: TOKEN_NOT_ACCEPTED where the provider
  // refuses, or answers for another attempt. UNAVAILABLE: IDENTITY_PROVIDER_UNREACHABLE.
  void Finish(const Attempt& attempt, const std::string& code, Done done);

 private:
  class Work;
  const std::unique_ptr<Work> work_;
};

// The code_challenge of a verifier (S256).
std::string ChallengeOf(const std::string& verifier);

}  // namespace plenary::oidc

#endif  // PLENARY_SERVICES_OIDC_CODE_FLOW_H_
