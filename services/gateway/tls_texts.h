// The certificate of a port, as texts.
#ifndef PLENARY_SERVICES_GATEWAY_TLS_TEXTS_H_
#define PLENARY_SERVICES_GATEWAY_TLS_TEXTS_H_

#include <functional>
#include <memory>
#include <string>

namespace plenary::gateway {

// A certificate with what it hangs on and its key, as PEM. `authorities` is empty where clients
// need not show a certificate.
struct TlsTexts {
  std::string chain;
  std::string key;
  std::string authorities;
};

// What is in force at the moment: the same object as long as nothing changes.
using TlsSource = std::function<std::shared_ptr<const TlsTexts>()>;

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_TLS_TEXTS_H_
