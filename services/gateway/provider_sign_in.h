// Signing a browser in at the identity provider: /session/oidc/start, /session/oidc/callback.
#ifndef PLENARY_SERVICES_GATEWAY_PROVIDER_SIGN_IN_H_
#define PLENARY_SERVICES_GATEWAY_PROVIDER_SIGN_IN_H_

#include <functional>
#include <string>

#include "services/gateway/http.h"
#include "services/gateway/route_rules.h"
#include "services/gateway/sessions.h"
#include "services/oidc/code_flow.h"

namespace plenary::gateway {

// What begins at one server may end at another: what must be known until the browser comes back
// lies in a cookie of its own. Safe from several threads.
class ProviderSignIn {
 public:
  // All outlive it and every request.
  ProviderSignIn(oidc::CodeFlow& flow, const Sessions& sessions, std::string public_url,
                 std::function<std::string(int count)> random_bytes);

  // GET ?return=/path: sends the browser to the provider.
  void Start(const ExchangePtr& exchange, const Route& route) const;
  // GET, as the provider sends the browser back: signs it in, and leads it to where it wanted to
  // go.
  void Return(const ExchangePtr& exchange, const Route& route) const;

 private:
  std::string RedirectUri(const RequestHead& head) const;
  bool IsEncrypted(const RequestHead& head) const;

  oidc::CodeFlow& flow_;
  const Sessions& sessions_;
  const std::string public_url_;
  const std::function<std::string(int count)> random_bytes_;
};

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_PROVIDER_SIGN_IN_H_
