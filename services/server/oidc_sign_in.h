// Users of the identity provider: from an access token to a caller.
#ifndef PLENARY_SERVICES_SERVER_OIDC_SIGN_IN_H_
#define PLENARY_SERVICES_SERVER_OIDC_SIGN_IN_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/oidc/settings.h"
#include "services/oidc/verifier.h"
#include "services/server/identity.h"
#include "services/server/oidc_roles.h"
#include "services/storage/store.h"

namespace plenary::server {

// Whoever the provider vouches for is a user: one that an administrator gave that identity, or else
// a new one, made and recorded when it is first seen. The roles that its token's groups give are
// written down (User.claimed_roles) where they differ and the token is newer than what is known, so
// that they count for whatever else the user signs in with, and roles lost at the provider are lost
// here with the next token.
class OidcSignIn : public ProviderTokens {
 public:
  // `settings` passed CheckSettings. The others outlive it, and no call is under way when it ends.
  OidcSignIn(const oidc::Settings& settings, std::vector<OidcRole> roles, storage::Store& store,
             const base::Clock& clock, base::Random& random, oidc::Verifier::Say say);

  // UNAUTHENTICATED: TOKEN_NOT_ACCEPTED; CREDENTIAL_REVOKED where the user is disabled, or was
  // deleted. UNAVAILABLE: IDENTITY_PROVIDER_UNREACHABLE. Whatever the store refuses with.
  void Verify(const std::string& token, Done done) override;

  // As that of the verifier.
  absl::optional<absl::Duration> KeysAge() const { return verifier_.KeysAge(); }

 private:
  const std::vector<OidcRole> roles_;
  storage::Store& store_;
  base::Random& random_;
  oidc::Verifier verifier_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_OIDC_SIGN_IN_H_
