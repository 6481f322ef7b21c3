// A real OpenID Connect provider (npm oidc-provider) on a free port of loopback.
#ifndef PLENARY_TESTS_TESTING_OIDC_PROVIDER_H_
#define PLENARY_TESTS_TESTING_OIDC_PROVIDER_H_

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tests/testing/certificates.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::testing {

// Runs until it is destroyed. Throws where it cannot be started or cannot do what it is told, which
// ends the test.
class OidcProvider {
 public:
  OidcProvider() { Begin({}); }
  // One that encrypts, with a certificate by `authority`.
  explicit OidcProvider(const CertificateAuthority& authority);
  ~OidcProvider();
  OidcProvider(const OidcProvider&) = delete;
  OidcProvider& operator=(const OidcProvider&) = delete;

  // "http://127.0.0.1:PORT", or https.
  const std::string& issuer() const { return issuer_; }

  // What an access token is to say. "anna" is called Anna Example, with the groups plenary-staff
  // and plenary-admins; "boris" has a preferred_username and plenary-staff among
  // realm_access.roles.
  struct Wanted {
    std::string subject = "anna";
    std::string audience = "plenary";
    std::string algorithm = "RS256";
    absl::Duration life = absl::Minutes(10);
  };
  std::string Token(const Wanted& wanted);
  std::string Token() { return Token(Wanted()); }

  // Its RSA key now: the public half as PEM, and its id.
  std::string PublicKey() { return Tell("publicKey"); }
  std::string KeyId() { return Tell("keyId"); }

  // Has the public client "plenary-web" sign browsers in, which are led back to `uri`.
  void AllowBrowsers(const std::string& uri);
  // Does as anna's browser does at `url`; where it is led back to.
  std::string Follow(const std::string& url);

  // Signs with new keys from now on, and publishes no others.
  void Rotate() { Tell("rotate"); }
  // Answers nobody until it is started again.
  void Stop() { Tell("stop"); }
  void Start() { Tell("start"); }
  // Takes every request, and answers none.
  void Hang() { Tell("hang"); }

 private:
  // Starts the program with these arguments.
  void Begin(const std::vector<std::string>& arguments);
  // `more` is members of a JSON object, each with a comma before it.
  std::string Tell(const std::string& command, const std::string& more = "");

  TemporaryFolder folder_;
  pid_t pid_ = 0;
  FILE* commands_ = nullptr;
  FILE* answers_ = nullptr;
  std::string issuer_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_OIDC_PROVIDER_H_
