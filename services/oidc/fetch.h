// Fetching from the identity provider.
#ifndef PLENARY_SERVICES_OIDC_FETCH_H_
#define PLENARY_SERVICES_OIDC_FETCH_H_

#include <atomic>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/oidc/json.h"
#include "services/oidc/key_set.h"
#include "services/oidc/settings.h"

namespace plenary::oidc {

// What a provider's discovery document says of signing in.
struct Endpoints {
  std::string authorization;
  std::string token;
};

// One thread fetches; another may end that at any time.
class Fetcher {
 public:
  explicit Fetcher(const Settings& settings);  // outlives the fetcher
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  // The keys the provider publishes now: found through its discovery document, which must name the
  // issuer as the settings do. Takes ten seconds at most. UNAVAILABLE in words for the operator.
  absl::StatusOr<KeySet> FetchKeys();

  // Where people sign in, and where what they come back with is exchanged, by the same document.
  absl::StatusOr<Endpoints> FetchEndpoints();

  // The answer to a form that is posted to `url`, whatever its status, in five seconds. `client`
  // and `secret` go along as basic authentication, where there is a secret.
  absl::StatusOr<std::string> PostForm(const std::string& url, const std::string& form,
                                       const std::string& client, const std::string& secret);

  // Ends what is being fetched, and all that would be fetched later.
  void Stop();

 private:
  // The body at `url`: 200 alone is an answer, within five seconds, a megabyte at most.
  absl::StatusOr<std::string> Get(const std::string& url);
  // The provider's discovery document, which names the issuer as the settings do.
  absl::StatusOr<Json> Discover();
  // An address that the document leads to.
  absl::StatusOr<std::string> AddressIn(const Json& document, const char* member) const;

  const Settings& settings_;
  void* const multi_;  // CURLM
  std::atomic<bool> stopped_ = false;
};

}  // namespace plenary::oidc

#endif  // PLENARY_SERVICES_OIDC_FETCH_H_
