// Signing a browser in and out: /session, /session/link, /session/options.
#ifndef PLENARY_SERVICES_GATEWAY_SESSIONS_H_
#define PLENARY_SERVICES_GATEWAY_SESSIONS_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/gateway/backend.h"
#include "services/gateway/http.h"

namespace plenary::gateway {

// Safe from several threads. What a browser is signed in with lies in a cookie that its scripts
// cannot read; the server keeps nothing of it.
class Sessions {
 public:
  // `backend` outlives it and every call. `provider` is the host of the identity provider that
  // people may sign in with; empty where there is none. `random_bytes` gives as many as it is asked
  // for.
  Sessions(Backend& backend, std::string public_url, std::string provider,
           std::function<std::string(int count)> random_bytes);

  // POST: signs in with a password. DELETE: signs out, and takes the cookies back whatever becomes
  // of the session.
  void AnswerSession(const ExchangePtr& exchange) const;
  // POST: signs in with a registration link's secret.
  void AnswerLink(const ExchangePtr& exchange) const;
  // GET: by what people may sign in.
  void AnswerOptions(const ExchangePtr& exchange) const;

  // Finds out who `credential` is and signs the browser in with it, or answers with why not.
  // `return_to`: a path of ours that the browser is led to instead of being told who it is.
  void SignIn(const ExchangePtr& exchange, const std::string& credential,
              const std::string& return_to = "") const;

 private:
  void LogIn(const ExchangePtr& exchange, const std::string& user,
             const std::string& password) const;
  void LogOut(const ExchangePtr& exchange) const;
  void ReadFields(
      const ExchangePtr& exchange,
      std::function<void(const std::function<std::string(const char*)>& field)> done) const;
  // The head of a call in the name of this browser, which is given a mark of its own where it has
  // none; `set_cookie` then says so.
  CallHead HeadFor(const RequestHead& head, std::string& set_cookie) const;
  bool IsEncrypted(const RequestHead& head) const;

  Backend& backend_;
  const std::string public_url_;
  const std::string provider_;
  const std::function<std::string(int count)> random_bytes_;
};

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_SESSIONS_H_
